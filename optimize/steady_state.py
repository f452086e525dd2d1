"""What becomes of callers in a steady state, whichever formula says so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from optimize.evaluation import Floats, Ints
from scenarios.errors import DataError
from scenarios.findings import wrong_name
from scenarios.targets import Formula


@dataclass(frozen=True, slots=True)
class SteadyState:
    """Shares of all calls offered, and times; arrays of the shape that the arguments have together.

    Where the line grows for ever, everybody waits, for ever: levels are 0 and waits infinite.
    """

    wait_probability: Floats
    """Share that finds everybody busy, P(W > 0)."""
    abandoned_fraction: Floats
    """Share that gives up."""
    mean_wait: Floats
    """Mean time in the line of all calls, E[W], in the unit of the handling time."""
    asa: Floats
    """Mean wait of the answered, in the same unit."""
    occupancy: Floats
    """Share of their time that agents are busy; NaN without agents."""
    answered_within: Floats
    """Share answered within the acceptable wait."""
    abandoned_within: Floats
    """Share that gave up within the acceptable wait."""

    @property
    def answered_fraction(self) -> Floats:
        """Share that is answered (接通率)."""
        return 1 - self.abandoned_fraction

    def level(self, formula: Formula) -> Floats:
        """Service level by one of the four formulas in use; NaN where it has nothing to count.

        Raises
        ------
        DataError
            There is no such formula.
        """
        in_time, gone = self.answered_within, self.abandoned_within
        with np.errstate(divide="ignore", invalid="ignore"):
            levels: dict[str, Floats] = {
                "of_offered": in_time,
                "of_answered": np.minimum(1.0, in_time / self.answered_fraction),
                "answered_or_quick_abandoned": in_time + gone,
                "less_quick_abandoned": np.minimum(1.0, in_time / (1 - gone)),
            }
        if formula not in levels:
            what = wrong_name("a formula", formula, levels, "Use one of these.")
            raise DataError(f"formula: {what}")
        return levels[formula]


def checked(
    servers: ArrayLike, rate: ArrayLike, aht: ArrayLike, *more: ArrayLike
) -> tuple[Ints, list[Floats]]:
    """Servers, and the other arguments, all of one shape.

    Raises
    ------
    DataError
        Servers that are no whole number of 0 or more, a rate below 0 or without end, a handling
        time that is not above 0.
    """
    given = [np.asarray(one, dtype=np.float64) for one in (servers, rate, aht, *more)]
    n, arrivals, handling = given[:3]
    if not ((n >= 0) & (n == np.floor(n)) & np.isfinite(n)).all():
        raise DataError(
            f"servers: expected whole numbers of 0 or more, got {_first(n, (n < 0) | (n % 1 != 0))}"
            ". Round up."
        )
    if not ((arrivals >= 0) & np.isfinite(arrivals)).all():
        wrong = _first(arrivals, ~((arrivals >= 0) & np.isfinite(arrivals)))
        raise DataError(f"rate: expected 0 or more, got {wrong}. Correct it.")
    if not ((handling > 0) & np.isfinite(handling)).all():
        wrong = _first(handling, ~((handling > 0) & np.isfinite(handling)))
        raise DataError(f"aht: expected a time above 0, got {wrong}. Correct it.")
    whole, *rest = np.broadcast_arrays(*given)
    return whole.astype(np.int64), list(rest)


def _first(values: Floats, wrong: np.ndarray) -> float:
    return float(values[wrong].flat[0]) if wrong.any() else float("inf")
