"""What became of calls, and why cases were sent back."""

from __future__ import annotations

import numpy as np

from sim.case_table import Cases
from sim.runs import Flags, Runs, totals
from sim.tally import Tallies
from sim.world import World


def tally_calls(tally: Tallies, world: World, cases: Cases) -> None:
    """Calls settled at once, and the work orders that the others make; nothing of visits."""
    found = [(("service", world.services[k]), k) for k, calls in enumerate(world.calls) if calls]
    every = [(where, cases.of(cases.service == k)) for where, k in found]
    if every:
        calls = np.array(world.calls)[cases.service]
        every.append((("all", ""), cases.of(calls)))
    promised = [k for _, k in found if not np.isnan(world.limit_lengths[k][1]).all()]
    for (scope, of), some in every:
        at_once, n = some.on_the_spot, tally.runs
        answered = totals(some.accepted, some.run, n)
        tally.level("one_call_fraction", scope, of, totals(at_once, some.run, n), answered)
        if promised and (scope == "all" or world.services.index(of) in promised):
            due = some.due & some.accepted & ~at_once
            kept = totals(due & some.on_time, some.run, n)
            orders = totals(due, some.run, n)
            tally.level("work_orders_on_time_fraction", scope, of, kept, orders)


def tally_causes(tally: Tallies, world: World, runs: Runs, cases: Cases, finished: Flags) -> None:
    """Times that finished cases were sent back, and per finished case of the service, by cause.

    Parameters
    ----------
    finished
        Whether each case counts and was finished.
    """
    counts = finished[runs.returned]
    cause, run = runs.cause[counts], runs.of_case(runs.returned[counts])
    for k, (of, service) in enumerate(zip(world.causes, world.cause_service, strict=True)):
        times = totals(cause == k, run, runs.n)
        of_service = cases.finished & (cases.service == service)
        tally.number("returns", "cause", of, times)
        tally.level("returns_mean", "cause", of, times, totals(of_service, cases.run, runs.n))
