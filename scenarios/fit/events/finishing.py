"""Whether people finish after closing what they began, or go on with it when it opens again."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Flags
from scenarios.fit.events.log import Events
from scenarios.fit.events.working_time import WorkingTime
from scenarios.fit.midday_break import HALF_HOUR, Spans

_STAMPS = 60.0
"""Stamps may be as coarse as a minute [s]."""
_LATEST = 0.999
"""Share of the completions that lie before those who finish are gone."""


def finishing_groups(events: Events, hours: WorkingTime) -> Flags:
    """Groups more of whose pieces ended after closing than were left for the next opening.

    Parameters
    ----------
    events
        The log; where it has no starts, nobody is told to finish.
    hours
        When the office is open.

    Returns
    -------
    Shape (groups,).
    """
    known = np.isfinite(events.start) & events.has_starts
    start, end, group = events.start[known], events.end[known], events.group[known]
    opened, n = hours.open_before, len(events.groups)
    crossing = (end - start) - (opened(end) - opened(start)) > _STAMPS
    # Of a piece that ended in shut time, nothing was open in the moment before its end.
    late = crossing & (opened(end) == opened(end - _STAMPS))
    left = np.bincount(group[crossing & ~late], minlength=n)
    return np.asarray(np.bincount(group[late], minlength=n) > left, dtype=np.bool_)


def until_gone(events: Events, hours: WorkingTime) -> tuple[Spans, ...]:
    """Of each weekday, from opening until those who finish are gone, with no break between.

    Parameters
    ----------
    events
        The log.
    hours
        When the office is open.

    Returns
    -------
    One span, or none, for each weekday, Monday first [s since midnight].
    """
    latest = float(np.quantile(events.end[~events.by_machine] % DAY, _LATEST))
    gone = min(DAY, float(np.ceil(latest / HALF_HOUR)) * HALF_HOUR)
    return tuple(
        ((spans[0][0], max(spans[-1][1], gone)),) if spans else () for spans in hours.hours
    )
