"""Measured values between two reforms with their own limits and signals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sim.control_limits import Limits, Signals
from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class Stage:
    """The points from one reform to the next; arrays have shape (points of the stage,)."""

    reform: dt.date | None
    """The reform that it begins with; None for what was there before all of them."""
    dates: tuple[dt.date, ...]
    values: Floats
    of: Floats | None
    limits: Limits
    signals: Signals

    @property
    def outside(self) -> int:
        """Points beyond a limit."""
        return int(self.signals.outside.sum())

    @property
    def runs(self) -> int:
        """Rows of eight or more on one side of the centre."""
        run = np.concatenate([[False], self.signals.run])
        side = np.concatenate([[0.0], np.sign(self.values - self.limits.centre)])
        return int((run[1:] & (~run[:-1] | (side[1:] != side[:-1]))).sum())

    @property
    def jumps(self) -> int:
        """Moving ranges beyond their limit."""
        return int(self.signals.jump.sum())

    @property
    def n_signals(self) -> int:
        """Signals of all kinds; a row counts once."""
        return self.outside + self.runs + self.jumps
