"""What steps between two looks say of calls: their rate as if Poisson, and how they scatter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammainc, gammaln

from scenarios.fit.contacts import Flags, Floats, Ints
from scenarios.fit.hall_replay import LineSeen

LONGEST = 900.0
"""Rows further apart say nothing of a rate [s]."""
_WIDEST = 3.0
"""Times per call are looked for within this factor's exponential of what is usual."""


@dataclass(frozen=True, slots=True)
class CallSteps:
    """Steps that began with people waiting; arrays have the shape (steps,)."""

    calls: Floats
    exposure: Floats
    """Open counters times length [s]."""
    whole: Flags
    """Whether people waited at its end too: else there were calls for want of people."""
    run: Ints
    """Steps of the same number followed each other, all with people waiting."""
    kept: Flags
    """Which steps of the line these are, shape (looks - 1,)."""

    def only(self, some: Flags) -> CallSteps:
        """Some of the steps; ``kept`` stays that of all."""
        return CallSteps(
            self.calls[some], self.exposure[some], self.whole[some], self.run[some], self.kept
        )


def call_steps(seen: LineSeen) -> CallSteps:
    """The steps of a line in which all counters are busy, as far as looks can tell."""
    length = np.diff(seen.clock)
    mean_open = (seen.counters[:-1] + seen.counters[1:]) / 2
    kept = (
        (np.diff(seen.day) == 0)
        & (length <= LONGEST)
        & (seen.waiting[:-1] > 0)
        & (seen.counters[:-1] > 0)
        & (seen.counters[1:] > 0)
    )
    return CallSteps(
        calls=seen.calls[1:][kept].astype(np.float64),
        exposure=(mean_open * length)[kept],
        whole=np.asarray(seen.waiting[1:][kept] > 0),
        run=np.cumsum(~kept)[kept],
        kept=kept,
    )


def poisson_mean(steps: CallSteps, usual: float, prior: float) -> float:
    """Time per call and counter [s], were calls Poisson: the most likely one.

    c busy counters call Poisson(c x time / mean) people. In a step that ended with an empty line
    there could have been more calls than there were people, so that it says only P(as many or
    more): leaving such steps out would take the slow ones for all.

    Parameters
    ----------
    steps
        What was seen.
    usual, prior
        So many calls at the usual time per call [s] count beside those seen (gamma prior).
    """
    k, t = steps.calls, steps.exposure
    free, cut = t[steps.whole].sum(), (~steps.whole) & (k > 0)
    seen, at_least, for_ = k[steps.whole].sum(), k[cut], t[cut]
    low, high = -_WIDEST, _WIDEST
    # The likelihood is concave in the log of the rate: its slope has one root.
    for _ in range(24):
        middle = (low + high) / 2
        rate = np.exp(middle) / usual
        m = for_ * rate
        pmf = np.exp(at_least * np.log(m) - m - gammaln(at_least + 1))
        tail = at_least * pmf / np.maximum(gammainc(at_least, m), 1e-300)
        slope = seen - free * rate + tail.sum() + prior * (1 - np.exp(middle))
        low, high = (middle, high) if slope > 0 else (low, middle)
    return float(usual / np.exp((low + high) / 2))


def likely_bounds(
    steps: CallSteps, usual: float, prior: float, best: float, drop: float
) -> tuple[float, float]:
    """Times per call [s] at which the log-likelihood of `poisson_mean` is lower by ``drop``."""
    k, t = steps.calls, steps.exposure
    logs = np.log(best) + np.linspace(-_WIDEST, _WIDEST, 1201)

    def likelihood(log: Floats) -> Floats:
        mean = t[None, :] / np.exp(log)[:, None]
        exact = k * np.log(mean) - mean - gammaln(k + 1)
        least = np.log(np.maximum(gammainc(np.maximum(k, 1e-9), mean), 1e-300))
        told = np.where(steps.whole, exact, np.where(k > 0, least, 0.0)).sum(axis=1)
        return np.asarray(told + prior * (log[0] * 0 - usual / np.exp(log) - log))

    found = likelihood(logs)
    inside = np.exp(logs[found >= likelihood(np.log(np.array([best])))[0] - drop])
    return float(min(inside[0], best)), float(max(inside[-1], best))


def scatter(steps: CallSteps, over: int) -> tuple[float, int]:
    """Square of what calls are off by over their mean, in stretches of so many steps: 1 if Poisson.

    Of renewals with coefficient of variation cv it is cv^2 in long stretches (Cox, Renewal Theory,
    1962, section 4.2). Only steps that began and ended with people waiting are looked at, and every
    stretch of them, overlapping ones as well.

    Returns
    -------
    tuple
        The index of dispersion, and the number of stretches.
    """
    run = np.where(steps.whole, steps.run, -1 - np.arange(len(steps.run)))
    if len(run) < over:
        return 1.0, 0
    kept = (run[over - 1 :] == run[: len(run) - over + 1]) & (run[over - 1 :] >= 0)
    calls, exposure = (
        np.convolve(values, np.ones(over), "valid")[kept]
        for values in (steps.calls, steps.exposure)
    )
    if not calls.any():
        return 1.0, 0
    expected = exposure * calls.sum() / exposure.sum()
    return float(((calls - expected) ** 2).sum() / expected.sum()), int(kept.sum())
