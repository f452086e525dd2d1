"""Charts: the level over the clock with everybody there and with absence, and who is how busy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import on_axes, put_title
from plots.clock_axis import ClockAxis, corners
from plots.clock_panels import legend_above, panels
from plots.language import Lang, say
from plots.palette import AFTER, QUIET, TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ABSENT = "#d08a3a"
_MOST = 60
"""Most people drawn: of more, those least and those most busy."""
_ROW = 0.17
"""Height of a person [inch]."""


def plot_clock(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a panel for each queue.

    Parameters
    ----------
    numbers
        From `plots.roster.run_points.clock_numbers`.
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
    length = float(numbers["length"].min())
    fig, axis, each = panels(numbers, length, 2.6, lang, titled=bool(title), fig=fig)
    for ax, rows in each:
        _line(ax, rows, axis, "", AFTER, say(lang, "全部到岗", "Everybody there"))
        if rows["rate"].iloc[0] > 0:
            rate = f"{100 * rows['rate'].iloc[0]:g} %"
            _line(ax, rows, axis, "_absent", _ABSENT, say(lang, f"{rate} 缺勤", f"{rate} absent"))
        ax.axhline(
            rows["goal"].iloc[0], color=TARGET, linewidth=1.2, linestyle=(0, (4, 2)), zorder=2.5,
            label=say(lang, "目标：", "Goal: ") + str(rows[f"goal_{lang}"].iloc[0]),
        )  # fmt: skip
        ax.set_ylabel(str(rows[f"axis_{lang}"].iloc[0]))
        lows = rows[["low", "low_absent", "goal"]].min().min()
        if rows["is_time"].iloc[0]:
            ax.set_ylim(bottom=0)
        else:
            ax.set_ylim(max(0.0, lows - 0.08 * (100 - lows)), 100.5)
    legend_above([ax for ax, _ in each])
    put_title(fig, title)
    return fig


def _line(ax: Axes, rows: pd.DataFrame, axis: ClockAxis, of: str, color: str, label: str) -> None:
    x, source = corners(rows["at"], rows["length"], axis)
    level, low, high = (
        np.append(rows[f"{name}{of}"].to_numpy(float), np.nan)[source]
        for name in ("level", "low", "high")
    )
    ax.fill_between(x, low, high, color=color, alpha=0.22, linewidth=0, zorder=1.6)
    ax.plot(x, level, color=color, linewidth=1.6, zorder=2.2, label=label)


def plot_people(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, ax: Axes | None = None
) -> Figure:
    """Draw a bar for each person, the busiest above, with its interval.

    Parameters
    ----------
    numbers
        From `plots.roster.run_points.people_numbers`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    ax
        Axes to draw in; those of a new figure when left out.

    Returns
    -------
    Figure
        The figure drawn in.
    """
    rows = numbers
    if len(rows) > _MOST:
        rows = pd.concat([rows.head(_MOST // 2), rows.tail(_MOST // 2)], ignore_index=True)
    fig, ax = on_axes(0.9 + _ROW * (len(rows) + 1), title, ax)
    y = np.arange(len(rows))
    value, low, high = (rows[name].to_numpy(float) for name in ("occupancy", "low", "high"))
    ax.barh(
        y, value, height=0.72, color=AFTER, zorder=2, label=say(lang, "全部到岗", "Everybody there")
    )
    ax.errorbar(value, y, xerr=[value - low, high - value], fmt="none", ecolor="#9fb9cb",
                elinewidth=1.2, zorder=3)  # fmt: skip
    if rows["rate"].iloc[0] > 0:
        rate = f"{100 * rows['rate'].iloc[0]:g} %"
        ax.plot(rows["occupancy_absent"], y, "D", color=_ABSENT, markersize=3.6, zorder=4,
                label=say(lang, f"{rate} 缺勤", f"{rate} absent"))  # fmt: skip
        ax.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), borderaxespad=0.2, ncols=2)
    ax.set_yticks(
        y, [_label(*one, lang) for one in zip(rows["person"], rows["speed"], strict=True)]
    )
    ax.tick_params(axis="y", length=0, labelcolor=QUIET)
    ax.set_ylim(-0.7, len(rows) - 0.3)
    ax.set_xlim(0, 100)
    ax.set_xlabel(say(lang, "忙碌时间占在岗时间（%）", "Busy share of the time on duty (%)"))
    ax.grid(axis="x")
    put_title(fig, title)
    return fig


def _label(person: str, speed: float, lang: Lang) -> str:
    """The name, with the speed where it is not the usual one."""
    name = "".join(letter for letter in person if letter.isprintable())[:24]
    if speed == 1:
        return name
    return say(lang, f"{name}（速度 {speed:g}）", f"{name} (speed {speed:g})")
