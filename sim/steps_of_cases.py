"""What a case needs to know at a step: its ticket, and how long a delay lasts."""

from __future__ import annotations

from sim.clock import Clock
from sim.cues import Cues
from sim.open_time import OpenTime
from sim.population import OPEN_INTERVAL
from sim.ticket import NAN, Ticket, Trip
from sim.world import ALWAYS, World


class StepsOfCases:
    """Steps out of a script, at the present instant."""

    def __init__(self, clock: Clock, world: World, cues: Cues, hours: list[OpenTime]) -> None:
        self.clock, self.world, self.cues, self.hours = clock, world, cues, hours

    def draw(self, trip: Trip, op: int) -> int:
        """Where the times of an operation stand for the trip's attempt."""
        cues, case = self.cues, trip.case
        first, last = cues.first_op[case], cues.first_op[case + 1]
        return cues.first_draw[case] + trip.attempt * (last - first) + op - first

    def ticket(self, trip: Trip, op: int, left: float | None = None) -> Ticket:
        """A ticket for an operation, with what is left of its work when some has been done."""
        cues, k = self.cues, self.draw(trip, op)
        activity = cues.what[op]
        front = self.world.activity_front[activity]
        if not front:
            self.leave_hall(trip, op)
        return Ticket(
            trip=trip,
            op=op,
            activity=activity,
            branch=cues.branch[op],
            front=front,
            came_in=trip.came_in,
            work=cues.work[k] if left is None else left,
            pickup=cues.pickup[k],
            after_work=cues.after_work[k],
            patience=cues.patience[k],
            balks=cues.balks[k],
            no_show=cues.no_show[k],
            accepts=cues.accepts[k],
            answers=cues.answers[k],
            done=self.clock.event(),
            let_in=self._was_in_line(trip),
        )

    def _was_in_line(self, trip: Trip) -> bool:
        """True for the first step of a case that was open when the run began."""
        case, cues = trip.case, self.cues
        is_first = trip.attempt == 0 and self.clock.now == cues.arrival[case]
        return is_first and cues.interval[case] == OPEN_INTERVAL

    def leave_hall(self, trip: Trip, op: int) -> None:
        """The applicant is absent for a step; in one of several branches he may be elsewhere."""
        if self.cues.branch[op] == 0:
            trip.came_in = NAN

    def back(self, trip: Trip, op: int) -> float:
        """When a delay that begins now is over."""
        calendar, time = self.cues.what[op], self.cues.work[self.draw(trip, op)]
        now = self.clock.now
        return now + time if calendar == ALWAYS else self.hours[calendar].after(now, time)

    def back_from_home(self, trip: Trip, op: int) -> float:
        """When an applicant who goes home now comes in again, while the service is open."""
        back = self.back(trip, op)
        calendar = self.world.service_calendar[self.cues.service[trip.case]]
        if calendar == ALWAYS:
            return back
        return self.hours[calendar].return_time(back, self.cues.pickup[self.draw(trip, op)])

    def is_open(self, case: int) -> bool:
        """True while the service of a case is open."""
        calendar = self.world.service_calendar[self.cues.service[case]]
        return calendar == ALWAYS or self.hours[calendar].is_open(self.clock.now)
