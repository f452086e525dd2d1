"""Chart: cases of each day against what its weekday brings, the residuals of a fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plots.calibration.date_legend import over_dates
from plots.canvas import on_axes, put_title
from plots.date_words import places
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, INK, SEQUENCE, TARGET

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def plot_days(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Cases by day with the band in which chance and busyness leave 95 % of them.

    Parameters
    ----------
    numbers
        `FitData.days`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    fig, ax = on_axes(2.9, title, None)
    x = places(numbers["date"])
    ax.vlines(x, numbers["low"], numbers["high"], color=SEQUENCE[1], linewidth=5.0,
              label=say(lang, "95 % 区间", "95% band"))  # fmt: skip
    ax.plot(x, numbers["expected"], "_", color=AFTER, markersize=7, markeredgewidth=1.4,
            label=say(lang, "该星期几的平均", "Mean of the weekday"))  # fmt: skip
    kept = numbers["kept"].to_numpy(bool)
    inside = (numbers["cases"] >= numbers["low"]) & (numbers["cases"] <= numbers["high"])
    for chosen, color, words in (
        (kept & inside, INK, ("实测", "Observed")),
        (kept & ~inside, TARGET, ("实测，区间之外", "Observed, outside the band")),
        (~kept, BEFORE, ("未参与拟合（节假日）", "Left out (holiday)")),
    ):
        if chosen.any():
            ax.plot(x[chosen], numbers["cases"][chosen], "o", markersize=3.2, color=color,
                    label=say(lang, *words))  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.set_ylabel(say(lang, "到达（个/天）", "Arrivals (per day)"))
    over_dates(ax, numbers["date"], lang)
    put_title(fig, title)
    return fig
