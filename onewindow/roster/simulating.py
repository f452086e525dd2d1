"""A roster simulated in a model: levels by interval, who is how busy, and what absence costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onewindow.requiring import Asked, promise_asked
from optimize.promise import Promise
from optimize.roster.limits import Roster
from scenarios.calendar_days import DAY
from scenarios.errors import DataError, Interrupted, Problem
from scenarios.model import ServiceModel
from scenarios.roster.capacity import Staffed, staffed_model
from scenarios.roster.dates import dates_apart
from scenarios.roster.presence import Presence, presence
from scenarios.roster.rosters import RosterCase
from scenarios.roster.seats import Spans, seated
from scenarios.units import parse_duration
from sim.duty_plan import Present
from sim.experiment import Progress
from sim.interval_counts import Counted
from sim.roster_stays import Stay, Stayed, Stays
from sim.rostered import Hours, RosteredRuns, RosterRun, absent
from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class Side:
    """The replications with everybody there, or with some absent."""

    part: Floats
    """What is counted, shape (replications, days, intervals of a day, queues)."""
    whole: Floats
    busy: Floats
    """Time at work of each person simulated [s], shape (replications, people)."""
    present: Floats
    """Time on duty, likewise."""
    missing: Floats
    """Shifts not worked, shape (replications,)."""


@dataclass(frozen=True, slots=True)
class RosterSimulation:
    """A roster simulated."""

    case: RosterCase
    roster: Roster
    staffed: Staffed
    promise: Promise
    queues: tuple[str, ...]
    interval: float
    """Length of an interval [s]."""
    people: tuple[str, ...]
    """Those of the roster but who works nothing that a pool of the model takes."""
    shifts: int
    """Shifts in the days planned that are worked in pools of the model."""
    rate: float
    """Probability with which a shift is not worked, within [0, 1]."""
    full: Side
    absent: Side | None
    """The same calls with some absent; None where nobody ever is."""
    present: Mapping[str, float]
    """Hours on duty of each pool with everybody there, in the mean of the replications."""
    waiting: float
    """Calls that still wait when the roster ends, with everybody there, likewise."""
    stays: Mapping[Stay, Stayed]
    """Who stays after a shift with everybody there, in the mean of the replications."""
    dates: tuple[Problem, ...]
    """What to say of dates on which the roster and the model do not fit each other."""
    assumed_breaks: bool
    """Whether breaks of some shifts have no time, so that it is assumed."""
    seed: int
    asked: int
    """Replications asked for; fewer are there when it was interrupted."""

    @property
    def replications(self) -> int:
        """Replications done."""
        return len(self.full.part)

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended it."""
        return self.replications < self.asked


def simulate_roster(
    model: ServiceModel,
    case: RosterCase,
    roster: Roster,
    asked: Asked,
    *,
    rate: float = 0.0,
    pools: Sequence[str] = (),
    replications: int = 30,
    seed: int = 1,
    progress: Progress | None = None,
) -> RosterSimulation:
    """Simulate a roster with its people, their skills and speeds; the same calls with absence.

    Parameters
    ----------
    model
        A hall or a hotline.
    case, roster
        The roster; its days replace those of the model.
    asked
        What is promised, for which queues, and how long an interval is.
    rate
        Probability with which each shift is not worked; nobody comes instead.
    pools
        Pools of kinds of shift that name none, see `scenarios.roster.homes`.
    replications, seed
        Which random numbers.
    progress
        Told (replications done, asked for); Ctrl-C keeps those that are done.

    Raises
    ------
    DataError
        An option makes no sense, or the roster does not fit the model.
    Interrupted
        Ctrl-C before there was a replication.
    """
    promise, named = promise_asked(model, asked)
    try:
        interval = parse_duration(asked.interval, None)
    except ValueError as error:
        raise DataError(f"--interval: {error}") from None
    slots = round(DAY / max(interval, 1.0))
    if slots < 1 or abs(slots * interval - DAY) > 1e-6:
        raise DataError(
            f"--interval: expected a part of a day, got {interval / 60:g} min. Take 15 min or 1 h."
        )
    every = presence(case, roster)
    staffed = staffed_model(model, case, every, pools)
    shifts = staffed.shifts
    elsewhere = {one.person for one in every} - {one.person for one in shifts}
    people = tuple(name for name in case.people if name not in elsewhere)
    queues = queues_of(staffed.model, staffed.pool_of.values(), named)
    starts = np.arange(case.days * slots, dtype=np.float64) * interval
    counted = Counted(promise.measure, promise.within, promise.formula)
    runs = RosteredRuns(staffed.model, queues, starts, interval, counted)
    at_work = [(one.person, one.day) for one in shifts]
    everybody, done = hours_there(staffed, shifts), list[tuple[_Ran, _Ran | None]]()
    try:
        for number in range(replications):
            script = runs.script(seed, number)
            some = None
            if rate > 0:
                away = absent(at_work, rate, seed, number)
                run = runs.run(script, hours_there(staffed, shifts, away))
                some = _Ran(run, sum(day >= 0 for _, day in away))
            done.append((_Ran(runs.run(script, everybody), 0), some))
            if progress is not None:
                progress(number + 1, replications)
    except KeyboardInterrupt:
        pass
    if not done:
        raise Interrupted(
            "interrupted before the first replication was done: nothing is kept. Start it again."
        )
    shape = (len(done), case.days, slots, len(queues))
    planned = sum(one.day >= 0 for one in shifts)
    others = [one for _, one in done if one is not None]
    return RosterSimulation(
        case, roster, staffed, promise, queues, interval, people, planned, rate,
        _side([full for full, _ in done], people, shape),
        _side(others, people, shape) if others else None,
        _hours_of_pools([full.run for full, _ in done]),
        float(np.mean([full.run.waiting for full, _ in done])),
        _mean_stays([full.run.stays for full, _ in done]),
        dates_apart(staffed, case),
        any(one.assumed for one in shifts), seed, replications,
    )  # fmt: skip


def _hours_of_pools(runs: list[RosterRun]) -> dict[str, float]:
    found: dict[str, float] = {}
    for run in runs:
        for (pool, _), seconds in run.present.items():
            found[pool] = found.get(pool, 0.0) + seconds / 3600 / len(runs)
    return found


def _mean_stays(runs: list[Stays]) -> dict[Stay, Stayed]:
    found: dict[Stay, Stayed] = {}
    for run in runs:
        for stay, one in run.items():
            before = found.get(stay, Stayed(0.0, 0.0))
            found[stay] = Stayed(
                before.length + one.length / len(runs), before.held + one.held / len(runs)
            )
    return found


@dataclass(frozen=True, slots=True)
class _Ran:
    run: RosterRun
    missing: int


def _side(runs: list[_Ran], people: Sequence[str], shape: tuple[int, ...]) -> Side:
    def of_people(times: Iterable[Mapping[tuple[str, str], float]]) -> Floats:
        """By person over all pools."""
        rows = []
        for one in times:
            row = dict.fromkeys(people, 0.0)
            for (_, name), seconds in one.items():
                row[name] += seconds
            rows.append(list(row.values()))
        return np.array(rows)

    return Side(
        np.stack([one.run.part for one in runs]).reshape(shape),
        np.stack([one.run.whole for one in runs]).reshape(shape),
        of_people(one.run.busy for one in runs),
        of_people(one.run.present for one in runs),
        np.array([one.missing for one in runs], dtype=np.float64),
    )


def hours_there(
    staffed: Staffed,
    shifts: Iterable[Presence],
    away: frozenset[tuple[str, int]] = frozenset(),
) -> Hours:
    """When everybody is there, by pool and name, but for the shifts of people who are ``away``.

    Pools that were one share its seats: who finds none waits until somebody leaves.
    """
    spans: dict[tuple[str, str], Spans] = {}
    breaks: dict[tuple[str, str], list[float]] = {}
    for one in shifts:
        if (one.person, one.day) in away:
            continue
        of = staffed.pool_of[one.kind, one.person], one.person
        since = one.day * DAY
        own = [(since + begin, since + end) for begin, end in one.spans]
        spans[of] = [*spans.get(of, ()), *own]
        breaks.setdefault(of, []).extend(since + begin for begin, _ in one.pauses)
    for home, seats in staffed.seats.items():
        here = {of[1]: of for of in spans if staffed.home_of[of[0]] == home}
        for name, sitting in seated({name: spans[here[name]] for name in here}, seats).items():
            of, ends = here[name], {end for _, end in sitting}
            spans[of] = sitting
            breaks[of] = [at for at in breaks[of] if at in ends]
    return {
        pool: {
            name: Present(spans.get((pool, name), ()), breaks.get((pool, name), ()))
            for name in staffed.model.pools[pool].people
        }
        for pool in dict.fromkeys(staffed.pool_of.values())
    }


def queues_of(model: ServiceModel, pools: Iterable[str], named: tuple[str, ...]) -> tuple[str, ...]:
    """Queues that are asked for, or those of all that the people of some pools do."""
    activities = named or tuple(
        activity for pool in dict.fromkeys(pools) for activity in model.pools[pool].serves
    )
    return tuple(
        dict.fromkeys(
            name if name in model.queues else model.activities[name].queue or name
            for name in activities
        )
    )
