"""Chart: people called at each service on the days held out, forecast against observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import legend_columns, on_axes, put_title
from plots.language import Lang, say
from plots.palette import AFTER, INK, SEQUENCE, TARGET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LONG = 26
"""Letters of a name; longer ones are cut."""


def plot_served(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """A row for each service and a bar for each of its days.

    Parameters
    ----------
    numbers
        Columns ``service, date, observed, predicted, low, high``, in the order of services.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    names = list(dict.fromkeys(numbers["service"]))
    fig, ax = on_axes(0.9 + 0.3 * len(names), title, None)
    row = np.array([names.index(name) for name in numbers["service"]], dtype=np.float64)
    nth = numbers.groupby("service").cumcount().to_numpy()
    days = int(nth.max()) + 1
    y = -(row + (nth - (days - 1) / 2) * 0.7 / days)
    low, high, predicted, observed = (
        numbers[name].to_numpy(float) for name in ("low", "high", "predicted", "observed")
    )
    ax.hlines(y, low, high, color=SEQUENCE[1], linewidth=max(1.5, 10.0 / days),
              label=str(numbers[f"band_{lang}"].iloc[0]))  # fmt: skip
    ax.plot(predicted, y, "|", color=AFTER, markersize=5, markeredgewidth=1.4,
            label=say(lang, "预测", "Forecast"))  # fmt: skip
    inside = (low <= observed) & (observed <= high)
    for chosen, color, words in (
        (inside, INK, ("实测", "Observed")),
        (~inside, TARGET, ("实测，区间之外", "Observed, outside the band")),
    ):
        if chosen.any():
            ax.plot(observed[chosen], y[chosen], "o", markersize=3.2, color=color,
                    label=say(lang, *words))  # fmt: skip
    cut = [name if len(name) <= _LONG else name[: _LONG - 1] + "…" for name in names]
    ax.set_yticks(-np.arange(len(names)), cut)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(-len(names) + 0.4, 0.6)
    ax.set_xlim(left=0)
    ax.set_xlabel(say(lang, "叫号（人/天）", "Called (people per day)"))
    ax.grid(axis="x")
    labels = ax.get_legend_handles_labels()[1]
    ax.legend(ncols=legend_columns(labels, 6.0), loc="lower right", bbox_to_anchor=(1.0, 1.0))
    put_title(fig, title)
    return fig
