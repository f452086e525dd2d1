"""Chart: service times as seen and as fitted, as densities and quantile against quantile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.calibration.fit_panels import legend_below
from plots.canvas import blank, put_title
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, INK, QUIET, SEQUENCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HIGH = 1.7
_MINUTE = 60.0
_SHORT = 90.0
"""Times that end before are told in seconds [s]."""


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
        density = own[own["panel"] == "density"]
        # Ringing takes seconds where a service takes minutes: each row has a unit of its own.
        unit = 1.0 if density["to"].max() < _SHORT else _MINUTE
        word = say(lang, "秒", "s") if unit == 1.0 else say(lang, "分", "min")
        _density(left, density, unit, word, lang)
        _quantiles(right, own[own["panel"] == "quantiles"], unit, word, lang)
        left.set_title(name)
    legend_below(fig, rows[-1][0], rows[0][0])
    put_title(fig, title)
    return fig


def _density(ax: Axes, rows: pd.DataFrame, unit: float, word: str, lang: Lang) -> None:
    edges = np.append(rows["x"].to_numpy(float), rows["to"].to_numpy(float)[-1]) / unit
    # The numbers are shares per minute.
    share = 100 * unit / _MINUTE
    ax.stairs(
        share * rows["observed"].to_numpy(float), edges, fill=True, color=SEQUENCE[1],
        label=say(lang, "实测", "Observed"),
    )  # fmt: skip
    ax.plot((edges[1:] + edges[:-1]) / 2, share * rows["fitted"].to_numpy(float), color=AFTER,
            linewidth=1.3, label=say(lang, "最可能的分布", "Likeliest family"))  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.set_xlim(0, edges[-1])
    ax.set_xlabel(say(lang, f"用时（{word}）", f"Time ({word})"))
    ax.set_ylabel(say(lang, f"占比（% / {word}）", f"Share (% per {word})"))


def _quantiles(ax: Axes, rows: pd.DataFrame, unit: float, word: str, lang: Lang) -> None:
    fitted, observed = (rows[name].to_numpy(float) / unit for name in ("x", "observed"))
    most = max(float(fitted.max()), float(observed.max()))
    ax.plot([0, most], [0, most], color=QUIET, linewidth=0.8, linestyle=(0, (4, 2)))
    ax.plot(fitted, observed, "o", markersize=2.2, color=INK, markeredgecolor=BEFORE,
            markeredgewidth=0.2)  # fmt: skip
    ax.set_xlim(0, most)
    ax.set_ylim(0, most)
    ax.set_xlabel(say(lang, f"拟合（{word}）", f"Fitted ({word})"))
    ax.set_ylabel(say(lang, f"实测（{word}）", f"Observed ({word})"))
    ax.grid(axis="both")
