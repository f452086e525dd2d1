"""What rules say together: limits that no legal roster breaks, and that help the solver prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from optimize.roster.limits import Limit, Linear
from scenarios.roster.rosters import RosterCase


def implied_limits(case: RosterCase, names: Iterable[str]) -> Iterator[Limit]:
    """With at most m days of work in a row and at least f off, m + f days hold at most m of work.

    For the people named. Either a whole run of days off lies among them and takes f, or all work
    among them is one run. Holds only where both rules are hard.
    """
    if any(case.strength(rule) != "hard" for rule in ("work_run_most", "off_run_least")):
        return
    for name in names:
        contract = case.people[name].contract
        most, least = contract.work_run_most, contract.off_run_least
        if most is None or least == 1:
            continue
        length = most + least
        # Days planned only: the past may have broken either rule.
        for first in range(case.days - length + 1):
            days = tuple(range(first, first + length))
            works = Linear(tuple(((name, day, None), 1.0) for day in days))
            yield Limit("work_run_most", (name,), days, works, "<=", most)
