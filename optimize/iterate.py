"""The least staff that keeps a promise by evaluation: raise what fails, lower what can be spared.

Intervals hand their lines on to each other, so the staff of one shows in the next ones too. All
plans are evaluated on the same random numbers (Feldman, Mandelbaum, Massey & Whitt 2008, "Staffing
of time-varying queues to achieve time-stable performance", is the scheme; here with bounds instead
of means, and a last pass that takes nobody on trust).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimize.demand import Demand
from optimize.evaluation import Evaluation, Floats, Ints
from optimize.judging import Judgement, judge
from optimize.promise import Promise
from scenarios.calendar_days import DAY
from scenarios.errors import InfeasibleError, Interrupted
from scenarios.units import clock_text

_APART = 4
"""Of intervals so far apart one is lowered without the other being much the worse."""
_ROUNDS = 60
_TOO_EARLY = "interrupted before any plan kept the promise: nothing is kept. Start it again."
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Iteration:
    """How surely, and on which random numbers."""

    replications: int = 100
    seed: int = 1
    confidence: float = 0.95
    """With which all scopes are kept together."""
    progress: Callable[[int, int], None] | None = None
    """Called with (plans tried, plans expected) after each evaluation."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A plan of which nobody can be spared."""

    staffed: Ints
    """Shape (intervals, groups)."""
    level: Floats
    """Of each interval and queue, whatever the promise is kept over, shape (intervals, queues)."""
    level_below: Floats
    """The same in each interval with one less in it alone; NaN where that was not tried."""
    complete: bool
    """False where it was interrupted: somebody may be spared."""


def iterate(
    evaluation: Evaluation, demand: Demand, promise: Promise, begin: Ints, how: Iteration
) -> Settled:
    """Find a plan that keeps a promise with confidence, and with one less in any interval does not.

    Intervals outside all scopes stay as they begin.

    Parameters
    ----------
    evaluation
        What finds out how a plan does.
    demand
        The calls.
    promise
        What has to be kept: the one-sided bounds of all scopes, not only their levels.
    begin
        Where to begin, shape (intervals, groups), such as what a formula says.
    how
        How surely.

    Raises
    ------
    InfeasibleError
        An interval fails however many are there.
    Interrupted
        Ctrl-C came before a plan was found; one that comes later ends the search with the plan so
        far.
    """
    search = _Search(evaluation, demand, promise, begin, how)
    try:
        search.raise_()
    except KeyboardInterrupt:
        raise Interrupted(_TOO_EARLY) from None
    try:
        search.lower()
        search.prove()
    except KeyboardInterrupt:
        return search.settled(complete=False)
    return search.settled(complete=True)


class _Search:
    """A plan that gets better with each step; whenever it is stopped it is there."""

    def __init__(
        self,
        evaluation: Evaluation,
        demand: Demand,
        promise: Promise,
        begin: Ints,
        how: Iteration,
    ) -> None:
        self._evaluation, self._demand, self._promise, self._how = evaluation, demand, promise, how
        self._scopes = promise.scopes(demand.starts)
        comes = np.greater(demand.calls @ demand.members, 0)
        self._asked = np.asarray(self._scopes.any(axis=0))[:, None] & comes
        self._staffed = begin.copy()
        self._level = self._below = np.full(demand.calls.shape, np.nan)
        self._tried = 0

    def settled(self, *, complete: bool) -> Settled:
        """The plan as it is."""
        return Settled(self._staffed, self._level, self._below, complete)

    def _judge(self, staffed: Ints) -> tuple[Judgement, Floats]:
        """What is known of the scopes, and the level of each interval."""
        how = self._how
        counts = self._evaluation.evaluate(
            staffed, replications=range(how.replications), seed=how.seed
        )
        self._tried += 1
        if how.progress is not None:
            how.progress(self._tried, max(self._tried + 1, 2 * int(self._asked.sum())))
        with np.errstate(divide="ignore", invalid="ignore"):
            level = counts.part.sum(axis=0) / counts.whole.sum(axis=0)
        comes = (self._scopes @ self._demand.calls) > 0
        doubt = (1 - how.confidence) / max(1, int(comes.sum()))
        return judge(counts, self._promise, self._scopes, doubt), level

    def _take(self, staffed: Ints, level: Floats) -> None:
        """Go on from a plan that keeps the promise."""
        self._staffed, self._level = staffed, level

    def raise_(self) -> None:
        """Raise where a scope fails, by what its bound lacks, until none does."""
        for _ in range(_ROUNDS):
            found, level = self._judge(self._staffed)
            if found.met.all():
                return self._take(self._staffed, level)
            self._staffed = self._staffed + self._steps(found, level)
        raise InfeasibleError(self._never(found))

    def _steps(self, found: Judgement, level: Floats) -> Ints:
        """One more, or in proportion to (goal - bound) sqrt(staff), where a failing scope fails."""
        lacks = np.minimum(found.short, 1.0)
        steps = np.zeros(self._staffed.shape)
        for s, q in np.argwhere(~found.met):
            g = self._demand.group_of[q]
            scope = self._scopes[s] & self._asked[:, g]
            bad = scope & ~self._promise.is_kept(level[:, q])
            # All good by themselves, but not surely together: the worst is helped.
            at = bad if bad.any() else scope & (level[:, q] == self._worst(level[scope, q]))
            step = np.maximum(np.ceil(lacks[s, q] * np.sqrt(self._staffed[:, g])), 1)
            steps[:, g] = np.maximum(steps[:, g], np.where(at, step, 0))
        return steps.astype(np.int64)

    def _worst(self, levels: Floats) -> float:
        return float(np.nanmax(levels) if self._promise.is_time else np.nanmin(levels))

    def lower(self) -> None:
        """Take one away in many intervals at once, those apart from each other, while it holds."""
        turns = [np.arange(len(self._staffed)) % _APART == k for k in range(_APART)]
        while sum(self._lowered(turn[:, None]) for turn in turns) > 0:
            pass

    def _lowered(self, turn: Flags) -> bool:
        """Whether somebody could be spared in some of these intervals."""
        trial = turn & self._asked & (self._staffed > 1)
        while trial.any():
            found, level = self._judge(self._staffed - trial)
            if found.met.all():
                self._take(self._staffed - trial, level)
                return True
            trial &= ~self._to_blame(found, trial)
        return False

    def _to_blame(self, found: Judgement, trial: Flags) -> Flags:
        """Who was lowered in a failing scope or shortly before it; half of them in long ones."""
        near = np.zeros(trial.shape, dtype=np.bool_)
        for s, q in np.argwhere(~found.met):
            near[:, self._demand.group_of[q]] |= self._scopes[s]
        for _ in range(_APART - 1):
            near[:-1] |= near[1:]
        blamed = near & trial
        if not blamed.any():
            return trial
        if self._promise.per != "interval":
            # Any of them may be too many: half of them are given back.
            blamed.flat[np.flatnonzero(blamed)[1::2]] = False
        return blamed

    def prove(self) -> None:
        """Take one away in each interval alone, until none can be spared."""
        spared = True
        while spared:
            spared = False
            for t, g in np.argwhere(self._asked & (self._staffed > 1)):
                trial = self._staffed.copy()
                trial[t, g] -= 1
                found, level = self._judge(trial)
                if found.met.all():
                    self._take(trial, level)
                    spared = True
                    continue
                own = self._demand.members[:, g] > 0
                below = self._below.copy()
                below[t, own] = level[t, own]
                self._below = below

    def _never(self, found: Judgement) -> str:
        s, q = np.argwhere(~found.met)[0]
        t = int(np.flatnonzero(self._scopes[s])[0])
        at = clock_text(float(self._demand.starts[t]) % DAY)
        have = int(self._staffed[t, self._demand.group_of[q]])
        return (
            f"{self._demand.queues[q]} at {at}: expected a level of {self._promise.goal:g}, got "
            f"{float(found.level[s, q]):.4g} with {have} people. Lower the goal or allow more time."
        )
