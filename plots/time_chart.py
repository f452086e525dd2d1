"""Chart: where the time of a finished case goes, in all and at each activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from plots.amounts import Amounts, amounts
from plots.canvas import blank, ems, legend_columns, put_title, two_lines
from plots.language import Lang, say
from plots.palette import INK, LOOKS, WIDTH
from plots.time_parts import KINDS, WORDS, share_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.27
"""Height of an activity [inch]."""
_PARTS = ("wait", "shut", "work")
"""Parts that the time at an activity has."""
_MOST = 12
"""Most activities that are drawn; those with the least time are one row."""
_LABEL = 13.0
"""Width of a name of one line, in units of the size of its letters."""
_BELOW = 0.48
"""Room for the ticks and the name of the axis of time [inch]."""
_SIZE = 7.5
"""Size of the letters on the bars [pt]."""


def plot_time(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw the whole time of a case as one bar of shares, and a bar of minutes for each activity.

    Parameters
    ----------
    numbers
        From `plots.time_parts.time_numbers`.
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
    whole = numbers[numbers["scope"] == "all"].set_index("kind")["before"]
    table = _activities(numbers, lang)
    shown = [kind for kind in KINDS.values() if whole[kind] > 0]
    tall = _ROW * max(2, len(table))
    fig = blank(2.0 + tall + (0.4 if title else 0.0), fig)
    top, below = fig.subplots(2, 1, height_ratios=[0.4, tall])
    _whole(top, whole[shown], lang)
    _bars(below, table, lang)
    names = [say(lang, *WORDS[kind]) for kind in shown]
    below.legend(
        [Patch(linewidth=0.6, **LOOKS[kind]) for kind in shown], names, loc="upper center",
        bbox_to_anchor=(0.5, 0.0), bbox_transform=below.transAxes
        + ScaledTranslation(0.0, -_BELOW, fig.dpi_scale_trans),
        ncols=legend_columns(names, 0.75 * WIDTH), borderaxespad=0.0,
    )  # fmt: skip
    put_title(fig, title)
    return fig


def _activities(numbers: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Minutes by activity and part; rows in the order of the model, the least ones as one row."""
    rows = numbers[numbers["scope"] == "activity"]
    names = rows.drop_duplicates("of")
    wide = rows.pivot(index="of", columns="kind", values="before").loc[list(names["of"])]
    table = pd.DataFrame({kind: wide[kind].to_numpy(float) for kind in _PARTS}, list(names[lang]))
    total = table.sum(axis=1).to_numpy(float)
    # Of many the least are one row; those without any time none.
    order = np.argsort(-total, kind="stable")
    few = len(order) if (total > 0).sum() <= _MOST else _MOST - 1
    named = sorted(k for k in order[:few] if total[k] > 0)
    rest = [k for k in order[few:] if total[k] > 0]
    found = table.iloc[named].copy()
    if rest:
        other = say(lang, f"其他 {len(rest)} 个环节", f"{len(rest)} other activities")
        found.loc[other] = table.iloc[rest].sum()
    return found


def _whole(ax: Axes, parts: pd.Series, lang: Lang) -> None:
    total = float(parts.sum())
    place = 0.0
    for kind, value in parts.items():
        share = float(value) / total
        ax.barh(0, share, left=place, height=0.8, linewidth=0.6, **LOOKS[str(kind)])
        text = share_text(share)
        if share * 72 * 0.8 * WIDTH > _SIZE * ems(text) + 6:
            _write(ax, text, place + share / 2, 0, str(kind))
        place += share
    written = amounts("s", [total])
    ax.set_yticks([0], [say(lang, "全程", "Whole case")])
    ax.set_xlim(0, 1)
    ax.set_xticks([])
    ax.set_title(
        say(lang, "每件全程的组成，合计 ", "What the time of a finished case is made of, ")
        + written.full(total, lang)
        + say(lang, "", " in all")
    )
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0, labelcolor=INK)


def _bars(ax: Axes, table: pd.DataFrame, lang: Lang) -> None:
    totals = table.sum(axis=1)
    written = amounts("s", totals)
    reach = written.scaled(float(totals.max()))
    line = float(table["wait"].sum())
    for row, (_, parts) in enumerate(table.iterrows()):
        place = 0.0
        for kind, value in parts.items():
            width = written.scaled(float(value))
            if width > 0:
                ax.barh(row, width, left=place, height=0.68, linewidth=0.6, **LOOKS[str(kind)])
            place += width
        ax.annotate(
            _told(float(parts.sum()), float(parts["wait"]), line, written, lang),
            (place, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=_SIZE,
            color=INK,
        )  # fmt: skip
    ax.set_yticks(range(len(table)), [two_lines(name, _LABEL) for name in table.index])
    for label in ax.get_yticklabels():
        if "\n" in label.get_text():
            label.set(fontsize=6.5, linespacing=1.1)
    ax.set_ylim(len(table) - 0.45, -0.55)
    ax.set_xlim(0, 1.42 * reach)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    ticks = [tick for tick in ax.get_xticks() if tick <= 1.05 * reach]
    ax.set_xticks(ticks)
    unit = written.unit(lang)
    ax.set_xlabel(
        say(
            lang,
            f"每件在该环节的时间（{unit}）",
            f"Time of a finished case at the activity ({unit})",
        ),
        loc="left",
    )
    ax.set_title(say(lang, "各环节", "Each activity"))


def _told(total: float, wait: float, line: float, written: Amounts, lang: Lang) -> str:
    """What stands behind a bar: its length, and its share of all waiting in line."""
    length = written.full(total, lang)
    if not 0 < wait < line:
        return length
    share = share_text(wait / line)
    return length + say(lang, f"，占排队 {share}", f", {share} of the waiting")


def _write(ax: Axes, text: str, x: float, y: float, kind: str) -> None:
    dark = kind == "work"
    box: dict[str, Any] = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    ax.text(
        x, y, text, ha="center", va="center", fontsize=_SIZE, color="white" if dark else INK,
        bbox=None if dark else box,
    )  # fmt: skip
