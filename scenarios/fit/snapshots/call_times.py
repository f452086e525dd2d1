"""How long a call keeps a counter, and how these times vary, from looks at a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Floats
from scenarios.fit.hall_replay import LineSeen, arrival_times, replayed
from scenarios.fit.snapshots.call_steps import (
    CallSteps,
    call_steps,
    likely_bounds,
    poisson_mean,
    scatter,
)

_PRIOR = 4.0
"""Calls that what is usual in the office counts for, beside those of the counters themselves."""
_DROP = 1.92
"""Fall of the log-likelihood at the bounds of 95 % (chi-squared, one degree of freedom)."""
_USUAL = 600.0
"""Time per call where nobody ever waited in the office [s]."""
_FEWEST = 60
"""Calls while people waited, and stretches of them, that say how calls scatter."""
_LONG = 2.0
"""Calls of each counter in such a stretch."""
_REPLAYS = 80
_ENOUGH = 2000
"""Calls in a replay: days of the file are left out where there are more."""
_CVS = (0.1, 2.0)
_LEAST = 0.3
"""Standard deviation of what replays say at any cv, over that at all of them, at the least."""
_WIDTH = 0.3
"""Times per call are tried up to so far from the first guess, as a logarithm."""


@dataclass(frozen=True, slots=True)
class CallTime:
    """Time that a call keeps an open counter while somebody waits."""

    mean: float
    """[s]"""
    low: float
    high: float
    """Bounds of 95 % [s]."""
    calls: int
    """Calls that it was seen on."""
    cv: float = 1.0
    """Coefficient of variation of these times; 1 where too few calls tell it."""
    cv_low: float = 0.0
    cv_high: float = float("inf")
    """Bounds of 95 %."""
    waits_alike: bool = True
    """Whether as many waited as in replays with this cv, rather than in exponential ones."""

    @property
    def cv_told(self) -> bool:
        """Whether there were calls enough to tell how these times vary."""
        return self.cv_high < float("inf")

    @property
    def shaped(self) -> bool:
        """Whether they vary otherwise than exponential ones beyond chance, less or more.

        Numbers that nobody answers to and are passed in a moment make for a cv above 1, and people
        wait the longer for it; so do counters that are away for a while or serve other lines, of
        which they wait in another way. So people have to have waited as with these times.
        """
        return self.cv_high < 1 or (self.cv_low > 1 and self.waits_alike)

    @property
    def most_passed(self) -> float:
        """Share of the numbers called that may have been passed in no time, at the most.

        Where a share p keeps a counter for no time and the rest for times of any cv c >= 0, all of
        them have cv^2 = (1 + c^2) / (1 - p) - 1, so that p <= cv^2 / (1 + cv^2). Looks cannot tell
        p and c apart. NaN where the cv is not told.
        """
        return self.cv_high**2 / (1 + self.cv_high**2) if self.cv_told else float("nan")


def guessed_times(lines: tuple[LineSeen, ...]) -> tuple[float, ...]:
    """Time per call and counter of each line [s], as if calls were Poisson: a first guess."""
    told = [call_steps(line) for line in lines]
    usual = _usual(told)
    return tuple(poisson_mean(steps, usual, _PRIOR) for steps in told)


def call_times(lines: tuple[LineSeen, ...]) -> tuple[CallTime, ...]:
    """Time per call and open counter of each line, and how it varies.

    The most likely mean were calls Poisson (`poisson_mean`) is wrong where they are not: of
    steadier service more calls than c x time / mean fall into the time in which people wait, for
    it begins with counters half done and ends with one just begun; and looks cannot see counters
    idle between two of them. So the line is replayed with gamma times of many means and cv, by the
    same arrivals and counters and at the same looks, and what replays say (that mean, and the
    scatter of calls) is compared with what was seen (synthetic likelihood: Wood, Nature 466, 2010;
    about even in the mean's logarithm, and in cv from 0.1 to 2). Where there were few calls they
    are taken as Poisson, with the office's own mean for four calls.

    Parameters
    ----------
    lines
        Each set of counters with its queues.
    """
    told = [call_steps(line) for line in lines]
    usual = _usual(told)
    return tuple(_found(*one, usual) for one in zip(lines, told, strict=True))


def _usual(told: list[CallSteps]) -> float:
    """The mean of all of the office together [s]."""
    if not any(steps.calls.any() for steps in told):
        return _USUAL
    every = CallSteps(*(
        np.concatenate([getattr(steps, name) for steps in told])
        for name in ("calls", "exposure", "whole", "run", "kept")
    ))  # fmt: skip
    return poisson_mean(every, float(every.exposure.sum() / every.calls.sum()), 0.0)


def _found(line: LineSeen, steps: CallSteps, usual: float) -> CallTime:
    guess, calls = poisson_mean(steps, usual, _PRIOR), int(steps.calls.sum())
    over = stretch_length(line, steps, guess)
    seen, stretches = scatter(steps, over)
    if min(calls, stretches) < _FEWEST or seen <= 0:
        return CallTime(guess, *likely_bounds(steps, usual, _PRIOR, guess, _DROP), calls)
    return _replayed(line, guess, seen, over, usual, calls)


def stretch_length(line: LineSeen, steps: CallSteps, mean: float) -> int:
    """Steps in a stretch in which each counter makes two calls."""
    if not steps.calls.any():
        return 1
    pace = mean / float(np.median(steps.exposure))
    counters = float(np.median(line.counters[line.counters > 0]))
    return max(1, round(_LONG * counters * pace))


def _replayed(
    line: LineSeen, guess: float, seen: float, over: int, usual: float, calls: int
) -> CallTime:
    """The means and cv whose replays look like what was seen."""
    days = np.unique(line.day)
    every = max(1, int(calls // _ENOUGH))
    part = line.only(days[::every])
    rng = np.random.default_rng(len(days))
    # Each cell of a grid once in each direction (Latin hypercube), so that few replays fill it.
    place = [(rng.permutation(_REPLAYS) + 0.5) / _REPLAYS for _ in range(2)]
    off = _WIDTH * (2 * place[0] - 1)
    cv = _CVS[0] + (_CVS[1] - _CVS[0]) * place[1]
    said = np.full((_REPLAYS, 3), np.nan)
    for r in range(_REPLAYS):
        at, step = arrival_times(part, rng)
        shape = cv[r] ** -2
        work = rng.gamma(shape, guess * np.exp(off[r]) / shape, len(at))
        again = replayed(part, at, step, work)
        steps = call_steps(again)
        spread, stretches = scatter(steps, over)
        if stretches and spread > 0:
            first_guess = poisson_mean(steps, usual, _PRIOR) / guess
            said[r] = np.log([first_guess, spread, again.waiting.mean()])
    told = np.isfinite(said).all(axis=1)
    offs, cvs = np.linspace(-_WIDTH, _WIDTH, 241), np.linspace(*_CVS, 191)
    weight = _likelihood(
        (off[told], cv[told]), said[told, :2], np.array([0.0, np.log(seen)]), (offs, cvs), every
    )
    low, mean, high = _quantiles(weight.sum(axis=1), offs)
    cv_low, middle, cv_high = _quantiles(weight.sum(axis=0), cvs)
    waits, *_ = np.linalg.lstsq(_terms(off[told], cv[told]), said[told, 2], rcond=None)
    due = _terms(np.full(2, mean), np.array([middle, 1.0])) @ waits
    own, exponential = np.abs(due - np.log(part.waiting.mean()))
    return CallTime(
        guess * np.exp(mean), guess * np.exp(low), guess * np.exp(high), calls, middle, cv_low,
        cv_high, bool(own <= exponential),
    )  # fmt: skip


def _likelihood(
    tried: tuple[Floats, Floats],
    said: Floats,
    seen: Floats,
    grid: tuple[Floats, Floats],
    every: int,
) -> Floats:
    """How likely what was seen is at each mean and cv of the grid, shape (means, cvs).

    What replays say is normal about a smooth function of mean and cv, with a standard deviation
    that rises with cv; ``every`` times the days of a replay make it so much smaller.
    """
    fitted, *_ = np.linalg.lstsq(_terms(*tried), said, rcond=None)
    rest = said - _terms(*tried) @ fitted
    scale = np.linalg.norm(rest, axis=0) / np.sqrt(len(rest) - len(fitted))
    line = np.column_stack([np.ones(len(rest)), tried[1]])
    # The mean distance of a normal is .798 standard deviations.
    rises, *_ = np.linalg.lstsq(line, np.abs(rest) / 0.798, rcond=None)
    own = np.maximum(line @ rises, _LEAST * scale)
    like = np.corrcoef((rest / own).T)
    places = np.meshgrid(*grid, indexing="ij")
    off, cv = (place.ravel() for place in places)
    sd = np.maximum(np.column_stack([np.ones(len(cv)), cv]) @ rises, _LEAST * scale)
    sd *= (np.linalg.norm(rest / own, axis=0) / np.sqrt(len(rest) - len(fitted))) / every**0.5
    gap = (seen - _terms(off, cv) @ fitted) / sd
    log = -(gap @ np.linalg.inv(like) * gap).sum(axis=1) / 2 - np.log(sd).sum(axis=1)
    weight: Floats = np.exp(log - log.max()).reshape(places[0].shape)
    return weight


def _terms(off: Floats, cv: Floats) -> Floats:
    """What statistics are regressed on, shape (points, 7)."""
    log = np.log(cv + 0.2)
    return np.column_stack([np.ones(len(off)), off, off**2, log, log**2, log**3, off * log])


def _quantiles(weight: Floats, at: Floats) -> tuple[float, float, float]:
    """The 2.5 %, 50 % and 97.5 % points of weights on a grid."""
    below = (np.cumsum(weight) - weight / 2) / weight.sum()
    low, middle, high = np.interp((0.025, 0.5, 0.975), below, at)
    return float(low), float(middle), float(high)
