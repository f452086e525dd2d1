"""A problem whose whole numbers are kept near the values of its relaxation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pulp


@contextmanager
def near_values(problem: Any, values: Mapping[str, float]) -> Iterator[None]:
    """The problem with whole numbers kept within one of the relaxation's values."""
    kept = [(v, v.lowBound, v.upBound) for v in problem.variables() if v.cat == pulp.LpInteger]
    try:
        for variable, low, high in kept:
            value = values[variable.name]
            least, most = math.floor(value + 1e-6), math.ceil(value - 1e-6) + (value > 1e-6)
            variable.lowBound = least if low is None else max(low, least)
            variable.upBound = most if high is None else min(high, most)
        yield
    finally:
        for variable, low, high in kept:
            variable.lowBound, variable.upBound = low, high
