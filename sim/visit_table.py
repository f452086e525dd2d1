"""Visits of the applicants: tickets joined by case and visit."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from sim.runs import Flags, sums
from sim.script import Codes
from sim.ticket_table import Tickets
from sim.variates import Floats, Ints


@dataclass(frozen=True, slots=True)
class Visits:
    """One row a visit, shape (visits,); in order of case and visit.

    Only front-office steps count: in the others the applicant is not there, and who settles all
    online never comes in.
    """

    run: Ints
    """Replication."""
    case: Ints
    service: Codes
    begin: Floats
    """When the applicant comes in [s]."""
    activity: Codes
    """What it begins with."""
    round: Codes
    """Round of that: above 0 for who has been sent back."""
    got_in: Flags
    """False when all its attempts were blocked or turned away."""
    wait: Floats
    """Waits of its tickets together [s], NaN when one did not end."""
    hall_time: Floats
    """Time in the hall [s], NaN when it did not end."""

    def of(self, at: Flags) -> Visits:
        """Some of the visits; these very ones where that is all."""
        if at.all():
            return self
        return Visits(**{column.name: getattr(self, column.name)[at] for column in fields(self)})


def visits_of(tickets: Tickets) -> Visits:
    """Visits that the tickets make."""
    front = np.flatnonzero(tickets.front)
    group, first = by_visit(tickets.case[front], tickets.visit[front])
    joined = ~tickets.refused[front]
    at, visit = front[joined], group[joined]
    stay = tickets.end_time[at] - tickets.enable_time[at]
    begin = front[first]
    return Visits(
        run=tickets.run[begin],
        case=tickets.case[begin],
        service=tickets.service[begin],
        begin=tickets.enable_time[begin],
        activity=tickets.activity[begin],
        round=tickets.round[begin],
        got_in=np.bincount(visit, minlength=first.size) > 0,
        wait=sums(visit, tickets.wait[at], first.size),
        hall_time=sums(visit, stay, first.size),
    )


def by_visit(case: Ints, visit: Codes) -> tuple[Ints, Ints]:
    """Number of each row's visit, in order of case and visit, and one row of each visit."""
    code = case * (int(visit.max(initial=0)) + 1) + visit
    later = np.diff(code)
    if (later < 0).any():  # branches side by side may come in at different visits
        _, first, group = np.unique(code, return_index=True, return_inverse=True)
        return group, first
    new = np.ones(code.size, dtype=np.bool_)
    np.greater(later, 0, out=new[1:])
    return np.cumsum(new) - 1, np.flatnonzero(new)
