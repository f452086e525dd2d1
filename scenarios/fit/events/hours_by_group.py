"""Working time of each group of people, told apart where an event log shows that it differs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.events.log import Events
from scenarios.fit.events.unlike_hours import CHANCE, unlike
from scenarios.fit.events.working_time import WorkingTime, find_working_time, round_the_clock
from scenarios.fit.midday_break import HALF_HOUR

_NOTED = 0.1
"""Part of the time that either group is open for which only one of them has to be."""
_A_WEEK = round(7 * DAY / HALF_HOUR)


@dataclass(frozen=True, slots=True)
class HoursByGroup:
    """When each group works."""

    office: WorkingTime
    """When anybody does; time in which nothing is said of a group is counted in it."""
    kinds: tuple[WorkingTime, ...]
    """Hours of people that differ, those of the group that is seen most first; one where all have
    the office's. Then those of machines, if there are any: all."""
    kind: Ints
    """Which of ``kinds`` each group has, shape (groups,)."""
    of_people: int
    """How many of ``kinds`` are those of people."""

    def of(self, group: int) -> WorkingTime:
        """The hours of a group."""
        return self.kinds[int(self.kind[group])]

    def open_before(self, moments: Floats, group: Ints) -> Floats:
        """Open time of a group from the first day's midnight until a moment [s].

        Parameters
        ----------
        moments, group
            Shape (moments,) each. NaN stays NaN.
        """
        made = np.empty(len(moments))
        kind = self.kind[group]
        for k, hours in enumerate(self.kinds):
            own = kind == k
            made[own] = hours.open_before(moments[own])
        return made


def find_hours_by_group(events: Events) -> HoursByGroup:
    """Hours of each group where they differ, so that a group seen little has those of others.

    Looked at are the half hours of all dates in which each group did something: pieces done one
    after the other say no more than one. In the order of how many they have, a group has hours
    of its own where it keeps to others than each of the groups with their own before it: where

    - it is not by chance. Its week is parted into what is open to itself alone, to the other alone,
      and the rest. That both have the same share of their half hours in each is tested by the
      likelihood ratio G. Hours are found from the same half hours, and end where the first and
      the last of n lie by chance: what is left out there is a share of Exp(1) / n, which makes
      G about 2 Exp(1), chi-squared with two degrees of freedom, for each begin and each end.
    - it matters: a tenth of the time that either works is open to one of them alone.

    All others have the hours that are the likeliest for them, the chances before they are looked at
    being those of a half hour seen. Hours are then found from all groups that share them.
    """
    office = find_working_time(events)
    seen = _seen_by_week(events)
    people = [g for g in np.argsort(-seen.sum(axis=1), kind="stable").tolist() if seen[g].any()]
    people = [g for g in people if g not in events.automatic]
    found = {g: find_working_time(events.at(events.group == g)) for g in people}
    own: list[int] = []
    for g in people:
        if all(_differ(found[one], seen[one], found[g], seen[g]) for one in own):
            own.append(g)
    # Groups of which nothing is left in some of the cases have the hours seen most.
    kind = np.zeros(len(events.groups), dtype=np.int64)
    for g in people:
        unlike = [_unlike(found[one], seen[one], found[g], seen[g]) for one in own]
        before = [2 * float(np.log(seen[one].sum())) for one in own]
        kind[g] = own.index(g) if g in own else int(np.argmin(np.subtract(unlike, before)))
    kinds = [office]
    if len(own) > 1:
        by_people = ~events.by_machine
        kinds = [
            find_working_time(events.at(by_people & (kind[events.group] == k)))
            for k in range(len(own))
        ]
    of_people = len(kinds)
    if events.automatic:
        kind[list(events.automatic)] = of_people
        kinds.append(round_the_clock(events.first_day))
    return HoursByGroup(office, tuple(kinds), kind, of_people)


def same_for_all(office: WorkingTime, groups: int) -> HoursByGroup:
    """One working time for so many groups of people."""
    return HoursByGroup(office, (office,), np.zeros(groups, dtype=np.int64), 1)


def _seen_by_week(events: Events) -> Ints:
    """Half hours of dates with a start or a completion, shape (groups, half hours of a week)."""
    pauses, begun = events.pauses, np.isfinite(events.start)
    moments = np.concatenate([events.end, events.start[begun], pauses.begin, pauses.end])
    groups = [events.group, events.group[begun], *[events.group[pauses.event]] * 2]
    at = np.floor(moments / HALF_HOUR).astype(np.int64)
    pairs = np.unique(np.column_stack([np.concatenate(groups), at]), axis=0)
    of_week = (pairs[:, 1] + round(events.first_day.weekday() * DAY / HALF_HOUR)) % _A_WEEK
    made = np.zeros((len(events.groups), _A_WEEK), dtype=np.int64)
    np.add.at(made, (pairs[:, 0], of_week), 1)
    return made


def _differ(one: WorkingTime, seen: Ints, other: WorkingTime, other_seen: Ints) -> bool:
    """Whether the second of two groups keeps to other hours than the first."""
    opened, other_opened = _open_of_week(one), _open_of_week(other)
    if (opened ^ other_opened).sum() < _NOTED * (opened | other_opened).sum():
        return False
    # A day without hours is one thing found, as an edge of one with hours is.
    ends = sum(max(1, 2 * len(spans)) for spans in other.hours)
    return _unlike(one, seen, other, other_seen) > float(chi2.isf(CHANCE, 2 * ends))


def _unlike(one: WorkingTime, seen: Ints, other: WorkingTime, other_seen: Ints) -> float:
    return unlike(_open_of_week(one), seen, _open_of_week(other), other_seen)


def _open_of_week(hours: WorkingTime) -> Flags:
    """Whether each half hour of a week from Monday on is open, shape (half hours of a week,)."""
    begin = np.arange(_A_WEEK) * HALF_HOUR
    made = np.zeros(_A_WEEK, dtype=np.bool_)
    for day, spans in enumerate(hours.hours):
        for opening, closing in spans:
            made |= (begin >= day * DAY + opening) & (begin < day * DAY + closing)
    return made
