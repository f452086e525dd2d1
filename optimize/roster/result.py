"""What making a roster comes to, and how it tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from optimize.roster.audit import RosterCost
from optimize.roster.limits import Roster
from optimize.solved import Status, relative_gap


class ToldRoster(Protocol):
    """Told how far a roster is; it may raise KeyboardInterrupt to have the best so far."""

    def __call__(self, done: int, asked: int, cost: float, bound: float, /) -> None:
        """Parts done, parts in all, cost so far (infinite without a roster), and its bound."""


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """A roster that keeps every hard rule, and how good it is known to be."""

    roster: Roster
    cost: RosterCost
    bound: float
    """No roster costs less; minus infinity when nothing is known."""
    status: Status
    """``optimal`` when proved, else ``feasible``."""
    termination: Literal["proved", "budget", "interrupted"]
    """Why it ended: nothing is left to prove, all was done that was asked for, or Ctrl-C."""
    iterations: int
    """Parts that were thought over."""
    seconds: float

    @property
    def gap(self) -> float:
        """(cost - bound) / cost; 0 at the optimum, infinite without a bound."""
        return relative_gap(self.cost.total, self.bound)
