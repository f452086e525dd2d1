"""Makes a roster: a search by whole rows, and the whole model where a small case is not proved."""

from __future__ import annotations

import time

from optimize.roster.audit import roster_cost
from optimize.roster.budget import usual_parts
from optimize.roster.limits import Roster
from optimize.roster.result import RosterPlan, ToldRoster
from optimize.roster.search import Search
from optimize.roster.whole import solve_whole
from scenarios.errors import Interrupted
from scenarios.roster.rosters import RosterCase

__all__ = ["RosterPlan", "ToldRoster", "plan_roster"]
SMALL, SMALL_PARTS, SMALL_NODES, SLOW = 1000, 40, 5_000, 120.0
"""Cases of so many shifts, counted by person, day and kind, are put to the solver whole where the
search has not proved its roster after so many parts: most nodes, and seconds that are never met."""


def plan_roster(
    case: RosterCase,
    *,
    start: Roster | None = None,
    seed: int = 0,
    iterations: int | None = None,
    progress: ToldRoster | None = None,
) -> RosterPlan:
    """The best roster that is found, and a bound below which there is none.

    The cheapest row of one person is found by a shortest path under the very limits that the
    auditor reads. Column generation on such rows gives the bound; diving into it, and into parts of
    the roster with all else as it stands, gives rosters (Burke and Curtois 2014 price rows alike).

    Parameters
    ----------
    case
        The case.
    start
        A roster to begin with, such as the last one; people whose rows break a hard rule are given
        new ones. One is made when left out.
    seed
        Of what is drawn: the same seed and iterations give the same roster.
    iterations
        Parts to think over; as many as `usual_parts` says when left out.
    progress
        Told (parts done, parts in all, cost so far, bound); where it raises KeyboardInterrupt,
        the best so far is the answer.

    Raises
    ------
    InfeasibleError
        No roster keeps all hard rules.
    Interrupted
        Ctrl-C before there was a roster.
    """
    begun = time.monotonic()
    iterations = usual_parts(case) if iterations is None else iterations
    search: Search | None = None
    interrupted = False
    try:
        parts = min(iterations, SMALL_PARTS) if _small(case) else iterations
        search = Search(case, seed, parts, progress)
        search.run(start)
        if not search.proved and _small(case):
            _prove(search)
    except KeyboardInterrupt:
        if progress is None:
            raise
        interrupted = True
    if search is None or search.best is None:
        raise Interrupted("roster: Ctrl-C came before everybody had a row. Run it again.")
    roster = search.roster
    cost = roster_cost(case, roster)
    return RosterPlan(
        roster,
        cost,
        min(search.bound, cost.total),
        "optimal" if search.proved else "feasible",
        "proved" if search.proved else "interrupted" if interrupted else "budget",
        search.done,
        time.monotonic() - begun,
    )


def _small(case: RosterCase) -> bool:
    return len(case.people) * case.days * len(case.kinds) <= SMALL


def _prove(search: Search) -> None:
    """Let the solver have the whole model with the roster that was found."""

    def tell(_: int, __: int) -> None:
        search.tell()

    found = solve_whole(
        search.case,
        start=search.roster,
        time_limit=SLOW,
        nodes=SMALL_NODES,
        progress=None if search.progress is None else tell,
    )
    search.bound = max(search.bound, found.solved.bound)
    if found.grid is not None:
        grid = found.grid
        search.take(
            {n: tuple(grid[n, day] for day in range(search.case.days)) for n in search.case.people}
        )
    if found.solved.termination == "interrupted":
        raise KeyboardInterrupt
