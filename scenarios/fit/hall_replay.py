"""A line and its counters replayed with given service times: what looks at it would have seen."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class LineSeen:
    """One line looked at every few minutes; arrays have the shape (looks,)."""

    day: Ints
    clock: Floats
    """Time of day [s]."""
    waiting: Ints
    counters: Ints
    calls: Ints
    """Since the look before."""

    def only(self, days: Ints) -> LineSeen:
        """Some of its days."""
        return self._of(np.isin(self.day, days))

    def between(self, begin: float, end: float) -> LineSeen:
        """A part of each day, from and until before a time of day [s]."""
        return self._of((self.clock >= begin) & (self.clock < end))

    def _of(self, kept: Flags) -> LineSeen:
        return LineSeen(
            self.day[kept], self.clock[kept], self.waiting[kept], self.counters[kept],
            self.calls[kept],
        )  # fmt: skip


def arrival_times(seen: LineSeen, rng: np.random.Generator) -> tuple[Floats, Ints]:
    """Moments at which people may have come, and between which looks (the later one).

    As many as were called or joined the line in each step, evenly at random within it. Those who
    left the line uncalled are none; of a day's first look, all stood there at that moment.

    Parameters
    ----------
    seen
        The line.
    rng
        Where within a step.
    """
    first = np.diff(seen.day, prepend=-1) != 0
    before = np.where(first, 0, np.roll(seen.waiting, 1))
    came = np.maximum(0, np.where(first, 0, seen.calls) + seen.waiting - before)
    step = np.repeat(np.arange(len(came)), came)
    length = np.where(first, 0.0, np.diff(seen.clock, prepend=0.0))
    at = seen.clock[step] - rng.random(len(step)) * length[step]
    order = np.lexsort((at, step))
    return at[order], step[order]


def replayed(seen: LineSeen, at: Floats, step: Ints, work: Floats) -> LineSeen:
    """The line as it would have been with these service times, first come, first served.

    A counter that closes finishes whom it serves. The number of open counters changes midway
    between two looks. Whoever is left when a day ends is not carried over.

    Parameters
    ----------
    seen
        Looks and open counters.
    at, step
        As `arrival_times` gives them.
    work
        Service time of each who comes [s].
    """
    looks = len(seen.day)
    edges = np.searchsorted(seen.day, np.unique(seen.day)).tolist()
    called = np.zeros(looks + 1, dtype=np.int64)
    for a, b in zip(edges, [*edges[1:], looks], strict=True):
        mine = slice(*np.searchsorted(step, (a, b)).tolist())
        clock = seen.clock[a:b]
        change = np.append((clock[1:] + clock[:-1]) / 2, np.inf)
        begun = _calls(
            at[mine].tolist(), work[mine].tolist(), change.tolist(), seen.counters[a:b].tolist()
        )
        # Calls after the last look of a day are seen by nobody.
        np.add.at(called, a + np.searchsorted(clock, begun), 1)
        called[b] = 0
    calls = called[:looks]
    came = np.bincount(step, minlength=looks)
    change_ = np.cumsum(came - calls)
    start = np.repeat(np.array(edges), np.diff([*edges, looks]))
    waiting = change_ - np.where(start > 0, change_[start - 1], 0)
    return LineSeen(seen.day, seen.clock, waiting, seen.counters, calls)


def _calls(
    at: list[float], work: list[float], change: list[float], counters: list[int]
) -> list[float]:
    """When each is called; those whom nobody calls are left out."""
    busy: list[float] = []
    begun: list[float] = []
    now, k = 0.0, 0
    for came, takes in zip(at, work, strict=True):
        now = max(now, came)
        while True:
            while change[k] <= now:
                k += 1
            while busy and busy[0] <= now:
                heappop(busy)
            if len(busy) < counters[k]:
                break
            following = min(busy[0] if busy else np.inf, change[k])
            if following == np.inf:
                return begun
            now = following
        begun.append(now)
        heappush(busy, now + takes)
    return begun
