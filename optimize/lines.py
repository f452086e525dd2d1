"""Hotlines with so many lines: who finds all of them taken hears the busy tone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from optimize.steady_state import checked
from scenarios.errors import DataError


@dataclass(frozen=True, slots=True)
class LimitedLines:
    """Steady state with a limit on calls inside; shares of all that call."""

    blocked_fraction: float
    """Share that finds every line taken."""
    abandoned_fraction: float
    """Share that gives up."""
    mean_wait: float
    """Mean time in the line of those who got one, in the unit of the handling time."""
    occupancy: float
    """Share of their time that agents are busy; NaN without agents."""


def limited_lines(
    servers: int, rate: float, aht: float, lines: int, patience: float = np.inf
) -> LimitedLines:
    """M/M/s/K+M: at most ``lines`` inside, waiting or served, by its birth-death chain.

    The chain of Palm (1957) cut off at ``lines``; weights in logarithms, so that none overflows.

    Parameters
    ----------
    servers, rate, aht, patience
        As for `optimize.erlang_a.erlang_a`.
    lines
        Most calls inside, at least as many as servers and at least 1.

    Raises
    ------
    DataError
        As `optimize.erlang_a.erlang_a`, or fewer lines than servers.
    """
    checked(servers, rate, aht)
    if not (patience > 0 and lines >= max(servers, 1)):
        raise DataError(
            f"lines and patience: expected at least {max(servers, 1)} lines and a patience above 0,"
            f" got {lines} and {patience}. Correct them."
        )
    inside = np.arange(lines + 1)
    waiting = np.maximum(inside - servers, 0)
    leaving = np.minimum(inside, servers) / aht + waiting / patience
    with np.errstate(divide="ignore"):
        log_weights = np.cumsum(np.append(0.0, np.log(rate) - np.log(leaving[1:])))
    shares = special.softmax(log_weights)
    blocked, length = float(shares[-1]), float(shares @ waiting)
    got_in = rate * (1 - blocked)
    return LimitedLines(
        blocked_fraction=blocked,
        abandoned_fraction=length / patience / rate if rate > 0 else 0.0,
        mean_wait=length / got_in if got_in > 0 else np.inf if rate > 0 else 0.0,
        occupancy=float(shares @ np.minimum(inside, servers)) / servers if servers else np.nan,
    )
