"""The load that a rate varying over time leaves behind: it follows the calls with a delay."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from optimize.evaluation import Floats
from scenarios.errors import DataError

Excess = Callable[[Floats], Floats]
"""Distribution function of the stationary excess of the handling time: the share of it that lies
within a time, integral of P(S > u) from 0 divided by the mean; 0 at 0."""


_CONSTANT = 1e-4
"""Below this spread times are taken as all the same."""


def exponential_excess(mean: float) -> Excess:
    """Stationary excess of an exponential time: the same exponential again."""
    return lambda x: -np.expm1(-x / mean)


def gamma_excess(mean: float, cv: float) -> Excess:
    """Stationary excess of a gamma time; cv 1 is exponential, cv 0 always the same time.

    (x P(S > x) + mean P(S' <= x)) / mean, S' with a shape greater by 1 (integration by parts).
    """
    if cv < _CONSTANT:
        return lambda x: np.minimum(x / mean, 1.0)
    shape, scale = cv**-2, mean * cv**2
    return lambda x: (
        x / mean * special.gammaincc(shape, x / scale) + special.gammainc(shape + 1, x / scale)
    )


def modified_offered_load(
    edges: ArrayLike,
    rates: ArrayLike,
    at: ArrayLike,
    mean: float,
    excess: Excess | None = None,
    period: float | None = None,
) -> Floats:
    """Mean number busy at some times if nobody had to wait, M(t)/G/inf [erlang].

    m(t) = E[rate(t - S_e)] E[S], S_e the stationary excess of the handling time (Eick, Massey &
    Whitt 1993, "The physics of the M(t)/G/inf queue", theorem 1; for staffing Jennings, Mandelbaum,
    Massey & Whitt 1996). Rates are constant between edges, so the mean is an exact sum.

    Parameters
    ----------
    edges
        Where the rate changes, increasing, shape (pieces + 1,); nobody comes before and after.
    rates
        Calls per unit of time in each piece, shape (pieces,).
    at
        Times asked for, any shape.
    mean
        Mean handling time.
    excess
        Its stationary excess; exponential when left out.
    period
        When given, the pieces repeat for ever with it, such as one day: yesterday's late calls are
        still there at midnight.

    Returns
    -------
    array of the shape of ``at``

    Raises
    ------
    DataError
        Edges that do not increase, one rate too many or too few, or pieces longer than the period.
    """
    cuts, per = np.asarray(edges, dtype=np.float64), np.asarray(rates, dtype=np.float64)
    times = np.asarray(at, dtype=np.float64)
    if cuts.size != per.size + 1 or not (np.diff(cuts) > 0).all():
        raise DataError(
            f"edges: expected {per.size + 1} increasing times around {per.size} rates, got "
            f"{cuts.size}. Sort them, and give one more than rates."
        )
    share = exponential_excess(mean) if excess is None else excess
    if period is None:
        return _sum(times, cuts, per, mean, share)
    if cuts[-1] - cuts[0] > period * (1 + 1e-12):
        raise DataError(
            f"period: expected at least {cuts[-1] - cuts[0]:g}, as long as all pieces, got "
            f"{period:g}. Lengthen it."
        )
    # Until calls of the last period that is added are over, but for a share of 1e-12.
    times = cuts[0] + (times - cuts[0]) % period
    back, load = 0, np.zeros(times.shape)
    while True:
        before = _sum(times + back * period, cuts, per, mean, share)
        load += before
        if back > 0 and 1 - share(np.array(back * period)) < 1e-12:
            return load
        back += 1


def _sum(times: Floats, cuts: Floats, per: Floats, mean: float, share: Excess) -> Floats:
    """The sum over the pieces before each time."""
    gone = share(np.maximum(times[..., None] - cuts, 0.0))
    return mean * ((gone[..., :-1] - gone[..., 1:]) @ per)
