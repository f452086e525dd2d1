"""Who is inside a front office, and which pools they still need."""

from __future__ import annotations

from sim.cues import Cues
from sim.pool_state import PoolState
from sim.script import BRANCH, DELAY, FORK, HOME, SERVE
from sim.ticket import Ticket
from sim.world import World


class Presence:
    """Tickets of front-office steps that have not ended: their applicants are inside."""

    def __init__(self, world: World, cues: Cues) -> None:
        self._front = world.activity_front
        self._cues = cues
        self._live: dict[Ticket, None] = {}

    def come(self, ticket: Ticket) -> None:
        """The applicant of a front-office ticket is inside."""
        self._live[ticket] = None

    def go(self, ticket: Ticket) -> None:
        """The ticket has ended."""
        del self._live[ticket]

    def needs(self, pool: PoolState) -> bool:
        """True while a visit that came in before the closing still needs the pool."""
        return any(
            ticket.came_in < pool.closing_since
            and not self._ahead(ticket).isdisjoint(pool.plan.serves)
            for ticket in self._live
        )

    def _ahead(self, ticket: Ticket) -> set[int]:
        """Activities up to the next step at which the applicant is absent, this one included."""
        found: set[int] = set()
        self._look_ahead(ticket.op, self._cues.first_op[ticket.trip.case + 1], found)
        return found

    def _look_ahead(self, op: int, stop: int, found: set[int]) -> bool:
        """Collect front-office activities; returns False at a step without the applicant."""
        cues = self._cues
        while op < stop:
            kind, what = cues.kind[op], cues.what[op]
            if kind == SERVE and self._front[what]:
                found.add(what)
            elif kind in (SERVE, DELAY, HOME):
                return False
            elif kind == FORK:
                mark, join = op + 1, cues.jump[op]
                present = []
                while mark != join:
                    following = cues.jump[mark]
                    present.append(self._look_ahead(mark + 1, following, found))
                    mark = following
                if not all(present):
                    return False
                op = join
            while cues.kind[op] == BRANCH:  # its own branch ends: go on where all have joined
                op = cues.jump[op]
            op += 1
        return True
