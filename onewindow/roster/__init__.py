"""Rosters with names: made, mended, simulated, and told."""
