"""How long people of a roster stay after their shift, and when for visits nobody can serve."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.calendar_days import DAY
from scenarios.calls import walked_activities
from scenarios.model import ServiceModel
from sim.event_log import OVERTIME, EventLog
from sim.presence_spans import Spans, anybody_on_duty, together
from sim.variates import Floats, Ints
from sim.world import PoolPlan, World


@dataclass(frozen=True, slots=True)
class Stay:
    """Who stays after a shift, and what for."""

    pool: str
    person: str
    day: int
    """Day on which the shift ends."""
    waits_for: str
    """Activity that visits wait for while nobody who does it is there; empty where none do."""


@dataclass(frozen=True, slots=True)
class Stayed:
    """How long."""

    length: float
    """On duty after the end of the shift [s]."""
    held: float
    """Of it idle, while visits inside wait for an activity that nobody there does [s]."""


Stays = Mapping[Stay, Stayed]


def beside(model: ServiceModel, world: World) -> tuple[frozenset[int], ...]:
    """Front-office activities that some service has together with each activity, by index."""
    place = {name: k for k, name in enumerate(world.activities)}
    found: list[set[int]] = [set() for _ in world.activities]
    for service in model.services.values():
        own = [place[one] for one in walked_activities(service) if one in place]
        for activity in own:
            found[activity].update(one for one in own if world.activity_front[one])
    return tuple(map(frozenset, found))


def stays(
    log: EventLog, world: World, pools: Collection[str], others: tuple[frozenset[int], ...]
) -> dict[Stay, Stayed]:
    """Who of some pools stays after a shift, within the time measured.

    A pool that serves out its queue keeps its people until no visit inside needs it, semantics 5.
    A visit that waits for an activity of another pool whose people have all gone is inside until
    they come back, and whoever it needs afterwards stays for as long.

    Parameters
    ----------
    log
        What happened.
    world
        In which world.
    pools
        Pools whose people are asked about.
    others
        From `beside`.
    """
    duty, found = log.duty, dict[Stay, Stayed]()
    in_vain: dict[int, _InVain] = {}
    late = np.flatnonzero(duty.kind == OVERTIME)
    for k, plan in enumerate(world.pools):
        at = late[duty.pool[late] == k] if plan.name in pools else late[:0]
        since, until = (
            np.clip(times[at], world.warm_up, world.horizon)
            for times in (duty.on_time, duty.off_time)
        )
        held, of = np.zeros(at.size), np.full(at.size, -1)
        for activity in sorted(_ahead(plan, others)) if at.size else ():
            if activity not in in_vain:
                in_vain[activity] = _waits_in_vain(log, world, activity)
            time = in_vain[activity].within(since, until)
            for j in np.flatnonzero(time > held):
                # Who serves meanwhile does not stay for them alone.
                mine = np.flatnonzero(
                    (log.services.pool == k) & (log.services.resource == duty.resource[at[j]])
                )
                begin, end = (
                    np.clip(times[mine], since[j], until[j])
                    for times in (log.services.seize_time, _or_end(log.services.release_time, log))
                )
                time[j] -= in_vain[activity].within(begin, end).sum()
            longer = time > held
            held[longer], of[longer] = time[longer], activity
        for j in np.flatnonzero(until > since):
            # A shift that ends at midnight ends on the day before it.
            day = max(0, int(np.ceil(duty.on_time[at[j]] / DAY)) - 1)
            name = "" if of[j] < 0 else world.activities[of[j]]
            stay = Stay(plan.name, plan.people[duty.resource[at[j]]], day, name)
            before = found.get(stay, Stayed(0.0, 0.0))
            length = before.length + float(until[j] - since[j])
            found[stay] = Stayed(length, before.held + float(held[j]))
    return found


def _ahead(plan: PoolPlan, others: tuple[frozenset[int], ...]) -> set[int]:
    """Activities of other pools in the visits that may keep the people of a pool after closing."""
    if plan.closing != "serve_queue":
        return set()
    return {one for own in plan.serves for one in others[own]} - set(plan.serves)


@dataclass(frozen=True, slots=True)
class _InVain:
    """When some visit waits for an activity, less when somebody who does it is there."""

    waited: Spans
    there: Spans

    def within(self, start: Floats, end: Floats) -> Floats:
        """Time between each start and end in which visits wait and nobody is there [s]."""
        group = np.zeros(start.size, np.int64)
        return self.waited.within(group, start, end) - self.there.within(group, start, end)


def _waits_in_vain(log: EventLog, world: World, activity: int) -> _InVain:
    rows = log.services
    at = np.flatnonzero(rows.activity == activity)
    taken = np.where(np.isnan(rows.seize_time[at]), rows.end_time[at], rows.seize_time[at])
    begin, end = rows.enable_time[at], _or_end(taken, log)
    waiting = end > begin
    waited = together(_one_group(begin[waiting]), begin[waiting], end[waiting])
    serving = [k for k, plan in enumerate(world.pools) if activity in plan.serves]
    present = anybody_on_duty(log.duty, _one_group(log.duty.on_time), serving)
    _, on, off = present.cut(waited.group, waited.on, waited.off)
    return _InVain(waited, together(_one_group(on), on, off))


def _one_group(times: Floats) -> Ints:
    return np.zeros(times.size, np.int64)


def _or_end(times: Floats, log: EventLog) -> Floats:
    """Times, the end of the run where they are not known."""
    return np.where(np.isnan(times), log.until, times)
