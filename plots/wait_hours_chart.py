"""Chart: the mean wait by hour of coming, and below it the difference with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import Amounts, clock
from plots.canvas import blank, legend_columns, put_title
from plots.clock_axis import ClockAxis, clock_axis, corners
from plots.language import Lang, say
from plots.pair_amounts import pair_amounts
from plots.palette import AFTER, DIVERGE, FAINT, INK, SIDES
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_wait_hours(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw waits by hour with 95 % bands, and the paired difference where there is an after.

    Parameters
    ----------
    numbers
        From `plots.wait_hours.wait_hour_numbers`.
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
    compares = bool(numbers["after"].notna().any() and numbers["before"].notna().any())
    heights = [2.3, 1.5] if compares else [2.5]
    fig = blank(0.6 + sum(heights) + (0.4 if title else 0.0), fig)
    panels = fig.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    axis = clock_axis(numbers["at"], numbers["length"])
    greatest = numbers[["before", "after"]].max()
    written = pair_amounts("wait_mean", "s", greatest["before"], greatest["after"])
    for side, name in sides(compares, lang).items():
        color = SIDES[side] if compares else AFTER
        wide = 3.2 if compares and side == "before" else 1.7
        _steps(panels[0], numbers, side, axis, written, color, name, wide)
    panels[0].set_ylim(bottom=0)
    unit = written.unit(lang)
    panels[0].set_ylabel(say(lang, f"平均等待（{unit}）", f"Mean wait ({unit})"))
    if compares:
        _steps(panels[1], numbers, "difference", axis, written, AFTER, "", 1.7)
        panels[1].axhline(0, color=INK, linewidth=0.8)
        panels[1].set_ylabel(say(lang, f"差（{unit}）", f"Difference ({unit})"))
    for panel in panels:
        _ground(panel, numbers, axis, lang)
    labels = panels[0].get_legend_handles_labels()[1]
    if compares or len(labels) > 1:
        panels[0].legend(
            ncols=legend_columns(labels), loc="lower left", bbox_to_anchor=(-0.01, 1.0),
            borderaxespad=0.2,
        )  # fmt: skip
    ticks = axis.ticks()
    panels[-1].set_xticks([axis.place(t) for t in ticks], [clock(t) for t in ticks])
    panels[-1].set_xlabel(say(lang, "来到（来电）时刻（钟点）", "Time of coming (clock time)"))
    put_title(fig, title)
    return fig


def _steps(
    ax: Axes,
    rows: pd.DataFrame,
    column: str,
    axis: ClockAxis,
    written: Amounts,
    color: str,
    name: str,
    width: float,
) -> None:
    """A step for each hour in a band that is its interval."""
    x, source = corners(rows["at"], rows["length"], axis)
    ends = ("low", "high") if column == "difference" else (f"{column}_low", f"{column}_high")
    value, low, high = (
        np.append(rows[c].to_numpy(float), np.nan)[source] / written.factor for c in (column, *ends)
    )
    ax.fill_between(x, low, high, color=color, alpha=0.28, linewidth=0, zorder=1.6)
    # Bands lie below both lines; the one before is wide enough to be seen below the other.
    ax.plot(x, value, color=color, linewidth=width, zorder=2, label=name)


def _ground(ax: Axes, rows: pd.DataFrame, axis: ClockAxis, lang: Lang) -> None:
    """Hours at which the difference stands out, and those left out."""
    label = say(lang, "变化集中的时段", "The difference stands out")
    for at, length in rows.loc[rows["stands_out"], ["at", "length"]].itertuples(index=False):
        begin = axis.place(at + 1.0) - 1.0
        ax.axvspan(
            begin, begin + length, color=DIVERGE[3], alpha=0.22, linewidth=0, zorder=0.5,
            label=label,
        )  # fmt: skip
        label = ""
    for begin, end in axis.breaks:
        ax.axvspan(begin, end, color=FAINT, linewidth=0, zorder=0)
    ax.set_xlim(0, axis.end)
    ax.grid(axis="y")
