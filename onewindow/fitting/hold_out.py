"""How many days at the end of a log are held out when nobody says."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from scenarios.fit.contacts import Ints
from scenarios.fit.unseen_weekdays import days_like


def usual_hold_out(weekday: Ints, asked: Collection[int]) -> int:
    """The last fifth of the days, or as many more as it takes to judge one of them.

    A week of Monday to Saturday would hold out the Saturday alone, and no day before it is of its
    kind: then the Friday is held out too. Half of the days are always left to be fitted.

    Parameters
    ----------
    weekday
        That each day is like (Monday 0), -1 for those left out, shape (days,).
    asked
        Weekdays that are to be judged.
    """
    days = len(weekday)
    fifth = max(1, round(days / 5))
    for held in range(fifth, days // 2 + 1):
        before, after = weekday[: days - held], weekday[days - held :]
        told = (  # none of these is of a weekday that is shut
            day in asked and days_like(before, day, ()).any() for day in np.unique(after).tolist()
        )
        if any(told):
            return held
    return fifth
