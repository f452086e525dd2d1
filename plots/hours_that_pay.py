"""Hours whose service level pays for what a redesign does at those of the target."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import clock
from plots.language import Lang, say
from plots.pairs import SAME
from plots.sentences import row_amounts
from sim.intervals import holm


def hours_that_pay(numbers: pd.DataFrame, lang: Lang) -> str:
    """How many intervals got worse for one queue, and the worst of them; empty when none did.

    Those are counted that the target does not judge; all, where it holds all day. The verdicts
    are those of the comparison, each interval by itself. So that chance among many intervals is
    not told of, one at least must still be worse when they are corrected for their number (Holm).

    Parameters
    ----------
    numbers
        Rows of `plots.level_points.level_numbers` of one queue and formula.
    lang
        Language of the words.
    """
    asked = numbers["target"].notna()
    outside = numbers[~asked] if not asked.all() else numbers
    judged = outside[outside["verdict"].isin(["better", "worse", SAME])]
    is_worse = (judged["verdict"] == "worse").to_numpy(bool)
    worse = judged[is_worse]
    if not (holm(judged["p"].to_numpy(float))[is_worse] < 0.05).any():
        return ""
    better = int((judged["verdict"] == "better").sum())
    most = worse.iloc[int(np.argmin(worse["after"] - worse["before"]))]
    written = row_amounts(most)
    values = f"{written.bare(most['before'])} → {written.full(most['after'], lang)}"
    where = ("", "") if asked.all() else ("目标时间之外的 ", " outside the hours of the target")
    return say(
        lang,
        f"{where[0]}{len(judged)} 个时段中，{better} 个变好、{len(worse)} 个变差，变差最多的是"
        f" {clock(most['at'])} 起的时段：{values}（各时段单独判断）",
        f"of the {len(judged)} intervals{where[1]}, {better} got better and {len(worse)} worse, "
        f"most from {clock(most['at'])}: {values} (each interval judged by itself)",
    )
