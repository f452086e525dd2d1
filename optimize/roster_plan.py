"""Makes a roster: the whole model where it is small, else one part of it after another."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from optimize.highs import Told
from optimize.roster_audit import RosterCost, roster_cost
from optimize.roster_limits import Grid, Roster, grid_of
from optimize.roster_model import Place, changed, roster_model
from optimize.roster_neighbourhoods import LimitIndex, Neighbourhoods, groups_of
from optimize.roster_rules import limits_of
from optimize.roster_together import implied_limits
from optimize.solved import Solved, Status, relative_gap
from optimize.solver import solve
from scenarios.errors import InfeasibleError, Interrupted, Problem
from scenarios.rosters import RosterCase

NODES = 4
"""Nodes of the search in one part; more is better spent on another part."""
NEAR = 0.005
"""Relative gap at which a part is good enough; proving the rest of it takes most of the time."""
SLOW = 120.0
"""Seconds after which a part is given up whatever its nodes: never met, and if it is, results
hang on the clock."""
SMALL, SMALL_NODES = 1000, 20_000
"""Cases of so many shifts, counted by person, day and kind, are solved whole; in so many nodes."""


class ToldRoster(Protocol):
    """Told how far a roster is; it may raise KeyboardInterrupt to have the best so far."""

    def __call__(self, done: int, asked: int, cost: float, bound: float, /) -> None:
        """Parts done, parts in all, cost so far (infinite without a roster), and its bound."""


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A roster that keeps every hard rule, and how good it is known to be."""

    roster: Roster
    cost: RosterCost
    bound: float
    """No roster costs less; minus infinity when nothing is known."""
    status: Status
    """``optimal`` when proved, else ``feasible``."""
    termination: Literal["proved", "budget", "interrupted"]
    """Why it ended: nothing is left to prove, all was done that was asked for, or Ctrl-C."""
    iterations: int
    """Parts that were thought over."""
    seconds: float

    @property
    def gap(self) -> float:
        """(cost - bound) / cost; 0 at the optimum, infinite without a bound."""
        return relative_gap(self.cost.total, self.bound)


class _Making:
    """A roster while it is made: always the best so far."""

    def __init__(self, case: RosterCase, progress: Told | None, asked: int) -> None:
        self.case = case
        self.index = LimitIndex((*limits_of(case), *implied_limits(case)))
        self.grid: Grid = grid_of(case, dict.fromkeys(case.people, (None,) * case.days))
        self.progress = progress
        self.done, self.asked = 0, asked
        self.interrupted = False

    def improve(
        self,
        places: frozenset[Place],
        *,
        nodes: int | None,
        limit: float = SLOW,
        gap: float = NEAR,
        start: bool = True,
    ) -> Solved:
        """Think some places over, and keep what comes out when it is no worse."""
        problem, model = roster_model(self.case, self.index.touching(places), self.grid, places)
        before = problem.objective.constant + model.now(model.costs)
        solved = solve(
            problem,
            "HiGHS",
            time_limit=limit,
            gap=gap,
            start=model.start if start else None,
            progress=(lambda *_: self.tell()) if self.progress is not None else None,
            nodes=nodes,
        )
        self.interrupted |= solved.termination == "interrupted"
        if solved.values is not None and (not start or solved.objective <= before + 1e-6):
            self.grid = changed(model, solved.values.__getitem__)
        return solved

    def tell(self) -> None:
        """Say how many parts are done; whoever listens may stop it by Ctrl-C."""
        if self.progress is not None:
            self.progress(self.done, self.asked)

    @property
    def roster(self) -> dict[str, tuple[str | None, ...]]:
        return {
            name: tuple(self.grid[name, day] for day in range(self.case.days))
            for name in self.case.people
        }


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
    case
        The case.
    start
        A roster to begin with; one is made when left out.
    time_limit
        Most seconds for the model.
    nodes
        Most nodes of its search; the result hangs on the clock when they are not what ends it.
    progress
        Told (parts done, parts in all); Ctrl-C is answered with the best so far.

    Raises
    ------
    InfeasibleError
        No roster keeps all hard rules.
    Interrupted
        Ctrl-C before there was a roster.
    """
    begun = time.monotonic()
    making = _begin(case, start, progress, 1)
    everything = frozenset((name, day) for name in case.people for day in range(case.days))
    found: list[Solved] = []
    _kept(
        making,
        lambda: found.append(making.improve(everything, nodes=nodes, limit=time_limit, gap=0.0)),
    )
    bound = found[0].bound if found else -math.inf
    return _plan(making, bound, time.monotonic() - begun)


def search_roster(
    case: RosterCase,
    *,
    start: Roster | None = None,
    seed: int = 0,
    iterations: int = 100,
    bound: float = -math.inf,
    progress: Told | None = None,
) -> RosterPlan:
    """Large-neighbourhood search: free some people or some days, solve that, keep it if better.

    Shaw (1998); each part is a small model that begins with the roster as it stands and stops by
    nodes on one thread: the same seed and iterations give the same roster.

    Parameters
    ----------
    case
        The case.
    start
        A roster to begin with, such as the last one; people whose rows break a hard rule are
        given new ones first. One is made person by person when left out.
    seed
        Of what is drawn.
    iterations
        Parts to think over.
    bound
        A cost below which no roster lies, if it is known; the search ends when it is reached.
    progress
        Told (parts done, parts in all); Ctrl-C is answered with the best so far.

    Raises
    ------
    InfeasibleError
        No roster keeps all hard rules.
    Interrupted
        Ctrl-C before there was a roster.
    """
    begun = time.monotonic()
    making = _begin(case, start, progress, iterations)
    draws = Neighbourhoods(case, seed)

    def search() -> None:
        cost = roster_cost(case, making.roster).total
        for _ in range(iterations):
            solved = making.improve(draws.draw(making.grid), nodes=NODES)
            if making.interrupted:
                return
            before, cost = cost, roster_cost(case, making.roster).total
            draws.learn(proved=solved.termination in ("proved", "gap"), better=cost < before - 1e-6)
            making.done += 1
            making.tell()
            if cost <= bound + 1e-6:
                return

    _kept(making, search)
    return _plan(making, bound, time.monotonic() - begun)


def plan_roster(
    case: RosterCase,
    *,
    start: Roster | None = None,
    seed: int = 0,
    iterations: int = 400,
    progress: ToldRoster | None = None,
) -> RosterPlan:
    """The best roster that is found: the whole model for small cases, else a search.

    Parameters
    ----------
    case
        The case.
    start
        A roster to begin with, such as the last one, legal or not; one is made when left out.
    seed
        Of what is drawn: the same seed and iterations give the same roster.
    iterations
        Parts to think over.
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
    bound = -math.inf

    def tell(done: int, asked: int) -> None:
        if progress is not None:
            progress(done, asked, math.inf, bound)

    told = tell if progress is not None else None
    if len(case.people) * case.days * len(case.kinds) <= SMALL:
        return plan_whole(case, start=start, nodes=SMALL_NODES, progress=told)
    bound = relaxed_bound(case)
    return search_roster(
        case, start=start, seed=seed, iterations=iterations, bound=bound, progress=told
    )


def relaxed_bound(case: RosterCase, *, time_limit: float = 60.0) -> float:
    """Least cost when shifts may be worked in part: no roster costs less.

    Minus infinity when the time is too short.
    """
    making = _Making(case, None, 1)
    everything = frozenset(place for place in making.grid if place[1] >= 0)
    limits = making.index.touching(everything)
    problem, _ = roster_model(case, limits, making.grid, everything)
    solved = solve(problem, "HiGHS", time_limit=time_limit, mip=False)
    return solved.bound if solved.status == "optimal" else -math.inf


def _begin(case: RosterCase, start: Roster | None, progress: Told | None, asked: int) -> _Making:
    """A roster that keeps every hard rule: the given one, or one made group by group."""
    making = _Making(case, progress, asked)
    if start is not None:
        making.grid = grid_of(case, start)
    for names in groups_of(case):
        places = frozenset((name, day) for name in names for day in range(case.days))
        if start is not None and not _breaks(making, places):
            continue
        _kept(making, making.tell)
        solved = making.improve(places, nodes=NODES, start=False)
        if not solved.found and solved.status != "infeasible" and not making.interrupted:
            solved = making.improve(places, nodes=None, start=False)
        if making.interrupted:
            raise Interrupted("roster: Ctrl-C came before everybody had a row. Run it again.")
        if not solved.found:
            what = "expected rows that keep every hard rule, got " + (
                "proof that there are none" if solved.status == "infeasible" else "none in time"
            )
            mend = "Loosen a contract or a leave, or give a rule a price."
            raise InfeasibleError(Problem(f"roster.{', '.join(names)}", f"{what}. {mend}"))
    return making


def _breaks(making: _Making, places: frozenset[Place]) -> bool:
    """Whether a hard rule is broken there."""
    return any(
        limit.broken_by(making.grid)
        for limit in making.index.touching(places)
        if making.case.strength(limit.rule) == "hard"
    )


def _kept(making: _Making, work: Callable[[], None]) -> None:
    """Do some work; Ctrl-C ends it with what there is."""
    try:
        work()
    except KeyboardInterrupt:
        if making.progress is None:
            raise
        making.interrupted = True


def _plan(making: _Making, bound: float, seconds: float) -> RosterPlan:
    cost = roster_cost(making.case, making.roster)
    proved = cost.total <= bound + 1e-6
    return RosterPlan(
        making.roster,
        cost,
        min(bound, cost.total),
        "optimal" if proved else "feasible",
        "proved" if proved else "interrupted" if making.interrupted else "budget",
        making.done,
        seconds,
    )
