"""How cases come: rates, counts, a log, or times written down."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Field, model_validator

from scenarios.calendars import WEEKDAYS, Weekday
from scenarios.logs import Between
from scenarios.section import NUMBER, Factor, Map, Named, Section, Whole
from scenarios.slots import Slots
from scenarios.units import SECONDS, ClockTime, Duration, Span, clock_text, span_text

_DAY = SECONDS["day"]


class _ByInterval(Section):
    """Intervals of equal length that repeat every day."""

    start: ClockTime = 0.0
    """Clock time of the first interval."""
    interval: Annotated[Duration, Field(gt=0)] = 3600.0
    """Length of an interval; arrivals are reported by it."""
    weekday_factors: Map[Weekday, Factor] = Field(default_factory=frozendict)
    """Multiplier by weekday; 1 for days not named."""
    batch_size: Annotated[int, Field(ge=1), NUMBER] = 1
    """Cases that come together; the last batch of a count may be smaller."""

    def _check_end(self, intervals: int) -> None:
        if self.start + intervals * self.interval > _DAY + 1e-6:
            hours = (self.start + intervals * self.interval) / 3600
            raise ValueError(
                f"expected intervals that end by 24:00, got an end at {hours:g} h. "
                "Start earlier, shorten the interval or give fewer values."
            )

    def factor(self, weekday: int) -> float:
        """Multiplier on a weekday (Monday 0)."""
        return self.weekday_factors.get(WEEKDAYS[weekday], 1.0)


class Crowd(Section):
    """People who come together, such as those who wait at the door when it opens."""

    span: Span
    """From when to when they come, at random within."""
    cases: Factor
    """Mean number a day, beside those of ``per_hour``."""

    @model_validator(mode="after")
    def _within_a_day(self) -> Self:
        if self.span[1] > _DAY:
            raise ValueError(
                f"expected a span that ends by 24:00, got {span_text(self.span)}. "
                "Part it at midnight."
            )
        return self

    @property
    def begin(self) -> float:
        """From when on they come [s since midnight]."""
        return self.span[0]

    @property
    def length(self) -> float:
        """For how long they come [s]."""
        return self.span[1] - self.span[0]

    def since(self, now: float) -> Crowd | None:
        """Those of them who come from a time on [s since midnight]; None where nobody does."""
        begin = max(now, self.begin)
        if begin >= self.span[1]:
            return None
        left = (self.span[1] - begin) / self.length
        return self.replace(span=(begin, self.span[1]), cases=self.cases * left)


class Rates(_ByInterval):
    """A Poisson process whose rate changes by interval (non-homogeneous)."""

    pattern: Literal["rates"]
    """Arrivals at random with these rates."""
    per_hour: Factor | Annotated[tuple[Factor, ...], Field(min_length=1)]
    """Mean cases per hour: one number for all day, or one for each interval from ``start``."""
    end: ClockTime = _DAY
    """Clock time after which one single rate stops; with a list the list ends it."""
    crowds: tuple[Crowd, ...] = ()
    """Who comes together beside these rates; weekday factors and busy days are theirs, too."""
    busyness_cv: Factor = 0.0
    """Spread of a gamma factor with mean 1 that a whole day shares (coefficient of variation)."""
    busyness_of: str | None = None
    """Name of this factor: services that give the same name are busy on the same days. Each
    service by itself when left out."""

    @model_validator(mode="after")
    def _fits_a_day(self) -> Self:
        if isinstance(self.per_hour, tuple):
            self._check_end(len(self.per_hour))
        elif not self.start < self.end <= _DAY:
            raise ValueError(
                f"expected start before end, by 24:00, got {clock_text(self.start)} and "
                f"{clock_text(self.end)}. Correct the two clock times."
            )
        return self

    def by_interval(self) -> tuple[tuple[float, float, float], ...]:
        """Each interval of a day as (start [s], length [s], cases per hour).

        Crowds come last, each an interval of its own that overlaps others.
        """
        crowds = ((one.begin, one.length, one.cases / one.length * 3600.0) for one in self.crowds)
        return (*self.without_crowds(), *crowds)

    def without_crowds(self) -> tuple[tuple[float, float, float], ...]:
        """The same of those who come one by one."""
        if isinstance(self.per_hour, tuple):
            return tuple(
                (self.start + k * self.interval, self.interval, rate)
                for k, rate in enumerate(self.per_hour)
            )
        count = max(1, -int(-(self.end - self.start) // self.interval))
        starts = [self.start + k * self.interval for k in range(count)]
        return tuple((s, min(self.interval, self.end - s), self.per_hour) for s in starts)


class Counts(_ByInterval):
    """The same number of cases in an interval every day, at random places in it."""

    pattern: Literal["counts"]
    """Arrivals counted, not random in number."""
    counts: Annotated[tuple[Annotated[int, Field(ge=0), NUMBER], ...], Field(min_length=1)]
    """Cases in each interval from ``start``."""

    @model_validator(mode="after")
    def _fits_a_day(self) -> Self:
        self._check_end(len(self.counts))
        return self


class Times(Section):
    """Cases at the times written here."""

    pattern: Literal["times"]
    """Arrivals at given times."""
    at: tuple[Duration, ...]
    """Times since midnight of the first day."""
    priorities: tuple[Whole, ...] | None = None
    """Priority of each case (smaller first); the service's own when left out."""

    @model_validator(mode="after")
    def _equally_long(self) -> Self:
        if self.priorities is not None and len(self.priorities) != len(self.at):
            raise ValueError(
                f"expected one priority for each of the {len(self.at)} times, "
                f"got {len(self.priorities)}. Make the lists equally long."
            )
        return self


class Trace(Section):
    """Cases as a log has them, row by row."""

    pattern: Literal["trace"]
    """Arrivals taken from a log."""
    log: str
    """Name of the log under ``logs``."""
    work: Named[Between] = Field(default_factory=frozendict)
    """Activities whose work is taken from the row instead of drawn."""


class Appointments(Section):
    """Everybody comes by appointment: every slot of every open day is booked in full."""

    pattern: Literal["appointments"]
    """Arrivals by appointment."""
    slots: Slots
    """The slots, and how people keep them."""


Arrivals = Annotated[Rates | Counts | Times | Trace | Appointments, Field(discriminator="pattern")]
"""How cases of a service come."""
