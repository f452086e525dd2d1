"""Weekdays of which a log has no day are like those of their kind: working days, or weekends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from scenarios.fit.arrival_rates import ArrivalFit
from scenarios.fit.contacts import Flags, Ints

_KINDS = ((0, 1, 2, 3, 4), (5, 6))
"""Weekdays of one kind (Monday 0)."""


def like_weekdays(weekday: Ints, shut: Collection[int]) -> dict[int, tuple[int, ...]]:
    """For each weekday that no day is like, the weekdays of its kind that there are; may be none.

    A weekday with days on which nobody came is not unseen.

    Parameters
    ----------
    weekday
        That each day is like, Monday 0, shape (days,); -1 for those left out.
    shut
        Weekdays on which nobody comes: they are like no others.
    """
    seen = set(weekday.tolist())
    return {
        day: tuple(other for other in kind if other in seen)
        for kind in _KINDS
        for day in kind
        if day not in seen and day not in shut
    }


def days_like(weekday: Ints, day: int, shut: Collection[int]) -> Flags:
    """Days that tell of a weekday: its own, or where there are none those of its kind.

    Shape (days,); none of them of a weekday that is shut.
    """
    own: Flags = weekday == day
    return own if own.any() else np.isin(weekday, like_weekdays(weekday, shut).get(day, ()))


def with_unseen(rates: ArrivalFit, weekday: Ints, shut: Collection[int]) -> ArrivalFit:
    """The rates with those of weekdays that no day is like.

    A cell without any case of its own keeps nothing and borrows all (`fit_rates`): the mean of the
    days of its kind, within their type of day that has most cases.

    Parameters
    ----------
    rates
        As fitted, 0 for weekdays not seen.
    weekday, shut
        As for `like_weekdays`.
    """
    per_hour, types = rates.per_hour.copy(), list(rates.day_types)
    for day, like in like_weekdays(weekday, shut).items():
        groups = [group for group in rates.day_types if set(group) & set(like)]
        if not groups:
            continue
        most = max(groups, key=lambda group: int(rates.counts[list(group)].sum()))
        rows = [other for other in like if other in most]
        per_hour[day] = np.average(rates.per_hour[rows], axis=0, weights=rates.days[rows])
        at = next(k for k, group in enumerate(types) if set(most) <= set(group))
        types[at] = tuple(sorted((*types[at], day)))
    return replace(rates, per_hour=per_hour, day_types=tuple(types))
