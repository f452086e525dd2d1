"""Who does the work: pools of interchangeable windows, agents, reviewers."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Field, model_validator

from scenarios.calendars import Days
from scenarios.distributions import Distribution
from scenarios.places import Point
from scenarios.section import NUMBER, Factor, Named, Section, Text
from scenarios.shifts import ShiftRules
from scenarios.units import Duration, Span

Level = Annotated[int, Field(ge=0), NUMBER] | Literal["unlimited"]
"""A number of resources, or ``unlimited`` for as many as cases need."""


def level_number(level: int | str) -> float:
    """A level as a number; ``unlimited`` is infinity."""
    return math.inf if isinstance(level, str) else float(level)


class Shift(Section):
    """A span of the day, on some weekdays."""

    days: Days = "daily"
    """Weekdays it holds on."""
    span: Span
    """From when to when."""


class StaffBlock(Shift):
    """Staff on duty during a span of the day; blocks that overlap add up."""

    level: Level
    """Number of staff."""


class Breakdowns(Section):
    """Failures of each resource, by the clock, whether it is idle or busy."""

    up: Distribution
    """Time from a repair to the next failure."""
    down: Distribution
    """Time of a repair."""


class Surge(Section):
    """Windows opened when many wait, and closed when few do (潮汐窗口)."""

    above: Annotated[int, Field(ge=0), NUMBER]
    """One more opens while more than so many wait."""
    below: Annotated[int, Field(ge=0), NUMBER]
    """One closes while fewer than so many wait."""
    at_most: Annotated[int, Field(ge=1), NUMBER]
    """Most windows beyond the staff on duty."""
    setup: Duration = 0.0
    """Time until an opened window serves."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.below > self.above:
            raise ValueError(
                f"expected below <= above, got {self.below} and {self.above}. "
                "Close at fewer waiting than you open at."
            )
        return self


class Learning(Section):
    """Work gets faster with the days: its factor goes from 1 towards ``factor``.

    On day d (0 the first) it is factor + (1 - factor) exp(-d / days).
    """

    factor: Factor
    """Share of the time that work takes in the end."""
    days: Annotated[float, Field(gt=0, allow_inf_nan=False), NUMBER]
    """Days after which 63 % of the way is gone."""


class Crew(Section):
    """What makes resources travel to the case instead of the case coming to them."""

    base: Point
    """Where crews start [km east, km north]."""
    speed: Annotated[float, Field(gt=0, allow_inf_nan=False), NUMBER]
    """Speed of travel [km/h], along the straight line."""
    dispatch: Literal["rota", "nearest"] = "rota"
    """Who goes: the crew idle longest, or the idle crew nearest to the case."""
    stops: Annotated[int, Field(ge=1), NUMBER] = 1
    """Most cases taken along on one round."""
    order: Literal["queue", "nearest"] = "queue"
    """Order of a round's stops: as queued, or always the nearest next."""
    returns: bool = False
    """True when a crew goes back to its base after each round."""


class Person(Section):
    """A named member of the staff."""

    speed: Annotated[float, Field(gt=0, allow_inf_nan=False), NUMBER] = 1.0
    """Work done in an hour, against 1 for the average: 1.25 needs 20 % less time."""

    shifts: Annotated[tuple[Shift, ...], Field(min_length=1)]
    """When the person is on duty."""


class Pool(Section):
    """A set of interchangeable resources with a common list of activities."""

    title: Text | None = None
    """Name for people."""
    serves: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities it does, in order of preference."""
    seats: Level = "unlimited"
    """Windows, desks or seats."""
    staff: Level | tuple[StaffBlock, ...] | None = None
    """People on duty: one level, or blocks over the day; as many as seats when left out."""
    people: Named[Person] = Field(default_factory=frozendict)
    """Named staff instead of levels."""
    shifts: ShiftRules | None = None
    """Shifts that its people may be planned in; a run takes the staff above and looks at none of
    this."""
    machines: bool = False
    """True for kiosks and other machines: their hours are nobody's working hours."""
    calendar: str | None = None
    """Calendar of its opening; round the clock when left out."""
    closing: Literal["serve_queue", "turn_away", "suspend"] | None = None
    """At closing: serve_queue keeps those on duty until no visit inside needs them (front
    offices), turn_away sends those who wait home until the next open day, suspend stops the work
    until the next opening (back offices). By place when left out."""
    last_ticket: Duration | None = None
    """How long before the closing no new visit is let in; they come back on the next open day."""
    on_decrease: Literal["finish", "hand_over"] = "finish"
    """A busy resource whose duty ends while open finishes its case, or hands it over."""
    breakdowns: Breakdowns | None = None
    """Failures of its resources, such as kiosks."""
    surge: Surge | None = None
    """Windows opened beyond the staff on duty when many wait."""
    learning: Learning | None = None
    """How its work gets faster over the days."""
    crew: Crew | None = None
    """Set when its resources travel to the cases."""
    staff_cost: Factor | None = None
    """Cost of an hour of one member of staff, in the currency of ``costs``."""
    seat_cost: Factor | None = None
    """Cost of one seat for a day, in the currency of ``costs``."""

    @model_validator(mode="after")
    def _countable(self) -> Self:
        staff = self.seats if self.staff is None else self.staff
        if self.surge is not None and (self.people or staff == "unlimited"):
            raise ValueError(
                "surge: expected staff in numbers, got names or no limit. Give staff: a number."
            )
        if self.breakdowns is not None and self.seats == "unlimited" and not self.people:
            raise ValueError(
                "breakdowns: expected a number of seats, got unlimited. Say how many there are."
            )
        return self

    @model_validator(mode="after")
    def _nobody_at_machines(self) -> Self:
        if self.machines and (self.people or self.shifts or self.staff_cost is not None):
            raise ValueError(
                "machines: expected a pool without people, shifts and staff_cost, got one with. "
                "Give its price as seat_cost, or leave machines out."
            )
        return self

    @model_validator(mode="after")
    def _some_capacity(self) -> Self:
        if self.people and self.staff is not None:
            raise ValueError("expected staff or people, got both. Keep one of them.")
        if self.people:
            return self
        if self.staff is None and "seats" not in self.model_fields_set:
            raise ValueError(
                "expected seats or staff, got neither. Give the number of windows "
                "(seats: 5), or seats: unlimited."
            )
        return self
