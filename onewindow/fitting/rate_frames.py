"""Rates of arrivals by the clock as tables for charts, with all digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.stats import chi2

from onewindow.fitting.shut_words import weekday_words
from plots.language import LANGS
from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.fitting import Fit
from scenarios.fit.midday_break import Spans
from scenarios.fit.open_hours import within_hours

_HOUR = 3600.0
HARDLY = 0.01
"""Times of day with no more than this share of the busiest are not drawn."""


def arrival_frame(fit: Fit) -> pd.DataFrame:
    """Rates of the mean day of each type, counted with Poisson intervals and fitted [1/h].

    They are per hour that is open, as in the model: a half hour in which the hall closes at the
    quarter has its people in this quarter.
    """
    return rate_frame(fit.rates, fit.hours)


def rate_frame(rates: ArrivalFit, hours: Sequence[Spans] = ()) -> pd.DataFrame:
    """The same, of any rates.

    Parameters
    ----------
    rates
        By weekday and interval.
    hours
        When each weekday is open, Monday first; around the clock when left out. Cells outside of
        them are per hour by the clock.
    """
    every = rates.counts.sum(axis=0)
    open_ = np.flatnonzero(every > HARDLY * every.max())
    at = np.arange(open_[0], open_[-1] + 1)
    open_hours = hours or [((0.0, DAY),)] * 7
    made = []
    for group in rates.day_types:
        rows, days = list(group), rates.days[list(group)]
        count = rates.counts[rows].sum(axis=0)[at]
        share = np.array([within_hours(open_hours[day], rates.interval) for day in group])
        open_for = days @ share[:, at] / days.sum()
        open_for[open_for == 0] = 1.0
        hours_seen = days.sum() * open_for * rates.interval / _HOUR
        fitted = days @ rates.per_hour[rows][:, at] / days.sum() / open_for
        begin, end = _open_part([open_hours[day] for day in group], at * rates.interval, rates)
        made.append(
            day_type_panel(group).merge(
                pd.DataFrame(
                    {
                        "at": begin,
                        "length": end - begin,
                        "counted": count / hours_seen,
                        # Garwood's exact interval of a Poisson mean.
                        "low": chi2.ppf(0.025, 2 * np.maximum(count, 0.5))
                        / 2
                        / hours_seen
                        * (count > 0),
                        "high": chi2.ppf(0.975, 2 * (count + 1)) / 2 / hours_seen,
                        "fitted": fitted,
                    }
                ),
                how="cross",
            )
        )
    return pd.concat(made, ignore_index=True)


def _open_part(hours: Sequence[Spans], start: Floats, rates: ArrivalFit) -> tuple[Floats, Floats]:
    """From when to when each interval is open on any of some weekdays; whole where on none."""
    begin, end = start + rates.interval, start.astype(np.float64)
    for opening, closing in {span for day in hours for span in day}:
        meets = (opening < start + rates.interval) & (closing > start)
        begin = np.where(meets, np.minimum(begin, np.maximum(start, opening)), begin)
        end = np.where(meets, np.maximum(end, np.minimum(start + rates.interval, closing)), end)
    never = end <= begin
    return np.where(never, start, begin), np.where(never, start + rates.interval, end)


def day_type_panel(group: tuple[int, ...]) -> pd.DataFrame:
    """The name of a type of day, as the panel of a chart."""
    return pd.DataFrame({lang: [weekday_words(group, lang)] for lang in LANGS})
