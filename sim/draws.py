"""The times of one operation of many cases, for each attempt they may make."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.activities import Callback
from scenarios.model import ServiceModel
from sim.times import TimeDrawer, Turn
from sim.variates import Floats, Ints

Flags = NDArray[np.bool_]
NOTHING = {
    "work": 0.0, "pickup": 0.0, "after_work": 0.0, "patience": np.inf, "balks": False,
    "no_show": False, "comes_back": 0.0, "accepts": False, "answers": False,
}  # fmt: skip
"""What a case has where nothing is drawn for it."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Times of one operation for those cases that make this attempt; see `Script`.

    None stands for `NOTHING`.
    """

    rows: Ints | slice
    """Rows of the chunk that make the attempt."""
    work: Floats | None = None
    pickup: Floats | None = None
    after_work: Floats | None = None
    patience: Floats | None = None
    balks: Flags | None = None
    no_show: Flags | None = None
    comes_back: Floats | None = None
    accepts: Flags | None = None
    answers: Flags | None = None


def rows_of_attempts(attempts: Ints) -> list[Ints | slice]:
    """Rows that make the first attempt, which is all of them, the second and so on."""
    later = range(1, int(attempts.max()))
    return [slice(None), *(np.flatnonzero(attempts > attempt) for attempt in later)]


def draws_away(attempts: Ints, away: Floats | None, place: Floats | None) -> list[Draws]:
    """The same time away for every attempt: it is the matter's, not the attempt's.

    Parameters
    ----------
    attempts
        Most attempts of each case, shape (cases,).
    away
        Time away [s].
    place
        Where in the next opening to come back, in (0, 1).
    """

    def of(rows: Ints | slice, part: Floats | None) -> Floats | None:
        return None if part is None else part[rows]

    every = rows_of_attempts(attempts)
    return [Draws(rows, work=of(rows, away), pickup=of(rows, place)) for rows in every]


def draws_of_service(
    model: ServiceModel,
    times: TimeDrawer,
    activity: str,
    label: str,
    cases: Ints,
    turns: Ints,
    attempts: Ints,
) -> list[Draws]:
    """What each attempt needs at an activity: work, pick-up, after-work, patience and choices."""
    found = []
    for attempt, rows in enumerate(rows_of_attempts(attempts)):
        turn = times.turn(cases[rows], turns[rows], attempt)
        found.append(_attempt(model, times, activity, label, rows, turn))
    return found


def _attempt(
    model: ServiceModel, times: TimeDrawer, name: str, label: str, rows: Ints | slice, turn: Turn
) -> Draws:
    activity = model.activities[name]

    def time(purpose: str) -> Floats | None:
        family = getattr(activity, purpose)
        return None if family is None else times.time(family, label, purpose, turn)

    def happens(purpose: str, probability: float) -> Flags | None:
        if probability == 0.0:
            return None
        if probability == 1.0:
            return np.ones(turn.cases.size, dtype=np.bool_)
        return times.uniform(label, purpose, turn) < probability

    offer = _callback(model, name)
    comes_back = None
    if _may_turn_away(model, name):
        comes_back = times.uniform(label, "comes_back", turn)
    return Draws(
        rows,
        work=times.work(name, label, turn),
        pickup=time("pickup"),
        after_work=time("after_work"),
        patience=time("patience"),
        balks=happens("balk", activity.balk),
        no_show=happens("no_show", activity.no_show),
        comes_back=comes_back,
        accepts=happens("accepts", 0.0 if offer is None else offer.accept),
        answers=happens("answers", 0.0 if offer is None else offer.answer),
    )


def _callback(model: ServiceModel, activity: str) -> Callback | None:
    queue = model.activities[activity].queue or activity
    return model.queues[queue].callback if queue in model.queues else None


def _may_turn_away(model: ServiceModel, activity: str) -> bool:
    return any(
        activity in pool.serves and (pool.closing == "turn_away" or pool.last_ticket is not None)
        for pool in model.pools.values()
    )
