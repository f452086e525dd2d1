"""Chart: cycle times of the cases in the order in which they came, and where they change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.calibration.date_legend import over_dates
from plots.calibration.log_hours import hour_axis
from plots.canvas import on_axes, put_title
from plots.date_words import places
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, TARGET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEAST = 1 / 60


def plot_course(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Median and P90 over the days on which cases came.

    Parameters
    ----------
    numbers
        Columns ``date, cases, median, p90`` [h], and ``changed``: whether this row is the first
        after the change point.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    fig, ax = on_axes(2.7, title, None)
    x = places(numbers["date"])
    median, p90 = (np.maximum(_LEAST, numbers[name].to_numpy(float)) for name in ("median", "p90"))
    ax.plot(x, p90, color=BEFORE, linewidth=1.3, marker="o", markersize=3, label="P90")
    ax.plot(x, median, color=AFTER, linewidth=1.5, marker="o", markersize=3,
            label=say(lang, "中位数", "Median"))  # fmt: skip
    changed = numbers["changed"].to_numpy(bool)
    if changed.any():
        ax.axvline(float(x[changed][0]), color=TARGET, linewidth=1.1, linestyle=(0, (4, 2)),
                   label=say(lang, "变化点", "Change point"))  # fmt: skip
    ends = np.concatenate([median, p90])
    hour_axis(ax, np.array([ends.min() / 1.65, ends.max() * 1.65]), lang, along="y")
    ax.set_ylabel(say(lang, "办理时长", "Cycle time"))
    over_dates(ax, numbers["date"], lang)
    put_title(fig, title)
    return fig
