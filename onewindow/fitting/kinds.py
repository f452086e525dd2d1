"""What the rows of a log can be."""

from __future__ import annotations

ALL_KINDS = ("calls", "tickets", "queue-snapshots", "events")
"""Every kind that `onewindow fit` reads."""
