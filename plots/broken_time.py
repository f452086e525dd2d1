"""A time axis with long stretches shortened in which nothing begins or ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
_STEPS: Mapping[float, tuple[float, ...]] = {
    1.0: (5, 10, 15, 20, 30, 60),
    60.0: (0.5, 1, 2, 5, 10, 15, 20, 30, 60),
    3600.0: (0.5, 1, 2, 3, 6, 12, 24),
    86400.0: (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500),
}
"""Distances of ticks in a unit, by the length of the unit [s]."""
_NEAR = 0.25
"""Share of a shortened stretch, at its end, in which a tick is that of what comes after it."""


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

    def ticks(self, unit: float, most: int = 9) -> list[float]:
        """Times [s] to be written below the axis: round in their unit, none too near another.

        Parameters
        ----------
        unit
            Length of the unit in which they are written [s]: a second, minute, hour or day.
        most
            Most ticks; on a broken axis they stand no nearer than so many would.
        """
        steps = [unit * step for step in _STEPS[unit]]
        if not self.breaks:
            step = next((s for s in steps if self.times[-1] // s < most), steps[-1])
            return self._multiples(step)
        kept: list[float] = []
        # The coarser a step is, the rounder its multiples: they go first.
        for step in reversed(steps):
            for time in self._multiples(step):
                shown = not any(begin < time < end for begin, end in self.breaks)
                if (shown or self._leads(time, unit)) and all(
                    self._apart(time, k) >= 0.6 * self.end / most for k in kept
                ):
                    kept.append(time)
        return sorted(kept)

    def _leads(self, time: float, unit: float) -> bool:
        """Whether a time within a shortened stretch is the last whole one, and near its end."""
        return any(
            begin < time < end <= time + unit
            and time % unit == 0
            and self._apart(time, end) < _NEAR * self._apart(begin, end)
            for begin, end in self.breaks
        )

    def _multiples(self, step: float) -> list[float]:
        return [float(k * step) for k in range(int(self.times[-1] / step + 1e-9) + 1)]

    def _apart(self, one: float, other: float) -> float:
        return abs(self.place(one) - self.place(other))


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
