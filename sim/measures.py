"""Everything reported is computed here from the event log."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from scenarios.at_hours import SCOPE, member_at
from scenarios.channels import channel_name
from scenarios.experience import Experience
from scenarios.model import ServiceModel
from scenarios.shared_names import shared_names
from scenarios.targets import TimeTarget
from scenarios.units import SECONDS
from sim.calls_and_causes import tally_calls, tally_causes
from sim.case_flows import tally_flows
from sim.case_table import Cases, cases_of
from sim.costs import tally_citizen_time, tally_staff_costs
from sim.event_log import FINISHED, EventLog
from sim.experience import discontent, tally_discontent
from sim.hours_measured import HoursMeasured
from sim.periods import BY_QUARTER
from sim.pool_hours import tally_pools, tally_seats
from sim.promise_times import tally_compensation, tally_promise, tally_speed_up
from sim.runs import Flags, Runs, joined, sums, totals
from sim.sample import Sample, Samples
from sim.script import Script
from sim.service_levels import (
    tally_all_lines,
    tally_by_hour,
    tally_callers,
    tally_queues,
    tally_targets,
)
from sim.tally import Tallies, Tally
from sim.ticket_table import Tickets, tickets_of
from sim.time_spent import tally_time_spent
from sim.variates import Floats, Ints
from sim.visit_table import Visits, visits_of
from sim.world import World

CDF_TIMES = np.concatenate([[0.0], np.geomspace(1.0, 30 * SECONDS["day"], 260)])
"""Times at which distributions of waits are totals [s]: finer than a line's width on paper."""
_CDF_PLACES = tuple(CDF_TIMES.tolist())


@dataclass(frozen=True, slots=True)
class _Group:
    """Cases of all services, of one or of a channel, their visits, and their times in order."""

    cases: Cases
    wait: Sample
    hall_time: Sample
    completion_time: Sample
    present: Floats
    """Time of all visits together [s], shape (replications,); of those that did not end nothing."""


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
    return measure_together(model, world, [script], [log]).of(0)


def measure_together(
    model: ServiceModel, world: World, scripts: Sequence[Script], logs: Sequence[EventLog]
) -> Tallies:
    """All measures of some replications: those of each are what `measure` gives, to the bit."""
    runs = joined(scripts, logs)
    measured = world.is_measured(runs.arrival)
    seen = _see(world, runs, measured)
    samples, tickets, visits, cases = seen.samples, seen.tickets, seen.visits, seen.cases
    tally = Tallies(runs.n)
    _tally_cases(tally, model, seen.everyone, "all", "")
    _tally_distributions(tally, seen.everyone, "all", "")
    tally_by_hour(tally, "all", "", visits.begin, visits.wait, visits.run)
    for k, (name, group) in enumerate(seen.by_service.items()):
        _tally_cases(tally, model, group, "service", name)
        _tally_distributions(tally, group, "service", name)
        own = visits.of(visits.service == k)
        tally_by_hour(tally, "service", name, own.begin, own.wait, own.run)
        tally_promise(tally, world, k, group.cases, group.completion_time)
    tally_speed_up(tally, world, cases)
    tally_compensation(tally, model, world, cases)
    tally_calls(tally, world, cases)
    tally_causes(tally, world, runs, cases, measured & (runs.fate == FINISHED))
    walked = [name for k, name in enumerate(world.activities) if world.walked[k]]
    # What several activities are called together has the waits of all who come to any of them.
    for name, members in {**{name: (name,) for name in walked}, **shared_names(model)}.items():
        named = [world.activities.index(member) for member in members]
        came = np.isin(tickets.activity, named) & ~tickets.refused
        tally.times("wait", "activity", name, samples.of(tickets.wait[came], tickets.run[came]))
    _tally_channels(tally, model, world, runs, seen)
    tally_queues(tally, model, world, tickets, samples, runs)
    tally_all_lines(tally, model, world, tickets)
    _tally_targets(tally, model, world, seen)
    if model.experience is not None:
        _tally_experience(tally, model.experience, world, cases, visits, measured)
    staffed = tally_pools(tally, model, world, runs)
    tally_seats(tally, model)
    tally_staff_costs(tally, model, world, staffed, totals(cases.finished, cases.run, runs.n))
    tally_time_spent(tally, world, runs, tickets, seen.every_visit, measured)
    tally_flows(tally, model, world, runs, tickets, measured)
    for hours in world.hours:
        _tally_hours(tally, model, runs, seen, measured, hours)
    for begin, end in pairwise((*world.quarters, math.inf)):
        since = begin if begin > world.warm_up else -math.inf
        inside = (runs.arrival >= since) & (runs.arrival < end)
        _tally_quarter(tally, model, world, _see(world, runs, measured & inside), begin)
    return tally


def _see(world: World, runs: Runs, measured: Flags) -> _Seen:
    """Those cases for which ``measured`` is true."""
    tickets = tickets_of(runs, world, measured)
    every_visit = visits_of(tickets)
    cases = cases_of(world, runs, tickets, every_visit, measured)
    samples, visits = Samples(runs.n), every_visit.of(every_visit.got_in)
    return _Seen(
        samples=samples,
        tickets=tickets,
        every_visit=every_visit,
        visits=visits,
        cases=cases,
        everyone=_group(samples, cases, visits, runs.n),
        by_service={
            name: _group(
                samples, cases.of(cases.service == k), visits.of(visits.service == k), runs.n
            )
            for k, name in enumerate(world.services)
        },
    )


def _tally_channels(
    tally: Tallies, model: ServiceModel, world: World, runs: Runs, seen: _Seen
) -> None:
    """Measures of the channels of services that have several, such as of each rank of callers."""
    cases, tickets, visits = seen.cases, seen.tickets, seen.visits
    for k, channels in enumerate(world.channels):
        for c, channel in enumerate(channels if len(channels) > 1 else ()):
            service = world.services[k]
            name = channel_name(service, channel)
            comes = (runs.service == k) & (runs.channel == c)
            group = _group(
                seen.samples,
                cases.of((cases.service == k) & (cases.channel == c)),
                visits.of(comes[visits.case]),
                runs.n,
            )
            _tally_cases(tally, model, group, "channel", name)
            own = comes[tickets.case]
            tally_callers(tally, model, world, tickets, service, name, own)


def _tally_quarter(
    tally: Tallies, model: ServiceModel, world: World, seen: _Seen, begin: float
) -> None:
    """Some measures of those who came in a quarter, at its begin."""
    part = Tallies(tally.runs)
    for name, group in seen.by_service.items():
        _tally_cases(part, model, group, "service", name)
    _tally_targets(part, model, world, seen)
    value, per = part.sums().swapaxes(0, 1)
    for k, key in enumerate(part.keys):
        if key.measure in BY_QUARTER and key.at is None:
            tally.level(key.measure, key.scope, key.of, value[:, k], per[:, k], begin)


def _tally_hours(
    tally: Tallies,
    model: ServiceModel,
    runs: Runs,
    seen: _Seen,
    measured: Flags,
    hours: HoursMeasured,
) -> None:
    """Measures of everybody who comes at some hours; those of lines and pools stand with theirs."""
    came = hours.hold(runs.arrival) & measured
    tally.number("arrivals", SCOPE, hours.name, totals(came, runs.run, runs.n))
    visits = seen.visits.of(hours.hold(seen.visits.begin))
    for measure in ("wait", "hall_time"):
        times = seen.samples.of(getattr(visits, measure), visits.run)
        tally.times(measure, SCOPE, hours.name, times)
    for name, target in model.targets.items():
        if isinstance(target, TimeTarget) and target.measure != "completion_time":
            own = visits
            if target.service is not None:
                own = visits.of(visits.service == tuple(model.services).index(target.service))
            times = seen.samples.of(getattr(own, target.measure), own.run)
            of = member_at(hours.name, "target", name)
            kept = times.within(target.within)
            tally.level("within_target_fraction", SCOPE, of, kept, times.size)


def _group(samples: Samples, cases: Cases, visits: Visits, runs: int) -> _Group:
    hall_time, done = samples.of(visits.hall_time, visits.run), cases.finished
    return _Group(
        cases=cases,
        wait=samples.of(visits.wait, visits.run),
        hall_time=hall_time,
        completion_time=samples.of(cases.elapsed[done], cases.run[done]),
        present=hall_time.total,
    )


def _tally_cases(tally: Tallies, model: ServiceModel, group: _Group, scope: str, of: str) -> None:
    cases, n = group.cases, tally.runs
    done = cases.finished

    def count(flags: Flags) -> Floats:
        return totals(flags, cases.run, n)

    def total(values: Floats | Ints) -> Floats:
        """Of those finished."""
        return totals(np.where(done, values, 0), cases.run, n)

    came, finished = count(np.ones(done.size, np.bool_)), count(done)
    tally.times("wait", scope, of, group.wait)
    tally.times("hall_time", scope, of, group.hall_time)
    tally.times("completion_time", scope, of, group.completion_time)
    tally_citizen_time(tally, model, scope, of, group.present)
    touch = total(cases.touch)
    tally.level("touch_time_mean", scope, of, touch, finished)
    tally.level("value_added_fraction", scope, of, touch, total(cases.elapsed))
    tally.level("visits_mean", scope, of, total(cases.visits), finished)
    tally.level("windows_mean", scope, of, total(cases.windows), finished)
    tally.number("arrivals", scope, of, came)
    tally.number("finished", scope, of, finished)
    tally.level("finished_fraction", scope, of, finished, came - count(cases.stayed_away))
    tally.level("on_the_spot_fraction", scope, of, count(cases.on_the_spot), count(cases.accepted))
    tally.level("first_time_fraction", scope, of, count(cases.first_time), finished)
    tally.level("returns_mean", scope, of, total(cases.returns), finished)
    tally.level("on_time_fraction", scope, of, count(cases.on_time), count(cases.due))
    tally.level("early_fraction", scope, of, count(cases.early), count(cases.promised))


def _tally_distributions(tally: Tallies, group: _Group, scope: str, of: str) -> None:
    """How many keep within each of some times."""
    for name, times in (("wait_cdf", group.wait), ("hall_time_cdf", group.hall_time)):
        tally.profile(name, scope, of, _CDF_PLACES, times.at_most(CDF_TIMES), times.size[:, None])


def _tally_experience(
    tally: Tallies,
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
    tally_discontent(tally, "all", "", found, done.run)
    for k, name in enumerate(world.services):
        here = done.service == k
        tally_discontent(tally, "service", name, found[here], done.run[here])


def _tally_targets(tally: Tallies, model: ServiceModel, world: World, seen: _Seen) -> None:
    """Share that keeps each target."""
    tally_targets(tally, model, world, seen.tickets)
    for name, target in model.targets.items():
        if isinstance(target, TimeTarget):
            group = seen.everyone if target.service is None else seen.by_service[target.service]
            times: Sample = getattr(group, target.measure)
            kept = times.within(target.within)
            tally.level("within_target_fraction", "target", name, kept, times.size)
