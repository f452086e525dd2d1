"""Arrival rates by interval and weekday, with thin cells drawn towards the shape of their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import DAY, Floats, Ints

_ALIKE = 0.001
"""Weekdays whose shapes differ no more than chance would with this probability are one type;
small, because every pair of them is compared."""
_FEWEST = 5.0
"""Cases that a cell is expected to have at least for the test of homogeneity (Cochran 1954)."""
_WELL = 200.0
"""A cell with so many cases is measured within 7 %: it keeps what it says, and borrows nothing."""


@dataclass(frozen=True, slots=True)
class ArrivalFit:
    """Rates of each weekday (Monday 0) and interval from midnight."""

    interval: float
    """Length of an interval [s]."""
    counts: Ints
    """Cases that came, shape (7, intervals)."""
    days: Ints
    """Days seen of each weekday, shape (7,)."""
    per_hour: Floats
    """Fitted rates [1/h], shape (7, intervals); those of weekdays not seen are 0 until they are
    taken from others (`with_unseen`)."""
    day_types: tuple[tuple[int, ...], ...]
    """Weekdays with the same shape of the day, each weekday in one of them at most."""
    cell_cv: float
    """Spread of the true rates about weekday x interval within a day type (no unit)."""


def together(rates: Sequence[ArrivalFit]) -> ArrivalFit:
    """The rates of some matters of one log taken together; they were seen on the same days.

    Weekdays have one shape where they have one shape in every matter.
    """
    first = rates[0]

    def shapes(weekday: int) -> tuple[int, ...]:
        return tuple(
            next((k for k, group in enumerate(one.day_types) if weekday in group), -1)
            for one in rates
        )

    kinds: dict[tuple[int, ...], list[int]] = {}
    for weekday in sorted({day for one in rates for group in one.day_types for day in group}):
        kinds.setdefault(shapes(weekday), []).append(weekday)
    return replace(
        first,
        counts=np.sum([one.counts for one in rates], axis=0),
        per_hour=np.sum([one.per_hour for one in rates], axis=0),
        day_types=tuple(map(tuple, kinds.values())),
        cell_cv=max(one.cell_cv for one in rates),
    )


def count_by_day(arrival: Floats, days: int, interval: float) -> Ints:
    """Arrivals by day and interval, shape (days, intervals).

    Parameters
    ----------
    arrival
        Seconds since the first day's midnight, shape (cases,).
    days
        Number of days; later ones are left out.
    interval
        Length of an interval [s]; divides a day.
    """
    per_day = round(DAY / interval)
    cells = (arrival // interval).astype(np.int64)
    cells = cells[(cells >= 0) & (cells < days * per_day)]
    return np.bincount(cells, minlength=days * per_day).reshape(days, per_day).astype(np.int64)


def fit_rates(daily: Ints, weekday: Ints, interval: float) -> ArrivalFit:
    """Empirical Bayes rates: a cell keeps what its own cases say, and borrows the rest.

    Within a day type the cell of weekday w and interval i is expected to have mu = (weekday's
    cases) x (interval's cases) / (all cases). True rates are taken as gamma about mu with a cv
    found by moments over all cells; the rate is the posterior mean (Robbins 1956; Gelman et al.,
    Bayesian Data Analysis, ch. 2.7). A cell moves to mu by 1 / (1 + cv^2 mu), and by no more than
    1 - mu / 200: an average over cells says little of those that are measured well by themselves
    (Efron & Morris 1972, limited translation).

    Parameters
    ----------
    daily
        Arrivals, shape (days, intervals).
    weekday
        Of each day, Monday 0, shape (days,).
    interval
        Length of an interval [s].
    """
    counts = np.zeros((7, daily.shape[1]), dtype=np.int64)
    np.add.at(counts, weekday, daily)
    days = np.bincount(weekday, minlength=7).astype(np.int64)
    types = day_types(counts)
    expected = np.zeros(counts.shape)
    for group in types:
        rows = list(group)
        part = counts[rows]
        if part.sum():
            expected[rows] = np.outer(part.sum(axis=1), part.sum(axis=0)) / part.sum()
    # Weekday and interval sums are used up: a cell varies by less than its own Poisson variance.
    free = np.zeros(counts.shape)
    for group in types:
        rows = list(group)
        total = max(1.0, float(counts[rows].sum()))
        by_day = counts[rows].sum(axis=1)[:, None] / total
        free[rows] = (1 - by_day) * (1 - counts[rows].sum(axis=0)[None, :] / total)
    spread = float((free * expected**2).sum())
    excess = float(((counts - expected) ** 2 - free * expected).sum())
    cv2 = max(0.0, excess / spread) if spread > 0 else 0.0
    own = np.maximum(cv2 * expected / (1 + cv2 * expected), np.minimum(1.0, expected / _WELL))
    cases = own * counts + (1 - own) * expected
    per_hour = cases / np.maximum(days, 1)[:, None] * 3600.0 / interval
    return ArrivalFit(interval, counts, days, per_hour, types, cv2**0.5)


def day_types(counts: Ints) -> tuple[tuple[int, ...], ...]:
    """Weekdays joined, most alike first, while their shapes cannot be told apart.

    The test is chi-squared for homogeneity of two rows, over hours joined until each has enough.

    Parameters
    ----------
    counts
        Arrivals by weekday and interval, shape (7, intervals).
    """
    groups: list[tuple[int, ...]] = [(w,) for w in range(7) if counts[w].sum()]
    while len(groups) > 1:
        pairs = [(a, b) for k, a in enumerate(groups) for b in groups[k + 1 :]]
        sums = {group: counts[list(group)].sum(axis=0) for group in groups}
        alike = [_same_shape(sums[a], sums[b]) for a, b in pairs]
        best = int(np.argmax(alike))
        if alike[best] < _ALIKE:
            break
        a, b = pairs[best]
        groups = sorted([g for g in groups if g not in (a, b)] + [tuple(sorted(a + b))])
    return tuple(groups)


def _same_shape(a: Ints, b: Ints) -> float:
    """p-value of the same shape."""
    share = min(a.sum(), b.sum()) / (a.sum() + b.sum())
    bins = (np.cumsum(a + b) * share / _FEWEST).astype(np.int64)
    table = np.array([np.bincount(bins, weights=row) for row in (a, b)])
    table = table[:, table.sum(axis=0) > 0]
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(chi2.sf(((table - expected) ** 2 / expected).sum(), max(1, table.shape[1] - 1)))
