"""What an event log says: when cases come, which ways they take, who works, and how long."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from scenarios.fit.arrival_rates import ArrivalFit, count_by_day, fit_rates
from scenarios.fit.busyness import Busyness, fit_busyness
from scenarios.fit.contacts import DAY, Flags, Floats, Ints
from scenarios.fit.course import Course, course_of
from scenarios.fit.events.finishing import finishing_groups
from scenarios.fit.events.hours_by_group import HoursByGroup, find_hours_by_group
from scenarios.fit.events.log import Events
from scenarios.fit.events.mapping import EventMapping
from scenarios.fit.events.times import EventTimes, time_events
from scenarios.fit.events.weighted import equal_parts, weighted_quantile
from scenarios.fit.events.whole_cases import WholeCases, find_whole_cases
from scenarios.fit.events.working_time import WorkingTime
from scenarios.fit.families import LEAST
from scenarios.fit.routes import (
    Pace,
    Routes,
    Visit,
    any_of,
    groups_hang_together,
    grow,
    steps_for,
    visits_of,
)
from scenarios.fit.service_times import TimesFit, fit_times
from scenarios.fit.work_kinds import WorkKind, kinds_of

INTERVAL = 1800.0
"""Length of an interval of arrivals [s]."""

_VALUES, _SHORT_VALUES = 30, 10
"""Values that the delays before a step are kept as: short ones need few."""


@dataclass(frozen=True, slots=True)
class Matter:
    """Cases of one matter."""

    index: int
    """Index into ``services``."""
    name: str
    cases: int
    """That came while the log ran."""
    rates: ArrivalFit
    busyness: Busyness
    routes: Routes


@dataclass(frozen=True, slots=True)
class EventFit:
    """Everything that is fitted to an event log."""

    events: Events
    mapping: EventMapping
    by_group: HoursByGroup
    """When each group works."""
    times: EventTimes
    whole: WholeCases
    """Which cases are seen from their beginning to their end."""
    matters: tuple[Matter, ...]
    course: Course
    """Whether the number of cases drifts or jumps."""
    work: dict[WorkKind, TimesFit]
    """Work of each activity and group, and of matters for which it differs [s]."""
    grouped: bool
    """Whether groups are told apart along the way; else each activity's have their shares."""
    people: Floats
    """Mean number of different people at work on a day worked, by group and weekday, shape
    (groups, 7); NaN where nobody is named, and for machines."""
    finishing: Flags
    """Whether people of a group finish after closing what they began, shape (groups,)."""

    @property
    def hours(self) -> WorkingTime:
        """When anybody works."""
        return self.by_group.office

    @property
    def mean_cycle_time(self) -> float:
        """Of all cases that came, from those seen as a whole [s]."""
        return float(np.average(self.events.cycle_time, weights=self.whole.weight))

    def cycle_time_quantile(self, q: float) -> float:
        """Of all cases that came, from those seen as a whole [s]."""
        return weighted_quantile(self.events.cycle_time, self.whole.weight, q)


def fit_events(
    events: Events,
    mapping: EventMapping,
    hours: HoursByGroup | None = None,
    times: EventTimes | None = None,
) -> EventFit:
    """Fit arrivals, routes, delays, work and people.

    Parameters
    ----------
    events
        The log.
    mapping
        Says what bounds work, and how many steps routes may have.
    hours
        Working time, where it is known from more of the log; found when left out.
    times
        Work and waiting of these events, where they are known from more of the log: who was busy
        with what other cases. Worked out when left out.
    """
    hours = hours or find_hours_by_group(events)
    times = times or time_events(events, hours, mapping.longest_work * 60)
    whole = find_whole_cases(events, hours.office)
    people = ~events.by_machine
    # Groups of other hours are told apart anyway.
    alike = events.activity * len(hours.kinds) + hours.kind[events.group]
    grouped = groups_hang_together(events.case[people], alike[people], events.group[people])
    return EventFit(
        events=events,
        mapping=mapping,
        by_group=hours,
        times=times,
        whole=whole,
        matters=_matters(events, mapping, hours, times, whole, grouped),
        course=_course(events, times, whole),
        work={kind: fit_times(work_seen(events, times, kind)) for kind in kinds_of(events, times)},
        grouped=grouped,
        people=_people(events, hours),
        finishing=finishing_groups(events, hours),
    )


def with_times(fit: EventFit, times: EventTimes) -> EventFit:
    """The fit with other work and waiting, and the ways of the cases by these."""
    matters = _matters(fit.events, fit.mapping, fit.by_group, times, fit.whole, fit.grouped)
    return replace(fit, times=times, matters=matters)


def _matters(
    events: Events,
    mapping: EventMapping,
    by_group: HoursByGroup,
    times: EventTimes,
    whole: WholeCases,
    grouped: bool,
) -> tuple[Matter, ...]:
    ways, hours = ways_of(events, by_group, times, grouped), by_group.office
    of_case, came = events.service[events.first], times.arrival[events.first]
    # Cases come until the last one does; what is done for them goes on.
    days = whole.days
    shut = [(date - events.first_day).days for date in hours.closed]
    worked = ~np.isin(np.arange(days), shut)
    weekday = hours.weekdays(days)
    most = mapping.steps_at_most or steps_for(ways)
    made = []
    for k, name in enumerate(events.services):
        own = np.flatnonzero((of_case == k) & whole.came)
        if not len(own):
            continue
        seen = own[whole.weight[own] > 0]
        daily = count_by_day(np.maximum(0.0, came[own]), days, INTERVAL)
        steps = max(10, round(most * len(own) / len(of_case)))
        made.append(
            Matter(
                index=k,
                name=name,
                cases=len(own),
                rates=fit_rates(daily[worked], weekday[worked], INTERVAL),
                busyness=fit_busyness(daily.sum(axis=1)[worked], weekday[worked]),
                routes=grow(tuple(ways[case] for case in seen), whole.weight[seen], steps),
            )
        )
    return tuple(made)


def _course(events: Events, times: EventTimes, whole: WholeCases) -> Course:
    """Of the days on which any case came."""
    cases = cases_by_day(events, times, whole)
    day = np.flatnonzero(cases)
    return course_of(cases[day], (events.first_day.weekday() + day) % 7, day)


def ways_of(
    events: Events, hours: HoursByGroup, times: EventTimes, grouped: bool
) -> tuple[tuple[Visit, ...], ...]:
    """The steps of each case, with their groups where these are told apart; machines always are.

    Else they have the kind of their hours, as `any_of`: waits pass in these.
    """
    any_ = any_of(hours.kind[events.group])
    group = events.group if grouped else np.where(events.by_machine, events.group, any_)
    matter = events.service[events.first]
    return visits_of(events.case, events.activity, group, times.delay, matter)


def work_seen(events: Events, times: EventTimes, kind: WorkKind) -> Floats:
    """Work of a kind that its distribution is fitted to [s]."""
    own = kind.pieces(events)
    # Where only completions are, those done at once say how work varies.
    at_once = own & (times.work_most == times.work)
    seen = times.work[at_once if at_once.any() else own]
    return np.asarray(np.maximum(seen, LEAST), dtype=np.float64)


def cases_by_day(events: Events, times: EventTimes, whole: WholeCases) -> Ints:
    """Cases that came on each day of which they are seen, shape (days,)."""
    came = np.maximum(0.0, times.arrival[events.first][whole.came]) // DAY
    return np.bincount(came.astype(np.int64), minlength=whole.days)[: whole.days]


@dataclass(frozen=True, slots=True)
class AtWork:
    """Different people of a group at work on the days that it works; shape (days,)."""

    day: Ints
    weekday: Ints
    number: Ints

    def since(self, k: int) -> AtWork:
        """Without the first days."""
        return AtWork(self.day[k:], self.weekday[k:], self.number[k:])

    def by_weekday(self) -> Floats:
        """Their mean on the days of each weekday; 0 where none is worked, shape (7,)."""
        often = np.bincount(self.weekday, minlength=7)
        made = np.bincount(self.weekday, weights=self.number, minlength=7) / np.maximum(1, often)
        return np.asarray(made, dtype=np.float64)


def people_by_day(events: Events, hours: HoursByGroup, group: int) -> AtWork | None:
    """Who is at work in a group; None where nobody is named, and for machines."""
    pauses = events.pauses
    # Who put a piece down was at work on it as well.
    moment = np.concatenate([events.end, pauses.begin])
    who = np.concatenate([events.resource, pauses.resource])
    own = (np.concatenate([events.group, events.group[pauses.event]]) == group) & (who >= 0)
    if not own.any() or group in events.automatic:
        return None
    of = hours.of(group)
    shut = {(date - events.first_day).days for date in of.closed}
    weekday = of.weekdays(events.days)
    worked = [d for d in range(events.days) if d not in shut and of.hours[weekday[d]]]
    days = np.array(worked, dtype=np.int64)
    day = (moment[own] // DAY).astype(np.int64)
    pairs = np.unique(np.column_stack([day, who[own]]), axis=0)
    number = np.bincount(pairs[:, 0], minlength=events.days)[days]
    return AtWork(days, weekday[days], number)


def _people(events: Events, hours: HoursByGroup) -> Floats:
    """Different people at work by group on the mean day of each weekday."""
    made = np.full((len(events.groups), 7), np.nan)
    for group in range(len(events.groups)):
        at_work = people_by_day(events, hours, group)
        if at_work is not None:
            made[group] = at_work.by_weekday()
    return made


def early_cases(fit: EventFit) -> Events:
    """Cases seen as a whole that came early enough for slow ones to be among them."""
    return fit.events.of_cases(fit.whole.early)


def last_day(events: Events) -> dt.date:
    """The day of the last event."""
    return events.first_day + dt.timedelta(days=events.days - 1)


def thinned_delays(delays: Floats, weight: Floats, pace: Pace | None) -> tuple[float, ...]:
    """A delay's values as a model has them, in whole seconds: the means of equal parts."""
    most = _VALUES if pace is None or pace.left else _SHORT_VALUES
    return tuple(float(round(mean)) for mean in equal_parts(delays, weight, most))
