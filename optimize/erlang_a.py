"""Callers who give up: M/M/s with exponential or any other patience, stable for any size.

The wait that an endless patience would have to endure, V, has the density

    v(x) = rate P(all but one busy) exp(rate H(x) - s x / aht),  H(x) = integral of P(patience > u)

(Baccelli & Hebuterne 1981; Zeltyn & Mandelbaum 2005, "Call centers with impatient customers:
many-server asymptotics of the M/M/n+G queue"). All that is asked for is an integral of it. Its
logarithm is concave, so where it lies is found by halving, and Gauss and Legendre's rule does the
rest, counted from its highest point so that nothing overflows.

Rates are per unit of time and times in the same unit. All arguments broadcast against each other.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from optimize.erlang import inverse_erlang_b
from optimize.evaluation import Floats
from optimize.patience import Patience, exponential
from optimize.steady_state import SteadyState, checked
from scenarios.errors import DataError

Flags = NDArray[np.bool_]
_NEGLIGIBLE = 50.0
"""Where the density has fallen by exp(-50) it is left out."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(40)
_PARTS = (1e-4, 1e-3, 1e-2, 0.1, 0.4)
"""Where the way from the highest point to the end is cut: patience may be far shorter than it."""


def erlang_a(
    servers: ArrayLike,
    rate: ArrayLike,
    aht: ArrayLike,
    patience: ArrayLike,
    within: ArrayLike = 0.0,
) -> SteadyState:
    """M/M/s+M, Erlang A: exponential patience (Palm 1957; Garnett, Mandelbaum & Reiman 2002).

    Parameters
    ----------
    servers
        People on position, whole numbers of 0 or more.
    rate
        Calls per unit of time.
    aht
        Mean handling time.
    patience
        Mean patience, above 0; with an infinite one it is `optimize.erlang.erlang_c`.
    within
        Acceptable wait.

    Raises
    ------
    DataError
        Servers that are no whole number of 0 or more, a rate below 0, a time or patience that is
        not above 0.
    """
    mean = np.asarray(patience, dtype=np.float64)
    if not (mean > 0).all():
        raise DataError(
            f"patience: expected times above 0, got {float(mean[~(mean > 0)].flat[0])}. For those "
            "who leave at once give a share that balks."
        )
    return mm_s_g(servers, rate, aht, exponential(mean), within)


def mm_s_g(
    servers: ArrayLike, rate: ArrayLike, aht: ArrayLike, patience: Patience, within: ArrayLike = 0.0
) -> SteadyState:
    """M/M/s+G: patience of any distribution, balking as patience 0.

    Parameters
    ----------
    servers, rate, aht, within
        As for `erlang_a`.
    patience
        Its curves; see `optimize.patience`.

    Raises
    ------
    DataError
        As `erlang_a`.
    """
    n, (arrivals, handling, time, for_ever) = checked(servers, rate, aht, within, patience.for_ever)
    drain = n / handling
    # Those who never give up are more than can be served, or nobody is there to serve them.
    endless = arrivals * for_ever >= drain
    flow, drain = np.where(endless, 0.0, arrivals), np.where(endless, 1 / handling, drain)
    load = flow * handling
    x, mass, log_scale = _cells(flow, drain, time, patience)
    total = mass.sum(axis=-1)
    with np.errstate(divide="ignore"):
        # P(V > 0) = rate J / (1 / B(s - 1) + rate J), J the integral of the density.
        log_odds = np.log(flow) + np.log(total) + log_scale
        log_odds = log_odds - np.log(inverse_erlang_b(np.maximum(n, 1) - 1, load))
    waits = special.expit(log_odds)
    share = (waits / total)[..., None] * mass
    stays, quick = patience.survival(x), x < time[..., None]
    answered = (share * stays).sum(axis=-1)
    gives_up = 1 - patience.survival(time[..., None])[..., 0]
    quickly = np.where(quick, 1 - stays, gives_up[..., None])
    waited = (share * stays * x).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        occupancy = np.minimum(1.0, load * (1 - waits + answered) / n)
    longest = patience.integral(np.full((*n.shape, 1), 1e12) * handling[..., None])[..., 0]

    def known(steady: Floats, otherwise: ArrayLike) -> Floats:
        return np.where(endless, otherwise, steady)

    return SteadyState(
        wait_probability=known(waits, 1.0),
        abandoned_fraction=known((share * (1 - stays)).sum(axis=-1), 1 - for_ever),
        mean_wait=known(
            (share * patience.integral(x)).sum(axis=-1), np.where(for_ever > 0, np.inf, longest)
        ),
        asa=known(waited / (1 - waits + answered), np.inf),
        occupancy=known(occupancy, np.where(n > 0, 1.0, np.nan)),
        answered_within=known(1 - waits + (share * stays * quick).sum(axis=-1), 0.0),
        abandoned_within=known((share * quickly).sum(axis=-1), gives_up),
    )


def _cells(
    flow: Floats, drain: Floats, time: Floats, patience: Patience
) -> tuple[Floats, Floats, Floats]:
    """Times, mass of the density at them by its highest point, and the logarithm of that point."""

    def log_density(x: Floats) -> Floats:
        return flow[..., None] * patience.integral(x) - drain[..., None] * x

    at_top = _reached(lambda x: flow[..., None] * patience.survival(x) <= drain[..., None], drain)
    log_top = log_density(at_top)
    enough = log_top - _NEGLIGIBLE
    end = at_top + _reached(lambda x: log_density(at_top + x) <= enough, drain)
    begin = at_top - np.minimum(
        at_top, _reached(lambda x: log_density(np.maximum(at_top - x, 0.0)) <= enough, drain)
    )
    cuts = [begin, at_top, end, *(at_top + part * (end - at_top) for part in _PARTS)]
    cuts += [np.clip(time[..., None], begin, end)]
    cuts += [np.clip(np.full_like(begin, kink), begin, end) for kink in patience.kinks]
    edges = np.sort(np.concatenate(cuts, axis=-1), axis=-1)
    half = np.diff(edges, axis=-1)[..., None] / 2
    x = (edges[..., :-1, None] + half * (1 + _NODES)).reshape(*flow.shape, -1)
    step = (half * _WEIGHTS).reshape(x.shape)
    return x, step * np.exp(log_density(x) - log_top), log_top[..., 0]


def _reached(is_past: Callable[[Floats], Flags], drain: Floats) -> Floats:
    """The first time at which something holds that goes on to hold, shape (..., 1).

    By doubling from far below the time between two ends of service, then by halving.
    """
    low, high = np.zeros((*drain.shape, 1)), (1e-9 / drain)[..., None]
    high = np.where(is_past(low), 0.0, high)
    for _ in range(120):
        beyond = ~is_past(high)
        if not beyond.any():
            break
        low, high = np.where(beyond, high, low), np.where(beyond, 2 * high, high)
    for _ in range(50):
        middle = (low + high) / 2
        past = is_past(middle)
        low, high = np.where(past, low, middle), np.where(past, middle, high)
    return high
