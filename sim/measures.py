"""Everything reported is computed here from the event log."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scenarios.experience import Experience
from scenarios.model import ServiceModel
from scenarios.targets import TimeTarget
from scenarios.units import SECONDS
from sim.calls_and_causes import tally_calls, tally_causes
from sim.case_flows import tally_flows
from sim.case_table import Cases, cases_of
from sim.costs import tally_citizen_time, tally_staff_costs
from sim.event_log import FINISHED, EventLog
from sim.experience import discontent, tally_discontent
from sim.periods import BY_QUARTER
from sim.pool_hours import tally_pools, tally_seats
from sim.promise_times import tally_compensation, tally_promise, tally_speed_up
from sim.sample import Sample, Samples
from sim.script import Script
from sim.service_levels import tally_queues, tally_targets
from sim.tally import Tally
from sim.ticket_table import Flags, Tickets, sums, tickets_of
from sim.time_spent import tally_time_spent
from sim.visit_table import Visits, visits_of
from sim.world import World

CDF_TIMES = np.concatenate([[0.0], np.geomspace(1.0, 30 * SECONDS["day"], 260)])
"""Times at which distributions of waits are counted [s]: finer than a line's width on paper."""
_CDF_PLACES = tuple(CDF_TIMES.tolist())


@dataclass(frozen=True, slots=True)
class _Group:
    """Cases of all services or of one, their visits, and their times in order."""

    cases: Cases
    wait: Sample
    hall_time: Sample
    completion_time: Sample
    present: float
    """Time of all visits together [s]; of those that did not end nothing."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the log says of some cases."""

    samples: Samples
    tickets: Tickets
    every_visit: Visits
    visits: Visits
    """Those that got in."""
    cases: Cases
    everyone: _Group
    by_service: dict[str, _Group]


def measure(model: ServiceModel, world: World, script: Script, log: EventLog) -> Tally:
    """All measures of one replication; cases that came during warm-up are left out."""
    measured = world.is_measured(script.arrival)
    seen = _see(world, script, log, measured)
    samples, tickets, visits, cases = seen.samples, seen.tickets, seen.visits, seen.cases
    tally = Tally()
    _tally_cases(tally, model, seen.everyone, "all", "")
    for k, (name, group) in enumerate(seen.by_service.items()):
        _tally_cases(tally, model, group, "service", name)
        tally_promise(tally, world, k, group.cases, group.completion_time)
    tally_speed_up(tally, world, cases)
    tally_compensation(tally, model, world, cases)
    tally_calls(tally, world, cases)
    tally_causes(tally, world, script, cases, measured & (log.fate == FINISHED))
    for k, name in enumerate(world.activities):
        if world.walked[k]:
            joined = (tickets.activity == k) & ~tickets.refused
            tally.times("wait", "activity", name, samples.of(tickets.wait[joined]))
    tally_queues(tally, model, world, tickets, samples, log)
    _tally_targets(tally, model, world, seen)
    if model.experience is not None:
        _tally_experience(tally, model.experience, world, cases, visits, measured)
    staffed = tally_pools(tally, model, world, log)
    tally_seats(tally, model)
    tally_staff_costs(tally, model, world, staffed, float(cases.finished.sum()))
    tally_time_spent(tally, world, script, log, tickets, seen.every_visit, measured)
    tally_flows(tally, model, world, script, log, tickets, measured)
    for begin, end in pairwise((*world.quarters, math.inf)):
        since = begin if begin > world.warm_up else -math.inf
        inside = (script.arrival >= since) & (script.arrival < end)
        _tally_quarter(tally, model, world, _see(world, script, log, measured & inside), begin)
    return tally


def _see(world: World, script: Script, log: EventLog, measured: Flags) -> _Seen:
    """Those cases for which ``measured`` is true."""
    tickets = tickets_of(log, world, measured)
    every_visit = visits_of(tickets)
    cases = cases_of(world, script, log, tickets, every_visit, measured)
    samples, visits = Samples(), every_visit.of(every_visit.got_in)
    return _Seen(
        samples=samples,
        tickets=tickets,
        every_visit=every_visit,
        visits=visits,
        cases=cases,
        everyone=_group(samples, cases, visits),
        by_service={
            name: _group(samples, cases.of(cases.service == k), visits.of(visits.service == k))
            for k, name in enumerate(world.services)
        },
    )


def _tally_quarter(
    tally: Tally, model: ServiceModel, world: World, seen: _Seen, begin: float
) -> None:
    """Some measures of those who came in a quarter, at its begin."""
    part = Tally()
    for name, group in seen.by_service.items():
        _tally_cases(part, model, group, "service", name)
    _tally_targets(part, model, world, seen)
    for key, value, per in zip(part.keys, part.value, part.per, strict=True):
        if key.measure in BY_QUARTER and key.at is None:
            tally.level(key.measure, key.scope, key.of, value, per, begin)


def _group(samples: Samples, cases: Cases, visits: Visits) -> _Group:
    return _Group(
        cases=cases,
        wait=samples.of(visits.wait),
        hall_time=samples.of(visits.hall_time),
        completion_time=samples.of(cases.elapsed[cases.finished]),
        present=float(np.nansum(visits.hall_time)),
    )


def _tally_cases(tally: Tally, model: ServiceModel, group: _Group, scope: str, of: str) -> None:
    cases = group.cases
    done = cases.finished
    came, finished = float(done.size), float(done.sum())
    tally.times("wait", scope, of, group.wait)
    tally.times("hall_time", scope, of, group.hall_time)
    tally.times("completion_time", scope, of, group.completion_time)
    tally_citizen_time(tally, model, scope, of, group.present)
    for name, times in (("wait_cdf", group.wait), ("hall_time_cdf", group.hall_time)):
        counts = np.searchsorted(times.ordered, CDF_TIMES, side="right").tolist()
        tally.profile(name, scope, of, _CDF_PLACES, counts, [times.size] * len(counts))
    touch = float(cases.touch[done].sum())
    tally.level("touch_time_mean", scope, of, touch, finished)
    tally.level("value_added_fraction", scope, of, touch, float(cases.elapsed[done].sum()))
    tally.level("visits_mean", scope, of, float(cases.visits[done].sum()), finished)
    tally.level("windows_mean", scope, of, float(cases.windows[done].sum()), finished)
    tally.number("arrivals", scope, of, came)
    tally.number("finished", scope, of, finished)
    tally.level("finished_fraction", scope, of, finished, came - float(cases.stayed_away.sum()))
    accepted = float(cases.accepted.sum())
    tally.level("on_the_spot_fraction", scope, of, float(cases.on_the_spot.sum()), accepted)
    tally.level("first_time_fraction", scope, of, float(cases.first_time.sum()), finished)
    tally.level("returns_mean", scope, of, float(cases.returns[done].sum()), finished)
    due, promised = float(cases.due.sum()), float(cases.promised.sum())
    tally.level("on_time_fraction", scope, of, float(cases.on_time.sum()), due)
    tally.level("early_fraction", scope, of, float(cases.early.sum()), promised)


def _tally_experience(
    tally: Tally,
    experience: Experience,
    world: World,
    cases: Cases,
    visits: Visits,
    measured: Flags,
) -> None:
    """How discontent those are whose cases were finished."""
    n = measured.size
    each = np.maximum(np.bincount(visits.case, minlength=n), 1)
    wait = (sums(visits.case, visits.wait, n) / each)[measured][cases.finished]
    done = cases.of(cases.finished)
    found = discontent(experience, world, done, wait)
    tally_discontent(tally, "all", "", found)
    for k, name in enumerate(world.services):
        tally_discontent(tally, "service", name, found[done.service == k])


def _tally_targets(tally: Tally, model: ServiceModel, world: World, seen: _Seen) -> None:
    """Share that keeps each target."""
    tally_targets(tally, model, world, seen.tickets)
    for name, target in model.targets.items():
        if isinstance(target, TimeTarget):
            group = seen.everyone if target.service is None else seen.by_service[target.service]
            times: Sample = getattr(group, target.measure)
            kept = times.within(target.within)
            tally.level("within_target_fraction", "target", name, kept, times.size)
