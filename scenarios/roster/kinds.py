"""A kind of shift of a roster: when it is, what counts as work in it, whether it is a night."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from scenarios.calendar_days import DAY
from scenarios.roster.breaks import Breaks, wrong_breaks
from scenarios.section import Section, Text
from scenarios.units import ClockTime, Hours, Minutes


class RosterKind(Section):
    """A shift as it stands in a roster; its hours belong to the day on which it starts."""

    title: Text | None = None
    """Name for people."""
    start: ClockTime | None = None
    """When it starts; rests and nights are not judged when left out."""
    length: Annotated[Hours, Field(gt=0)]
    """From start to end."""
    unpaid_break: Minutes = 0.0
    """Time within it that is no working time, as lunch often is not."""
    breaks: Breaks = ()
    """Breaks with their times of day, paid ones too: those of the first who works it, then those
    of the next, and round. When left out, only the unpaid one is known, without a time."""
    skill: str | None = None
    """What one has to be able to do; anybody may work it when left out."""
    not_followed_by: tuple[str, ...] = ()
    """Kinds that nobody may work on the day after."""
    post: str | None = None
    """The post that it is worked at, such as a window, for the rotation of posts (轮岗)."""
    night: bool | None = None
    """Whether it counts among the night shifts of a person; at least 3 h between 22:00 and 06:00
    when left out. What the protected may not work is any of that time."""

    @model_validator(mode="after")
    def _is_a_shift(self) -> Self:
        # Hours for minutes, or the days of a week added up, are the slips of a file made by hand.
        if self.length > DAY:
            raise ValueError(
                f"expected a length of at most 24 h, got {self.length / 3600:g} h. Correct it, or "
                "make it several shifts."
            )
        if self.unpaid_break >= self.length:
            raise ValueError(
                f"expected an unpaid_break shorter than the shift of {self.length / 3600:g} h, got "
                f"{self.unpaid_break / 3600:g} h. Correct it."
            )
        return self

    @model_validator(mode="after")
    def _breaks_fit(self) -> Self:
        if wrong := wrong_breaks(self.start, self.length, self.unpaid_break, self.breaks):
            raise ValueError(f"breaks: {wrong}")
        return self

    def words(self, name: str) -> tuple[str, ...]:
        """What it is called in cells: its name, and its titles where they are other words."""
        titles = () if self.title is None else (self.title.zh, self.title.en)
        return tuple(dict.fromkeys((name, *titles)))

    @property
    def hours(self) -> float:
        """Working time [h]."""
        return (self.length - self.unpaid_break) / 3600

    @property
    def at_night(self) -> bool:
        """Whether any of it lies between 22:00 and 06:00, which Chinese law calls night."""
        if self.start is None:
            return False
        end = self.start + self.length
        return self.start < 6 * 3600 or end > 22 * 3600

    @property
    def is_night(self) -> bool:
        """Whether it counts among the night shifts of a person.

        At least three hours at night, as directive 2003/88/EC, art. 2 (4) has it, are enough.
        """
        if self.night is not None or self.start is None:
            return bool(self.night)
        start, end = self.start, self.start + self.length
        spans = ((h * 3600.0, (h + 8) * 3600.0) for h in (-2, 22, 46))
        at_night = sum(max(0.0, min(end, last) - max(start, first)) for first, last in spans)
        return at_night >= 3 * 3600
