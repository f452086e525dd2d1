"""Chart: measured values with the limits of each stage, their signals, and moving ranges below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plots.canvas import blank, ems, legend_columns, put_title, wrap
from plots.date_words import date_axis, places
from plots.language import Lang, say
from plots.measured_words import Spoken
from plots.palette import AFTER, FAINT, INK, QUIET, TARGET, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

_LABEL = 7.5
"""Size of the letters above a stage [pt]."""
_BELOW = 0.42
"""From a panel down to the legend [inch]."""
_PANEL = WIDTH - 0.7
"""About how wide a panel is [inch]."""


def plot_control(
    numbers: pd.DataFrame,
    told: Spoken,
    *,
    lang: Lang = "zh",
    title: str | None = None,
    fig: Figure | None = None,
) -> Figure:
    """Draw the values, and their moving ranges where there are some.

    Parameters
    ----------
    numbers
        From `sim.control.Control.table`, with the column ``reform`` (date or None).
    told
        Name and unit.
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
    ranges = bool(numbers["moving_range"].notna().any())
    fig = blank((4.9 if ranges else 3.5) + (0.4 if title else 0.0), fig)
    heights = (2.1, 1.0) if ranges else (1.0,)
    panels = fig.subplots(len(heights), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    upper = panels[0]
    upper.use_sticky_edges = False  # the lowest limit is not to be the edge of the panel
    stages = [rows for _, rows in numbers.groupby("stage")]
    half = float(np.median(np.diff(places(numbers["date"])))) / 2
    edges = [_edges(rows, half) for rows in stages]
    begin, end = edges[0][0], edges[-1][-1]
    for rows, ends in zip(stages, edges, strict=True):
        _draw_stage(upper, rows, ends, told, lang)
        if ranges:
            _draw_ranges(panels[1], rows, ends, told, lang)
        room = (ends[-1] - ends[0]) / (end - begin) * _PANEL
        _label_stage(upper, rows.iloc[0], _limits(rows, told, lang), ends[0], room, lang)
    for panel in panels:
        for ends in edges[1:]:
            panel.axvline(ends[0], color=INK, linewidth=0.9, linestyle=(0, (1, 1.5)))
        panel.set_xlim(begin, end)
        panel.grid(axis="y")
    upper.set_ylabel(wrap(told.label(lang), 21))
    if ranges:
        panels[1].set_ylabel(wrap(told.label(lang, say(lang, "移动极差", "Moving range")), 12))
        panels[1].set_ylim(bottom=0)
    date_axis(panels[-1], numbers["date"].iloc[0], numbers["date"].iloc[-1], lang)
    _legend(fig, panels)
    put_title(fig, title)
    return fig


def _draw_stage(ax: Axes, rows: pd.DataFrame, edges: Floats, told: Spoken, lang: Lang) -> None:
    scale = told.amounts.factor
    low, high, centre, value = (
        rows[name].to_numpy(float) / scale for name in ("low", "high", "centre", "value")
    )
    ax.stairs(high, edges, baseline=low, fill=True, color=FAINT, linewidth=0, zorder=0.5)
    name = say(lang, "界限", "Limits")
    for limit in (low, high):
        ax.stairs(limit, edges, baseline=None, color=QUIET, linewidth=0.9, linestyle=(0, (4, 2)),
                  label=name)  # fmt: skip
    ax.stairs(centre, edges, baseline=None, color=INK, linewidth=1.1,
              label=say(lang, "均值（中心线）", "Mean (centre)"))  # fmt: skip
    _draw_points(ax, rows, value, say(lang, "实测值", "Measured"))
    run, outside = rows["run"].to_numpy(bool), rows["outside"].to_numpy(bool)
    x = places(rows["date"])
    ax.plot(x[run & ~outside], value[run & ~outside], "o", markersize=5.5, color="white",
            markeredgecolor=TARGET, markeredgewidth=1.3, zorder=3,
            label=say(lang, "连续 8 点以上同侧", "8 or more on one side"))  # fmt: skip
    ax.plot(x[outside], value[outside], "D", markersize=5.5, color=TARGET, zorder=4,
            label=say(lang, "超出界限", "Outside the limits"))  # fmt: skip


def _draw_ranges(ax: Axes, rows: pd.DataFrame, edges: Floats, told: Spoken, lang: Lang) -> None:
    scale = told.amounts.factor
    value = rows["moving_range"].to_numpy(float) / scale
    n = len(rows)
    ax.stairs(np.full(n, rows["range_high"].iloc[0] / scale), edges, baseline=None, color=QUIET,
              linewidth=0.9, linestyle=(0, (4, 2)))  # fmt: skip
    ax.stairs(np.full(n, np.nanmean(value)), edges, baseline=None, color=INK, linewidth=1.1)
    _draw_points(ax, rows, value)
    jump = rows["jump"].to_numpy(bool)
    ax.plot(places(rows["date"])[jump], value[jump], "^", markersize=6, color=TARGET, zorder=4,
            label=say(lang, "突跳", "Jump"))  # fmt: skip


def _draw_points(ax: Axes, rows: pd.DataFrame, value: Floats, label: str | None = None) -> None:
    size = 3.2 if len(rows) < 120 else 2.0
    x = places(rows["date"])
    ax.plot(x, value, "o-", color=AFTER, linewidth=0.7, markersize=size, zorder=2, label=label)


def _limits(rows: pd.DataFrame, told: Spoken, lang: Lang) -> tuple[str, str]:
    """The mean of a stage, and its limits where they are one number."""
    mean = say(lang, "均值 ", "mean ") + told.number(rows["centre"].iloc[0])
    low, high = ({told.number(v) for v in rows[name]} for name in ("low", "high"))
    if len(low) > 1 or len(high) > 1:
        return mean, ""
    return mean, f"{low.pop()}{say(lang, ' 至 ', ' to ')}{high.pop()}"


def _label_stage(
    ax: Axes, first: pd.Series, words: tuple[str, str], left: float, room: float, lang: Lang
) -> None:
    """Say above a stage with which reform it begins and what its mean is, as far as that fits."""
    mean, limits = words
    reform = first["reform"]
    above = "" if reform is None else say(lang, "改革 ", "reform ") + reform.isoformat()
    both = f"{mean} ({limits})" if limits else mean
    above, below = (
        next(text for text in texts if ems(text) * _LABEL / 72 < room)
        for texts in ((above, ""), (both, mean, ""))
    )
    ax.annotate(
        f"{above}\n{below}", (left, 1.0), (2, 3), xycoords=("data", "axes fraction"),
        textcoords="offset points", fontsize=_LABEL, color=INK, va="bottom", linespacing=1.3,
    )  # fmt: skip


def _legend(fig: Figure, panels: NDArray[np.object_]) -> None:
    """A legend of what there is to see, each once."""
    from matplotlib.transforms import ScaledTranslation

    named: dict[str, Any] = {}
    for panel in panels:
        for handle, label in zip(*panel.get_legend_handles_labels(), strict=True):
            seen = not hasattr(handle, "get_xdata") or len(handle.get_xdata())
            if seen:
                named.setdefault(label, handle)
    lower = panels[-1]
    # Below the name of the axis, whose place does not depend on the height of the panel.
    below = lower.transAxes + ScaledTranslation(0, -_BELOW, fig.dpi_scale_trans)
    lower.legend(
        list(named.values()), list(named), loc="upper left", ncols=legend_columns(list(named)),
        bbox_to_anchor=(-0.01, 0.0), bbox_transform=below, borderaxespad=0.0,
    )  # fmt: skip


def _edges(rows: pd.DataFrame, half: float) -> Floats:
    """Where the limits of each point begin and end: halfway to its neighbours."""
    x = places(rows["date"])
    return np.concatenate([[x[0] - half], (x[1:] + x[:-1]) / 2, [x[-1] + half]])
