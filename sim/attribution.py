"""How the change that several steps brought together is shared among them."""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial

import numpy as np

from sim.coalitions import first, last
from sim.variates import Floats

Values = Mapping[int, Floats]
"""A measure by coalition (see `sim.coalitions`), in arrays of one shape."""


def sequential(values: Values, steps: int) -> Floats:
    """What each step adds to those before it; shape (steps, ...)."""
    return np.array([values[first(j + 1)] - values[first(j)] for j in range(steps)])


def reverse(values: Values, steps: int) -> Floats:
    """What each step adds to those after it, the last step being taken first.

    A step that does not fit without an earlier one brings nothing here until that is taken too,
    which is then credited with both.
    """
    return np.array([values[last(j, steps)] - values[last(j + 1, steps)] for j in range(steps)])


def shapley(values: Values, steps: int) -> Floats:
    """What each step adds, averaged over all orders in which the steps could be taken.

    Shapley (1953), "A value for n-person games": the weight of what step j adds to a coalition of
    s others is s! (n - s - 1)! / n!.

    Parameters
    ----------
    values
        Of all ``2 ** steps`` coalitions.
    steps
        How many steps there are.
    """
    shares = []
    for j in range(steps):
        others = [c for c in range(1 << steps) if not c >> j & 1]
        shares.append(
            sum(_weight(c.bit_count(), steps) * (values[c | 1 << j] - values[c]) for c in others)
        )
    return np.array(shares)


def least_and_most(values: Values, steps: int) -> tuple[Floats, Floats]:
    """The least and the most that each step adds in any order of the coalitions that are known."""
    added = [
        np.array([values[c | 1 << j] - values[c] for c in values if _adds(values, c, j)])
        for j in range(steps)
    ]
    least, most = (np.array([f(one, axis=0) for one in added]) for f in (np.min, np.max))
    return least, most


def _adds(values: Values, coalition: int, step: int) -> bool:
    return not coalition >> step & 1 and coalition | 1 << step in values


def _weight(others: int, steps: int) -> float:
    return factorial(others) * factorial(steps - others - 1) / factorial(steps)
