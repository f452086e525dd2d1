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

    def opens_again_today(self, t: float) -> bool:
        """True when it is open at t, or opens later on the same day."""
        k = bisect_right(self._closes, t)
        return k < len(self._opens) and (
            self._opens[k] <= t or self._opens[k] // DAY == self._day(t)
        )

    def last_close(self, t: float) -> float:
        """The last close of the day of t [s], infinity when it is shut on that day."""
        day = self._day(t)
        k = bisect_left(self._opens, (day + 1) * DAY) - 1
        return self._closes[k] if k >= 0 and self._opens[k] // DAY == day else math.inf

    def on_next_day(self, t: float, place: float, before_close: float) -> float:
        """A place within the first opening of the next open day.

        Parameters
        ----------
        t
            When the present day is left [s].
        place
            0 is the start of the opening, 1 its end.
        before_close
            How long before the last close of the day the last place is [s].
        """
        k = bisect_left(self._opens, (self._day(t) + 1) * DAY)
        if k >= len(self._opens):
            return math.inf
        start = self._opens[k]
        end = min(self._closes[k], self.last_close(start) - before_close)
        return start + place * max(end - start, 0.0)

    def _day(self, t: float) -> float:
        """Number of the day of t: of that on which the opening began that holds t or ends at it."""
        k = bisect_left(self._closes, t)
        if k < len(self._opens) and self._opens[k] <= t:
            return self._opens[k] // DAY
        return t // DAY
