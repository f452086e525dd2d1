"""What shifts people may work: when they start, how long, with which breaks, at what pay."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Field, model_validator

from scenarios.calendars import Days
from scenarios.section import NUMBER, Factor, Fraction, Named, Section, Text
from scenarios.units import SECONDS, ClockTime, Duration, Span, clock_text, time_text

Count = Annotated[int, Field(ge=0), NUMBER]
"""A number of people or of shifts."""
Price = Factor | Literal["forbidden"]
"""A price per hour of one person, or ``forbidden``."""


class Break(Section):
    """A pause inside a shift, away from the window."""

    length: Annotated[Duration, Field(gt=0)]
    """How long it is."""
    between: tuple[Duration, Duration]
    """Its earliest beginning and latest end, both from the start of the shift."""
    paid: bool = True
    """False when its time is not paid, as lunch often is not."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        earliest, latest = self.between
        if latest - earliest < self.length:
            raise ValueError(
                f"between: expected at least {time_text(self.length)} of room, got "
                f"{time_text(earliest)} to {time_text(latest)}. Widen it, or shorten the break."
            )
        return self


class ShiftKind(Section):
    """Shifts that differ in start and length only: early, late, night, short."""

    title: Text | None = None
    """Name for people."""
    days: Days = "daily"
    """Weekdays it may start on."""
    first_start: ClockTime
    """Earliest start."""
    last_start: ClockTime | None = None
    """Latest start; the earliest when left out."""
    every: Annotated[Duration, Field(gt=0)] = 1800.0
    """Time from one possible start to the next."""
    lengths: Annotated[tuple[Annotated[Duration, Field(gt=0)], ...], Field(min_length=1)]
    """How long such a shift may be, breaks included; it may end on the next day."""
    breaks: Named[Break] = Field(default_factory=frozendict)
    """Breaks in the order in which they are taken, by name."""
    apart: Duration = 0.0
    """Least time at work between two breaks."""
    at_most: Count | None = None
    """Most people who start such a shift on one day; no limit when left out."""
    share_at_most: Fraction | None = None
    """Most of all shifts that are of this kind, such as part-time ones; no limit when left out."""
    share_with: tuple[str, ...] = ()
    """Other kinds that share_at_most holds for together with this one: mornings and afternoons."""

    def starts(self) -> tuple[float, ...]:
        """Possible starts [s since midnight]."""
        last = self.first_start if self.last_start is None else self.last_start
        count = int((last - self.first_start) / self.every + 1e-9) + 1
        return tuple(self.first_start + k * self.every for k in range(count))

    @model_validator(mode="after")
    def _in_one_day(self) -> Self:
        last = self.first_start if self.last_start is None else self.last_start
        if not self.first_start <= last < SECONDS["day"]:
            raise ValueError(
                "expected first_start no later than last_start, both before 24:00, got "
                f"{clock_text(self.first_start)} and {clock_text(last)}. A start after midnight "
                "belongs to the next day: make it a kind of its own."
            )
        if max(self.lengths) > SECONDS["day"]:
            raise ValueError(
                f"lengths: expected at most 24 h, got {time_text(max(self.lengths))}. Shorten it."
            )
        return self

    @model_validator(mode="after")
    def _breaks_fit(self) -> Self:
        free = 0.0
        for name, pause in self.breaks.items():
            earliest, latest = pause.between
            if latest > min(self.lengths):
                raise ValueError(
                    f"breaks.{name}.between: expected an end within the shortest shift, "
                    f"{time_text(min(self.lengths))}, got {time_text(latest)}. End it earlier, or "
                    "make the shorter shifts a kind of their own."
                )
            free = max(free, earliest)
            if free + pause.length > latest:
                raise ValueError(
                    f"breaks.{name}.between: expected room for {time_text(pause.length)} after the "
                    f"breaks before it, from {time_text(free)} on, got an end at "
                    f"{time_text(latest)}. Move it back, or write the breaks in their order."
                )
            free += pause.length + self.apart
        return self


class PayRate(Section):
    """Hours that are paid at another rate, such as nights and weekends."""

    days: Days = "daily"
    """Weekdays it holds on; a span over midnight begins on them."""
    between: Span | None = None
    """Time of day it holds in; all day when left out."""
    factor: Factor
    """Pay of an hour against a plain one; where several hold, the highest counts."""


class OpenAtLunch(Section):
    """Windows that stay open while the others are at lunch."""

    between: Span
    """Time of day it holds in, wherever anybody is required."""
    share: Fraction
    """Least share of the windows that is open."""


class Tours(Section):
    """On which days of a week one person works."""

    work_days: Annotated[int, Field(ge=1, le=7), NUMBER] = 5
    """Days of work in seven."""
    days_off_together: bool = True
    """True when the days off follow each other (Sunday and Monday do)."""
    stable_starts: bool = True
    """True when a person starts at the same time on all days; else in any order of kinds that
    leaves the rest."""
    rest: Duration = 39600.0
    """Least time between two shifts of a person; 11 h is a common rule, not Chinese law."""


class ShiftRules(Section):
    """The shifts that may be planned, what they cost, and what has to hold for all of them."""

    kinds: Annotated[Named[ShiftKind], Field(min_length=1)]
    """Kinds of shifts, by name."""
    hour_cost: Factor = 1.0
    """Cost of one plain paid hour; the unit of the other prices here."""
    rates: tuple[PayRate, ...] = ()
    """Hours that are paid at another rate."""
    under: Price = "forbidden"
    """Price of an hour in which one person is missing."""
    over: Price = 0.0
    """Price of an hour of one person more than required, beside the pay."""
    distinct_at_most: Count | None = None
    """Most different shifts (kind, start and length) in the plan; no limit when left out."""
    distinct_cost: Factor = 0.0
    """Price of each different shift in the plan."""
    open_at_lunch: OpenAtLunch | None = None
    """Windows that stay open at lunch."""
    tours: Tours | None = None
    """Days of work and days off of each person; each day by itself when left out."""

    @model_validator(mode="after")
    def _share_with_others(self) -> Self:
        for name, kind in self.kinds.items():
            others = [one for one in self.kinds if one != name]
            for other in kind.share_with:
                if other not in others:
                    raise ValueError(
                        f"kinds.{name}.share_with: expected other kinds of these shifts, "
                        f"{', '.join(others) or 'of which there are none'}, got '{other}'. Name "
                        "one of them, or leave it out."
                    )
            if kind.share_with and kind.share_at_most is None:
                raise ValueError(
                    f"kinds.{name}.share_with: expected share_at_most beside it, got none. Give "
                    "the share that the kinds have together, or leave share_with out."
                )
        return self
