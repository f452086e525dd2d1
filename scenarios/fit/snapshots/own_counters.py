"""How much of its counters a line has to itself, whoever else waits in the office."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Flags
from scenarios.fit.hall_replay import LineSeen
from scenarios.fit.snapshots.call_steps import call_steps
from scenarios.fit.snapshots.call_times import CallTime

_SURE = 1.96
"""Standard errors at the bounds of 95 %."""
_FEWEST = 30
"""Calls with and without another line waiting that tell whether it matters."""


def own_shares(
    lines: tuple[LineSeen, ...],
    times: tuple[CallTime, ...],
    hours: tuple[float, ...],
    together: tuple[tuple[int, ...], ...],
) -> tuple[float, ...]:
    """Share of its counters that each line has to itself at the least.

    Counters that serve another line too call this one more slowly while people wait in the other.
    The lower bound of 95 % of how fast a line is called then, over how fast while nobody waits
    there, is what the other leaves to it; what several leave is their product. Nothing is known to
    be left where too few calls were seen of either kind. All counters of the office cannot be
    fewer than those of the largest set, which bounds every share as well.

    Parameters
    ----------
    lines, times
        Each set of counters with its queues, and its time per call.
    hours
        Open counters of each of ``together`` on its longest day, in any unit.
    together
        Lines that are known to have counters in common, and each other line: what they leave to
        each other is known.
    """
    shared = max(hours, default=0.0) / (sum(hours) or 1.0)
    made = []
    for k, (line, time) in enumerate(zip(lines, times, strict=True)):
        known = next(some for some in together if k in some)
        left = [_left(line, other, time) for j, other in enumerate(lines) if j not in known]
        made.append(max(shared, float(np.prod(left))))
    return tuple(made)


def _left(line: LineSeen, other: LineSeen, time: CallTime) -> float:
    """Of the pace of a line, what is left at the least while people wait in the other one."""
    steps = call_steps(line)
    theirs: Flags = other.waiting[:-1][steps.kept] > 0
    calls = np.array([steps.calls[theirs].sum(), steps.calls[~theirs].sum()])
    exposure = np.array([steps.exposure[theirs].sum(), steps.exposure[~theirs].sum()])
    if calls.min() < _FEWEST:
        return 0.0
    rate = calls / exposure
    # Calls scatter by the cv of their times, as renewals do.
    error = time.cv * float(np.sqrt((1 / calls).sum()))
    return float(min(1.0, rate[0] / rate[1] * np.exp(-_SURE * error)))
