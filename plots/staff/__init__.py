"""What is shown and taken along of a staffing plan."""
