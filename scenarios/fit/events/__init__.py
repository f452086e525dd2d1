"""What an event log of cases says: ways, work, waits, people, hours."""
