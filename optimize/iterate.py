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
from optimize.promise import Promise
from optimize.verdicts import Verdicts, judged
from scenarios.errors import InfeasibleError
from scenarios.units import clock_text

_APART = 4
"""Of intervals so far apart one is lowered without the other being much the worse."""
_ROUNDS = 60


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
    """The same in each interval with one less in it alone."""


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
    """
    search = _Search(evaluation, demand, promise, how)
    staffed = search.raised(begin.copy())
    return search.proved(search.lowered(staffed))


class _Search:
    def __init__(
        self, evaluation: Evaluation, demand: Demand, promise: Promise, how: Iteration
    ) -> None:
        self._evaluation, self._demand, self._promise, self._how = evaluation, demand, promise, how
        self._scopes = promise.scopes(demand.starts)
        self._members = demand.members > 0
        comes = np.greater(demand.calls @ demand.members, 0)
        self._asked = np.asarray(self._scopes.any(axis=0))[:, None] & comes
        self._tried = 0

    def _judge(self, staffed: Ints) -> tuple[Verdicts, Floats]:
        """What is known of the scopes, and the level of each interval."""
        how = self._how
        counts = self._evaluation.evaluate(
            staffed, replications=range(how.replications), seed=how.seed
        )
        self._tried += 1
        if how.progress is not None:
            how.progress(self._tried, max(self._tried + 1, 2 * int(self._asked.sum())))
        judged_scopes = judged(counts, self._promise, self._scopes, how.confidence)
        with np.errstate(divide="ignore", invalid="ignore"):
            level = counts.part.sum(axis=0) / counts.whole.sum(axis=0)
        return judged_scopes, level

    def raised(self, staffed: Ints) -> Ints:
        """Raise where a scope fails, by what its bound lacks, until none does."""
        for _ in range(_ROUNDS):
            found, level = self._judge(staffed)
            if found.met.all():
                return staffed
            staffed = staffed + self._steps(found, level, staffed)
        raise InfeasibleError(self._never(found, staffed))

    def _steps(self, found: Verdicts, level: Floats, staffed: Ints) -> Ints:
        """One more, or in proportion to (goal - bound) sqrt(staff), where a failing scope fails."""
        goal = self._promise.goal
        lacks = np.abs(goal - found.bound) / (goal if self._promise.is_time else 1.0)
        lacks = np.where(found.met, 0.0, np.where(np.isfinite(lacks), lacks, 1.0))
        steps = np.zeros(staffed.shape)
        for s, q in np.argwhere(~found.met):
            g = self._demand.group_of[q]
            scope = self._scopes[s] & self._asked[:, g]
            bad = scope & ~self._promise.is_kept(level[:, q])
            # All good by themselves, but not surely together: the worst is helped.
            at = bad if bad.any() else scope & (level[:, q] == self._worst(level[scope, q]))
            step = np.ceil(np.minimum(lacks[s, q], 1.0) * np.sqrt(staffed[:, g]))
            steps[:, g] = np.maximum(steps[:, g], np.where(at, np.maximum(step, 1), 0))
        return steps.astype(np.int64)

    def _worst(self, levels: Floats) -> float:
        return float(np.nanmax(levels) if self._promise.is_time else np.nanmin(levels))

    def lowered(self, staffed: Ints) -> Ints:
        """Take one away in many intervals at once, those apart from each other, while it holds."""
        more = True
        while more:
            more = False
            for k in range(_APART):
                turn = (np.arange(len(staffed)) % _APART == k)[:, None]
                trial = turn & self._asked & (staffed > 1)
                while trial.any():
                    found, _ = self._judge(staffed - trial)
                    if found.met.all():
                        staffed, more = staffed - trial, True
                        break
                    fewer = trial & ~self._to_blame(found, trial)
                    trial = fewer
        return staffed

    def _to_blame(self, found: Verdicts, trial: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Who was lowered in a failing scope or shortly before it; half of them in long ones."""
        failing = np.zeros(trial.shape, dtype=np.bool_)
        for s, q in np.argwhere(~found.met):
            g = self._demand.group_of[q]
            failing[:, g] |= self._scopes[s]
        near = failing.copy()
        for _ in range(_APART - 1):
            near[:-1] |= near[1:]
        blamed = near & trial
        if self._promise.per != "interval":
            # Any of them may be too many: give half of them back.
            kept = np.flatnonzero(blamed.ravel())[1::2]
            if kept.size:
                blamed.ravel()[kept] = False
        return blamed if blamed.any() else trial

    def proved(self, staffed: Ints) -> Settled:
        """Take one away in each interval alone, until none can be spared."""
        below = np.full(self._demand.calls.shape, np.nan)
        settled = False
        while not settled:
            settled = True
            for t, g in np.argwhere(self._asked & (staffed > 1)):
                trial = staffed.copy()
                trial[t, g] -= 1
                found, level = self._judge(trial)
                if found.met.all():
                    staffed, settled = trial, False
                below[t] = np.where(self._members[:, g], level[t], below[t])
        _, level = self._judge(staffed)
        return Settled(staffed, level, below)

    def _never(self, found: Verdicts, staffed: Ints) -> str:
        s, q = np.argwhere(~found.met)[0]
        t = int(np.flatnonzero(self._scopes[s])[0])
        name = self._demand.queues[q]
        at = clock_text(float(self._demand.starts[t]) % 86400)
        have = int(staffed[t, self._demand.group_of[q]])
        return (
            f"{name} at {at}: expected a level of {self._promise.goal:g}, got "
            f"{float(found.level[s, q]):.4g} with {have} people. Lower the goal or allow more time."
        )
