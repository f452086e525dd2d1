"""How long a search for a roster is usually worth: about a minute for up to some fifty people."""

from __future__ import annotations

from scenarios.roster.rosters import RosterCase

_CELLS = 240_000
"""Shifts that could be given, by person, day and kind, over all parts: 43 parts for 50 people on 28
days with 4 kinds, which took 50 s of one core; half a minute for 60 people with 21 kinds."""
_FEWEST, _MOST = 25, 400
"""So many that all are thought over at once too, which large cases are after their first 20."""


def usual_parts(case: RosterCase) -> int:
    """Parts that are thought over where nobody says how many; the same case, the same number."""
    cells = len(case.people) * case.days * max(len(case.kinds), 1)
    return min(max(_CELLS // max(cells, 1), _FEWEST), _MOST)
