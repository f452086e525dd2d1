"""Rows of the log joined into tickets (one wish for an activity) and visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.event_log import BLOCKED, TURNED_AWAY
from sim.presence_spans import of_resources
from sim.runs import Flags, Runs
from sim.script import Codes
from sim.variates import Floats, Ints
from sim.world import World


@dataclass(frozen=True, slots=True)
class Tickets:
    """One row a ticket, shape (tickets,); a hand-over makes several log rows of one ticket."""

    run: Ints
    """Replication."""
    case: Ints
    service: Codes
    visit: Codes
    activity: Codes
    round: Codes
    pool: Codes
    """Pool of the last piece, -1 for none."""
    front: Flags
    """True where the applicant is present."""
    enable_time: Floats
    start_time: Floats
    """First start of service [s], NaN when none."""
    end_time: Floats
    """End of the last piece, or when the case left [s]; NaN when unfinished."""
    outcome: NDArray[np.int8]
    """Outcome of the last piece."""
    wait: Floats
    """From joining to the start, or to leaving [s]; NaN when unfinished."""
    touch: Floats
    """Time during which somebody worked on it [s]."""
    after_work: Floats
    """Work after the case has gone [s]."""
    served: Flags
    """True where service began."""
    refused: Flags
    """True for attempts that were blocked or turned away at once: they joined no line."""


def tickets_of(runs: Runs, world: World, measured: Flags) -> Tickets:
    """Tickets of those cases for which ``measured`` is true, in the order of the log."""
    rows = runs.services
    keep = np.flatnonzero((rows.activity >= 0) & measured[rows.case])
    identity = [_taken(column, keep) for column in (rows.case, rows.attempt, rows.operation)]
    new = np.ones(keep.size, dtype=np.bool_)
    new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in identity])
    # Who was turned away and came back makes a new attempt.
    new[1:] |= _taken(rows.outcome, keep)[:-1] == TURNED_AWAY
    first = np.flatnonzero(new)
    begin = keep[first]
    last = keep[np.roll(new, -1)]  # a ticket ends before the next begins
    touch, after = (by_run(np.add, _taken(t, keep), first) for t in worked(runs, world))
    start = by_run(np.fmin, _taken(rows.start_time, keep), first)
    end, outcome = _taken(rows.end_time, last), _taken(rows.outcome, last)
    enable, activity = _taken(rows.enable_time, begin), _taken(rows.activity, begin)
    served = ~np.isnan(start)
    wait = np.where(served, start, end) - enable
    case = _taken(rows.case, begin)
    return Tickets(
        run=runs.of_case(case),
        case=case,
        service=_taken(rows.service, begin),
        visit=_taken(rows.visit, begin),
        activity=activity,
        round=_taken(rows.round, begin),
        pool=_taken(rows.pool, last),
        front=np.array(world.activity_front)[activity],
        enable_time=enable,
        start_time=start,
        end_time=end,
        outcome=outcome,
        wait=wait,
        touch=touch,
        after_work=after,
        served=served,
        refused=((outcome == BLOCKED) | (outcome == TURNED_AWAY)) & (wait == 0),
    )


def _taken(column: NDArray[Any], at: Ints) -> NDArray[Any]:
    """Some rows of a column, in order; the column itself where that is all."""
    return column if at.size == column.size else column[at]


def worked(runs: Runs, world: World) -> tuple[Floats, Floats]:
    """Service and after-work of each row [s]; a suspended piece counts only while on duty."""
    rows = runs.services
    service = rows.end_time - rows.start_time
    service[np.isnan(service) | (rows.pool < 0)] = 0.0
    after = rows.release_time - rows.end_time
    after[np.isnan(after)] = 0.0
    for pool, plan in enumerate(world.pools):
        if plan.closing == "suspend":
            at = np.flatnonzero((rows.pool == pool) & np.isfinite(rows.end_time))
            at = at[np.isfinite(rows.start_time[at])]
            if at.size:
                who, run = rows.resource[at], runs.of_case(rows.case[at])
                present, group = of_resources(runs.duty, runs.duty_run, pool, who, run)
                service[at] = present.within(group, rows.start_time[at], rows.end_time[at])
    return service, after


def by_run(joined: np.ufunc, values: Floats, first: Ints) -> Floats:
    """Values of each run of rows joined by a function; runs begin at the rows ``first``."""
    # A row each, which is common, or none at all, for which numpy would raise.
    if first.size == values.size:
        return values
    return np.asarray(joined.reduceat(values, first))
