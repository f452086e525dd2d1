"""Who is let in: pools that are shut for the day, and last tickets."""

from __future__ import annotations

from sim.open_time import OpenTime
from sim.ticket import Ticket
from sim.world import ALWAYS, PoolPlan, World


class Doors:
    """The doors of all pools: for each activity, whether a newcomer is let in."""

    def __init__(self, world: World, hours: list[OpenTime]) -> None:
        self._hours = hours
        self._serving = [
            [plan for plan in world.pools if activity in plan.serves]
            for activity in range(len(world.activities))
        ]
        self._has_doors = [
            any(plan.closing == "turn_away" or plan.last_ticket is not None for plan in plans)
            for plans in self._serving
        ]

    def is_refused(self, ticket: Ticket, now: float) -> bool:
        """True when no pool lets a newcomer in: shut for the day, or past the last ticket."""
        if not self._has_doors[ticket.activity]:
            return False
        is_new = ticket.front and not ticket.trip.entered
        return self.is_shut_to(ticket, now) or (
            is_new
            and all(self._is_past_last_ticket(plan, now) for plan in self._serving[ticket.activity])
        )

    def next_day(self, activity: int, now: float, place: float) -> float:
        """When one who is sent home comes back: by the hours of the first pool that serves."""
        plan = self._serving[activity][0]
        return self._hours[plan.hours].on_next_day(now, place, plan.last_ticket or 0.0)

    def is_shut_to(self, ticket: Ticket, now: float) -> bool:
        """True when every pool that could serve turns away and is shut for the day."""
        plans = self._serving[ticket.activity]
        return bool(plans) and all(
            plan.closing == "turn_away"
            and plan.hours != ALWAYS
            and not self._hours[plan.hours].opens_again_today(now)
            for plan in plans
        )

    def _is_past_last_ticket(self, plan: PoolPlan, now: float) -> bool:
        if plan.last_ticket is None or plan.hours == ALWAYS:
            return False
        hours = self._hours[plan.hours]
        return not hours.opens_again_today(now) or (now >= hours.last_close(now) - plan.last_ticket)
