"""Chart: how many wait at which window or desk in which hour, before, after and the difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plots.amounts import MINUS, NONE, clock
from plots.canvas import blank, ems, put_title, two_lines
from plots.clock_axis import ClockAxis, clock_axis
from plots.language import Lang, say
from plots.palette import DIVERGE, INK, LINE, QUIET, SEQUENCE, WIDTH
from plots.queue_lengths import HOUR, TOTAL
from plots.sentences import sides
from plots.waiting_digits import waiting_digits

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL = 11.0
"""Width of a label of one line, in units of the size of its letters."""
_DARK = 1.0
"""Mean number waiting that may be the darkest cell; where all are fewer none is dark, so that a
cell which reads as 0 is never seen as a queue."""
_WHAT: dict[str, dict[Lang, str]] = {
    "people": {"zh": "平均等待人数（人）", "en": "mean number of people waiting"},
    "files": {"zh": "平均待办件数（件）", "en": "mean number of files waiting"},
}


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
    numbers = numbers[numbers["shown"]]
    if numbers["of"].nunique() == 2:  # of one line the total says the same again
        numbers = numbers[numbers["of"] != TOTAL]
    compares = bool(numbers["after"].notna().any())
    names = dict(sides(compares, lang))
    tables = dict.fromkeys(names, numbers)
    if compares:
        names["difference"] = say(lang, "差（后 − 前）", f"Difference (after {MINUS} before)")
        tables["difference"] = _with_difference(numbers)
    lines = [table["of"].nunique() for table in tables.values()]
    labels = {of: two_lines(name, _LABEL) for of, name in zip(numbers["of"], numbers[lang],
                                                              strict=True)}  # fmt: skip
    row = 0.28 if any("\n" in label for label in labels.values()) else 0.2
    height = row * sum(lines) + 0.38 * len(names) + 0.55 + (0.45 if title else 0.0)
    fig = blank(height, fig)
    panels = fig.subplots(
        len(names), 1, sharex=True, squeeze=False, height_ratios=[n + 0.24 for n in lines]
    )[:, 0]
    named = numbers[numbers["of"] != TOTAL]
    most = float(np.nanmax(named[["before", "after"]].to_numpy(float), initial=0.0))
    top = max(most, _DARK)
    axis = clock_axis(numbers["at"], HOUR)
    for panel, (side, name) in zip(panels, names.items(), strict=True):
        _draw_panel(panel, tables[side], side, top, axis, labels)
        panel.set_title(name, fontsize=9, pad=4)
    ticks = axis.ticks()
    shown = set(numbers["at"])
    ticks = [t for t in ticks if t in shown]
    panels[-1].set_xticks([axis.place(t) / HOUR + 0.5 for t in ticks], [clock(t) for t in ticks])
    what = _WHAT[str(numbers["unit"].iloc[0])]
    panels[-1].set_xlabel(
        say(lang, "时段开始（钟点）；格中为", "Start of the hour (clock time); cells show the ")
        + what[lang]
    )
    put_title(fig, title)
    return fig


def _draw_panel(
    ax: Axes,
    numbers: pd.DataFrame,
    side: str,
    top: float,
    axis: ClockAxis,
    labels: dict[str, str],
) -> None:
    from matplotlib.patches import Rectangle

    grid = _grid(numbers, side)
    lines, columns = grid.shape
    lefts = [axis.place(t) / HOUR for t in numbers["at"].drop_duplicates()]
    alone = lines == 1
    colors = _colors(grid if alone else grid[:-1], side, top)
    texts = _texts(numbers, side)
    margin = max(ems(line) * (8 if label == line else 6.5) for label in labels.values()
                 for line in label.split("\n"))  # fmt: skip
    size = _size([text for row in texts for text in row], (72 * WIDTH - margin) / columns)
    for i, j in np.ndindex(lines, columns):
        value, total = float(grid[i, j]), i == lines - 1
        missing = np.isnan(value)
        hatched = bool(missing and not total)
        y = lines - 1 - i - (0.0 if alone or not total else 0.22)
        face = "white" if missing or (total and not alone) else colors(value)
        ax.add_patch(
            Rectangle(
                (lefts[j], y), 1, 1, facecolor=face, edgecolor=LINE if hatched else "white",
                linewidth=0 if hatched else 0.6, hatch="////" if hatched else None, zorder=1,
            )
        )  # fmt: skip
        dark = not isinstance(face, str) and sum(face[:3]) < 1.5
        ax.text(
            lefts[j] + 0.5, y + 0.47, texts[i][j], ha="center", va="center", fontsize=size,
            color="white" if dark else QUIET if missing else INK,
            bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"}
            if hatched else None,
        )  # fmt: skip
    gap = 0.0 if alone else 0.22
    if not alone:
        ax.axhline(0.89, color=INK, linewidth=0.6)
    ax.set_xlim(0, axis.end / HOUR)
    ax.set_ylim(-gap - 0.02, lines)
    ticks = [lines - 0.53 - i - (gap if i == lines - 1 else 0.0) for i in range(lines)]
    ax.set_yticks(ticks, [labels[of] for of in numbers["of"].drop_duplicates()])
    for label in ax.get_yticklabels():
        if "\n" in label.get_text():
            label.set(fontsize=6.5, linespacing=1.15)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)


def _with_difference(numbers: pd.DataFrame) -> pd.DataFrame:
    """The rows of the difference: those of the total alone when no queue is on both sides."""
    named = numbers["of"] != TOTAL
    both = numbers.loc[named, "difference"].notna().any()
    return numbers if both or named.all() else numbers[~named]


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


def _texts(numbers: pd.DataFrame, side: str) -> list[list[str]]:
    """What stands in the cells."""
    return [[_cell(float(value), side) for value in row] for row in _grid(numbers, side)]


def _cell(value: float, side: str) -> str:
    if np.isnan(value):
        return NONE
    signed = side == "difference"
    text = f"{abs(value):.{waiting_digits(value)}f}"
    if float(text) == 0:
        return "0"
    return (MINUS if value < 0 else "+" if signed else "") + text


def _size(texts: list[str], cell: float) -> float:
    """Size of the letters [pt] at which every number stays within its cell of a width [pt]."""
    return min(7.5 if cell > 24 else 6.0, 0.8 * cell / max(map(ems, texts)))
