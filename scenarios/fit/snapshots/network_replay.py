"""Lines whose counters serve several of them, replayed: what looks at them would have seen."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from scenarios.fit.contacts import Floats, Ints
from scenarios.fit.hall_replay import LineSeen, arrival_times
from scenarios.fit.snapshots.counter_kinds import Kind

_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Network:
    """Lines that are looked at in the same moments, and the counters that serve them."""

    lines: tuple[LineSeen, ...]
    kinds: tuple[Kind, ...]
    open_: Ints
    """Open counters of each kind at each look, shape (kinds, looks)."""

    def only(self, days: Ints) -> Network:
        """Some of its days."""
        kept = np.isin(self.lines[0].day, days)
        lines = tuple(line.only(days) for line in self.lines)
        return Network(lines, self.kinds, self.open_[:, kept])

    def replayed(self, mean: Floats, cv: Floats, rng: np.random.Generator) -> tuple[LineSeen, ...]:
        """The lines with gamma times of each line's mean [s] and cv; see `replayed`.

        Whichever counter is free takes who came first of all whom it serves; who comes to several
        free counters takes the one that serves the fewest lines.
        """
        came = [arrival_times(line, rng) for line in self.lines]
        of_line = np.repeat(np.arange(len(came)), [len(at) for at, _ in came])
        at, step = (np.concatenate(parts) for parts in zip(*came, strict=True))
        work = rng.gamma(cv[of_line] ** -2, mean[of_line] * cv[of_line] ** 2)
        order = np.lexsort((at, step))
        at, step, of_line, work = at[order], step[order], of_line[order], work[order]
        day, clock = self.lines[0].day, self.lines[0].clock
        edges = np.append(np.searchsorted(day, np.unique(day)), len(day))
        called = np.zeros((len(self.lines), len(day)), dtype=np.int64)
        for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            mine = slice(*np.searchsorted(step, (a, b)).tolist())
            people = at[mine].tolist(), of_line[mine].tolist(), work[mine].tolist()
            begun, line = self._day(people, clock[a:b], self.open_[:, a:b])
            look = a + np.searchsorted(clock[a:b], begun)
            np.add.at(called, (line[look < b], look[look < b]), 1)
        start = np.repeat(edges[:-1], np.diff(edges))
        made = []
        for k, own in enumerate(self.lines):
            change = np.cumsum(np.bincount(step[of_line == k], minlength=len(day)) - called[k])
            waiting = change - np.where(start > 0, change[start - 1], 0)
            made.append(LineSeen(day, clock, waiting, own.counters, called[k]))
        return tuple(made)

    def _day(
        self, people: tuple[list[float], list[int], list[float]], clock: Floats, open_: Ints
    ) -> tuple[Floats, Ints]:
        """When each is called on one day, and the line that he stood in."""
        at, of_line, work = people
        first = sorted(range(len(self.kinds)), key=lambda k: len(self.kinds[k]))
        serves = [sorted(kind) for kind in self.kinds]
        serving = [[k for k in first if line in self.kinds[k]] for line in range(len(self.lines))]
        # The number of open counters changes midway between two looks.
        changed = np.flatnonzero((np.diff(open_, axis=1) != 0).any(axis=0))
        changes = [
            *zip(((clock[1:] + clock[:-1]) / 2)[changed], open_[:, changed + 1].T, strict=True),
            (_NEVER, open_[:, -1]),
        ]
        level, busy = open_[:, 0].tolist(), [0] * len(self.kinds)
        waiting: list[list[int]] = [[] for _ in self.lines]
        next_ = [0] * len(self.lines)
        ends: list[tuple[float, int]] = []
        begun: list[tuple[float, int]] = []
        come, change = 0, 0
        while True:
            arrival = at[come] if come < len(at) else _NEVER
            end = ends[0][0] if ends else _NEVER
            now = min(arrival, end, changes[change][0])
            if now == _NEVER:
                break
            if now == end:
                _, counter = heappop(ends)
                busy[counter] -= 1
                free = [counter]
            elif now == arrival:
                waiting[of_line[come]].append(come)
                free = serving[of_line[come]]
                come += 1
            else:
                level = changes[change][1].tolist()
                free = first
                change += 1
            for counter in free:
                while busy[counter] < level[counter]:
                    heads = [
                        waiting[line][next_[line]]
                        for line in serves[counter]
                        if next_[line] < len(waiting[line])
                    ]
                    if not heads:
                        break
                    who = min(heads)
                    next_[of_line[who]] += 1
                    busy[counter] += 1
                    begun.append((now, of_line[who]))
                    heappush(ends, (now + work[who], counter))
        moments = np.array([moment for moment, _ in begun], dtype=np.float64)
        return moments, np.array([line for _, line in begun], dtype=np.int64)
