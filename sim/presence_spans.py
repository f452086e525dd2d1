"""When resources were present: within spans of time, one by one and any of several.

Times of several groups are looked up at once as complex numbers, group and time: NumPy puts them
in order by the first and then by the second, and neither is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.event_log import Duty
from sim.script import Codes
from sim.variates import Floats, Ints

Pairs = NDArray[np.complex128]


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of time of several groups, in order of group and time and apart within a group."""

    group: Ints
    on: Floats
    """Begin of each [s], shape (spans,)."""
    off: Floats
    """End of each [s], shape (spans,)."""

    def within(self, group: Ints, start: Floats, end: Floats) -> Floats:
        """Time between each start and end that lies within the spans of its group [s]."""
        if not self.on.size:
            return np.zeros(start.size)
        before, begins = self._before(), pairs(self.group, self.on)
        return self._until(before, begins, group, end) - self._until(before, begins, group, start)

    def cut(self, group: Ints, start: Floats, end: Floats) -> tuple[Ints, Floats, Floats]:
        """Each from start to end cut into what lies within the spans of its group.

        Returns
        -------
        of, begin, end
            Which of those given each piece is of, and its times [s].
        """
        first = np.searchsorted(pairs(self.group, self.off), pairs(group, start), side="right")
        last = np.searchsorted(pairs(self.group, self.on), pairs(group, end), side="left")
        many = np.maximum(last - first, 0)
        # The k-th span of each, for k from 0 to as many as there are.
        of = np.repeat(np.arange(many.size), many)
        span = first[of] + np.arange(of.size) - np.repeat(np.cumsum(many) - many, many)
        return of, np.maximum(start[of], self.on[span]), np.minimum(end[of], self.off[span])

    def _before(self) -> Floats:
        """Time in the earlier spans of the same group [s]; added up group by group, so that no
        rounding comes from other groups.
        """
        lengths = self.off - self.on
        result = np.zeros(lengths.size)
        turns = np.flatnonzero(np.diff(self.group)) + 1
        for begin, end in pairwise((0, *turns.tolist(), lengths.size)):
            np.cumsum(lengths[begin : end - 1], out=result[begin + 1 : end])
        return result

    def _until(self, before: Floats, begins: Pairs, group: Ints, t: Floats) -> Floats:
        """Total time in the spans of a group before t."""
        k = np.searchsorted(begins, pairs(group, t), side="right") - 1
        inside = np.minimum(t, self.off[k]) - self.on[k]
        return np.where((k >= 0) & (self.group[k] == group), before[k] + inside, 0.0)


def pairs(group: Ints, time: Floats) -> Pairs:
    """Group and time as one number that orders by the first, then by the second."""
    result = np.empty(time.size, np.complex128)
    # Not by arithmetic: an infinite time would spoil the group.
    result.real, result.imag = group, time
    return result


def of_resources(
    duty: Duty, duty_run: Ints, pool: int, resource: Codes, run: Ints
) -> tuple[Spans, Ints]:
    """When each resource of a pool was present, and the group of some of these resources.

    Parameters
    ----------
    duty, duty_run
        Who was present, and in which replication.
    resource, run
        Those asked about, and of which replication each is.
    """
    at = np.flatnonzero(duty.pool == pool)
    present = duty.resource[at]
    step = 1 + max(int(present.max(initial=0)), int(resource.max(initial=0)))
    spans = Spans(duty_run[at] * step + present, duty.on_time[at], duty.off_time[at])
    return spans, run * step + resource


def anybody_on_duty(duty: Duty, run: Ints, pools: Iterable[int]) -> Spans:
    """Spans in which somebody of some pools was on duty; groups are the replications."""
    asked = np.zeros(int(duty.pool.max(initial=-1)) + 1, np.bool_)
    asked[[pool for pool in pools if pool < asked.size]] = True
    at = np.flatnonzero(asked[duty.pool])
    return together(run[at], duty.on_time[at], duty.off_time[at])


def together(group: Ints, on: Floats, off: Floats) -> Spans:
    """Spans in which any of those given is, in each group."""
    at = np.argsort(pairs(group, on), kind="stable")
    of, begin = group[at], on[at]
    until = np.maximum.accumulate(pairs(of, off[at]))
    new = np.ones(at.size, np.bool_)
    new[1:] = pairs(of, begin)[1:] > until[:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], at.size)[: first.size] - 1
    return Spans(of[first], begin[first], until[last].imag)
