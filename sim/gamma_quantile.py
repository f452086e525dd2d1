"""The inverse of the gamma distribution function, looked up in a table of polynomials.

SciPy's inverse searches anew for each number, which took half of all drawing. Here it is asked once
for the nodes of a table: each octave of the distance to 0 or 1, whichever is nearer, is cut into
cells, and within a cell a polynomial goes through its values at Chebyshev-Lobatto nodes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

LookUp = Callable[[Floats, Floats], Floats]
"""`looked_up`, or what gives the same numbers sooner."""
LEAST_SHAPE = 0.25
"""Below it the inverse bends so much next to 0 that a table of this fineness is not exact."""
_CELLS = 32
"""Cells of an octave."""
_OCTAVES = 53
"""From 1/2 down to the least distance of a uniform number, 2**-53."""
_DEGREE = 5
_NODES = (1 - np.cos(np.pi * np.arange(_DEGREE + 1) / _DEGREE)) / 2
"""Chebyshev-Lobatto nodes in [0, 1], the ends of the cell among them, so that cells join."""


def looked_up(table: Floats, u: Floats) -> Floats:
    """Values of a table's polynomials at some probabilities, shape of ``u``.

    Parameters
    ----------
    table
        Coefficients, highest power first, of each cell, shape (powers, cells): first all octaves
        of the distance to 0, then those of the distance to 1.
    u
        Probabilities in [2**-53, 1 - 2**-53], any shape.
    """
    high = u > 0.5
    mantissa, exponent = np.frexp(np.where(high, 1 - u, u))
    place = (mantissa - 0.5) * (2 * _CELLS)
    cell = place.astype(np.int64)
    row = cell + _CELLS * ((_OCTAVES + 1) * high - exponent)
    powers, t = table.take(row, axis=1), place - cell
    value: Floats = powers[0]
    for power in powers[1:]:
        value = value * t + power
    return value


def gamma_quantile(shape: float, u: Floats, look_up: LookUp = looked_up) -> Floats:
    """Values at which the gamma distribution function with scale 1 reaches ``u``.

    Parameters
    ----------
    shape
        Shape of the distribution, above 0.
    u
        Probabilities in [2**-53, 1 - 2**-53], any shape.
    look_up
        What takes the values from the table.

    Returns
    -------
    ndarray
        The shape of ``u``; relative error at most 1e-11, see the tests.
    """
    if shape < LEAST_SHAPE:
        return np.asarray(special.gammaincinv(shape, u), dtype=np.float64)
    return look_up(table(shape), u)


@lru_cache(maxsize=64)
def table(shape: float) -> Floats:
    """The table of a shape, as `looked_up` takes it."""
    octave = 2.0 ** -np.arange(_OCTAVES + 1)
    cell = 0.5 + (np.arange(_CELLS)[:, None] + _NODES) / (2 * _CELLS)
    near = np.multiply.outer(octave, cell).reshape(-1, _DEGREE + 1)
    near = np.minimum(near, 0.5)  # the first octave holds 1/2 alone
    values = np.concatenate([special.gammaincinv(shape, near), special.gammainccinv(shape, near)])
    powers = np.vander(_NODES)
    return np.ascontiguousarray(np.linalg.solve(powers, values.T))
