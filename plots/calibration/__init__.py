"""The calibration page of a fitted model, and its charts."""
