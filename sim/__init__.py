"""What would happen: draws, engines, the event log and its measures."""
