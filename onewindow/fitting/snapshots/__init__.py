"""Queue snapshots of an office: fitted, judged, told and shown."""
