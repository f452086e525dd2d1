"""Who is inside a front office, and which pools they still need."""

from __future__ import annotations

from sim.fast import of
from sim.fast.compiling import compiled, inlined
from sim.fast.tables import NONE, State
from sim.script import BRANCH, DELAY, FORK, HOME, SERVE


@inlined
def come_in(s: State, k: int) -> None:
    """The applicant of a front-office ticket is inside."""
    ticket = of.tickets(s, k)
    ticket.inside_before = NONE
    ticket.inside_after = s.inside_first
    if s.inside_first != NONE:
        of.tickets(s, s.inside_first).inside_before = k
    s.inside_first = k


@inlined
def go_out(s: State, k: int) -> None:
    """The ticket has ended."""
    ticket = of.tickets(s, k)
    if ticket.inside_before == NONE:
        s.inside_first = ticket.inside_after
    else:
        of.tickets(s, ticket.inside_before).inside_after = ticket.inside_after
    if ticket.inside_after != NONE:
        of.tickets(s, ticket.inside_after).inside_before = ticket.inside_before


@compiled
def is_needed(s: State, p: int) -> bool:
    """True while a visit that came in before the closing still needs the pool."""
    k = s.inside_first
    while k != NONE:
        ticket = of.tickets(s, k)
        if ticket.came_in < of.pools(s, p).closing_since:
            stop = of.first_op(s, of.trips(s, ticket.trip).case + 1)
            if _look_ahead(s, p, ticket.op, stop) & 1:
                return True
        k = ticket.inside_after
    return False


@compiled
def _look_ahead(s: State, p: int, op: int, stop: int) -> int:
    """1 when the pool is needed before the applicant is next absent, plus 2 when he never is."""
    needed = 0
    while op < stop:
        kind, what = of.kind(s, op), of.what(s, op)
        if kind == SERVE and of.activities(s, what).front:
            if of.serves(s, p * s.n_activities + what):
                needed = 1
        elif kind in (SERVE, DELAY, HOME):
            return needed
        elif kind == FORK:
            mark, join = op + 1, of.jump(s, op)
            present = True
            while mark != join:
                following = of.jump(s, mark)
                branch = _look_ahead(s, p, mark + 1, following)
                needed |= branch & 1
                present = present and (branch & 2) != 0
                mark = following
            if not present:
                return needed
            op = join
        while of.kind(s, op) == BRANCH:
            op = of.jump(s, op)
        op += 1
    return needed | 2
