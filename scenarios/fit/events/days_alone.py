"""Moments of an event log that have a day and no time of day, among others that have both."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats, Ints

_HOUR = 3600.0
_NEARLY_ALL = 0.98
"""Share of the moments at midnight above which only days are written."""
_SOME = 5
"""Fewer moments at midnight may be that, and count for nothing."""
_GOLDEN = (5**0.5 - 1) / 2
"""Steps of this size fill a circle evenly, however many there are."""


def days_throughout(at: Floats) -> bool:
    """Whether only days are written: nearly all moments are at midnight.

    Parameters
    ----------
    at
        Seconds since a midnight, NaN where there is none; shape (n,).
    """
    known = np.isfinite(at)
    return bool((at[known] % DAY == 0).mean() > _NEARLY_ALL) if known.any() else False


def day_alone(at: Floats) -> Flags:
    """Which moments have a day alone: those at midnight, where more are than in the hours about it.

    Whoever works around the clock, by stamps of a second, a minute, or a half hour, does more in
    the hour before and the hour after midnight than in the one moment.

    Parameters
    ----------
    at
        Seconds since a midnight, NaN where there is none; shape (n,).
    """
    clock = at % DAY
    midnight = clock == 0
    about = ((clock <= _HOUR) | (clock >= DAY - _HOUR)) & ~midnight
    many = int(midnight.sum()) >= _SOME and midnight.sum() > about.sum()
    return np.asarray(midnight & many, dtype=np.bool_)


def with_times_of_day(end: Floats, alone: Flags, start: Floats, case: Ints) -> Floats:
    """Completions, those of which the day alone is known at a time of that day.

    Each gets one of the times of day of the others: of those, evenly, that lie between what stands
    before it and behind it for the same case on the same day, in the order of the rows. Where the
    rows of a case are not in the order of their time, all of the day is open to it. Nothing is
    drawn: the same log gives the same times.

    Parameters
    ----------
    end, start
        Of each row, in their order in the log [s since a midnight]; NaN where not known.
    alone
        Rows whose completion has a day alone; not all.
    case
        Whose each is.

    Returns
    -------
    Shape (rows,).
    """
    clock = np.sort(end[~alone & np.isfinite(end)] % DAY)
    begun = np.where(start // DAY == end // DAY, start % DAY, np.nan)
    where = np.lexsort((np.arange(len(end)), end // DAY, case))
    new = np.ones(len(end), dtype=np.bool_)
    new[1:] = (np.diff(case[where]) != 0) | (np.diff(end[where] // DAY) != 0)
    place = np.cumsum(new) - 1
    others = np.where(alone, np.nan, end % DAY)
    low = _latest_so_far(np.where(alone, begun, others)[where], place)
    high = DAY - _latest_so_far(DAY - others[where][::-1], place[-1] - place[::-1])[::-1]
    # What began that day cannot have been done before; otherwise rows out of order say nothing.
    out = low > high
    low = np.where(out, np.nan_to_num(begun[where]), low)
    high = np.where(out, DAY, high)
    mine = np.flatnonzero(alone[where])
    low, high = low[mine], high[mine]
    step = (0.5 + _GOLDEN * np.arange(len(mine))) % 1.0
    # Several of one day between the same two keep the order of their rows.
    step = step[np.lexsort((step, high, low, place[mine]))]
    back = np.lexsort((np.arange(len(mine)), high, low, place[mine]))
    share = np.empty(len(mine))
    share[back] = step
    until = np.searchsorted(clock, np.stack([low, high]), "right") / len(clock)
    time = np.quantile(clock, until[0] + share * (until[1] - until[0]))
    # One that had begun by then is not done before those in front of it.
    run = np.cumsum((np.diff(place[mine], prepend=-1) != 0) | (np.diff(high, prepend=-1) != 0))
    made = end.copy()
    made[where[mine]] += _latest_so_far(np.clip(time, low, high), run)
    return made


def _latest_so_far(clock: Floats, place: Ints) -> Floats:
    """The largest time up to each row among those of its place, 0 where there is none.

    Parameters
    ----------
    clock
        Within a day; NaN where there is none.
    place
        Numbers that rise by at most 1 from row to row.
    """
    raised = np.maximum.accumulate(np.nan_to_num(clock) + place * 2 * DAY)
    return np.asarray(raised - place * 2 * DAY, dtype=np.float64)
