"""Visits of the applicants: tickets joined by case and visit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.population import Ints
from sim.ticket_table import Flags, Tickets, sums
from sim.variates import Floats


@dataclass(frozen=True, slots=True)
class Visits:
    """One row a visit that got in, shape (visits,); in order of case and visit.

    Only front-office steps count: in the others the applicant is not there. Attempts that were
    blocked or turned away did not get in.
    """

    service: Ints
    wait: Floats
    """Waits of its tickets together [s], NaN when one did not end."""
    hall_time: Floats
    """Time in the hall [s], NaN when it did not end."""

    def of(self, at: Flags) -> Visits:
        """Some of the visits."""
        return Visits(self.service[at], self.wait[at], self.hall_time[at])


def visits_of(tickets: Tickets) -> Visits:
    """Visits that the tickets make."""
    at = np.flatnonzero(tickets.front & ~tickets.refused)
    group, first = by_visit(tickets.case[at], tickets.visit[at])
    stay = tickets.end_time[at] - tickets.enable_time[at]
    return Visits(
        service=tickets.service[at[first]],
        wait=sums(group, tickets.wait[at], first.size),
        hall_time=sums(group, stay, first.size),
    )


def visits_made(tickets: Tickets, cases: int) -> Ints:
    """How often each case comes in, shape (cases,).

    Who settles all online never comes in: only visits with a front-office step count.
    """
    case = tickets.case[tickets.front]
    _, first = by_visit(case, tickets.visit[tickets.front])
    return np.bincount(case[first], minlength=cases)


def by_visit(case: Ints, visit: Ints) -> tuple[Ints, Ints]:
    """Number of each row's visit, in order of case and visit, and one row of each visit."""
    code = case * (int(visit.max(initial=0)) + 1) + visit
    later = np.diff(code)
    if (later < 0).any():  # branches side by side may come in at different visits
        _, first, group = np.unique(code, return_index=True, return_inverse=True)
        return group, first
    new = np.ones(code.size, dtype=np.bool_)
    np.greater(later, 0, out=new[1:])
    return np.cumsum(new) - 1, np.flatnonzero(new)
