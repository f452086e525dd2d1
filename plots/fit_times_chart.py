"""Chart: service times as seen and as fitted, as densities and quantile against quantile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import blank, put_title
from plots.fit_panels import legend_below
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, INK, QUIET, SEQUENCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HIGH = 1.7
_MINUTE = 60.0


def plot_times(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """A row for each kind of time: at the left its density, at the right its quantiles.

    Parameters
    ----------
    numbers
        `FitData.times`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    names = list(dict.fromkeys(numbers[lang]))
    fig = blank(0.7 + _HIGH * len(names) + (0.4 if title else 0.0))
    rows = fig.subplots(len(names), 2, squeeze=False)
    for (left, right), name in zip(rows, names, strict=True):
        own = numbers[numbers[lang] == name]
        _density(left, own[own["panel"] == "density"], lang)
        _quantiles(right, own[own["panel"] == "quantiles"], lang)
        left.set_title(name)
    for ax, words in zip(
        rows[-1], (("用时（分）", "Time (min)"), ("拟合（分）", "Fitted (min)")), strict=True
    ):
        ax.set_xlabel(say(lang, *words))
    legend_below(fig, rows[-1][0], rows[0][0])
    put_title(fig, title)
    return fig


def _density(ax: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    edges = np.append(rows["x"].to_numpy(float), rows["to"].to_numpy(float)[-1]) / _MINUTE
    ax.stairs(
        100 * rows["observed"].to_numpy(float), edges, fill=True, color=SEQUENCE[1],
        label=say(lang, "实测", "Observed"),
    )  # fmt: skip
    ax.plot((edges[1:] + edges[:-1]) / 2, 100 * rows["fitted"].to_numpy(float), color=AFTER,
            linewidth=1.3, label=say(lang, "最可能的分布", "Likeliest family"))  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.set_xlim(0, edges[-1])
    ax.set_ylabel(say(lang, "占比（% / 分）", "Share (% per min)"))


def _quantiles(ax: Axes, rows: pd.DataFrame, lang: Lang) -> None:
    fitted, observed = (rows[name].to_numpy(float) / _MINUTE for name in ("x", "observed"))
    most = max(float(fitted.max()), float(observed.max()))
    ax.plot([0, most], [0, most], color=QUIET, linewidth=0.8, linestyle=(0, (4, 2)))
    ax.plot(fitted, observed, "o", markersize=2.2, color=INK, markeredgecolor=BEFORE,
            markeredgewidth=0.2)  # fmt: skip
    ax.set_xlim(0, most)
    ax.set_ylim(0, most)
    ax.set_ylabel(say(lang, "实测（分）", "Observed (min)"))
    ax.grid(axis="both")
