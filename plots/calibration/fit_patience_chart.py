"""Chart: how many are still willing to wait, as seen and as fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import legend_columns, on_axes, put_title
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, SEQUENCE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MINUTE = 60.0


def plot_patience(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Kaplan and Meier's curve with its band, and the family.

    Parameters
    ----------
    numbers
        `FitData.patience`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    fig, ax = on_axes(3.0, title, None)
    time = numbers["time"].to_numpy(float) / _MINUTE
    low, high, seen, fitted = (
        100 * numbers[name].to_numpy(float) for name in ("low", "high", "survival", "fitted")
    )
    ax.fill_between(time, low, high, step="post", color=SEQUENCE[1], linewidth=0,
                    label=say(lang, "95 % 区间", "95% interval"))  # fmt: skip
    ax.step(time, seen, where="post", color=BEFORE, linewidth=1.5,
            label=say(lang, "实测（Kaplan–Meier）", "Observed (Kaplan–Meier)"))  # fmt: skip
    ax.plot(time, fitted, color=AFTER, linewidth=1.3,
            label=say(lang, "最可能的分布", "Likeliest family"))  # fmt: skip
    ax.set_ylim(0, 102)
    ax.set_yticks(np.arange(0, 101, 25))
    ax.set_xlim(0, float(time[-1]))
    ax.set_xlabel(say(lang, "已等待（分）", "Time waited (min)"))
    ax.set_ylabel(say(lang, "仍愿意等（%）", "Still willing to wait (%)"))
    ax.grid(axis="y")
    labels = ax.get_legend_handles_labels()[1]
    ax.legend(ncols=legend_columns(labels), loc="lower left", bbox_to_anchor=(-0.01, 1.0))
    put_title(fig, title)
    return fig
