"""Report data with single numbers that move the result, as a simulation would give them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from plots.report_data import ReportData
from sim.sensitivity import SIDES, Sensitivity
from tests.plots.sample_steps import HALL_TIME
from tests.plots.samples import hall

VALUE, DIFFERENCE = 3600.0, -3600.0


def moved(
    ends: Mapping[str, tuple[float | None, float | None]],
    *,
    difference: float = DIFFERENCE,
    alone: bool = False,
) -> ReportData:
    """The hall, whose change in hall time [s] moves to these when a number is less or more.

    Of one model ``alone`` it is the hall time that moves there.
    """
    difference = np.nan if alone else difference
    rows = []
    for name, pair in ends.items():
        row: dict[str, object] = {"name": name}
        as_it_is = VALUE if alone else difference
        for side, end in zip(SIDES, pair, strict=True):
            to = np.nan if end is None else float(end)
            value = to if alone else VALUE + to - difference
            for what, at in (("value", value), ("difference", np.nan if alone else to)):
                for column, away in (("", 0.0), ("_low", -30.0), ("_high", 30.0)):
                    row[f"{what}_{side}{column}"] = at + away
        there = [as_it_is, *(end for end in pair if end is not None)]
        swing = max(there) - min(there)
        row |= {"swing": swing, "swing_low": swing - 30, "swing_high": swing + 30}
        row |= {"number": "6", "less": "4.8" if pair[0] is not None else "", "more": "7.2"}
        rows.append(row)
    middle = VALUE if alone else difference
    found = Sensitivity(
        key=HALL_TIME, unit="s", seed=1, n=10, asked=10, screened=40, value=VALUE,
        difference=difference, low=middle - 60, high=middle + 60, table=pd.DataFrame(rows),
    )  # fmt: skip
    steps = pd.DataFrame({"operator": ["one_window", "share_data", "one_window"]})
    return replace(hall(compare=not alone), sensitivity=found, step_costs=steps)
