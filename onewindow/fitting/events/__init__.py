"""Event logs of cases: fitted, judged, told and shown."""
