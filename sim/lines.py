"""The lines in which tickets wait, and which of them a pool takes next."""

from __future__ import annotations

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
        case = ticket.trip.case
        # The attempt tells a ticket from one of the same case that gave up at this instant.
        place = (
            self._priority[case], ticket.handed, ticket.enable_time, case, ticket.branch,
            ticket.trip.attempt, ticket,
        )  # fmt: skip
        heappush(self._waiting[ticket.activity], place)

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
            found.waiting = False
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
        found.waiting = False
        return found

    def all_waiting(self) -> list[Ticket]:
        """Everybody who waits."""
        return [ticket for line in self._waiting for *_, ticket in line if ticket.waiting]
