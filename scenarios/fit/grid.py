"""How coarsely times were written down."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Floats

_GRIDS = (3600.0, 1800.0, 900.0, 600.0, 300.0, 60.0, 30.0, 10.0)
"""Steps in which people and systems write times down, the coarsest first [s]."""
_NEARLY_ALL = 0.95
"""Share of the times that lie on a grid for all to be taken as rounded to it."""
_VALUES = 3
"""Different times that tell a grid: one or two may lie on any."""
_SECOND = 1.0


def grid_of(times: Floats) -> float:
    """The coarsest step that nearly all times are multiples of [s]; a second where none is.

    Parameters
    ----------
    times
        Times [s], shape (times,).
    """
    values, counts = np.unique(times, return_counts=True)
    if len(values) < _VALUES:
        return _SECOND
    on = (g for g in _GRIDS if counts[values % g == 0].sum() / len(times) >= _NEARLY_ALL)
    return next(on, _SECOND)
