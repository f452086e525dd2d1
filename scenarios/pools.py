"""Who does the work: pools of interchangeable windows, agents, reviewers."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Field, model_validator

from scenarios.calendars import Days
from scenarios.section import NUMBER, Factor, Named, Section, Text
from scenarios.units import Span

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


class Person(Section):
    """A named member of the staff."""

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
    calendar: str | None = None
    """Calendar of its opening; round the clock when left out."""
    closing: Literal["serve_queue", "suspend"] | None = None
    """At closing: serve_queue keeps those on duty until no visit inside needs them (front
    offices), suspend stops the work until the next opening (back offices). By place when left
    out."""
    on_decrease: Literal["finish", "hand_over"] = "finish"
    """A busy resource whose duty ends while open finishes its case, or hands it over."""
    staff_cost: Factor | None = None
    """Cost of an hour of one member of staff, in the currency of ``costs``."""
    seat_cost: Factor | None = None
    """Cost of one seat for a day, in the currency of ``costs``."""

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
