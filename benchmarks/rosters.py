"""Published rosters: what is found, what is proved to be the least, and how long it took."""

from __future__ import annotations

import math

from benchmarks.agreement import Disagreement
from benchmarks.roster_instances import BEST, parse, path_of
from benchmarks.row import Row, Size, at_most
from benchmarks.timing import Told
from optimize.roster_audit import audit
from optimize.roster_plan import RosterPlan, plan_roster
from scenarios.rosters import RosterCase

NUMBERS: dict[Size, tuple[int, ...]] = {
    "tiny": (1,),
    "usual": (1, 3, 7),
    "long": tuple(BEST),
}
ITERATIONS: dict[Size, int] = {"tiny": 5, "usual": 100, "long": 400}
WITHIN = {1: 0.0, 3: 0.0, 5: 0.0, 7: 0.03, 9: 0.03, 11: 0.03}
"""Wanted distance to the lowest cost published; 0.1 for the others."""


def rows(size: Size, told: Told) -> list[Row]:
    """Cost, bound, gap and seconds of each instance; none where the files are not there."""
    numbers = [n for n in NUMBERS[size] if path_of(n).exists()]
    found = []
    for place, number in enumerate(numbers):
        case = parse(path_of(number).read_text(encoding="utf-8"))
        plan = _plan(case, ITERATIONS[size])
        if broken := audit(case, plan.roster):
            raise Disagreement(f"rosters/Instance{number}: {broken[0].sentence.en}")
        name, best = f"rosters/Instance{number}", BEST[number]
        most = best * (1 + WITHIN.get(number, 0.1))
        found += [
            Row(f"{name} cost, published {best}", plan.cost.total, "cost", goal=at_most(most, "")),
            Row(f"{name} time", plan.seconds, "s"),
        ]
        if math.isfinite(plan.bound):
            found.append(Row(f"{name} bound", plan.bound, "cost"))
            found.append(Row(f"{name} gap", 100 * plan.gap, "%"))
        told(place + 1, len(numbers))
    return found


def _plan(case: RosterCase, iterations: int) -> RosterPlan:
    return plan_roster(case, iterations=iterations)
