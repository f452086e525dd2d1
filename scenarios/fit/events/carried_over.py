"""Cases that are open when a log ends, as services of a model that goes on from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.events.fit import EventFit
from scenarios.fit.events.going_on import ENOUGH, states_of
from scenarios.fit.events.keys import keys_for, matter_keys, unique
from scenarios.fit.events.weighted import equal_parts
from scenarios.fit.routes import Symbol
from scenarios.fit.work_kinds import WorkKind

_VALUES = 30
"""Values that a delay is kept as."""
_GOLDEN = (5**0.5 - 1) / 2
"""Multiples of it lie evenly between whole numbers, however many are taken (Weyl 1916)."""
_Way = tuple[Symbol, ...]


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is still to be done for an open case."""

    case: int
    events: Ints
    """Events of the case that it is taken to go on like; their delays, but for the first."""
    delay: float
    """What is left of the delay before the first of them [s of open time]."""


def remaining_of(fit: EventFit) -> Iterator[Remaining]:
    """How each open case goes on: like a whole one that came to the same state and went on.

    The state of a case is that of `ends_of`. A case that has been silent for u is still in its
    delay, or in the queue behind it: one with a delay d is alike as often as queues for its next
    step now last longer than u - d. How long they last now the pieces of that step tell that were
    begun last. Where none is alike at all, the one with the longest delay is. Open cases are
    spread evenly over the delays of those alike.
    """
    events, times = fit.events, fit.times
    end, last = float(events.end.max()), np.flatnonzero(events.last)
    opened = fit.by_group.open_before
    goes_on = np.flatnonzero(~events.last & (fit.whole.weight[events.case] > 0))
    states = [
        events.service * (int(s.max()) + 1) + s for s in states_of(events.case, events.activity)
    ]
    step = events.activity * len(events.groups) + events.group
    queues = {int(one): _queues_now(fit, step == one) for one in np.unique(step[goes_on + 1])}
    turn = 0.0
    for case in np.flatnonzero(fit.whole.open).tolist():
        at = last[case]
        for state, least in zip(states, (ENOUGH, ENOUGH, 1), strict=True):
            alike = goes_on[state[goes_on] == state[at]]
            if len(alike) >= least:
                break
        if not len(alike):
            continue  # none of its matter ever went on from there
        group, delay = events.group[alike + 1], times.delay[alike + 1]
        silent = opened(np.full(len(alike), end), group)
        silent -= opened(np.full(len(alike), events.end[at]), group)
        often = np.array(
            [
                1.0 if left > 0 else float((queues[one] > -left).mean())
                for left, one in zip(
                    (delay - silent).tolist(), step[alike + 1].tolist(), strict=True
                )
            ]
        )
        if not often.any():
            often[np.argmax(delay - silent)] = 1.0
        order = np.argsort(delay - silent, kind="stable")
        turn = (turn + _GOLDEN) % 1.0
        until = np.cumsum(often[order])
        pick = order[int(np.searchsorted(until, turn * until[-1], "right"))]
        first = int(alike[pick]) + 1
        still = np.arange(first, int(last[events.case[first]]) + 1)
        yield Remaining(case, still, max(0.0, float(delay[pick] - silent[pick])))


def _queues_now(fit: EventFit, step: Flags) -> Floats:
    """Waiting for busy people of the pieces of a step that were begun last [s of open time]."""
    begun = np.fmin(fit.events.start, fit.events.end)[step]
    return fit.times.busy[step][np.argsort(begun, kind="stable")[-ENOUGH:]]


def carried_over(
    fit: EventFit,
    still_open: Sequence[Remaining],
    keys: Mapping[WorkKind, str],
    calendars: Sequence[str],
) -> dict[str, dict[str, Any]]:
    """The open cases of a log as services: one of those for which the same is still to be done.

    All of them come at the first moment, and then wait for what is left of their delays.

    Parameters
    ----------
    fit
        What was fitted to the log.
    still_open
        Its open cases, and what is still to be done for them.
    keys
        The activities of the model.
    calendars
        Calendar of each kind of hours.
    """
    alike: dict[tuple[int, _Way], list[Remaining]] = defaultdict(list)
    events = fit.events
    for one in still_open:
        symbols = zip(
            events.activity[one.events].tolist(), events.group[one.events].tolist(), strict=True
        )
        alike[int(events.service[one.events[0]]), tuple(symbols)].append(one)
    made: dict[str, dict[str, Any]] = {}
    for (matter, way), cases in alike.items():
        name = unique([f"carried_over_{len(made) + 1}"], matter_keys(fit))[0]
        own = keys_for(matter, dict(keys))
        delays = np.array([fit.times.delay[one.events] for one in cases])
        delays[:, 0] = [one.delay for one in cases]
        flow: list[dict[str, Any]] = []
        for k, (symbol, values) in enumerate(zip(way, delays.T, strict=True)):
            if thinned := _thinned(values):
                calendar = calendars[fit.by_group.kind[symbol[1]]]
                flow.append(
                    {
                        "delay": f"{name}_wait_{k + 1}",
                        "time": {"distribution": "empirical", "values": thinned},
                        "calendar": calendar,
                        "counts_as_step": False,
                    }
                )
            flow.append({"serve": own[symbol], "name": f"{name}_step_{k + 1}"})
        made[name] = {
            "arrivals": {"pattern": "times", "at": [0.0] * len(cases)},
            "flow": flow,
        }
    return made


def _thinned(values: Floats) -> tuple[float, ...]:
    """A delay's values in whole seconds; none where there is no delay."""
    means = tuple(map(float, map(round, equal_parts(values, np.ones(len(values)), _VALUES))))
    return means if any(means) else ()
