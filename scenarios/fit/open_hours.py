"""When the line or the hall of a log is open on each weekday: while people come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import DAY, Contacts, Floats, Ints
from scenarios.fit.midday_break import Spans, break_among, without_break

_STRAY = 0.0025
"""Share of the cases of a weekday that may come before, and after: single ones at odd hours."""
_STRAY_APART = 0.02
"""The same, where nobody comes for an hour between them and the others: of a small hall a single
ticket that was printed at night is more than a quarter of a percent."""
QUARTER = 900.0
"""No nearer are hours known [s]."""
_SURE = 7
"""So many in one of two quarters alone: by chance once in 2^7 times."""
_HARDLY = 0.05
"""Share of those in the one quarter below which hardly anybody comes in the other."""
_APART = 3600.0
"""Time without anybody that sets strays apart [s]."""


def open_hours(rates: ArrivalFit, quarters: Ints) -> tuple[Spans, ...]:
    """The hours of each weekday, Monday first: while people come, but for strays.

    A break at midday, in which hardly anybody comes, is left out. Hours begin and end on half
    hours, or on quarters where a half hour has people in its one quarter alone. Whoever stays
    after closing until the last visitor is served is not told by hours: staff does so in a model by
    itself.

    Parameters
    ----------
    rates
        Of all cases, by half hours.
    quarters
        Cases by weekday (Monday 0) and quarter of an hour, shape (7, 96).

    Returns
    -------
    Spans of each weekday [s since midnight]; none of one on which nobody comes.
    """
    alike = []
    for day in range(7):
        counts = rates.counts[day]
        if not counts.sum():
            # Never seen: it has the hours of the type of day that it was given, if any.
            group = next((group for group in rates.day_types if day in group), ())
            counts = rates.counts[list(group)].sum(axis=0)
        alike.append(counts)
    return hours_of_counts(np.array(alike), rates.counts, rates.interval, quarters)


def hours_of_counts(
    alike: Ints | Floats, counts: Ints | Floats, interval: float, quarters: Ints | Floats
) -> tuple[Spans, ...]:
    """The hours of `open_hours` from numbers of cases, which need not be whole.

    Parameters
    ----------
    alike
        Cases by interval that tell when each weekday begins and ends, of this weekday or of all
        that are like it, shape (7, intervals).
    counts
        Cases of each weekday itself, shape (7, intervals).
    interval
        Length of an interval [s].
    quarters
        As `open_hours`.
    """
    spans: list[Spans] = []
    for own in alike:
        if not own.sum():
            spans.append(())
            continue
        first, last = without_strays(own, interval)
        spans.append(((first * interval, (last + 1) * interval),))
    midday = _midday(counts, interval, [day for day in spans if day])
    hours = [without_break(day, midday) for day in spans]
    found = {span for day in hours for span in day}
    to_quarters = {
        span: _to_quarters(span, quarters[[span in day for day in hours]].sum(axis=0))
        for span in found
    }
    return tuple(tuple(to_quarters[span] for span in day) for day in hours)


def _to_quarters(span: tuple[float, float], counts: Ints | Floats) -> tuple[float, float]:
    """The hours without the first and the last quarter, where nobody comes in these.

    Parameters
    ----------
    span
        Hours, in half hours.
    counts
        Cases by quarter of an hour of all days that have them, shape (96,).
    """
    first, last = round(span[0] / QUARTER), round(span[1] / QUARTER) - 1
    late = _nobody(counts[first], counts[first + 1])
    early = _nobody(counts[last], counts[last - 1])
    return span[0] + QUARTER * late, span[1] - QUARTER * early


def _nobody(outer: float, inner: float) -> bool:
    """Whether a quarter has hardly anybody, and not by chance, of a half hour that has people."""
    return bool(inner >= _SURE and outer <= _HARDLY * inner)


def less_ends(spans: Spans, came: Ints | Floats, due: Ints | Floats) -> Spans:
    """Hours without the quarters at either end in which hardly anybody came, and not by chance.

    Parameters
    ----------
    spans
        Hours of those that are due.
    came, due
        Cases by quarter of an hour, and how many are expected of those hours, shape (96,).
    """
    inside = np.flatnonzero(within_hours(spans, QUARTER) > 0)
    early = _still(came[inside], due[inside])
    late = _still(came[inside][::-1], due[inside][::-1])
    if early + late >= len(inside):
        return spans
    begin, end = inside[early] * QUARTER, (inside[len(inside) - 1 - late] + 1) * QUARTER
    cut = ((max(a, begin), min(b, end)) for a, b in spans)
    return tuple((float(a), float(b)) for a, b in cut if a < b)


def _still(came: Ints | Floats, due: Ints | Floats) -> int:
    """How many quarters from the first on hardly anybody comes in, of so many that are due."""
    all_due, all_came = np.cumsum(due), np.cumsum(came)
    still = (all_due >= _SURE) & (all_came <= _HARDLY * all_due) & (came <= _HARDLY * due)
    return int(np.flatnonzero(still).max(initial=-1)) + 1


def _midday(
    counts: Ints | Floats, interval: float, spans: list[Spans]
) -> tuple[float, float] | None:
    """The break of all weekdays, within the hours that they have in common."""
    begin = max((day[0][0] for day in spans), default=0.0)
    end = min((day[-1][1] for day in spans), default=0.0)
    return break_among(counts.sum(axis=0)[_cells(begin, end, interval)], begin)


def _cells(begin: float, end: float, interval: float) -> slice:
    return slice(round(begin / interval), round(end / interval))


def hours_of_days(hours: Sequence[Spans], weekday: Ints) -> tuple[Spans, ...]:
    """When each day is open, shape (days,).

    Parameters
    ----------
    hours
        Of each weekday, Monday first.
    weekday
        That each day is like, Monday 0, shape (days,); -1 for days left out, which have no hours.
    """
    return tuple(hours[day] if day >= 0 else () for day in weekday.tolist())


def stays_at_midday(contacts: Contacts, hours: Sequence[Spans]) -> bool:
    """Whether those in line when a break begins are served before it rather than after it.

    Parameters
    ----------
    contacts
        Those who came.
    hours
        When each day was open [s since its midnight], shape (days,).
    """
    first = rest = 0
    for day, spans in enumerate(hours):
        for (_, closing), (opening, _) in zip(spans[:-1], spans[1:], strict=True):
            closed, opened = day * DAY + closing, day * DAY + opening
            waiting = contacts.start[(contacts.arrival < closed) & (contacts.start > closed)]
            first += int((waiting < opened).sum())
            rest += int(((waiting >= opened) & (waiting < (day + 1) * DAY)).sum())
    return first >= rest


def without_strays(counts: Ints | Floats, interval: float) -> tuple[int, int]:
    """First and last interval in which people come, but for strays at either end.

    Parameters
    ----------
    counts
        Cases by interval of the day, some of them at least, shape (intervals,).
    interval
        Length of an interval [s].
    """
    return _first(counts, interval), len(counts) - 1 - _first(counts[::-1], interval)


def _first(counts: Ints | Floats, interval: float) -> int:
    share = np.cumsum(counts) / counts.sum()
    first = int(np.searchsorted(share, _STRAY, side="right"))
    busy = np.flatnonzero(counts)
    after_gap = busy[1:][np.diff(busy) - 1 >= _APART / interval]
    apart = after_gap[share[after_gap - 1] <= _STRAY_APART]
    return max(first, int(apart.max(initial=0)))


def rates_within(
    rates: Floats, hours: Sequence[Spans], own: Spans, interval: float
) -> tuple[Floats, float]:
    """Sum of the rates of some days as rates of hours, and their interval [s].

    Parameters
    ----------
    rates
        Of each day by interval [1/h], shape (days, intervals).
    hours
        Of each day; nobody is counted outside them.
    own
        The hours that the rates are for; where they begin or end on a quarter, so do the intervals.
    interval
        Length of an interval [s].
    """
    shares = np.array([within_hours(spans, interval) for spans in hours])
    # A half hour that is open for a quarter has its people in this quarter.
    open_for = shares.sum(axis=0)
    shape = np.where(shares > 0, rates, 0.0).sum(axis=0)
    shape = np.divide(shape, open_for, out=np.zeros_like(shape), where=open_for > 0)
    inside = within_hours(own, interval)
    if not set(inside.tolist()) <= {0.0, 1.0}:
        shape, interval = np.repeat(shape, round(interval / QUARTER)), QUARTER
        inside = within_hours(own, interval)
    return np.asarray(shape * inside, dtype=np.float64), interval


def within_hours(spans: Spans, interval: float) -> Floats:
    """The share of each interval of the day that lies within the hours, shape (intervals,)."""
    begin = np.arange(round(DAY / interval)) * interval
    inside = np.zeros(len(begin))
    for opening, closing in spans:
        inside += np.clip(
            np.minimum(begin + interval, closing) - np.maximum(begin, opening), 0, None
        )
    return inside / interval
