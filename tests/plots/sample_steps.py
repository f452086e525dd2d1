"""Report data whose redesign has several steps, with effects as a simulation would give them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from plots.report_data import ReportData
from sim.attribution import least_and_most, reverse, sequential, shapley
from sim.step_effects import MOST_SHARED, ORDERS, StepEffects
from sim.tally import Key
from tests.plots.samples import hall

HALL_TIME = Key("hall_time_mean", "all", "")


def effects(
    values: Mapping[int, float],
    steps: int,
    *,
    half: float = 10.0,
    needs: Mapping[int, tuple[int, ...]] | None = None,
) -> StepEffects:
    """Effects from the mean hall time [s] by coalition, each with an interval of ``half``."""
    known = {c: np.array([float(v)]) for c, v in values.items()}
    whole = steps <= MOST_SHARED
    told = [sequential(known, steps), reverse(known, steps)]
    told.append(shapley(known, steps) if whole else np.full((steps, 1), np.nan))
    needs = needs or {}
    table = pd.DataFrame(
        {
            "step": range(steps),
            "needs": [needs.get(j, ()) for j in range(steps)],
            "fits_alone": [j not in needs for j in range(steps)],
        }
    )
    for order, value in zip(ORDERS, told, strict=True):
        for end, away in (("", 0.0), ("_low", -half), ("_high", half)):
            table[order + end] = value[:, 0] + away
    table["least"], table["most"] = (one[:, 0] for one in least_and_most(known, steps))
    before, after = values[0], values[(1 << steps) - 1]
    return StepEffects(
        key=HALL_TIME, unit="s", seed=1, n=30, asked=30, models=len(values), before=before,
        after=after, low=after - before - half, high=after - before + half, table=table,
    )  # fmt: skip


def stepped(found: StepEffects | None = None, *operators: str) -> ReportData:
    """The hall, of whose three steps the second needs the first, or with steps that are given."""
    found = found or effects(
        {0: 7200, 1: 7140, 2: 7200, 3: 5400, 4: 6900, 5: 6600, 6: 6900, 7: 3600},
        3,
        needs={1: (0,)},
    )
    names = operators or ("reorder", "parallelize", "share_data")
    return replace(hall(), step_effects=found, step_costs=pd.DataFrame({"operator": names}))
