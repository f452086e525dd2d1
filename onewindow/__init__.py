"""The front door: simulate, staff and chart a public-service hall or hotline."""
