"""Open time along a calendar, one case at a time."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

from scenarios.units import SECONDS
from sim.variates import Floats

DAY = SECONDS["day"]


class OpenTime:
    """The open spans of one calendar."""

    __slots__ = ("_closes", "_opens")

    def __init__(self, spans: Floats) -> None:
        self._opens: list[float] = spans[:, 0].tolist()
        self._closes: list[float] = spans[:, 1].tolist()

    def after(self, t: float, duration: float) -> float:
        """Instant at which ``duration`` seconds of open time since ``t`` are used up [s].

        One that ends exactly at a close ends there. Infinity when no time is left.
        """
        if duration <= 0:
            return t
        for k in range(bisect_right(self._closes, t), len(self._opens)):
            start = max(t, self._opens[k])
            if start + duration <= self._closes[k]:
                return start + duration
            duration -= self._closes[k] - start
        return math.inf

    def is_open(self, t: float) -> bool:
        """True within a span [open, close)."""
        k = bisect_right(self._closes, t)
        return k < len(self._opens) and self._opens[k] <= t

    def return_time(self, t: float, place: float) -> float:
        """``t`` when open then, else a place within the next opening (0 its start, 1 its end)."""
        k = bisect_right(self._closes, t)
        if k >= len(self._opens):
            return math.inf
        if self._opens[k] <= t:
            return t
        return self._opens[k] + place * (self._closes[k] - self._opens[k])

    def close_after(self, t: float) -> float:
        """The next close after t [s], infinity when there is none."""
        k = bisect_right(self._closes, t)
        return self._closes[k] if k < len(self._closes) else math.inf

    def opens_again_today(self, t: float) -> bool:
        """True when it is open at t, or opens later on the same day."""
        k = bisect_right(self._closes, t)
        return k < len(self._opens) and self._opens[k] < (t // DAY + 1) * DAY

    def next_day(self, t: float, place: float) -> float:
        """A place within the first opening of the next open day (0 its start, 1 its end)."""
        k = bisect_left(self._opens, (t // DAY + 1) * DAY)
        if k >= len(self._opens):
            return math.inf
        return self._opens[k] + place * (self._closes[k] - self._opens[k])
