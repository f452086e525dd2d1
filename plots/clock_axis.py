"""An axis of clock time from which the hours that are shut are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GAP = 0.03
"""Width of what stands for hours left out, as a share of the hours shown."""
_LEAST_GAP = 0.25 * 3600.0
"""The same at least [s]."""
_STEPS = (1, 2, 3, 4, 6, 12)
"""Distances of ticks [h]."""


@dataclass(frozen=True, slots=True)
class ClockAxis:
    """A map from clock time [s since midnight] to place on the axis [s shown]."""

    runs: tuple[tuple[float, float], ...]
    """From when to when hours are shown without a break."""
    gap: float
    """Width of a break."""

    def place(self, time: float) -> float:
        """Place of a time that is shown; the end of a run is not the start of the next."""
        before = 0.0
        for begin, end in self.runs:
            if time <= end:
                break
            before += end - begin + self.gap
        return before + time - begin

    @property
    def end(self) -> float:
        """Place where the axis ends."""
        return self.place(self.runs[-1][1])

    @property
    def breaks(self) -> list[tuple[float, float]]:
        """Places from where to where hours are left out."""
        ends = [self.place(end) for _, end in self.runs[:-1]]
        return [(end, end + self.gap) for end in ends]

    def ticks(self, most: int = 13) -> list[float]:
        """Times to be written below the axis: starts of runs, then round hours, none too near."""
        step = next((s for s in _STEPS if self.end <= most * s * 3600), 24) * 3600.0
        hours = [step * k for k in range(int(86400 // step) + 1)]
        shown = [t for t in hours if any(a <= t <= b for a, b in self.runs)]
        kept: list[float] = []
        for time in [*(begin for begin, _ in self.runs), *shown]:
            if all(abs(self.place(time) - self.place(k)) >= 0.8 * self.end / most for k in kept):
                kept.append(time)
        return sorted(kept)


def clock_axis(starts: Iterable[float], lengths: Iterable[float] | float) -> ClockAxis:
    """Lay out an axis of the spans of the day that are shown.

    Parameters
    ----------
    starts
        Their starts [s since midnight].
    lengths
        Length of each, or of all [s].
    """
    runs: list[tuple[float, float]] = []
    begin = np.array(list(starts), dtype=np.float64)
    spans = np.column_stack([begin, begin + np.broadcast_to(np.asarray(lengths), begin.shape)])
    for start, end in sorted(set(map(tuple, spans.tolist()))):
        if runs and start <= runs[-1][1] + 1.0:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    shown = float(np.sum([end - begin for begin, end in runs]))
    return ClockAxis(tuple(runs), max(_GAP * shown, _LEAST_GAP) if len(runs) > 1 else 0.0)


def corners(
    starts: Iterable[float], lengths: Iterable[float], axis: ClockAxis
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Places of both ends of each step and the row each is of; -1 where hours are left out.

    Between both ends a step and its band are as wide as their interval, also before a gap.
    """
    x: list[float] = []
    source: list[int] = []
    last = np.nan
    for k, (at, length) in enumerate(zip(starts, lengths, strict=True)):
        begin = axis.place(at)
        if x and begin > last + 1:
            x, source = [*x, last], [*source, -1]
        last = begin + length
        x, source = [*x, begin, last], [*source, k, k]
    return np.array(x), np.array(source)
