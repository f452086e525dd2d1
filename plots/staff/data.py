"""Everything that charts, tables and pages of planned shifts are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from optimize.promise import Promise
from optimize.proving import Round
from plots.language import Lang, no_warnings
from scenarios.model import ServiceModel


@dataclass(frozen=True, slots=True)
class Level:
    """What was reached, in the unit of the promise: a share within [0, 1], or seconds."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Goal:
    """What one goal takes: a plan that was made for it, or for a harder one, and checked."""

    goal: float
    """Share within [0, 1], or seconds of a mean wait."""
    paid_hours: float
    """A day."""
    level: Level
    """Over all calls together, with its 95 % interval."""
    least: float
    """Level of the worst place in which the promise is kept by itself, such as an interval."""
    met: int
    """Places in which the promise is met for certain."""
    places: int
    status: str
    """As `StaffData.status`."""


@dataclass(frozen=True, slots=True)
class StaffData:
    """A plan of shifts for a promise, and how it did in simulation.

    Tables have times in seconds since midnight, and ``day`` is the first day of a kind of day.
    """

    model: ServiceModel
    promise: Promise
    status: str
    """``met``, ``not_met``, ``unclear``, or ``interrupted``: not checked on fresh numbers."""
    confidence: float
    """With which verdicts hold, within (0, 1): all together, or each by itself (`together`)."""
    replications: int
    """Of the check, or of the search where that was interrupted; 0 where it had not begun."""
    seed: int
    begun_with: Mapping[Lang, str]
    """The formula that the search began with."""
    days: int
    """Days planned: one that stands for all, or the seven of a week."""
    alike: tuple[tuple[int, ...], ...]
    """Days of each kind, as numbers from the first of the model."""
    paid_hours: float
    """A day, in the mean over the days planned that are open."""
    cost: float
    """On the days planned, in the unit of the prices of the rules."""
    bound: float
    """No shifts that cover as much cost less."""
    gap: float
    """(cost - bound) / cost."""
    level: Level
    """Over all calls together, with its 95 % interval."""
    intervals: pd.DataFrame
    """``day, at, length, group, queue, calls, offered_load, required, planned_for, staffed, level,
    low, high, verdict``; the verdict is that of the scope, empty where it is in none."""
    scopes: pd.DataFrame
    """``day, at, end, queue, level, low, high, verdict``: each place in which the promise is kept
    by itself."""
    shifts: pd.DataFrame
    """``group, kind, kind_zh, kind_en, day, weekday, at, end, paid_hours, person, breaks``: here
    ``day`` is that of the plan, and ``breaks`` are tuples of start, end and whether it is paid."""
    rounds: tuple[Round, ...]
    """Each plan that was simulated on the way."""
    sentences: Mapping[Lang, tuple[str, ...]]
    """What it costs and whether the promise is kept, and where not."""
    version: str
    date: str
    helping: pd.DataFrame = field(default_factory=pd.DataFrame)
    """``group, day, at, end, people``: who helps and is not planned, by kinds of day; empty where
    nobody does."""
    goals: tuple[Goal, ...] = ()
    """What other goals take, this one among them; empty when they were not looked at."""
    open_days: int = 1
    """Days of those planned that are open."""
    warnings: Mapping[Lang, tuple[str, ...]] = field(default_factory=no_warnings)
    """What the model may mean otherwise than it says, a sentence each."""

    @property
    def together(self) -> bool:
        """Whether verdicts hold together: those of a search that was interrupted do not."""
        return self.status != "interrupted"

    @property
    def is_simulated(self) -> bool:
        """Whether anything is known of its levels."""
        return self.replications > 0

    @property
    def compares(self) -> bool:
        """There is no before and after."""
        return False
