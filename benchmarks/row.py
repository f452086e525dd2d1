"""One line of the benchmark table: a figure, what it stands beside, and what is wanted of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Size = Literal["tiny", "usual", "long"]
"""How much work a benchmark does: to see that it runs, a few minutes in all, or all there is."""
Against = Literal["simpy", "ciw", "compiled", "reference"]
"""A bare SimPy script; Ciw; a bare compiled loop, which is the limit; or our own other way: the
SimPy engine, fewer cases, one process."""


@dataclass(frozen=True, slots=True)
class Goal:
    """The most that a row's ratio or value should be."""

    of: Literal["ratio", "value"]
    most: float
    text: str


def times_as_fast(times: float) -> Goal:
    return Goal("ratio", 1 / times, f"≥ {times:g}× as fast")


def times_its_time(times: float) -> Goal:
    return Goal("ratio", times, f"≤ {times:g}× the time")


def at_most(value: float, unit: str) -> Goal:
    return Goal("value", value, f"≤ {value:g} {unit}")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, and how it stands to another one measured in the same run."""

    name: str
    value: float
    unit: str
    against: Against | None = None
    """What kind of thing the ratio is taken to."""
    ratio: float | None = None
    """value / the other's value."""
    than: str | None = None
    """What exactly the ratio is taken to."""
    goal: Goal | None = None

    @property
    def met(self) -> bool | None:
        """Whether it is as good as wanted; None when nothing is."""
        if self.goal is None:
            return None
        figure = self.value if self.goal.of == "value" else self.ratio
        return figure is not None and figure <= self.goal.most

    @property
    def beside(self) -> str:
        """The ratio in words."""
        if self.ratio is None:
            return ""
        if self.unit == "h":
            return f"{self.ratio:.3f}× the hours"
        if self.ratio < 1:
            return f"{1 / self.ratio:.3g}× as fast"
        return f"{self.ratio:.3g}× the time"

    def as_dict(self) -> dict[str, object]:
        """The row for results.json."""
        goal = None if self.goal is None else self.goal.text
        return {**asdict(self), "goal": goal, "met": self.met}
