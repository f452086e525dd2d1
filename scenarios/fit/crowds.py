"""Minutes in which many more people come than in the rest of a half hour, such as at opening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.grid import grid_of
from scenarios.fit.midday_break import HALF_HOUR, Spans

_MINUTE = 60.0
_LENGTHS = (1, 2, 3, 4, 5, 6, 8, 10)
"""How long a crowd may come [min]."""
_FALSE = 0.001
"""Probability that chance alone makes any crowd of a day, spans and half hours taken together."""
_DENSER = 2.0
"""A crowd comes so many times as densely as the rest of its half hour: less is a ramp."""
_MATTERS = 0.1
"""A crowd has so much of its half hour at least, beyond those who would have come anyhow."""
_SINGLE_DAYS = 0.1
"""Share of the days, those with most people in the span, without which it has to be a crowd too:
a coach that came once is none."""


@dataclass(frozen=True, slots=True)
class CrowdFit:
    """A crowd within a half hour."""

    span: tuple[float, float]
    """From when to when [s since midnight]."""
    share: float
    """Its people among those of the half hour, without those who would have come anyhow."""

    @property
    def half_hour(self) -> tuple[float, float]:
        """The half hour that it is in [s since midnight]."""
        begin = self.span[0] // HALF_HOUR * HALF_HOUR
        return begin, begin + HALF_HOUR


def crowds_of(
    arrival: Floats, weekday: Ints, hours: Sequence[Spans]
) -> tuple[tuple[CrowdFit, ...], ...]:
    """The crowds of each weekday, Monday first.

    In each half hour the span is looked for in which people come most densely against the rest
    of it (the scan statistic of Kulldorff 1997, with spans of 1 to 10 whole minutes). It is a crowd
    where chance makes such a one in a thousandth of all days (chi-squared with one degree of
    freedom, Bonferroni over spans and half hours), and where it is one as well without the days
    that have most people in it. Weekdays with the same hours are taken together; times that are
    written down more coarsely than minutes tell of none.

    Parameters
    ----------
    arrival
        Seconds since the first day's midnight, shape (cases,).
    weekday
        That each day is like, Monday 0, shape (days,); -1 for those left out.
    hours
        When each weekday is open, Monday first.
    """
    if grid_of(arrival) > _MINUTE:
        return ((),) * 7
    per_day = round(DAY / _MINUTE)
    minute = np.floor(arrival / _MINUTE).astype(np.int64)
    minute = minute[(minute >= 0) & (minute < len(weekday) * per_day)]
    counts = np.bincount(minute, minlength=len(weekday) * per_day).reshape(-1, per_day)
    found = {
        spans: tuple(
            _crowds(counts[[day >= 0 and hours[day] == spans for day in weekday.tolist()]], spans)
        )
        for spans in set(hours)
    }
    return tuple(found[spans] for spans in hours)


def _crowds(counts: Ints, hours: Spans) -> Iterator[CrowdFit]:
    """The crowds of some days that are alike, shape (days, minutes), at most one a half hour."""
    parts = [
        (max(half, begin), min(half + HALF_HOUR, end))
        for begin, end in hours
        for half in np.arange(begin // HALF_HOUR * HALF_HOUR, end, HALF_HOUR).tolist()
    ]
    for begin, end in parts:
        of_days = counts[:, round(begin / _MINUTE) : round(end / _MINUTE)]
        place = _densest(of_days.sum(axis=0), len(parts))
        if place is None:
            continue
        inside = of_days[:, place].sum(axis=1)
        usual = np.argsort(inside, kind="stable")[: -max(1, round(len(inside) * _SINGLE_DAYS))]
        if _densest(of_days[usual].sum(axis=0), len(parts), [place]) is None:
            continue
        span = begin + place.start * _MINUTE, begin + place.stop * _MINUTE
        yield CrowdFit(span, _beyond(of_days.sum(axis=0), place))


def _densest(counts: Ints, half_hours: int, places: Sequence[slice] = ()) -> slice | None:
    """Where people come most densely, if it is a crowd there.

    Parameters
    ----------
    counts
        People by minute, shape (minutes,).
    half_hours
        Of the day: so many are looked at.
    places
        Where to look; everywhere when left out.
    """
    n = len(counts)
    every = [slice(k, k + m) for m in _LENGTHS if 3 * m <= 2 * n for k in range(n - m + 1)]
    best = max(places or every, key=lambda place: _evidence(counts, place), default=None)
    if best is None:
        return None
    enough = chi2.isf(_FALSE / (len(every) * half_hours), 1)
    if 2 * _evidence(counts, best) < enough or _beyond(counts, best) < _MATTERS:
        return None
    return best


def _evidence(counts: Ints, place: slice) -> float:
    """Log likelihood ratio of a denser span against people at random; 0 where it is not denser."""
    inside, outside, length, rest = _parts(counts, place)
    if inside * rest < _DENSER * outside * length:
        return 0.0
    every = inside + outside
    return _n_log(inside, every * length / (length + rest)) + _n_log(
        outside, every * rest / (length + rest)
    )


def _n_log(n: float, expected: float) -> float:
    return n * float(np.log(n / expected)) if n > 0 else 0.0


def _beyond(counts: Ints, place: slice) -> float:
    """Share of all who come beyond those who would come in a span as in the rest."""
    inside, outside, length, rest = _parts(counts, place)
    return (inside - outside * length / rest) / max(1.0, inside + outside)


def _parts(counts: Ints, place: slice) -> tuple[float, float, int, int]:
    """People within a span and in the rest, and the minutes of both."""
    inside, length = float(counts[place].sum()), place.stop - place.start
    return inside, float(counts.sum()) - inside, length, len(counts) - length


def parted(
    crowds: Sequence[CrowdFit], per_hour: Floats, interval: float
) -> tuple[Floats, list[tuple[CrowdFit, float]]]:
    """Rates without the people of crowds, and how many come with each crowd a day.

    Parameters
    ----------
    crowds
        Of a day.
    per_hour
        Rates by interval from midnight, those of crowds among them [1/h], shape (intervals,).
    interval
        Length of an interval [s]; divides half an hour.
    """
    rest, numbers = per_hour.copy(), []
    for crowd in crowds:
        own = slice(*(round(at / interval) for at in crowd.half_hour))
        numbers.append((crowd, float(rest[own].sum()) * interval / 3600.0 * crowd.share))
        rest[own] *= 1 - crowd.share
    return rest, numbers
