"""SimPy's environment with events at absolute times and an order among those of one instant."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush
from typing import Any, Protocol

import simpy
from simpy.events import Event

PHASE = 1 << 56
ENDS, CHANGES, ENTERS, GIVES_UP = (k * PHASE for k in range(1, 5))
"""What comes first at one instant: ends of work, changes of duty, cases entering, patience.

SimPy's own priorities (0 and 1) stay before them, so that a process goes on at once.
"""


_ORDER = 1 << 16
"""Second numbers that fit into a rank beside the first."""


def rank(first: int, second: int) -> int:
    """Rank within a phase: a case and its branch, or a pool and its resource."""
    return first * _ORDER + second


class Settles(Protocol):
    """Something that has to be put in order after the moves of an instant."""

    unsettled: bool
    """True when something has moved since it was last settled."""

    def settle(self) -> None:
        """Put it in order."""


class Clock(simpy.Environment):
    """Runs events in order of time, phase and key; after each instant's moves it settles.

    SimPy schedules by delays, and ``now + (t - now)`` is not ``t`` in floating point: equal
    times would stop being equal. So events are put on the schedule at their absolute time.
    """

    def at(self, time: float, key: int) -> Event:
        """An event at an absolute time; ``key`` is a phase plus a rank within it."""
        event = Event(self)
        event._ok, event._value = True, None
        schedule: Any = self._queue  # SimPy's type knows only its own two priorities
        heappush(schedule, (time, key, next(self._eid), event))
        return event

    def run_settled(self, hall: Settles, over: Callable[[float], bool]) -> None:
        """Run until ``over(time of the next event)`` or nothing is left.

        The hall settles when all that moves at an instant has moved, before patience runs out;
        it may make more moves at the same instant.
        """
        queue = self._queue
        while True:
            if hall.unsettled and (not queue or _waits(queue[0], self._now)):
                hall.settle()
            elif not queue or over(queue[0][0]):
                return
            else:
                self.step()


def _waits(first: tuple[float, int, int, Event], now: float) -> bool:
    return first[0] > now or first[1] >= GIVES_UP
