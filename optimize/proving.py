"""What is to be proven of a plan, how much is done for it, and what is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from optimize.evaluation import Counts, Floats, Ints
from optimize.judging import Flags, Judgement
from optimize.promise import Promise


class Plan(Protocol):
    """What a solver makes of a requirement."""

    @property
    def cost(self) -> float:
        """What is to be as little as possible."""
        ...

    @property
    def staffed(self) -> Ints:
        """People on position, shape (intervals, groups)."""
        ...

    @property
    def interrupted(self) -> bool:
        """Ctrl-C ended the search for it: it covers what was required, and may be dear."""
        ...


P = TypeVar("P", bound=Plan)
Stage = Literal["lift", "trim", "check"]


@dataclass(frozen=True, slots=True)
class Proving(Generic[P]):
    """What is to be proven, and by whom."""

    solve: Callable[[Ints], P]
    """The cheapest plan for a requirement, shape (intervals, groups); raises when there is none."""
    simulate: Callable[[P, range, int], Counts]
    """What becomes of the calls under a plan: these replications of a seed."""
    promise: Promise
    scopes: Flags
    """Intervals of each scope over which the promise is kept, shape (scopes, intervals)."""
    group_of: tuple[int, ...]
    """Group that serves each queue."""
    most: Floats
    """Most people who can be on position, such as seats, shape (intervals, groups)."""
    days: Ints
    """Day of each interval, shape (intervals,): lines of one day are hardly those of another."""
    at_once: Callable[[Ints], P] | None = None
    """A plan for a requirement in a moment, however dear, which says that it was interrupted; for
    Ctrl-C before there is any. Without it nothing is kept then."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is done to prove a plan."""

    replications: int = 100
    """Of each plan of the search."""
    rounds: int = 30
    """Most plans that are lifted, and as many trials of trimming: one that falls short on some days
    is tried again on the others."""
    in_vain: int = 3
    """Trimming ends after so many trials that got no cheaper."""
    checks: int = 8
    """Most plans that are checked: what a check finds short is lifted before the next."""
    first_check: int = 200
    """Replications of a check before the first look."""
    most_check: int = 1600
    """Replications after which a verdict that is still unclear stays so."""
    confidence: float = 0.95
    """With which all verdicts of the check hold together."""


@dataclass(frozen=True, slots=True)
class Round:
    """One plan, simulated."""

    stage: Stage
    cost: float
    short: int
    """Scopes of queues whose promise is not kept for certain."""
    worst: float
    """How far the worst one is from it, as `optimize.judging.Judgement.short`."""
    replications: int


@dataclass(frozen=True, slots=True)
class Candidate(Generic[P]):
    """A plan with what was seen of it."""

    plan: P
    need: Ints
    """The requirement it was solved for, shape (intervals, groups)."""
    judged: Judgement
    counts: Counts


@dataclass(frozen=True, slots=True)
class Proven(Generic[P]):
    """The cheapest plan found, and how it did on fresh random numbers."""

    plan: P
    need: Ints
    check: Judgement
    """Of each scope, on random numbers that the search has not seen."""
    counts: Counts
    """What the check counted."""
    rounds: tuple[Round, ...]
    interrupted: bool
    """Ctrl-C came before the check was over: ``check`` and ``counts`` are of the search, without a
    replication where its first plan had not been simulated."""

    @property
    def kept(self) -> bool:
        """The promise is kept in every scope, with the confidence asked for."""
        return self.check.kept and not self.interrupted
