"""The shifts that are planned for a pool that names none."""

from __future__ import annotations

from scenarios.model import ServiceModel
from scenarios.shifts import ShiftRules

USUAL = ShiftRules.model_validate(
    {
        "kinds": {
            "full": {
                "title": {"zh": "全班", "en": "Full"},
                "first_start": "00:00",
                "last_start": "23:30",
                "lengths": ["8 h"],
                "breaks": {
                    "first": {"length": "15 min", "between": ["1 h", "3 h"]},
                    "lunch": {"length": "30 min", "between": ["3 h", "6 h"], "paid": False},
                    "second": {"length": "15 min", "between": ["5 h", "7.5 h"]},
                },
            },
            "short": {
                "title": {"zh": "短班", "en": "Short"},
                "first_start": "00:00",
                "last_start": "23:30",
                "lengths": ["4 h"],
                "breaks": {"first": {"length": "15 min", "between": ["1 h", "3 h"]}},
                "share_at_most": 0.5,
            },
        }
    }
)
"""Eight hours from any half hour with lunch and two breaks, and four for half the staff at most."""


def rules_of(model: ServiceModel, pool: str) -> ShiftRules:
    """The rules of a pool, or the usual ones."""
    return model.pools[pool].shifts or USUAL
