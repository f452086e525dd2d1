"""From a promise to shifts that keep it, proven in simulation with the people they have."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np

from onewindow.helped import less_help
from onewindow.never_there import check_all_come
from onewindow.plan_hours import in_hours
from onewindow.requiring import Asked, answer
from onewindow.seats_enough import check_seats
from onewindow.shifts_by_opening import shifts_for
from onewindow.simulated import SimulatedEvaluation
from onewindow.staffing_found import Staffing
from optimize.evaluation import Counts, Ints
from optimize.iterate import Iteration
from optimize.near_relaxation import COARSE
from optimize.need import Need
from optimize.parts import Seen
from optimize.plan_people import people_of
from optimize.proof import prove, unsimulated
from optimize.proving import Effort, Proving, Round
from optimize.requirement import Requirement
from optimize.shift_plan import ShiftPlan
from optimize.shifts import plan_shifts
from optimize.staffed_plan import PlanGrid, StaffedPlan, plan_grid
from scenarios.calendar_days import DAY
from scenarios.errors import SolverError
from scenarios.model import ServiceModel
from scenarios.pools import level_number
from scenarios.shifts import ShiftRules

Told = Callable[[Round], None]


@dataclass(frozen=True, slots=True)
class Solving:
    """How shifts are solved for, and on what they are simulated."""

    solver: str | None = None
    """A solver that PuLP knows; HiGHS when left out, or CBC where it is missing."""
    time_limit: float = 20.0
    """Most seconds for one plan of one pool."""
    gap: float = 0.003
    """Relative gap that is good enough."""
    free_seats: bool = False
    """True when there are as many windows or seats as it takes."""
    processes: int | None = None
    """Processes that simulate them, all processors when left out; no number depends on it."""
    at_once: float = 5.0
    """Most seconds for one plan of one pool after Ctrl-C that came before there was any; 0 for
    none then. It is taken as soon as its gap is no more than `COARSE`."""


def staff(
    model: ServiceModel, asked: Asked, solving: Solving, effort: Effort, seed: int, told: Told
) -> Staffing:
    """Plan shifts that keep a promise, and prove it.

    Parameters
    ----------
    model
        The model; the staff of its pools is replaced by the shifts.
    asked
        The promise, and the formula that the search begins with.
    solving
        How shifts are solved for and simulated.
    effort
        How much is done to prove them.
    seed
        Names the random numbers.
    told
        Told each plan as it has been simulated.

    Raises
    ------
    DataError
        An option makes no sense, or the model says something only in a log.
    InfeasibleError
        The promise is more than the share of people who are there when called, it cannot be kept
        with all seats taken, or no shifts cover the requirement that the
        search begins with.
    KeyboardInterrupt, Interrupted
        Ctrl-C came before there was a requirement, or there are no shifts for it at once; later it
        ends the search with what there is.
    """
    found = answer(model, asked, Iteration(effort.replications, seed))
    made, days = found.requirement, found.days
    check_all_come(model, days, made.promise)
    if solving.free_seats:
        model = _with_seats(model, made.groups)
    weekday = 0 if model.start_date is None else model.start_date.weekday()
    grid = plan_grid(made.starts, made.interval, days.alike, weekday)
    grids = tuple(in_hours(model, name, days, grid) for name in made.groups)
    rules = tuple(
        model.pools[name].shifts or shifts_for(its)
        for name, its in zip(made.groups, grids, strict=True)
    )
    seats = np.array([level_number(model.pools[name].seats) for name in made.groups])
    most = np.broadcast_to(seats, made.required.shape)
    # More than there are seats cannot be on position; the simulation knows whether that is enough.
    need = np.minimum(less_help(model, days, made), most).astype(np.int64)
    # Closed here, where Ctrl-C has been answered.
    with closing(SimulatedEvaluation(model, days, made.promise, solving.processes)) as evaluation:
        solver = _Solver(rules, grids, seats, solving)
        proving = Proving(
            solve=solver,
            simulate=lambda plan, replications, seed: _simulated(
                evaluation, made, plan, replications, seed
            ),
            promise=made.promise,
            scopes=made.promise.scopes(made.starts),
            group_of=made.group_of,
            most=most,
            days=(made.starts // DAY).astype(np.int64),
            at_once=solver.at_once if solving.at_once else None,
        )
        try:
            check_seats(model, evaluation, made, days, grids, seats, effort, seed)
        except KeyboardInterrupt:
            proven = unsimulated(proving, need, effort=effort, seed=seed)
        else:
            proven = prove(proving, need, effort=effort, seed=seed, told=told)
    return Staffing(model, found, grids, rules, proven, effort.confidence)


def _with_seats(model: ServiceModel, pools: Sequence[str]) -> ServiceModel:
    """The model with as many seats in some pools as it takes."""
    given = dict(model.pools)
    for name in pools:
        pool = given[name]
        # Who is on duty where the plan says nothing are as many as before.
        staff = pool.seats if pool.staff is None and not pool.people else pool.staff
        given[name] = pool.replace(seats="unlimited", staff=staff)
    return model.replace(pools=given)


def _simulated(
    evaluation: SimulatedEvaluation,
    made: Requirement,
    plan: StaffedPlan,
    replications: range,
    seed: int,
) -> Counts:
    people = {
        name: people_of(shifts) for name, shifts in zip(made.groups, plan.shifts, strict=True)
    }
    return evaluation.with_people(people, replications=replications, seed=seed)


def _to_be_stopped(seconds: int, limit: int) -> None:
    """A solver that tells how far it is can be stopped by Ctrl-C."""


class _Solver:
    """Plans each group by itself; what was solved for once is not solved for again.

    A solver that ran out of time may come back with a plan that is dearer than one for more people
    found before: then that one is taken, which covers as much.
    """

    def __init__(
        self,
        rules: Sequence[ShiftRules],
        grids: Sequence[PlanGrid],
        seats: np.ndarray,
        solving: Solving,
    ) -> None:
        self._rules, self._grids, self._seats, self._solving = rules, grids, seats, solving
        self._known: dict[tuple[int, bytes], ShiftPlan] = {}
        self._stopped: dict[tuple[int, bytes], ShiftPlan] = {}
        """Plans that Ctrl-C ended the search for."""
        self._seen: Seen = {}

    def __call__(self, need: Ints) -> StaffedPlan:
        plans = list[ShiftPlan]()
        for g in range(need.shape[1]):
            if plans and plans[-1].termination == "interrupted":
                raise KeyboardInterrupt  # nothing for the others
            plans.append(self._plan(g, need[:, g]))
        return self._together(plans)

    def at_once(self, need: Ints) -> StaffedPlan:
        """What Ctrl-C leaves: plans solved for so far, and quick ones of the other groups."""
        return self._together([self._left(g, need[:, g]) for g in range(need.shape[1])])

    def _together(self, plans: Sequence[ShiftPlan]) -> StaffedPlan:
        staffed = np.stack(
            [grid.staffed(plan) for grid, plan in zip(self._grids, plans, strict=True)], axis=1
        )
        return StaffedPlan(tuple(plans), staffed)

    def _left(self, group: int, need: Ints) -> ShiftPlan:
        """A plan of one group after Ctrl-C; days that were solved for are as they are."""
        wanted, solving = self._grids[group].need(need), self._solving
        plan = (self._known | self._stopped).get((group, wanted.required.tobytes()))
        if plan is None:
            limit, gap = min(solving.at_once, solving.time_limit), max(COARSE, solving.gap)
            plan = self._solved(group, wanted, replace(solving, time_limit=limit, gap=gap))
        return replace(plan, termination="interrupted")

    def _plan(self, group: int, need: Ints) -> ShiftPlan:
        wanted = self._grids[group].need(need)
        asked = group, wanted.required.tobytes()
        if asked in self._known:
            return self._known[asked]
        try:
            plan = self._solved(group, wanted, self._solving)
        except SolverError:
            # Nothing in its time: what covered more before covers this too.
            covering = self._covering(group, wanted)
            if not covering:
                raise
            return min(covering, key=lambda one: one.cost)
        if plan.termination == "interrupted":
            self._stopped[asked] = plan
            return plan
        self._known[asked] = plan = self._cheapest(group, plan)
        return plan

    def _solved(self, group: int, wanted: Need, solving: Solving) -> ShiftPlan:
        seats = float(self._seats[group])
        return plan_shifts(
            wanted, self._rules[group], seats=seats if math.isfinite(seats) else math.inf,
            solver=solving.solver, time_limit=solving.time_limit, gap=solving.gap,
            progress=_to_be_stopped, seen=self._seen,
        )  # fmt: skip

    def _covering(self, group: int, wanted: Need) -> list[ShiftPlan]:
        """Plans of before that cover a requirement."""
        found = []
        for (of, _), known in self._known.items():
            slots = known.staffed.shape[1] // wanted.required.shape[1]
            if of == group and (known.staffed >= wanted.required.repeat(slots, axis=1)).all():
                found.append(known)
        return found

    def _cheapest(self, group: int, plan: ShiftPlan) -> ShiftPlan:
        """The plan, or a cheaper one of before that covers as much."""
        if self._rules[group].over:  # too many people have a price, which depends on the need
            return plan
        others = [
            known
            for (of, _), known in self._known.items()
            if of == group and known.cost < plan.cost and (known.staffed >= plan.required).all()
        ]
        if not others:
            return plan
        best = min(others, key=lambda known: known.cost)
        # What costs less than a bound disproves it: then those of lesser requirements are left.
        less = [
            known.bound
            for (of, _), known in self._known.items()
            if of == group and (known.required <= plan.required).all()
        ]
        bound = max((one for one in (plan.bound, *less) if one <= best.cost), default=0.0)
        gap = (best.cost - bound) / best.cost if best.cost > 0 else 0.0
        return replace(best, required=plan.required, bound=bound, gap=gap, status="feasible")
