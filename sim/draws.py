"""The times of one operation of many cases, for each attempt they may make."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.activities import Callback
from scenarios.model import ServiceModel
from sim.population import Ints
from sim.times import TimeDrawer, Turn
from sim.variates import Floats

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Draws:
    """Times of one operation for those cases that make this attempt; see `Script`."""

    rows: Ints
    """Rows of the chunk that make the attempt."""
    work: Floats
    pickup: Floats
    after_work: Floats
    patience: Floats
    balks: Flags
    comes_back: Floats
    accepts: Flags
    answers: Flags


def draws_away(attempts: Ints, away: Floats, place: Floats) -> list[Draws]:
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
    found = []
    for attempt in range(int(attempts.max())):
        rows = np.flatnonzero(attempts > attempt)
        none = np.zeros(rows.size)
        no = none < 0
        found.append(Draws(rows, away[rows], place[rows], none, none + np.inf, no, none, no, no))
    return found


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
    for attempt in range(int(attempts.max())):
        rows = np.flatnonzero(attempts > attempt)
        turn = Turn(cases[rows], turns[rows], attempt)
        found.append(_attempt(model, times, activity, label, rows, turn))
    return found


def _attempt(
    model: ServiceModel, times: TimeDrawer, name: str, label: str, rows: Ints, turn: Turn
) -> Draws:
    activity = model.activities[name]
    none = np.zeros(rows.size)

    def time(purpose: str, otherwise: Floats) -> Floats:
        family = getattr(activity, purpose)
        return otherwise if family is None else times.time(family, label, purpose, turn)

    def happens(purpose: str, probability: float) -> Flags:
        if probability in (0.0, 1.0):
            return np.full(rows.size, probability == 1.0)
        return times.uniform(label, purpose, turn) < probability

    offer = _callback(model, name)
    comes_back = none
    if _may_turn_away(model, name):
        comes_back = times.uniform(label, "comes_back", turn)
    return Draws(
        rows,
        work=times.work(name, label, turn),
        pickup=time("pickup", none),
        after_work=time("after_work", none),
        patience=time("patience", none + np.inf),
        balks=happens("balk", activity.balk),
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
