"""The lines in which tickets wait, and which of them a pool takes next."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heapify, heappop, heappush

from sim.cues import Cues
from sim.ticket import Ticket
from sim.world import PoolPlan, World


class Lines:
    """A line for each activity, and how many are inside each queue."""

    def __init__(self, world: World, cues: Cues) -> None:
        self._priority = cues.priority
        self._queue = world.activity_queue
        self._limit = world.queue_lines
        self._inside = [0] * len(world.queues)
        self._count = [0] * len(world.activities)
        self._waiting: list[list[tuple[int, int, float, int, int, int, Ticket]]] = [
            [] for _ in world.activities
        ]

    def is_full(self, ticket: Ticket) -> bool:
        """True when all telephone lines, or places, of the ticket's queue are taken."""
        queue = self._queue[ticket.activity]
        return self._inside[queue] >= self._limit[queue]

    def come(self, ticket: Ticket) -> None:
        """A ticket takes a place in its queue."""
        self._inside[self._queue[ticket.activity]] += 1

    def go(self, ticket: Ticket) -> None:
        """A ticket frees its place: served, given up or balked."""
        self._inside[self._queue[ticket.activity]] -= 1

    def wait(self, ticket: Ticket) -> None:
        """A ticket waits; one that was handed over goes first within its priority."""
        ticket.waiting = True
        self._count[ticket.activity] += 1
        heappush(self._waiting[ticket.activity], (*self._place(ticket), ticket))

    def _place(self, ticket: Ticket) -> tuple[int, int, float, int, int, int]:
        """Those with the smallest place go first.

        The attempt tells a ticket from one of the same case that gave up at this instant.
        """
        trip = ticket.trip
        return (
            self._priority[trip.case], ticket.handed, ticket.enable_time, trip.case,
            ticket.branch, trip.attempt,
        )  # fmt: skip

    def take_best(self, plan: PoolPlan) -> Ticket | None:
        """Take the ticket that a pool serves next out of its line, if one waits."""
        best: tuple[int, int, int, float, int, int] | None = None
        found: Ticket | None = None
        for activity, order in zip(plan.serves, plan.rank, strict=True):
            line = self._waiting[activity]
            while line and not line[0][-1].waiting:
                heappop(line)
            if line:
                priority, handed, enable, case, branch, _, ticket = line[0]
                place = (priority, handed, order, enable, case, branch)
                if best is None or place < best:
                    best, found = place, ticket
        if found is not None:
            heappop(self._waiting[found.activity])
            self.leave(found)
        return found

    def take_best_inside(self, plan: PoolPlan, closed: float) -> Ticket | None:
        """As `take_best`, among the visits that came in before the pool closed."""
        inside = [
            ((priority, handed, order, enable, case, branch), activity, k)
            for activity, order in zip(plan.serves, plan.rank, strict=True)
            for k, (priority, handed, enable, case, branch, _, ticket) in enumerate(
                self._waiting[activity]
            )
            if ticket.waiting and ticket.front and ticket.came_in < closed
        ]
        if not inside:
            return None
        _, activity, k = min(inside)
        line = self._waiting[activity]
        found = line.pop(k)[-1]
        heapify(line)
        self.leave(found)
        return found

    def leave(self, ticket: Ticket) -> None:
        """A ticket waits no longer."""
        ticket.waiting = False
        self._count[ticket.activity] -= 1

    def waiting_for(self, activities: Iterable[int]) -> int:
        """How many wait for any of these activities."""
        return sum(self._count[activity] for activity in activities)

    def ahead_of(self, ticket: Ticket) -> int:
        """How many wait in the ticket's queue and go before it."""
        place, queue = self._place(ticket), self._queue[ticket.activity]
        return sum(
            other.waiting and tuple(before) < place
            for line, of in zip(self._waiting, self._queue, strict=True)
            if of == queue
            for *before, other in line
        )

    def put_first(self, ticket: Ticket) -> None:
        """A ticket that waits goes first within its priority from now on."""
        self._waiting[ticket.activity] = [
            place for place in self._waiting[ticket.activity] if place[-1] is not ticket
        ]
        heapify(self._waiting[ticket.activity])
        self.leave(ticket)
        ticket.handed = 0
        self.wait(ticket)

    def all_waiting(self) -> list[Ticket]:
        """Everybody who waits, in the order of their cases."""
        found = [ticket for line in self._waiting for *_, ticket in line if ticket.waiting]
        return sorted(found, key=lambda ticket: (ticket.trip.case, ticket.branch))
