"""Whether people finish after closing what they began, or go on with it when it opens again."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import DAY, Flags, Floats
from scenarios.fit.events.hours_by_group import HoursByGroup
from scenarios.fit.events.log import Events
from scenarios.fit.midday_break import HALF_HOUR, Spans

_STAMPS = 60.0
"""Stamps may be as coarse as a minute [s]."""
_LATEST = 0.999
"""Share of the completions that lie before those who finish are gone."""


def finishing_groups(events: Events, hours: HoursByGroup) -> Flags:
    """Groups more of whose pieces ended after closing than were left for the next opening.

    Parameters
    ----------
    events
        The log; where it has no starts, nobody is told to finish.
    hours
        When each group works.

    Returns
    -------
    Shape (groups,).
    """
    known = np.isfinite(events.start) & events.has_starts
    start, end, group = events.start[known], events.end[known], events.group[known]
    n = len(events.groups)

    def opened(moments: Floats) -> Floats:
        return hours.open_before(moments, group)

    crossing = (end - start) - (opened(end) - opened(start)) > _STAMPS
    # Of a piece that ended in shut time, nothing was open in the moment before its end.
    late = crossing & (opened(end) == opened(end - _STAMPS))
    left = np.bincount(group[crossing & ~late], minlength=n)
    return np.asarray(np.bincount(group[late], minlength=n) > left, dtype=np.bool_)


def until_gone(events: Events, hours: HoursByGroup, kind: int) -> tuple[Spans, ...]:
    """Of each weekday, from opening until those who finish are gone, with no break between.

    Parameters
    ----------
    events
        The log.
    hours
        When each group works.
    kind
        Which of the hours of people.

    Returns
    -------
    One span, or none, for each weekday, Monday first [s since midnight].
    """
    latest = float(np.quantile(events.end[hours.kind[events.group] == kind] % DAY, _LATEST))
    gone = min(DAY, float(np.ceil(latest / HALF_HOUR)) * HALF_HOUR)
    return tuple(
        ((spans[0][0], max(spans[-1][1], gone)),) if spans else ()
        for spans in hours.kinds[kind].hours
    )
