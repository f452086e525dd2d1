"""Colours of the kinds of shift in a grid: light enough to write on, nights dark."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.roster.rosters import RosterCase

_DAYS = (
    "#d8e8f3", "#fbe3c8", "#d9ecd9", "#f6d9de", "#e6e0f2", "#f4efc4", "#cfe9e6", "#ecdccb",
    "#b9d3e6", "#f3cfa4", "#bcdcbd", "#edbcc5",
)  # fmt: skip
_NIGHTS = ("#3d5a80", "#5b4b73", "#47635f", "#6d4c51")
WEEKEND = "#eef0f2"
"""Heads of days on which offices are shut."""
STATUTORY = "#f3d9d4"
"""Statutory holidays."""
LEAVE = "#f7f7f7"
"""Leave and what cannot be worked."""
WRONG = "#a3480a"
"""What breaks a rule that may not be broken, or lacks people."""
CHANGED = "#c2570c"
"""What is not as it was posted."""


def kind_colours(case: RosterCase) -> Mapping[str, tuple[str, str]]:
    """Ground and letters of each kind of shift; those beyond the colours there are begin anew."""
    found: dict[str, tuple[str, str]] = {}
    days = nights = 0
    for name, kind in case.kinds.items():
        if kind.is_night:
            found[name] = _NIGHTS[nights % len(_NIGHTS)], "#ffffff"
            nights += 1
        else:
            found[name] = _DAYS[days % len(_DAYS)], "#1d2733"
            days += 1
    return found
