"""Chart: the time from one step to the next, forecast against observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.calibration.log_hours import hour_axis
from plots.canvas import legend_columns, on_axes, put_title
from plots.language import Lang, say
from plots.palette import AFTER, INK, SEQUENCE

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def plot_transitions(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None
) -> Figure:
    """A row for each pair of steps, the most frequent first.

    Parameters
    ----------
    numbers
        Columns ``zh, en, cases, observed, low, high, predicted`` [h]: means, and the interval of
        the observed one.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    fig, ax = on_axes(0.9 + 0.27 * len(numbers), title, None)
    y = np.arange(len(numbers))[::-1]
    least = 1 / 120
    low, high, observed, predicted = (
        np.maximum(least, numbers[name].to_numpy(float))
        for name in ("low", "high", "observed", "predicted")
    )
    bar = say(lang, "实测平均的 95 % 区间", "95% interval of the observed mean")
    ax.hlines(y, low, high, color=SEQUENCE[2], linewidth=5.0, label=bar)
    ax.plot(observed, y, "|", color=INK, markersize=9, markeredgewidth=1.4,
            label=say(lang, "实测平均", "Observed mean"))  # fmt: skip
    ax.plot(predicted, y, "o", color=AFTER, markersize=4.5,
            label=say(lang, "预测平均", "Forecast mean"))  # fmt: skip
    names = [
        f"{name}（{n:,}）" if lang == "zh" else f"{name} ({n:,})"
        for name, n in zip(numbers[lang], numbers["cases"], strict=True)
    ]
    ax.set_yticks(y, names)
    ax.tick_params(axis="y", length=0)
    ends = np.concatenate([low, high, observed, predicted])
    hour_axis(ax, np.array([ends.min() / 1.65, ends.max() * 1.65]), lang)
    ax.set_xlabel(
        say(lang, "到下一步办完的平均时间", "Mean time to the completion of the next step")
    )
    ax.grid(axis="x")
    labels = ax.get_legend_handles_labels()[1]
    ax.legend(ncols=legend_columns(labels), loc="lower right", bbox_to_anchor=(1.0, 1.0))
    put_title(fig, title)
    return fig
