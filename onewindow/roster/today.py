"""Today's roster from the queue as it is now: what each thing that may still be done brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onewindow.requiring import Asked, promise_asked
from onewindow.roster.quiet import Quiet, quiet
from onewindow.roster.simulating import hours_there, queues_of
from optimize.promise import Promise
from optimize.roster.limits import Roster
from optimize.roster.moves import Move, moves_of
from scenarios.calendar_days import DAY
from scenarios.errors import DataError, Interrupted, Problem
from scenarios.model import ServiceModel
from scenarios.rest_of_day import GRID, rest_of_day
from scenarios.roster.capacity import Staffed, seat_notes, staffed_model
from scenarios.roster.homes import homes_of
from scenarios.roster.presence import Presence, presence
from scenarios.roster.rosters import RosterCase
from sim.experiment import Progress
from sim.interval_counts import Counted
from sim.intervals import estimate, holm, p_values, pseudo_values, spread, t_quantiles
from sim.rostered import RosteredRuns
from sim.variates import Floats

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one move brings for those who come from now on until midnight."""

    move: Move
    level: float
    """As the promise counts it, a share within [0, 1] or seconds."""
    low: float
    high: float
    change: float
    """Against leaving all as posted, over the same calls."""
    change_low: float
    change_high: float
    helps: bool
    """Whether it is better than as posted beyond chance, of all that is tried (Holm 1979)."""
    verdict: str
    """``met``, ``not_met`` or ``unclear``."""
    notes: tuple[Problem, ...]
    """People for whom there is no seat then, where that is not so as posted."""


@dataclass(frozen=True, slots=True)
class Today:
    """The rest of a day, as it may go."""

    case: RosterCase
    staffed: Staffed
    promise: Promise
    queues: tuple[str, ...]
    """For which it is asked."""
    date: dt.date
    now: float
    """Since midnight [s]."""
    calls: float
    """Still to come, in the mean."""
    outcomes: tuple[Outcome, ...]
    """Nothing done comes first."""
    chosen: Outcome
    """The least that keeps the promise; where nothing does, what brings most; as posted where
    nothing helps."""
    replications: int
    seed: int
    interrupted: bool


def today(
    model: ServiceModel,
    case: RosterCase,
    roster: Roster,
    asked: Asked,
    *,
    day: int,
    now: float,
    waiting: Mapping[str, int],
    pools: Sequence[str] = (),
    notice: float = 3600.0,
    most: int = 3,
    replications: int = 100,
    seed: int = 1,
    progress: Progress | None = None,
) -> Today | Quiet:
    """Simulate the rest of a day from a queue, for each thing that may still be done.

    Whoever is on duty where people wait has somebody at the window, whose remaining time is drawn
    like a whole one (exact for exponential times, too long for steadier ones). Those who wait are
    not counted in the level: how long they have waited already is not known.

    Parameters
    ----------
    model
        A hall or a hotline; its arrivals of that weekday are what is still to come.
    case, roster
        The roster as posted.
    asked
        What is promised.
    day, now
        Day of the roster, and time since its midnight [s], rounded down to minutes.
    waiting
        People by queue.
    pools
        Pools of kinds of shift that name none, see `scenarios.roster.homes`.
    notice, most
        Time until somebody called is there [s], and how many may be called.
    replications, seed
        Which random numbers.
    progress
        Told (replications done, asked for); Ctrl-C keeps those that are done.

    Returns
    -------
    Today or Quiet
        The latter where nobody comes any more that day, and nothing is simulated.

    Raises
    ------
    DataError
        An option makes no sense, or the roster does not fit the model.
    Interrupted
        Ctrl-C before there was a replication.
    """
    promise, named = promise_asked(model, asked)
    now = now // GRID * GRID
    homes = homes_of(model, case, pools)
    asked_for = queues_of(model, homes.values(), named)
    if (none := quiet(model, promise, asked_for, case.date(day), now)) is not None:
        return none
    posted = [
        one
        for one in presence(case, roster)
        if one.day == day or (one.day == day - 1 and one.end > DAY)
    ]
    shifts = [one for one in posted if one.kind in homes]
    moves = moves_of(case, roster, shifts, day, now, kinds=homes, notice=notice, most=most)
    every = [one for move in moves for one in move.shifts]
    if not every:
        what = f"expected somebody on the roster of {case.date(day)}, got nobody. Take another day."
        raise DataError(Problem("--now", what))
    staffed = staffed_model(model, case, posted, pools, others=every)
    of_day = staffed.model.replace(start_date=case.date(day), horizon=DAY)
    rest = rest_of_day(of_day, now, _with_served(staffed, shifts, day, now, waiting))
    # Who waits now comes at this very time, and is not counted.
    starts = np.array([now + 1.0])
    counted = Counted(promise.measure, promise.within, promise.formula)
    queues = queues_of(staffed.model, staffed.pool_of.values(), named)
    runs = RosteredRuns(rest, queues, starts, DAY - now - 1.0, counted)
    hours = [
        hours_there(staffed, [replace(one, day=one.day - day) for one in move.shifts])
        for move in moves
    ]
    done: list[list[tuple[float, float]]] = []
    try:
        for number in range(replications):
            script = runs.script(seed, number)
            ran = [runs.run(script, one) for one in hours]
            done.append([(float(one.part.sum()), float(one.whole.sum())) for one in ran])
            if progress is not None:
                progress(number + 1, replications)
    except KeyboardInterrupt:
        pass
    if not done:
        raise Interrupted("interrupted before the first replication was done. Start it again.")
    part, whole = np.moveaxis(np.array(done), 2, 0)
    short = [seat_notes(staffed, case, move.shifts) for move in moves]
    notes = [tuple(note for note in some if note not in short[0]) for some in short]
    outcomes = judge(moves, notes, part, whole, promise)
    return Today(
        case, staffed, promise, queues, case.date(day), now, float(whole[:, 0].mean()), outcomes,
        min(
            (one for one in outcomes if one.helps or one.move.way == "posted"),
            key=lambda one: rank(one, promise),
        ),
        len(done), seed, len(done) < replications,
    )  # fmt: skip


def _with_served(
    staffed: Staffed, shifts: list[Presence], day: int, now: float, waiting: Mapping[str, int]
) -> dict[str, int]:
    """Who waits, and who is being served while they do: one for each who is there."""
    found = dict(waiting)
    there = [
        staffed.pool_of[one.kind, one.person]
        for one in shifts
        if any(begin <= now - (one.day - day) * DAY < end for begin, end in one.spans)
    ]
    activities = staffed.model.activities
    for pool in there:
        serves = staffed.model.pools[pool].serves
        lines = dict.fromkeys(activities[name].queue or name for name in serves)
        line = next((one for one in lines if waiting.get(one, 0) > 0), None)
        if line is not None:
            found[line] += 1
    return found


def judge(
    moves: list[Move],
    notes: list[tuple[Problem, ...]],
    part: Floats,
    whole: Floats,
    promise: Promise,
) -> tuple[Outcome, ...]:
    """What each move brings, the first of them being nothing done.

    Parameters
    ----------
    moves, notes
        What may be done, and what is to be known of each.
    part, whole
        What is counted by replication and move, shape (replications, moves); see
        `sim.interval_counts`.
    promise
        What is promised.
    """
    shares = np.full(len(moves), not promise.is_time)
    told = estimate(part, whole, CONFIDENCE, shares)
    pseudo = pseudo_values(part, whole)
    gained, error, n = spread(pseudo - pseudo[:, :1])
    half = error * t_quantiles(CONFIDENCE, n)
    sign = -1.0 if promise.is_time else 1.0
    # Of many things that change nothing one would seem to help by chance.
    sure = holm(p_values(gained, error, n)[1:]) <= 1 - CONFIDENCE
    helps = [False, *(sure & (sign * gained[1:] > 0))]
    found = []
    for k, move in enumerate(moves):
        level, low, high = (float(one[k]) for one in (told.value, told.low, told.high))
        change = level - float(told.value[0])
        good, bad = (high, low) if promise.is_time else (low, high)
        verdict = "unclear"
        if sign * (good - promise.goal) >= 0:
            verdict = "met"
        elif sign * (bad - promise.goal) < 0:
            verdict = "not_met"
        found.append(
            Outcome(
                move,
                level,
                low,
                high,
                change,
                change - half[k],
                change + half[k],
                bool(helps[k]),
                verdict,
                notes[k],
            )
        )
    return tuple(found)


def rank(one: Outcome, promise: Promise) -> tuple[float, ...]:
    """Order of what may be done, the best first.

    What keeps the promise by least hours, then fewest people; then the others by their level.
    """
    if one.verdict == "met":
        return 0.0, one.move.extra_hours, len(one.move.people)
    return 1.0, one.level if promise.is_time else -one.level, one.move.extra_hours
