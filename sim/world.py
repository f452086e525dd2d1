"""A model as the engines see it: names replaced by numbers, duty laid out in time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios import calendar_days
from scenarios.calendar_days import Spans
from scenarios.calls import is_calls
from scenarios.causes import causes_in
from scenarios.flows import Rework, Step, inner_flows, step_name
from scenarios.model import ServiceModel
from scenarios.pools import Crew, Learning, Surge, level_number
from scenarios.units import SECONDS
from scenarios.visits import served_in, visiting_calendar
from sim.arrival_plan import ArrivalPlan, plan_arrivals
from sim.duty_plan import DutyPlan, plan_duty
from sim.hours_measured import HoursMeasured, hours_measured
from sim.limits import Promise, limit_days, limit_lengths, promises
from sim.periods import quarters_of
from sim.times import mean_service

DAY = SECONDS["day"]
ALWAYS = -1
"""Index of the calendar that is never shut."""


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """A pool as the engines see it."""

    name: str
    serves: tuple[int, ...]
    """Activities by index, in order of preference."""
    rank: tuple[int, ...]
    """Rank of each of ``serves``; activities of one line rank as its first-listed member."""
    closing: Literal["serve_queue", "turn_away", "suspend"]
    """What happens at closing."""
    hours: int
    """Calendar of its opening, -1 when it never closes."""
    last_ticket: float | None
    """How long before the last close of a day no new visit is let in [s]."""
    hands_over: bool
    """True when a busy resource whose duty ends hands its case over."""
    people: tuple[str, ...]
    """Names of the resources, empty when they are a number only."""
    slowness: tuple[float, ...]
    """Time that each of the people needs for an hour's work, in hours; empty for 1 each."""
    day_factor: tuple[float, ...]
    """Time that work takes on each day, against the first; empty when nobody learns."""
    surge: Surge | None
    seats: float
    crew: Crew | None
    duty: DutyPlan
    planned: DutyPlan
    """Duty of the staff as planned, with a seat for everyone."""


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """Everything about a model that no random number touches.

    Worlds are told apart by which they are, so that what is made of one can be kept for its runs.
    """

    services: tuple[str, ...]
    channels: tuple[tuple[str, ...], ...]
    """Names of the channels of each service; one empty name when it has none."""
    service_calendar: tuple[int, ...]
    """Calendar on which applicants can come, by service; -1 always."""
    arrivals: tuple[ArrivalPlan | None, ...]
    """When cases of each service come, None where not in intervals."""
    activities: tuple[str, ...]
    walked: tuple[bool, ...]
    """True for activities that some flow serves, and for their help; others are only parts of
    merged ones."""
    activity_queue: tuple[int, ...]
    activity_front: tuple[bool, ...]
    queues: tuple[str, ...]
    queue_lines: tuple[float, ...]
    queue_callback: tuple[float, ...]
    """Expected wait above which a call-back is offered [s], infinity for never."""
    mean_service: tuple[float, ...]
    """Mean work of each activity for which call-backs may be offered [s], 0 for others."""
    pools: tuple[PoolPlan, ...]
    steps: tuple[str, ...]
    """Names of steps over all flows."""
    causes: tuple[str, ...]
    """Name of each rework: why cases are sent back."""
    cause_service: tuple[int, ...]
    """The service of each."""
    calendars: tuple[str, ...]
    calendar_spans: tuple[NDArray[np.float64], ...]
    """Open spans of each calendar, shape (spans, 2) [s]."""
    workday_seconds: tuple[float, ...]
    first_day: int
    """Number of the first day that the calendars have: before 0 where cases have been open."""
    calls: tuple[bool, ...]
    """True for services that are telephone calls."""
    limit_days: tuple[Spans | None, ...]
    """Workdays of each service whose limits are in workdays, None for one in plain time."""
    limit_lengths: tuple[NDArray[np.float64], ...]
    """Limits by law and promised of each service's channels, in that unit, shape (2, channels)."""
    promises: tuple[Promise, ...]
    """By when cases are due, of the channels of services that promise it."""
    quarters: tuple[float, ...]
    """Where the quarters of the time measured begin [s]; none where there are not two."""
    hours: tuple[HoursMeasured, ...]
    """Hours that are measured by themselves too."""
    warm_up: float
    horizon: float
    end: float
    """Time at which the run stops whatever is left."""

    def is_measured(self, arrival: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether cases count that came at these times [s]: after the warm-up.

        Without a warm-up those count too that are open at the beginning.
        """
        return arrival >= (self.warm_up or -math.inf)


def build_world(model: ServiceModel) -> World:
    """Compile a model for the engines.

    Raises
    ------
    ModelError
        A year is outside the known holidays.
    """
    end = model.horizon + model.drain
    days = math.ceil(end / DAY)
    open_for = [case.since for s in model.services.values() for case in s.open_cases]
    first_day = -1 - math.ceil(max(open_for, default=0.0) / DAY)
    names = tuple(model.calendars)
    spans = {
        name: calendar_days.spans(calendar, model.start_date, first_day, days - first_day)
        for name, calendar in model.calendars.items()
    }
    activities = tuple(model.activities)
    lines = [activity.queue or name for name, activity in model.activities.items()]
    queues = tuple(dict.fromkeys(lines))
    limits = [model.queues[name].lines if name in model.queues else None for name in queues]
    offers = tuple(_callback_over(model, name) for name in queues)
    causes = causes_in(model)
    counted = tuple(limit_days(model, name, first_day, days - first_day) for name in model.services)
    return World(
        services=tuple(model.services),
        channels=tuple(tuple(s.channels) or ("",) for s in model.services.values()),
        service_calendar=tuple(
            ALWAYS if (c := visiting_calendar(model, name)) is None else names.index(c)
            for name in model.services
        ),
        arrivals=tuple(plan_arrivals(model, name) for name in model.services),
        activities=activities,
        walked=_walked(model),
        activity_queue=tuple(queues.index(line) for line in lines),
        activity_front=tuple(a.place == "front" for a in model.activities.values()),
        queues=queues,
        queue_lines=tuple(math.inf if limit is None else float(limit) for limit in limits),
        queue_callback=offers,
        mean_service=tuple(
            0.0 if offers[queues.index(line)] == math.inf else mean_service(model, name)
            for name, line in zip(activities, lines, strict=True)
        ),
        pools=tuple(_pool_plan(model, name, spans, days) for name in model.pools),
        steps=_step_names(model),
        causes=tuple(causes),
        cause_service=tuple(tuple(model.services).index(service) for service, _ in causes.values()),
        calendars=names,
        calendar_spans=tuple(spans.values()),
        workday_seconds=tuple(c.workday_seconds for c in model.calendars.values()),
        first_day=first_day,
        calls=tuple(is_calls(model, name) for name in model.services),
        limit_days=counted,
        limit_lengths=tuple(
            limit_lengths(model, name, on is not None)
            for name, on in zip(model.services, counted, strict=True)
        ),
        promises=promises(model, first_day, days - first_day),
        quarters=quarters_of(model),
        # A span may reach past midnight of the last day, and nothing is measured beyond.
        hours=hours_measured(model, first_day, days - first_day + 1),
        warm_up=model.warm_up,
        horizon=model.horizon,
        end=end,
    )


def _pool_plan(
    model: ServiceModel, name: str, spans: dict[str, NDArray[np.float64]], days: int
) -> PoolPlan:
    pool = model.pools[name]
    activities = tuple(model.activities)
    lines = [model.activities[activity].queue or activity for activity in pool.serves]
    fronts = [model.activities[activity].place == "front" for activity in pool.serves]
    calendar = None if pool.calendar is None else model.calendars[pool.calendar]
    hours = None if pool.calendar is None else spans[pool.calendar]
    duty = plan_duty(pool, calendar, hours, model.start_date, days)
    planned = duty
    if pool.staff is not None and not isinstance(pool.seats, str):
        seated = pool.replace(seats="unlimited", breakdowns=None)
        planned = plan_duty(seated, calendar, hours, model.start_date, days)
    closing = pool.closing or ("serve_queue" if any(fronts) else "suspend")
    return PoolPlan(
        name=name,
        serves=tuple(activities.index(activity) for activity in pool.serves),
        rank=tuple(lines.index(line) for line in lines),
        closing=closing,
        hours=ALWAYS if pool.calendar is None else tuple(spans).index(pool.calendar),
        last_ticket=pool.last_ticket,
        hands_over=pool.on_decrease == "hand_over",
        people=tuple(pool.people),
        slowness=tuple(1 / person.speed for person in pool.people.values()),
        day_factor=_day_factors(pool.learning, days),
        surge=pool.surge,
        seats=level_number(pool.seats),
        crew=pool.crew,
        duty=duty,
        planned=planned,
    )


def _day_factors(learning: Learning | None, days: int) -> tuple[float, ...]:
    if learning is None:
        return ()
    gone = [math.exp(-day / learning.days) for day in range(days + 1)]
    return tuple(learning.factor + (1 - learning.factor) * left for left in gone)


def _callback_over(model: ServiceModel, queue: str) -> float:
    offer = model.queues[queue].callback if queue in model.queues else None
    return math.inf if offer is None else offer.when_wait_over


def _walked(model: ServiceModel) -> tuple[bool, ...]:
    flows = [
        flow
        for service in model.services.values()
        for flow in (service.flow, *(channel.flow for channel in service.channels.values()))
        if flow is not None
    ]
    found: set[str] = set()
    more = {name for flow in flows for name in served_in(flow)}
    while more:
        found |= more
        helps = (model.activities[name].help for name in more)
        more = {help_.activity for help_ in helps if help_ is not None} - found
    return tuple(name in found for name in model.activities)


def _step_names(model: ServiceModel) -> tuple[str, ...]:
    names: dict[str, None] = {}

    def collect(flow: tuple[Step, ...]) -> None:
        for step in flow:
            name = step.rework if isinstance(step, Rework) else step_name(step)
            if name is not None:
                names.setdefault(name)
            for inner in inner_flows(step):
                collect(inner)

    for service in model.services.values():
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow)):
            collect(flow)
    return tuple(names)
