"""Who was on duty when, as far as a log of services tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from scenarios.fit.after_work import MOST, AfterWork
from scenarios.fit.contacts import DAY, Contacts, Flags, Floats, Ints
from scenarios.fit.midday_break import Spans
from scenarios.fit.number_present import mean_present
from scenarios.fit.open_hours import within_hours
from scenarios.fit.passed_by import passed_by
from scenarios.fit.services_in_order import ServicesInOrder
from scenarios.fit.waiting_clock import WaitingClock

STEP = 900.0
"""Length of an interval of staff [s]."""
_NOTICED = 5.0
"""Waits longer than this mean that nobody was free [s]."""
_LONG = 120.0
"""A gap between two services longer than this may be a break [s]."""
_IGNORED = 0.25
"""Whoever has a long gap, and lets people wait for so much of it, was away."""
_GONE = 3600.0
"""A gap longer than this is a break whoever waits [s], unless hardly anybody comes."""
_TURNS = 3.0
"""Nobody is gone in fewer times the time until each server has had one: by chance alone one in
exp(3) of such gaps is as long."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Mean number on duty by day and quarter of an hour, shape (days, 96)."""

    present: Floats
    """The estimate."""
    least: Floats
    """Those who served: nobody else need have been there."""
    most: Floats
    """From a quarter of an hour before everybody's first service of the day to one after the last,
    breaks and all, and no fewer than the estimate."""
    after_work: Floats
    """Work after services, from gaps while somebody waited [s], shape (gaps,)."""
    named: bool
    """Whether the log says who served."""

    def with_others(self, more: Floats) -> OnDuty:
        """With those who came to help, less those who went to help elsewhere, shape (days, 96)."""
        present, least, most = (
            np.maximum(0.0, each + more) for each in (self.present, self.least, self.most)
        )
        return replace(self, present=present, least=least, most=most)


def all_on_duty(parts: Sequence[OnDuty]) -> OnDuty:
    """Different people who were on duty, taken together."""
    present, least, most = (
        np.sum([getattr(one, name) for one in parts], axis=0)
        for name in ("present", "least", "most")
    )
    after_work = np.concatenate([one.after_work for one in parts])
    return OnDuty(present, least, most, after_work, named=any(one.named for one in parts))


def find_on_duty(
    contacts: Contacts, days: int, hours: Sequence[Spans] = (), by: Flags | None = None
) -> OnDuty:
    """Presence from gaps between services.

    Where servers are named, whoever has a gap is taken as present, unless it is longer than an
    hour, or longer than two minutes while somebody waited for a quarter of it, or while others had
    more turns than chance explains (`passed_by`); and before the first service after an opening and
    from the last before a closing on as `there_before` tells. Where they are not,
    the estimate is the largest number served at once within the hour: all who are on duty are busy
    while somebody waits, but in a quiet hour there may have been more.

    Parameters
    ----------
    contacts
        Those who came.
    days
        Days of the log.
    hours
        When each day was open [s since its midnight], shape (days,); without them, nobody is taken
        as present before the first service or after the last.
    by
        Who of them was served by the people asked about, shape (contacts,); the others only wait
        for them. All that were served when left out.
    """
    served = contacts.only(contacts.served if by is None else contacts.served & by)
    if not len(served.start):
        nobody = np.zeros((days, round(DAY / STEP)))
        return OnDuty(nobody, nobody, nobody, np.zeros(0), named=bool((contacts.server >= 0).any()))
    busy = mean_present(served.start, served.end, days, STEP)
    named = served.only(served.server >= 0)
    if len(named.start) < len(served.start) / 2:
        at_once = _most_at_once(served, days)
        # Of the hour of a closing some quarters are open: later ones have those who serve on.
        at_once = np.maximum(busy, np.where(_shut(hours, days), 0.0, at_once))
        most = np.maximum(at_once, at_once.max(axis=0))
        return OnDuty(at_once, busy, most, _changeovers(served), named=False)
    services = ServicesInOrder.of(named, hours)
    clock = WaitingClock.of(*_waits(contacts))
    gap, wanted = services.gaps, clock.at(services.start[1:]) - clock.at(services.end[:-1])
    gone = np.maximum(_GONE, _TURNS * services.turns[:-1])
    after = AfterWork.of(services, clock)
    # A gap is work after a service or a break: counted as both it would be lost twice.
    long = max(_LONG, after.longest())
    away = (gap > gone) | ((gap > long) & (wanted > _IGNORED * gap))
    # Those without a name served as well: the named ones stand for all.
    scale = len(served.start) / len(named.start)
    cut = ~services.same_opening | away
    quiet = ~cut & (gap > 0) & (wanted <= _IGNORED * gap)
    away |= passed_by(services, cut, quiet) & (gap > long)
    cut |= away
    idle = services.idle(~cut & (gap > 0) & (wanted <= _IGNORED * gap))
    leaving, _ = services.leaving(clock)
    # Who leaves within a service finishes it; it is after the closing that all who are there stay.
    taken = np.where(leaving, services.start, services.end)
    stayed = leaving & (services.end > services.closing)
    seen = _spans(services.start, taken, cut, days)
    seen += mean_present(services.closing[stayed], services.end[stayed], days, STEP)
    at_ends = services.present_at_ends(clock, idle, days, STEP)
    # A window that the log has serving two at once counts as two.
    at_work = mean_present(services.start, taken, days, STEP)
    present = scale * (np.maximum(seen, at_work) + at_ends)
    whole = _spans(services.start, services.end, ~services.same_day, days, beyond=STEP)
    return OnDuty(
        present=present,
        least=np.minimum(busy, present),
        most=np.maximum(present, scale * whole),
        after_work=after.times(cut, long),
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
    owed, last, begins = 0.0, 0, True
    for k, wanted in enumerate(mean):
        if wanted <= 0.05:
            # Nobody is owed to a time at which nobody was there.
            owed, last, begins = 0.0, 0, True
            continue
        # A level stays while it is owed less than one for a step: people are there for a while.
        if begins or abs(last - wanted) >= 1 or abs(owed + wanted - last) > 1:
            last = int(np.floor(wanted)) + int(owed + wanted - np.floor(wanted) > 0.5)
            last = int(min(last, most))
        levels[k], begins = last, False
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


def _shut(hours: Sequence[Spans], days: int) -> Flags:
    """Intervals of days with hours that lie outside them, shape (days, 96)."""
    shut: Flags = np.zeros((days, round(DAY / STEP)), dtype=np.bool_)
    for day, spans in enumerate(hours):
        if spans:
            shut[day] = within_hours(spans, STEP) == 0
    return shut


def _changeovers(served: Contacts) -> Floats:
    """Times from one end to the next start, of somebody who had waited for long [s], shape (gaps,).

    Nobody is named: of two ends before a start nobody knows which server starts. Where this is so
    of more than half of the starts, there are none.
    """
    order = np.argsort(served.start, kind="stable")
    starts, ends = served.start[order], np.sort(served.end)
    k = np.searchsorted(starts, ends)
    ends, k = ends[k < len(starts)], k[k < len(starts)]
    gap = starts[k] - ends
    seen = (gap <= MOST) & (served.arrival[order][k] <= ends - _LONG)
    alone = np.bincount(k, minlength=len(starts))[k] == 1
    if 2 * (seen & alone).sum() <= seen.sum():
        return np.zeros(0)
    return np.asarray(gap[seen & alone], dtype=np.float64)


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
