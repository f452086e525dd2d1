"""How long cases take as a promise counts it: share kept against T, and the speed-ups."""

from __future__ import annotations

import numpy as np

from scenarios.calendar_days import Spans, workdays_used
from scenarios.model import ServiceModel
from scenarios.units import SECONDS
from sim.case_table import Cases
from sim.runs import totals
from sim.sample import Sample, sample_of
from sim.tally import Tallies
from sim.variates import Floats
from sim.world import World

PROMISE_TIMES = np.concatenate([[0.0], np.geomspace(60.0, 120 * SECONDS["day"], 400)])
"""Promises T in plain time at which the share kept is totals [s]."""
PROMISE_DAYS = np.arange(121.0)
"""Promises T in workdays."""
_TIMES, _DAYS = tuple(PROMISE_TIMES.tolist()), tuple(PROMISE_DAYS.tolist())


def tally_promise(
    tally: Tallies, world: World, service: int, cases: Cases, completion_time: Sample
) -> None:
    """Share of a service's cases that a promise of T would be kept for, against T.

    Who was lost on the way or is not finished was promised too; who never came was not. Calls
    have it where they have limits, as work orders do.

    Parameters
    ----------
    service
        Its index.
    cases, completion_time
        Of this service.
    """
    days = world.limit_days[service]
    if world.calls[service] and np.isnan(world.limit_lengths[service]).all():
        return
    came = totals(~cases.stayed_away, cases.run, tally.runs)
    if days is None:
        places, kept = _TIMES, completion_time.at_most(PROMISE_TIMES)
    else:
        done = cases.of(cases.finished)
        used = sample_of(_used(days, done), done.run, tally.runs)
        places, kept = _DAYS, used.at_most(PROMISE_DAYS)
    of = world.services[service]
    tally.profile("promise_cdf", "service", of, places, kept, came[:, None])


def tally_speed_up(tally: Tallies, world: World, cases: Cases) -> None:
    """By how much the promised and the actual time are below the limit by law.

    Each case by the limits of its channel; those over all are the mean over their cases.
    """
    found: dict[str, list[tuple[Floats, Floats]]] = {
        "speed_up_promised": [],
        "speed_up_actual": [],
    }
    for k, name in enumerate(world.services):
        law, promise = world.limit_lengths[k]
        if np.isnan(law).all():
            continue
        some = cases.of(cases.service == k)
        done = some.of(some.finished)
        used = done.elapsed
        if (days := world.limit_days[k]) is not None:
            used = _used(days, done)
        by_channel = 1 - promise / law
        here = {}
        if not np.isnan(by_channel).all():
            here["speed_up_promised"] = by_channel[some.channel], some.run
        here["speed_up_actual"] = 1 - used / law[done.channel], done.run
        for measure, (values, run) in here.items():
            there = np.isfinite(values)
            total = totals(np.where(there, values, 0.0), run, tally.runs)
            found[measure].append((total, totals(there, run, tally.runs)))
            tally.level(measure, "service", name, *found[measure][-1])
    for measure, parts in found.items():
        if parts:
            tally.level(measure, "all", "", *np.sum(parts, axis=0))


def tally_compensation(tally: Tallies, model: ServiceModel, world: World, cases: Cases) -> None:
    """What is paid for cases due that were not finished in time, where the model gives a price."""
    every: list[tuple[Floats, Floats]] = []
    for k, (name, service) in enumerate(model.services.items()):
        own = [channel.limits or service.limits for channel in service.channels.values()]
        prices = [limits and limits.compensation for limits in own or [service.limits]]
        if all(price is None for price in prices):
            continue
        some = cases.of(cases.service == k)
        price = np.array([one or 0.0 for one in prices])[some.channel]
        broken = some.due & ~some.on_time
        paid = totals(np.where(broken, price, 0.0), some.run, tally.runs)
        due = totals(some.due, some.run, tally.runs)
        tally.number("compensation", "service", name, paid)
        tally.level("compensation_per_case", "service", name, paid, due)
        every.append((paid, due))
    if every:
        total, owed_to = map(sum, zip(*every, strict=True))
        tally.number("compensation", "all", "", total)
        tally.level("compensation_per_case", "all", "", total, owed_to)


def _used(days: Spans, cases: Cases) -> Floats:
    return workdays_used(days, cases.arrival, cases.arrival + cases.elapsed)
