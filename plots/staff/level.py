"""Chart: the level reached in each interval, with its interval, the goal, and what misses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import put_title
from plots.clock_axis import ClockAxis, corners
from plots.clock_panels import legend_above, panels
from plots.language import Lang, say
from plots.palette import AFTER, INK, TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROOM = 0.08
"""What is left free below the lowest, as a share of what is shown."""
_MARKS = {
    "not_met": (("未达标", "Missed"), TARGET), "unclear": (("说不准", "Unclear"), "white"),
}  # fmt: skip
"""What a place that is not met is called, and its colour."""


def plot_reached(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a panel for each queue and kind of day.

    Parameters
    ----------
    numbers
        From `plots.staff.points.reached_numbers`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    fig
        Figure to draw in; a new one when left out.

    Returns
    -------
    Figure
        The figure drawn in.
    """
    intervals = numbers[numbers["what"] == "interval"]
    length = float((intervals["end"] - intervals["at"]).min())
    fig, axis, each = panels(intervals, length, 2.5, lang, titled=bool(title), fig=fig)
    for ax, rows in each:
        places = numbers[(numbers["what"] == "place") & (numbers[lang] == rows[lang].iloc[0])]
        _draw_intervals(ax, rows, axis, lang)
        _draw_places(ax, places, length, axis, lang)
        _set_range(ax, pd.concat([rows, places]))
        ax.set_ylabel(rows[f"axis_{lang}"].iloc[0])
    legend_above([ax for ax, _ in each])
    put_title(fig, title)
    return fig


def _draw_intervals(ax: Axes, rows: pd.DataFrame, axis: ClockAxis, lang: Lang) -> None:
    x, source = corners(rows["at"], rows["end"] - rows["at"], axis)
    level, low, high = (
        np.append(rows[name].to_numpy(float), np.nan)[source] for name in ("level", "low", "high")
    )
    of = ("合起来", "all together") if rows["together"].iloc[0] else ("每处单独", "each by itself")
    sure = f"{100 * rows['confidence'].iloc[0]:g} %"
    ax.fill_between(
        x, low, high, color=AFTER, alpha=0.25, linewidth=0, zorder=1.6,
        label=say(lang, f"区间（{of[0]} {sure} 把握）", f"Intervals ({sure} for {of[1]})"),
    )  # fmt: skip
    ax.plot(x, level, color=AFTER, linewidth=1.6, zorder=2.2,
            label=say(lang, "仿真达到的水平", "Level in simulation"))  # fmt: skip
    # The line of the goal is drawn where the promise holds, and nowhere else.
    goal = np.append(rows["goal"].where(rows["verdict"] != "").to_numpy(float), np.nan)[source]
    ax.plot(x, goal, color=TARGET, linewidth=1.2, linestyle=(0, (4, 2)), zorder=2.5,
            label=say(lang, "目标：", "Goal: ") + str(rows[f"goal_{lang}"].iloc[0]))  # fmt: skip


def _draw_places(
    ax: Axes, places: pd.DataFrame, length: float, axis: ClockAxis, lang: Lang
) -> None:
    """Mark each place that is not met, and draw those that are longer than an interval."""
    for row in places[places["level"].notna()].to_dict("records"):
        begin, end = axis.place(row["at"]), axis.place(row["end"])
        level, low, high = row["level"], row["low"], row["high"]
        if row["end"] - row["at"] > length + 1:
            ax.errorbar(
                [(begin + end) / 2], [level], xerr=(end - begin) / 2,
                yerr=[[level - low], [high - level]], color=INK, linewidth=1.4,
                capsize=3, zorder=2.8, label=say(lang, "合计", "All together"),
            )  # fmt: skip
        if row["verdict"] != "met":
            words, face = _MARKS[row["verdict"]]
            ax.plot(
                [(begin + end) / 2], [level], "D", markersize=5, color=face,
                markeredgecolor=TARGET, markeredgewidth=1.2, zorder=4, linestyle="none",
                label=say(lang, *words),
            )  # fmt: skip


def _set_range(ax: Axes, rows: pd.DataFrame) -> None:
    """From the lowest to the greatest there can be, with the goal between."""
    if rows["is_time"].iloc[0]:
        ax.set_ylim(0, 1.1 * max(rows["high"].max(), rows["goal"].max()))
        return
    low = min(rows["low"].min(), rows["goal"].min())
    ax.set_ylim(max(0.0, low - _ROOM * (100 - low)), 100)
