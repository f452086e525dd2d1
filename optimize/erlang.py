"""Erlang's formulas: loads, lost calls, and calls that wait for ever; stable for any size.

Rates are per unit of time and times in the same unit. All arguments broadcast against each other,
and results have their common shape.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from optimize.evaluation import Floats
from optimize.steady_state import SteadyState, checked
from scenarios.errors import DataError


def offered_load(rate: ArrayLike, aht: ArrayLike) -> Floats:
    """Mean number busy if all were served at once [erlang]: rate times mean handling time."""
    return np.asarray(np.multiply(rate, aht), dtype=np.float64)


def inverse_erlang_b(servers: ArrayLike, load: ArrayLike) -> Floats:
    """One over Erlang B, by 1/B(n) = 1 + n / load / B(n - 1), 1/B(0) = 1 (Jagerman 1974).

    All terms are positive, so no digit is lost; where it passes the largest float it is infinite,
    and B is 0 to any precision.

    Parameters
    ----------
    servers
        Whole numbers of 0 or more.
    load
        Offered load [erlang], 0 or more.
    """
    n, a = np.broadcast_arrays(np.asarray(servers), np.asarray(load, dtype=np.float64))
    inverse = np.ones(n.shape)
    with np.errstate(divide="ignore", over="ignore"):
        per_load = 1 / a
        for k in range(1, int(n.max(initial=0)) + 1):
            inverse = np.where(k <= n, 1 + k * per_load * inverse, inverse)
    return inverse


def erlang_b(servers: ArrayLike, rate: ArrayLike, aht: ArrayLike) -> Floats:
    """Share of calls that find all servers busy and are lost, M/G/s/s (Erlang 1917).

    Raises
    ------
    DataError
        Servers that are no whole number of 0 or more, a rate below 0, a time that is not above 0.
    """
    n, (a, handling) = checked(servers, rate, aht)
    return np.asarray(1 / inverse_erlang_b(n, a * handling))


def erlang_c(
    servers: ArrayLike, rate: ArrayLike, aht: ArrayLike, within: ArrayLike = 0.0
) -> SteadyState:
    """M/M/s: everybody waits as long as it takes (Erlang 1917; Cooper 1981, eq. 3.4.15).

    P(W > 0) = s B / (s - load (1 - B)), and P(W > t) = P(W > 0) exp(-(s / aht - rate) t).
    Nobody gives up, so the four formulas of the service level are one.

    Parameters
    ----------
    servers
        People on position, whole numbers of 0 or more.
    rate
        Calls per unit of time.
    aht
        Mean handling time.
    within
        Acceptable wait.

    Raises
    ------
    DataError
        As `erlang_b`.
    """
    n, (arrivals, handling, time) = checked(servers, rate, aht, within)
    load = arrivals * handling
    with np.errstate(divide="ignore", invalid="ignore"):
        b = 1 / inverse_erlang_b(n, load)
        stable = n > load
        waits = np.where(stable, n * b / (n - load * (1 - b)), 1.0)
        spare = np.where(stable, n / handling - arrivals, 0.0)
        wait = np.where(stable, waits / np.where(stable, spare, 1.0), np.inf)
        answered = np.where(stable, 1 - waits * np.exp(-spare * time), 0.0)
        occupancy = np.where(n > 0, np.minimum(1.0, load / n), np.nan)
    nobody = np.zeros(n.shape)
    return SteadyState(waits, nobody, wait, wait, occupancy, answered, nobody)


def erlang_c_percentile(
    servers: ArrayLike, rate: ArrayLike, aht: ArrayLike, fraction: float = 0.9
) -> Floats:
    """The wait that a share of the calls keeps in M/M/s: P90 for .9; infinite where it grows.

    From P(W > t) of `erlang_c`: log(P(W > 0) / (1 - fraction)) / (s / aht - rate), 0 at least.

    Raises
    ------
    DataError
        As `erlang_b`, or the fraction is not within [0, 1).
    """
    if not 0 <= fraction < 1:
        raise DataError(
            f"fraction: expected a share within [0, 1), got {fraction}. Write 90 % as 0.9."
        )
    n, (arrivals, handling) = checked(servers, rate, aht)
    spare = n / handling - arrivals
    with np.errstate(divide="ignore", invalid="ignore"):
        wait = np.log(erlang_c(n, arrivals, handling).wait_probability / (1 - fraction)) / spare
    return np.where(spare > 0, np.maximum(wait, 0.0), np.inf)
