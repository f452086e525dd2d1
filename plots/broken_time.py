"""A time axis with long stretches shortened in which nothing begins or ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LONG = 3600.0
_SHARE = 0.02
"""Stretches longer than this [s] and than this share of the axis may be shortened."""
_WHOLE = 10 * 3600.0
"""An axis shorter than this stays whole [s]."""
_GAP = 0.09
"""Width of a shortened stretch, as a share of all that is not."""
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 7200, 14400, 43200)
"""Distances of ticks [min]."""


@dataclass(frozen=True, slots=True)
class BrokenTime:
    """A map from time [s] to place on the axis, steady and rising."""

    times: NDArray[np.float64]
    places: NDArray[np.float64]
    breaks: tuple[tuple[float, float], ...]
    """From when to when time is shortened [s]."""

    def place(self, time: float) -> float:
        """Place of a time on the axis."""
        return float(np.interp(time, self.times, self.places))

    @property
    def end(self) -> float:
        """Place where the axis ends."""
        return float(self.places[-1])

    def ticks(self, most: int = 9) -> list[float]:
        """Times [s] to be written below the axis, not too many and none too near another.

        They are round, or those at which the pieces of a broken axis begin.
        """
        if self.breaks:
            begins = [0.0, *(b for _, b in self.breaks), float(self.times[-1])]
            return self._apart(sorted(set(begins)), most)
        for step in _STEPS:
            ticks = np.arange(0, self.times[-1] + 1, step * 60.0)
            if len(ticks) <= most:
                return [float(t) for t in ticks]
        return [0.0]

    def _apart(self, ticks: list[float], most: int) -> list[float]:
        kept: list[float] = []
        for tick in ticks:
            if not kept or self.place(tick) - self.place(kept[-1]) > 0.6 * self.end / most:
                kept.append(tick)
        return kept


def broken_time(instants: Iterable[float]) -> BrokenTime:
    """Lay out an axis from 0 to the last instant at which something begins or ends [s].

    Where an axis is longer than ten hours, stretches without any instant that are longer than an
    hour and than a fiftieth of it are shortened, all to the same small width.
    """
    times = np.unique(np.array([0.0, *instants]))
    if len(times) < 2:
        times = np.array([0.0, 60.0])
    widths = np.diff(times)
    out = (widths > max(_LONG, _SHARE * times[-1])) & (times[-1] > _WHOLE)
    kept = float(widths[~out].sum()) or 1.0
    widths = np.where(out, _GAP * kept, widths)
    breaks = tuple((float(times[k]), float(times[k + 1])) for k in np.flatnonzero(out))
    return BrokenTime(times, np.concatenate([[0.0], np.cumsum(widths)]), breaks)
