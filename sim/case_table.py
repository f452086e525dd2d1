"""Cases with what their tickets add up to."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.event_log import FINISHED, NO_SHOW, OPEN
from sim.limits import due_times
from sim.runs import Flags, Runs, sums
from sim.script import Codes
from sim.ticket_table import Tickets, by_run
from sim.variates import Floats, Ints
from sim.visit_table import Visits
from sim.world import World


@dataclass(frozen=True, slots=True)
class Cases:
    """One row a case that counts, shape (cases,)."""

    run: Ints
    """Replication."""
    service: Codes
    channel: Codes
    arrival: Floats
    """When it came [s]."""
    elapsed: Floats
    """From arrival to the end [s], NaN when unfinished."""
    finished: Flags
    stayed_away: Flags
    """Booked and never came."""
    accepted: Flags
    """Some service began."""
    visits: Ints
    windows: Ints
    """Services at front-office windows."""
    touch: Floats
    first_time: Flags
    """Finished without rework."""
    on_the_spot: Flags
    """Finished within the first visit."""
    due: Flags
    """The promised limit ends before the run does."""
    on_time: Flags
    """Due, and finished by then."""
    returns: Ints
    """Times it was sent back for rework; of those finished, all of them were."""
    promised: Flags
    """Finished, and there was a limit."""
    early: Flags
    """Finished before the limit."""

    def of(self, at: Flags) -> Cases:
        """Some of the cases; these very ones where that is all."""
        if at.all():
            return self
        return Cases(**{column.name: getattr(self, column.name)[at] for column in fields(self)})


def cases_of(world: World, runs: Runs, tickets: Tickets, came: Visits, measured: Flags) -> Cases:
    """Those cases for which ``measured`` is true, which are those of the tickets."""
    n, rows = runs.cases, runs.services
    front = tickets.front & tickets.served
    case = tickets.case[front]
    first = np.flatnonzero(np.diff(case, prepend=-1))
    last_front = np.full(n, -np.inf)
    last_front[case[first]] = by_run(np.fmax, tickets.end_time[front], first)
    reworked = np.zeros(n, dtype=np.bool_)
    reworked[rows.case[rows.round > 0]] = True
    visits = np.bincount(came.case, minlength=n)
    finished = runs.fate == FINISHED
    stayed_away = np.zeros(n, dtype=np.bool_)
    stayed_away[rows.case[rows.outcome == NO_SHOW]] = True
    due = due_times(world.promises, runs)
    # The run may stop when everybody is finished: what falls due later is as good as due.
    due_by_now = due <= world.end
    promised = finished & np.isfinite(due)
    return Cases(
        run=runs.run,
        service=runs.service,
        channel=runs.channel,
        arrival=runs.arrival,
        elapsed=np.where(runs.fate == OPEN, np.nan, runs.end_time - runs.arrival),
        finished=finished,
        stayed_away=stayed_away,
        accepted=np.bincount(tickets.case[tickets.served], minlength=n) > 0,
        visits=visits,
        windows=np.bincount(case, minlength=n),
        touch=sums(tickets.case, tickets.touch, n),
        first_time=finished & ~reworked,
        on_the_spot=finished & (visits == 1) & (last_front == runs.end_time),
        due=due_by_now,
        on_time=due_by_now & finished & (runs.end_time <= due),
        returns=np.bincount(runs.returned, minlength=n),
        promised=promised,
        early=promised & (runs.end_time < due),
    ).of(measured)
