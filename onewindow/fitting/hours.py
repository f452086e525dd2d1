"""What is compared of days seen and days simulated: measures by hour of the day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onewindow.fitting.runs import Came
from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.number_present import mean_present

MEASURES = (
    "arrivals",
    "answered_within",
    "abandoned_fraction",
    "mean_wait",
    "queue_length",
    "throughput",
    "cycle_time",
)
"""What is compared, in the order of the rows of `by_hour`."""
_HOUR = 3600.0


def by_hour(came: Came, within: float, looked_at: Flags) -> tuple[NDArray[np.int64], Floats]:
    """Cases by hour of the day, shape (24,), and the measures, shape (measures, 24).

    Measures are arrivals per day; the share of those who came that was served within the time; the
    share that gave up; the mean wait of the served [s]; the mean number waiting; the number served
    to their end per day, by the hour of the end; and the mean time from coming to the end of the
    service [s]. Shares and times are by the hour of arrival; NaN where nobody came.

    Parameters
    ----------
    came
        Who came, with times since the first midnight.
    within
        Acceptable wait [s].
    looked_at
        Which days are looked at, shape (days,).
    """
    days = len(looked_at)
    day, hour = _day_and_hour(came.arrival)
    kept = looked_at[np.minimum(day, days - 1)] & (day < days)
    hour = hour[kept]
    wait, served = came.wait[kept], came.served[kept]
    stay = came.end[kept] - came.arrival[kept]

    def total(weights: Floats | Flags) -> Floats:
        summed = np.bincount(hour, weights=weights.astype(np.float64), minlength=24)
        return summed.astype(np.float64)

    cases = np.bincount(hour, minlength=24).astype(np.int64)
    waiting = mean_present(came.arrival, came.arrival + came.wait, days, _HOUR)[looked_at]
    day_ended, hour_ended = _day_and_hour(came.end[came.served])
    ended = looked_at[np.minimum(day_ended, days - 1)] & (day_ended < days)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = [
            cases / looked_at.sum(),
            total(served & (wait <= within)) / cases,
            total(~served) / cases,
            total(np.where(served, wait, 0.0)) / total(served),
            waiting.sum(axis=0) / looked_at.sum(),
            np.bincount(hour_ended[ended], minlength=24) / looked_at.sum(),
            total(np.where(served, stay, 0.0)) / total(served),
        ]
    return cases, np.array(values, dtype=np.float64)


def _day_and_hour(moments: Floats) -> tuple[Ints, Ints]:
    """Day, and hour of the day, of some moments [s since the first midnight]."""
    hours = np.floor(moments).astype(np.int64) // round(_HOUR)
    return hours // 24, hours % 24
