"""What became of calls, and why cases were sent back."""

from __future__ import annotations

import numpy as np

from sim.case_table import Cases
from sim.script import Script
from sim.tally import Tally
from sim.ticket_table import Flags
from sim.world import World


def tally_calls(tally: Tally, world: World, cases: Cases) -> None:
    """Calls settled at once, and the work orders that the others make; nothing of visits."""
    found = [(("service", world.services[k]), k) for k, calls in enumerate(world.calls) if calls]
    every = [(where, cases.of(cases.service == k)) for where, k in found]
    if every:
        calls = np.array(world.calls)[cases.service]
        every.append((("all", ""), cases.of(calls)))
    promised = [k for _, k in found if not np.isnan(world.limit_lengths[k][1]).all()]
    for (scope, of), some in every:
        at_once, answered = some.on_the_spot, float(some.accepted.sum())
        tally.level("one_call_fraction", scope, of, float(at_once.sum()), answered)
        if promised and (scope == "all" or world.services.index(of) in promised):
            due = some.due & some.accepted & ~at_once
            kept = float((due & some.on_time).sum())
            tally.level("work_orders_on_time_fraction", scope, of, kept, float(due.sum()))


def tally_causes(tally: Tally, world: World, script: Script, cases: Cases, finished: Flags) -> None:
    """Times that finished cases were sent back, and per finished case of the service, by cause.

    Parameters
    ----------
    finished
        Whether each case of the script counts and was finished.
    """
    times = np.bincount(script.cause[finished[script.returned]], minlength=len(world.causes))
    for of, service, count in zip(world.causes, world.cause_service, times.tolist(), strict=True):
        of_service = cases.finished & (cases.service == service)
        tally.number("returns", "cause", of, count)
        tally.level("returns_mean", "cause", of, count, float(of_service.sum()))
