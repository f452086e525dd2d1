"""Rows of transitions put together: one for each step done, with when it came and was put down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from scenarios.fit.contacts import Flags, Floats, Ints

_CAME = {"schedule", "assign"}
_TAKEN_UP = {"start", "resume"}
_GIVEN_UP = {"withdraw", "ate_abort", "pi_abort"}
TRANSITIONS = _CAME | _TAKEN_UP | _GIVEN_UP | {"suspend", "complete"}
"""Those that are read, of the standard lifecycle (IEEE 1849, lifecycle extension)."""


@dataclass(frozen=True, slots=True)
class Together:
    """What the rows of a log are, shape (rows,), and when what they say was put down."""

    done: Flags
    """Whether a row is the end of a step: its completion, or the last work on one given up."""
    enable: Floats
    """When the step that it ends came into its queue; NaN where no row says so."""
    start: Floats
    """When that was begun; NaN where no row says so."""
    put_down: Ints
    """Row of the end of a step for each time that it was put down, shape (pauses,)."""
    by: Ints
    """Row at which it was put down, shape (pauses,)."""
    taken_up: Floats
    """When it was taken up again, shape (pauses,)."""


@dataclass(slots=True)
class _Step:
    """A step under way."""

    enable: float
    start: float
    pauses: list[tuple[int, float]] = field(default_factory=list)
    """Row at which it was put down and when it was taken up again."""
    down: int | None = None
    """Row since which it lies, None while somebody is at it."""

    def take_up(self, moment: float) -> None:
        if self.down is not None:
            self.pauses.append((self.down, moment))
            self.down = None


@dataclass(slots=True)
class _Steps:
    """Those of one case and activity."""

    came: list[float] = field(default_factory=list)
    """When those came that nobody has begun, the first first."""
    under_way: list[_Step] = field(default_factory=list)

    def first(self, *, lying: bool) -> _Step | None:
        """The one begun first of those that lie, or of those that somebody is at."""
        return next((s for s in self.under_way if (s.down is not None) == lying), None)

    def begin(self, moment: float) -> _Step:
        step = _Step(self.came.pop(0) if self.came else np.nan, moment)
        self.under_way.append(step)
        return step


def put_together(key: Ints, transition: Iterable[str], at: Floats) -> Together:
    """Find the rows that end a step, and what others say of it.

    Parameters
    ----------
    key
        Case and activity as one number, shape (rows,).
    transition
        Lower case, shape (rows,).
    at
        Shape (rows,) [s]; NaN where it cannot be read.

    Of several steps of one case and activity the first begun ends first. Whoever starts one while
    another lies takes that one up. A step given up while it lies ended when it was put down; one
    that nobody had begun was no step.
    """
    what = np.array(list(transition), dtype=object)
    done = np.asarray(what == "complete", dtype=np.bool_)
    enable, start = np.full((2, len(at)), np.nan)
    pauses: list[tuple[int, int, float]] = []
    every: dict[int, _Steps] = defaultdict(_Steps)
    order = np.lexsort((np.arange(len(at)), at))
    for k in order[np.isfinite(at[order])].tolist():
        steps, moment, kind = every[int(key[k])], float(at[k]), what[k]
        going, lying = steps.first(lying=False), steps.first(lying=True)
        if kind == "schedule" or (kind == "assign" and not steps.came):
            steps.came.append(moment)
        elif kind in _TAKEN_UP and lying is not None:
            lying.take_up(moment)
        elif kind == "start" or (kind == "resume" and going is None):
            steps.begin(moment)
        elif kind == "suspend" and going is not None:
            going.down = k
        elif kind == "complete" or kind in _GIVEN_UP:
            step, last = going or lying, k
            if step is None:
                if steps.came:
                    came = steps.came.pop(0)
                    enable[k] = came if kind == "complete" else np.nan
                continue
            if kind != "complete" and step.down is not None:
                last = step.down
            else:
                step.take_up(moment)
            steps.under_way.remove(step)
            done[last] = True
            enable[last], start[last] = step.enable, step.start
            pauses += [(last, row, until) for row, until in step.pauses]
    return Together(
        done=done,
        enable=enable,
        start=start,
        put_down=np.array([p[0] for p in pauses], dtype=np.int64),
        by=np.array([p[1] for p in pauses], dtype=np.int64),
        taken_up=np.array([p[2] for p in pauses], dtype=np.float64),
    )
