"""What the rows of a log can be."""

from __future__ import annotations

OTHER_KINDS = ("queue-snapshots", "events")
"""Kinds whose rows are no calls or tickets."""
ALL_KINDS = ("calls", "tickets", *OTHER_KINDS)
"""Every kind that `onewindow fit` reads."""
