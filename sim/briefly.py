"""The main measures of results in a few words, for those who print one in Python."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.catalogue import CATALOGUE
from sim.intervals import central
from sim.tally import Key
from sim.variates import Floats

MAIN = ("wait_mean", "hall_time_mean", "completion_time_mean", "finished_fraction")
"""Measures over all cases that are told, where there are any, in units of the catalogue."""


def main_measures(keys: Sequence[Key], value: Floats, per: Floats) -> dict[str, str]:
    """Measures over replications by name, as they are written: ``4,887 s``."""
    middle = dict(zip(keys, central(value, per).tolist(), strict=True))
    found = {name: middle.get(Key(name, "all", ""), math.nan) for name in MAIN}
    return {name: _written(name, one) for name, one in found.items() if math.isfinite(one)}


def _written(measure: str, value: float) -> str:
    unit = " s" if CATALOGUE[measure].unit == "s" else ""
    return f"{value:,.0f}{unit}" if value >= 1000 else f"{value:.4g}{unit}"
