"""What should we do: requirements, shifts, rosters and search."""
