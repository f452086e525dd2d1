"""The frame of a chart over days: their axis, lines to read heights by, and the legend above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plots.canvas import legend_columns
from plots.date_words import date_axis
from plots.language import Lang

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def over_dates(ax: Axes, dates: pd.Series, lang: Lang) -> None:
    """Mark these days along the axis, and put the legend above on the left."""
    ax.grid(axis="y")
    date_axis(ax, dates.iloc[0], dates.iloc[-1], lang)
    labels = ax.get_legend_handles_labels()[1]
    ax.legend(ncols=legend_columns(labels), loc="lower left", bbox_to_anchor=(-0.01, 1.0))
