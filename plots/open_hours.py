"""When the lines of a chart are open: by the duty of the pools that serve them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from plots.report_data import ReportData
from scenarios.model import ServiceModel
from sim.world import DAY, build_world

Floats = NDArray[np.float64]


def open_at(
    data: ReportData, lines: Collection[str], starts: Floats, length: float
) -> NDArray[np.bool_]:
    """Whether somebody is to be on duty for some of the lines, on any day and on either side.

    Parameters
    ----------
    data
        Its models say who is on duty when.
    lines
        Queues, or activities that are a queue of their own.
    starts
        Starts of spans of the day [s since midnight], shape (n,).
    length
        Their length [s].

    Returns
    -------
    NDArray
        Shape (n,).
    """
    found = np.zeros(len(starts), dtype=np.bool_)
    for model in (data.model_before, data.model_after):
        for begin, end in _on_duty(model, lines) if model is not None else ():
            # From the start of the span of the day to the beginning of the duty.
            ahead = (begin - starts) % DAY
            found |= (ahead < length) | (ahead + (end - begin) > DAY)
    return found


def _on_duty(model: ServiceModel, lines: Collection[str]) -> Iterator[tuple[float, float]]:
    """Spans of the time measured [s] in which a pool of the lines is on duty."""
    world = build_world(model)
    line_of = [world.queues[queue] for queue in world.activity_queue]
    for pool in world.pools:
        if not any(line_of[activity] in lines for activity in pool.serves):
            continue
        times = np.append(pool.duty.times, np.inf).clip(world.warm_up, world.horizon)
        for level, begin, end in zip(pool.duty.levels, times[:-1], times[1:], strict=True):
            if level > 0 and end > begin:
                yield float(begin), float(end)
