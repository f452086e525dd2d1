"""Who was on duty when, as far as a log of services tells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import DAY, Contacts, Flags, Floats, Ints
from scenarios.fit.number_present import mean_present

STEP = 900.0
"""Length of an interval of staff [s]."""
_NOTICED = 5.0
"""Waits longer than this mean that nobody was free [s]."""
_LONG = 120.0
"""A gap between two services longer than this may be a break [s]."""
_IGNORED = 0.25
"""Whoever has a long gap, and lets people wait for so much of it, was away."""
_GONE = 3600.0
"""A gap longer than this is a break whoever waits [s]."""
_AFTER = 300.0
"""A gap longer than this is no work after a service [s]."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Mean number on duty by day and quarter of an hour, shape (days, 96)."""

    present: Floats
    """The estimate."""
    least: Floats
    """Those who served: nobody else need have been there."""
    most: Floats
    """From a quarter of an hour before everybody's first service of the day to one after the last,
    breaks and all."""
    after_work: Floats
    """Gaps before the next service while somebody waited all along [s], shape (gaps,)."""
    named: bool
    """Whether the log says who served."""


def find_on_duty(contacts: Contacts, days: int) -> OnDuty:
    """Presence from gaps between services.

    Where servers are named, whoever has a gap is taken as present, unless it is longer than an
    hour, or longer than two minutes while somebody waited for a quarter of it. Where they are not,
    the estimate is the largest number served at once within the hour: all who are on duty are
    busy while somebody waits, but in a quiet hour there may have been more.
    """
    served = contacts.only(contacts.served)
    busy = mean_present(served.start, served.end, days, STEP)
    named = served.only(served.server >= 0)
    if len(named.start) < len(served.start) / 2:
        at_once = _most_at_once(served, days)
        return OnDuty(at_once, busy, at_once.max(axis=0) + 0 * busy, np.zeros(0), named=False)
    order = np.lexsort((named.start, named.server))
    start, end, who = named.start[order], named.end[order], named.server[order]
    same = (who[1:] == who[:-1]) & (start[1:] // DAY == start[:-1] // DAY)
    gap = np.maximum(0.0, start[1:] - end[:-1])
    clock = _waiting_clock(contacts)
    wanted = np.interp(start[1:], *clock) - np.interp(end[:-1], *clock)
    away = (gap > _GONE) | ((gap > _LONG) & (wanted > _IGNORED * gap))
    kept = (
        same
        & (gap <= _AFTER)
        & (wanted >= 0.95 * gap)
        & (np.interp(end[:-1] + 1, *clock) > np.interp(end[:-1], *clock))
    )
    # Those without a name served as well: the named ones stand for all.
    scale = len(served.start) / len(named.start)
    return OnDuty(
        # A window that the log has serving two at once counts as two.
        present=np.maximum(busy, scale * _spans(start, end, ~same | away, days)),
        least=busy,
        most=np.maximum(busy, scale * _spans(start, end, ~same, days, beyond=STEP)),
        after_work=gap[kept],
        named=True,
    )


def whole_levels(mean: Floats, most: float = np.inf) -> Ints:
    """Whole numbers of staff with the same sum over the day: what is rounded off is carried on.

    Parameters
    ----------
    mean
        Mean number on duty in each interval, shape (intervals,).
    most
        No level is higher: nobody is there more than were ever seen at once.
    """
    levels = np.zeros(len(mean), dtype=np.int64)
    owed, last = 0.0, 0
    for k, wanted in enumerate(mean):
        if wanted <= 0.05:
            # Nobody is owed to a time at which nobody was there.
            owed, last = 0.0, 0
            continue
        # A level stays while it is owed less than one for a step: people are there for a while.
        if abs(last - wanted) >= 1 or abs(owed + wanted - last) > 1:
            last = int(np.floor(wanted)) + int(owed + wanted - np.floor(wanted) > 0.5)
            last = int(min(last, most))
        levels[k] = last
        owed += wanted - last
    return levels


def _spans(start: Floats, end: Floats, cut: Flags, days: int, beyond: float = 0.0) -> Floats:
    """People present by day and step, from services in order, ``cut`` between spells."""
    first = np.concatenate([[True], cut])
    last = np.concatenate([cut, [True]])
    until = np.maximum(start[first], end[last]) + beyond
    return mean_present(start[first] - beyond, until, days, STEP)


def _waits(contacts: Contacts) -> tuple[Floats, Floats]:
    until = contacts.arrival + np.nan_to_num(contacts.wait)
    long = until > contacts.arrival + _NOTICED
    return contacts.arrival[long], until[long]


def _waiting_clock(contacts: Contacts) -> tuple[Floats, Floats]:
    """Moments, and the time until each during which somebody waited."""
    begin, until = _waits(contacts)
    times = np.concatenate([begin, until])
    change = np.concatenate([np.ones(len(begin)), -np.ones(len(until))])
    order = np.argsort(times, kind="stable")
    times, number = times[order], np.cumsum(change[order])
    if not len(times):
        return np.zeros(1), np.zeros(1)
    return times, np.concatenate([[0.0], np.cumsum(np.diff(times) * (number[:-1] > 0))])


def _most_at_once(served: Contacts, days: int) -> Floats:
    """The largest number served at once in the hour around each step, shape (days, 96)."""
    times = np.concatenate([served.start, served.end])
    change = np.concatenate([np.ones(len(served.start)), -np.ones(len(served.end))])
    order = np.lexsort((change, times))  # whoever ends leaves before the next one begins
    times, number = times[order], np.cumsum(change[order])
    hours = np.zeros(days * 24)
    cell = (times // 3600).astype(np.int64)
    inside = cell < len(hours)
    np.maximum.at(hours, cell[inside], number[inside])
    return np.repeat(hours, round(3600 / STEP)).reshape(days, -1)
