"""The whole model of a small case, or of a few people, put to the solver at once."""

from __future__ import annotations

import time
from dataclasses import dataclass

from optimize.highs import Told
from optimize.roster.audit import roster_cost
from optimize.roster.limits import Grid, Roster, grid_of
from optimize.roster.model import changed, roster_model
from optimize.roster.neighbourhoods import LimitIndex
from optimize.roster.result import RosterPlan
from optimize.roster.rules import limits_of, limits_of_people
from optimize.roster.together import implied_limits
from optimize.solved import Solved
from optimize.solver import solve
from scenarios.errors import InfeasibleError, Interrupted, Problem
from scenarios.roster.rosters import RosterCase

SLOW = 120.0
"""Seconds after which a few people are given up: never met, and if it is, results hang on the
clock."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the solver came to."""

    grid: Grid | None
    """The roster; None when there is none."""
    solved: Solved


def solve_whole(
    case: RosterCase,
    *,
    start: Roster | None = None,
    time_limit: float = 60.0,
    nodes: int | None = None,
    progress: Told | None = None,
) -> Whole:
    """Solve the model of a whole case.

    Parameters
    ----------
    case
        The case.
    start
        A legal roster to begin with.
    time_limit
        Most seconds.
    nodes
        Most nodes of the search; the result hangs on the clock when they are not what ends it.
    progress
        Told (seconds over, time limit); Ctrl-C is answered with the best so far.
    """
    index = LimitIndex((*limits_of(case), *implied_limits(case, case.people)))
    grid = grid_of(
        case, dict.fromkeys(case.people, (None,) * case.days) if start is None else start
    )
    places = frozenset((name, day) for name in case.people for day in range(case.days))
    problem, model = roster_model(case, index.touching(places), grid, places)
    solved = solve(
        problem, "HiGHS", time_limit=time_limit, start=None if start is None else model.start,
        progress=progress, nodes=nodes,
    )  # fmt: skip
    return Whole(
        None if solved.values is None else changed(model, solved.values.__getitem__), solved
    )


def plan_whole(
    case: RosterCase,
    *,
    start: Roster | None = None,
    time_limit: float = 60.0,
    nodes: int | None = None,
    progress: Told | None = None,
) -> RosterPlan:
    """Solve the whole model at once, as small cases can be; with the bound that was proved.

    Parameters
    ----------
    case, start, time_limit, nodes, progress
        As for `solve_whole`.

    Raises
    ------
    InfeasibleError
        No roster keeps all hard rules, or none was found in time.
    Interrupted
        Ctrl-C before there was a roster.
    """
    begun = time.monotonic()
    found = solve_whole(case, start=start, time_limit=time_limit, nodes=nodes, progress=progress)
    if found.grid is None:
        raise nobody(found.solved, tuple(case.people))
    roster = {name: tuple(found.grid[name, d] for d in range(case.days)) for name in case.people}
    cost = roster_cost(case, roster)
    proved = cost.total <= found.solved.bound + 1e-6
    interrupted = found.solved.termination == "interrupted"
    return RosterPlan(
        roster,
        cost,
        min(found.solved.bound, cost.total),
        "optimal" if proved else "feasible",
        "proved" if proved else "interrupted" if interrupted else "budget",
        1,
        time.monotonic() - begun,
    )


def few_people(case: RosterCase, names: tuple[str, ...], grid: Grid) -> Grid:
    """The grid with legal rows for some people, each pair of whom ties no one else.

    Raises
    ------
    InfeasibleError
        They have no rows that keep every hard rule.
    """
    # Those of all others would take most of the time.
    limits = [*limits_of_people(case, names), *implied_limits(case, names)]
    places = frozenset((name, day) for name in names for day in range(case.days))
    problem, model = roster_model(case, limits, grid, places)
    for nodes in (4, None):
        solved = solve(problem, "HiGHS", time_limit=SLOW, gap=0.005, nodes=nodes)
        if solved.values is not None:
            return changed(model, solved.values.__getitem__)
        if solved.status == "infeasible":
            break
    raise nobody(solved, names)


def nobody(solved: Solved, names: tuple[str, ...]) -> Exception:
    """What to raise when there are no rows for some people."""
    if solved.termination == "interrupted":
        return Interrupted("roster: Ctrl-C came before everybody had a row. Run it again.")
    return no_rows(names, proved=solved.status == "infeasible")


class NothingFound(InfeasibleError):
    """No roster was found, and it is not proved that there is none."""


def no_rows(names: tuple[str, ...], *, proved: bool) -> InfeasibleError:
    """The sentence for people for whom there are no rows."""
    got = "proof that there are none" if proved else "none in time"
    what = f"expected rows that keep every hard rule, got {got}."
    mend = "Loosen a contract or a leave, or give a rule a price."
    kind = InfeasibleError if proved else NothingFound
    return kind(Problem(f"roster.{', '.join(names)}", f"{what} {mend}"))
