"""Published rosters and a hotline's: what is found and proved, beside the solver's whole model."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from benchmarks.agreement import Disagreement
from benchmarks.roster_hotline import hotline
from benchmarks.roster_instances import BEST, NUMBERS, parse, path_of
from benchmarks.row import Row, Size, at_most
from benchmarks.timing import Told
from optimize.roster.audit import audit
from optimize.roster.limits import Roster
from optimize.roster.plan import RosterPlan, plan_roster
from optimize.roster.whole import Whole, solve_whole
from scenarios.roster.rosters import RosterCase

PUBLISHED: dict[Size, tuple[int, ...]] = {"tiny": (1,), "usual": (1, 3, 7), "long": NUMBERS}
PEOPLE: dict[Size, tuple[int, ...]] = {"tiny": (), "usual": (120,), "long": (120, 500)}
SECONDS: dict[Size, float] = {"tiny": 60.0, "usual": 60.0, "long": 300.0}
"""Most of the processor for one roster, and for the solver with its whole model."""
PARTS = {"tiny": 5, "usual": 10**6, "long": 10**6}
FIRST, LATER = {120: 10.0, 500: 120.0}, {120: 300.0, 500: 300.0}
"""Seconds of the processor after which all of a hotline is to be covered, and those for making it
better."""
WITHIN = {1: 0.0, 3: 0.0, 5: 0.0, 7: 0.03, 9: 0.03, 11: 0.03}
"""Wanted distance to the lowest cost published; 0.1 for the others."""


def rows(size: Size, told: Told) -> list[Row]:
    """Cost, bound, gap and seconds of each; of published ones where the files are there."""
    return _rows(PUBLISHED[size], PEOPLE[size], size, told)


def alone(
    published: tuple[int, ...], peoples: tuple[int, ...]
) -> Callable[[Size, Told], list[Row]]:
    """The rows of these rosters and no others."""

    def found(size: Size, told: Told) -> list[Row]:
        return _rows(published, peoples, size, told)

    return found


ALONE = {f"rosters/Instance{number}": alone((number,), ()) for number in NUMBERS} | {
    f"rosters/hotline{people}": alone((), (people,)) for people in PEOPLE["long"]
}
"""By name; they can be asked for one by one, as all of them take hours."""


def _rows(
    published: tuple[int, ...], peoples: tuple[int, ...], size: Size, told: Told
) -> list[Row]:
    numbers = [n for n in published if path_of(n).exists()]
    asked = len(numbers) + len(peoples)
    found = []
    for place, number in enumerate(numbers):
        case = parse(path_of(number).read_text(encoding="utf-8"))
        found += _published(number, case, size)
        told(place + 1, asked)
    for place, people in enumerate(peoples, len(numbers)):
        found += _hotline(people, min(SECONDS[size], LATER[people]))
        told(place + 1, asked)
    return found


def _published(number: int, case: RosterCase, size: Size) -> list[Row]:
    name, best = f"rosters/Instance{number}", BEST.get(number)
    begun = time.process_time()
    plan = _within(case, SECONDS[size], parts=PARTS[size])
    took = time.process_time() - begun
    _legal(name, case, plan)
    begun = time.process_time()
    whole = _whole(case, SECONDS[size])
    whole_took = time.process_time() - begun
    goal = None if best is None else at_most(best * (1 + WITHIN.get(number, 0.1)), "")
    beside = "" if best is None else f", published {best}"
    found = [Row(f"{name} cost{beside}", plan.cost.total, "cost", goal=goal)]
    found += _bound(name, plan, took)
    if whole.solved.found:
        found.append(Row(f"{name} whole model cost", whole.solved.objective, "cost"))
        found.append(Row(f"{name} whole model bound", whole.solved.bound, "cost"))
    found.append(Row(f"{name} whole model time", whole_took, "s"))
    return found


def _hotline(people: int, seconds: float) -> list[Row]:
    case, name = hotline(people), f"rosters/hotline of {people}"
    first = _within(case, FIRST[people])
    _legal(name, case, first)
    begun = time.process_time()
    plan = _within(case, seconds, start=first.roster)
    took = time.process_time() - begun
    _legal(name, case, plan)
    missing = f"{name} missing after {FIRST[people]:g} s"
    return [
        Row(missing, first.cost.under, "cost", goal=at_most(0, "")),
        Row(f"{name} cost", plan.cost.total, "cost"),
        *_bound(name, plan, took),
    ]


def _bound(name: str, plan: RosterPlan, seconds: float) -> list[Row]:
    found = [Row(f"{name} time", seconds, "s")]
    if math.isfinite(plan.bound):
        found.append(Row(f"{name} bound", plan.bound, "cost"))
    if math.isfinite(plan.gap):
        found.append(Row(f"{name} gap", 100 * plan.gap, "%"))
    return found


def _within(
    case: RosterCase, seconds: float, *, parts: int = 10**6, start: Roster | None = None
) -> RosterPlan:
    """A plan that is stopped, as by Ctrl-C, once it is there and the time is over."""
    # Time of the processor: a busy machine is not to be taken for a bad search.
    end = time.process_time() + seconds

    def look(_: int, __: int, cost: float, ___: float) -> None:
        if time.process_time() > end and cost < math.inf:
            raise KeyboardInterrupt

    return plan_roster(case, start=start, iterations=parts, progress=look)


def _whole(case: RosterCase, seconds: float) -> Whole:
    """What the solver has with the whole model once the time is over."""
    end = time.process_time() + seconds

    def look(_: int, __: int) -> None:
        if time.process_time() > end:
            raise KeyboardInterrupt

    # The processor's time ends it, but while a first relaxation is solved nobody is asked: so the
    # clock does, later, as other work on the machine is not to be taken for its own.
    return solve_whole(case, time_limit=2 * seconds, progress=look)


def _legal(name: str, case: RosterCase, plan: RosterPlan) -> None:
    if broken := audit(case, plan.roster):
        raise Disagreement(f"{name}: {broken[0].sentence.en}")
