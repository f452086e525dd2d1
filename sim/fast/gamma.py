"""The table of the inverse gamma distribution, looked up by compiled code: the same numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.fast.compiling import entrance

Floats = NDArray[np.float64]
_CELLS, _OCTAVES = 32, 53
"""How the table is laid out: cells of an octave, and octaves."""


def looked_up(table: Floats, u: Floats) -> Floats:
    """Values of a table's polynomials, as by `sim.gamma_quantile.looked_up`."""
    result = np.empty(u.size)
    _fill(table, u.ravel(), result)
    return result.reshape(u.shape)


@entrance
def _fill(table: Floats, u: Floats, result: Floats) -> None:
    for k in range(u.size):
        high = u[k] > 0.5
        mantissa, exponent = math.frexp(1 - u[k] if high else u[k])
        place = (mantissa - 0.5) * (2 * _CELLS)
        cell = int(place)
        row = cell + _CELLS * ((_OCTAVES + 1) * high - exponent)
        t = place - cell
        value = table[0, row]
        for power in range(1, table.shape[0]):
            value = value * t + table[power, row]
        result[k] = value
