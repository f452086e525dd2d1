"""Whether the number of cases drifts or jumps from week to week, and when most of them come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import Floats, Ints

TOLD = 0.01
"""Drifts and jumps are told when chance makes such ones as rarely."""
_FEWEST = 10
"""Fewer days say nothing of a course."""
_WHOLE = 1 / 3
"""Days with less than this share of what their weekday brings are no whole days, such as the last
of a log that was cut off: they say nothing of a course."""
_EACH_SIDE = 4
"""Days before and after a jump, at least."""
_MATTERS = 0.001
"""Drifts a week and jumps that are smaller make no difference to anybody."""
_ALIKE = 1e-9
"""Share of the largest square below which a column is one of the levels."""
_PEAK = 0.9
"""Intervals with so much of the largest rate belong to its peak."""


@dataclass(frozen=True, slots=True)
class Course:
    """How days differ from the mean of their weekday, over time."""

    per_week: float
    """Growth a week, as a share; from a line through the logs of daily numbers."""
    per_week_p: float
    jump_day: int
    """First day after the largest jump; -1 where there are too few days."""
    jump: float
    """Change at this jump, as a share."""
    jump_p: float
    """Of the largest jump wherever it were (Bonferroni)."""

    @property
    def drifts(self) -> bool:
        """Whether a line explains the days better than one jump, and better than chance."""
        told = self.per_week_p < TOLD and abs(self.per_week) >= _MATTERS
        return told and not self.jumps

    @property
    def jumps(self) -> bool:
        """Whether one jump explains the days better than a line, and better than chance."""
        return self.jump_p < min(TOLD, self.per_week_p) and abs(self.jump) >= _MATTERS


@dataclass(frozen=True, slots=True)
class Peak:
    """When most cases come on days of one type."""

    weekdays: tuple[int, ...]
    begin: float
    """[s since midnight]"""
    end: float
    per_hour: float
    """Mean rate of these weekdays within the peak [1/h]."""


def course_of(totals: Ints, weekday: Ints, day: Ints) -> Course:
    """A line and a jump in the logs of daily numbers, beside the weekdays' own levels.

    Both by least squares with a level for each weekday. The jump is the one of all splits, with
    four days or more on each side, that explains most; its p-value is multiplied by the splits.

    Parameters
    ----------
    totals
        Cases of each day, at least one, shape (days,).
    weekday
        Of each day, shape (days,).
    day
        Number of each day, rising, shape (days,).
    """
    nothing = Course(0.0, float("nan"), -1, 0.0, float("nan"))
    usual = np.array([np.median(totals[weekday == kind]) for kind in weekday])
    whole = totals >= _WHOLE * usual
    totals, weekday, day = totals[whole], weekday[whole], day[whole]
    levels = (weekday[:, None] == np.unique(weekday)[None, :]).astype(np.float64)
    if len(totals) < _FEWEST or len(totals) - levels.shape[1] < 3:
        return nothing
    logs = _less_levels(levels, np.log(totals))
    free = len(logs) - levels.shape[1] - 1
    weeks = _less_levels(levels, day / 7.0)
    spread = float(logs @ logs)
    slope, slope_p = _told((weeks @ logs)[None], (weeks @ weeks)[None], spread, free)
    # Of all splits at once: days from each on, and how many of these each weekday has.
    splits = np.arange(_EACH_SIDE, len(day) - _EACH_SIDE + 1)
    later = np.cumsum(levels[::-1], axis=0)[::-1][splits]
    squares = (later * (1 - later / levels.sum(axis=0))).sum(axis=1)
    jump, jump_p = _told(np.cumsum(logs[::-1])[::-1][splits], squares, spread, free)
    best = int(jump_p.argmin())
    return Course(
        per_week=float(np.expm1(slope[0])),
        per_week_p=float(slope_p[0]),
        jump_day=int(day[splits[best]]),
        jump=float(np.expm1(jump[best])),
        jump_p=min(1.0, float(jump_p[best]) * len(splits)),
    )


def _less_levels(levels: Floats, values: Floats) -> Floats:
    """Values less the mean of their weekday."""
    means = (levels * values[:, None]).sum(axis=0) / levels.sum(axis=0)
    return np.asarray(values - levels @ means, dtype=np.float64)


def _told(products: Floats, squares: Floats, spread: float, free: int) -> tuple[Floats, Floats]:
    """Coefficients of one more column beside the levels, for several columns, and their p-values.

    By the theorem of Frisch, Waugh & Lovell that of a column less its weekdays' means, on values
    less theirs.

    Parameters
    ----------
    products, squares
        Of each column its product with the values, and with itself; shape (columns,).
    spread
        Product of the values with themselves.
    free
        Days less coefficients.
    """
    own = squares > _ALIKE * squares.max(initial=0.0)
    divisor = np.where(own, squares, 1.0)
    found = np.where(own, products / divisor, 0.0)
    variance = np.maximum(0.0, spread - found * products) / free
    error = (variance / divisor) ** 0.5
    exact = np.where(found == 0, 0.0, np.inf)
    score = np.divide(np.abs(found), error, out=exact, where=error > 0)
    return found, np.where(own, 2 * t.sf(score, free), 1.0)


def peaks_of(rates: ArrivalFit) -> tuple[Peak, ...]:
    """For each type of day the run of intervals about the largest rate, with 90 % of it."""
    found: list[Peak] = []
    for group in rates.day_types:
        mean: Floats = rates.per_hour[list(group)].mean(axis=0)
        top = int(mean.argmax())
        if not mean[top]:
            continue
        high = mean >= _PEAK * mean[top]
        low = np.flatnonzero(~high)
        begin = int(low[low < top].max(initial=-1)) + 1
        end = int(low[low > top].min(initial=len(mean)))
        step = rates.interval
        found.append(Peak(group, begin * step, end * step, float(mean[begin:end].mean())))
    return tuple(found)
