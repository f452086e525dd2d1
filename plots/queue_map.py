"""Chart: how many wait at which window in which hour, before, after and the difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plots.amounts import MINUS, NONE, clock
from plots.canvas import blank, ems, put_title
from plots.language import Lang, say
from plots.palette import DIVERGE, INK, LINE, QUIET, SEQUENCE
from plots.queue_lengths import TOTAL
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_queue_map(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw one panel for each side on one scale of colour, and one for the difference.

    Parameters
    ----------
    numbers
        From `plots.queue_lengths.queue_map_numbers`.
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
    compares = bool(numbers["after"].notna().any())
    names = dict(sides(compares, lang))
    tables = dict.fromkeys(names, numbers)
    if compares:
        names["difference"] = say(lang, "差（后 − 前）", f"Difference (after {MINUS} before)")
        tables["difference"] = _with_difference(numbers)
    lines = [table["of"].nunique() for table in tables.values()]
    height = 0.2 * sum(lines) + 0.38 * len(names) + 0.55 + (0.45 if title else 0.0)
    fig = blank(height, fig)
    panels = fig.subplots(
        len(names), 1, sharex=True, squeeze=False, height_ratios=[n + 0.24 for n in lines]
    )[:, 0]
    named = numbers[numbers["of"] != TOTAL]
    top = float(np.nanmax(named[["before", "after"]].to_numpy(float), initial=0.0)) or 1.0
    for panel, (side, name) in zip(panels, names.items(), strict=True):
        _draw_panel(panel, tables[side], side, top, lang)
        panel.set_title(name, fontsize=9, pad=4)
    hours = numbers["at"].drop_duplicates().to_list()
    every = 1 if len(hours) <= 13 else 2 if len(hours) <= 26 else 4
    panels[-1].set_xticks(np.arange(0, len(hours), every) + 0.5, [clock(t) for t in hours[::every]])
    panels[-1].set_xlabel(
        say(lang, "时段开始（钟点）；格中为平均等待人数（人）",
            "Start of the hour (clock time); cells show the mean number of people waiting")
    )  # fmt: skip
    put_title(fig, title)
    return fig


def _draw_panel(ax: Axes, numbers: pd.DataFrame, side: str, top: float, lang: Lang) -> None:
    from matplotlib.patches import Rectangle

    grid = _grid(numbers, side)
    lines, columns = grid.shape
    labels = numbers.drop_duplicates("of")[lang].to_list()
    alone = lines == 1
    colors = _colors(grid if alone else grid[:-1], side, top)
    for i, j in np.ndindex(lines, columns):
        value, total = float(grid[i, j]), i == lines - 1
        missing = np.isnan(value)
        hatched = bool(missing and not total)
        y = lines - 1 - i - (0.0 if alone or not total else 0.22)
        face = "white" if missing or (total and not alone) else colors(value)
        ax.add_patch(
            Rectangle(
                (j, y), 1, 1, facecolor=face, edgecolor=LINE if hatched else "white",
                linewidth=0 if hatched else 0.6, hatch="////" if hatched else None, zorder=1,
            )
        )  # fmt: skip
        dark = not isinstance(face, str) and sum(face[:3]) < 1.5
        ax.text(
            j + 0.5, y + 0.47, _cell(value, columns, signed=side == "difference"), ha="center",
            va="center", fontsize=7.5 if columns <= 16 else 6,
            color="white" if dark else QUIET if missing else INK,
            bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"}
            if hatched else None,
        )  # fmt: skip
    gap = 0.0 if alone else 0.22
    if not alone:
        ax.axhline(0.89, color=INK, linewidth=0.6)
    ax.set_xlim(0, columns)
    ax.set_ylim(-gap - 0.02, lines)
    ticks = [lines - 0.53 - i - (gap if i == lines - 1 else 0.0) for i in range(lines)]
    ax.set_yticks(ticks, [_short(label) for label in labels])
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)


def _with_difference(numbers: pd.DataFrame) -> pd.DataFrame:
    """The rows of the difference: those of the total alone when no queue is on both sides."""
    named = numbers["of"] != TOTAL
    return numbers if numbers.loc[named, "difference"].notna().any() else numbers[~named]


def _colors(
    grid: NDArray[np.float64], side: str, top: float
) -> Callable[[float], tuple[float, ...]]:
    """Colour of a number: one scale for both sides, its own around zero for the difference."""
    from matplotlib.colors import LinearSegmentedColormap

    if side != "difference":
        cmap = LinearSegmentedColormap.from_list("queue", SEQUENCE)
        return lambda value: tuple(cmap(value / top))
    cmap = LinearSegmentedColormap.from_list("difference", DIVERGE)
    # A small difference must look small beside the queues themselves.
    span = max(float(np.nanmax(np.abs(grid), initial=0.0)), 0.25 * top)
    return lambda value: tuple(cmap(0.5 + 0.5 * value / span))


def _grid(numbers: pd.DataFrame, side: str) -> NDArray[np.float64]:
    wide = numbers.pivot(index="of", columns="at", values=side)
    return wide.loc[numbers["of"].drop_duplicates()].to_numpy(dtype=float)


def _cell(value: float, columns: int, *, signed: bool) -> str:
    if np.isnan(value):
        return NONE
    text = f"{abs(value):.0f}" if abs(value) >= 9.95 or columns > 16 else f"{abs(value):.1f}"
    if float(text) == 0:
        return "0"
    return (MINUS if value < 0 else "+" if signed else "") + text


def _short(label: str) -> str:
    """A label that leaves room for the map."""
    if ems(label) <= 11:
        return label
    while ems(label) > 10.4:
        label = label[:-1]
    return label.rstrip() + "…"
