"""Chart: the key numbers before and after, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import NONE
from plots.canvas import blank, put_title, wrap_evenly
from plots.headline import headline, headline_name, number_name
from plots.language import LANGS, Lang
from plots.pairs import SAME, Key, chosen, pairs
from plots.palette import AFTER, INK, QUIET, SIDES, TARGET
from plots.report_data import ReportData
from plots.sentences import change, relative_change, row_amounts, sides, verdict_word
from plots.subject import key_numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def before_after_numbers(data: ReportData) -> pd.DataFrame:
    """Rows of `plots.pairs.pairs` for the key numbers, with their names in ``zh`` and ``en``.

    The number of the first sentence is the first of them, where it is none of the others.
    """
    first, keys = headline(data), key_numbers(data)
    if first is not None:
        own = Key(first["measure"], first["scope"], first["of"])
        keys = keys if own in keys else [own, *keys]
    rows = chosen(pairs(data), keys).drop(columns="at")
    # Bars of no height, such as a wait where nobody ever waits, say nothing beside the others.
    some = rows[["before", "after"]].fillna(0.0).ne(0.0).any(axis=1)
    rows = rows.loc[some] if some.any() else rows
    for place, lang in enumerate(LANGS):
        names = [
            number_name(data, Key(m, scope, of), lang)
            for m, scope, of in zip(rows["measure"], rows["scope"], rows["of"], strict=True)
        ]
        rows.insert(3 + place, lang, names)
    return rows


def before_after_finding(data: ReportData, lang: Lang) -> str:
    """The finding: what happened to the headline number."""
    row = headline(data)
    if row is None:
        return ""
    return change(row, data.facts.title[lang], lang, what=headline_name(data, row, lang))


def plot_before_after(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a panel for each number, its bars from zero and its 95 % intervals.

    Parameters
    ----------
    numbers
        From `before_after_numbers`.
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
    columns = min(3, max(1, len(numbers)))
    lines = -(-len(numbers) // columns)
    fig = blank(2.2 * lines + (0.5 if title else 0.05), fig)
    panels = np.ravel(fig.subplots(lines, columns, squeeze=False))
    for panel, (_, row) in zip(panels, numbers.iterrows(), strict=False):
        _draw_panel(panel, row, lang)
    for panel in panels[len(numbers) :]:
        panel.set_visible(False)
    put_title(fig, title)
    return fig


def _draw_panel(ax: Axes, row: pd.Series, lang: Lang) -> None:
    compares = not row[["after", "difference"]].isna().all() or bool(row["verdict"])
    names = sides(compares, lang)
    written = row_amounts(row)
    top = 0.0
    for place, side in enumerate(names):
        value, low, high = (written.scaled(row[c]) for c in (side, f"{side}_low", f"{side}_high"))
        if np.isnan(value):
            ax.annotate("—", (place, 0), xytext=(0, 4), textcoords="offset points", ha="center")
            continue
        ax.bar(place, value, width=0.56, color=SIDES[side] if compares else AFTER)
        if np.isfinite(low) and np.isfinite(high):
            ax.errorbar(
                place, value, [[max(0.0, value - low)], [max(0.0, high - value)]],
                fmt="none", ecolor=INK, elinewidth=0.9, capsize=3, capthick=0.9,
            )  # fmt: skip
        reach = value if np.isnan(high) else max(high, value)
        top = max(top, reach)
        ax.annotate(
            written.bare(row[side]), (place, reach), xytext=(0, 3), textcoords="offset points",
            ha="center", va="bottom", fontsize=9.5, color=INK,
        )  # fmt: skip
    ax.set_xlim(-0.6, len(names) - 0.4)
    ax.set_ylim(0, (top or 1.0) * 1.2)
    ax.set_xticks(range(len(names)), list(names.values()))
    ax.tick_params(axis="x", length=0)
    ax.locator_params(axis="y", nbins=4)
    ax.set_ylabel(written.unit(lang) or "count")
    ax.grid(axis="y")
    # Titles begin at the axis: the last panel has room for this many ems up to the edge.
    ax.set_title(wrap_evenly(str(row[lang]), 15.0), fontsize=9)
    _note(ax, row, lang)


def _note(ax: Axes, row: pd.Series, lang: Lang) -> None:
    """The change and the verdict below a panel."""
    written = row_amounts(row)
    if np.isnan(row["difference"]):
        return
    parts = [written.difference(row["difference"], lang)]
    relative = relative_change(row)
    if written.zh != "%" and relative != NONE:
        parts.append(relative)
    word = verdict_word(row["verdict"], lang)
    color = {"worse": TARGET, "better": AFTER, SAME: QUIET}.get(row["verdict"], QUIET)
    ax.set_xlabel(" · ".join(parts) + f"\n{word}", fontsize=8, color=color, linespacing=1.4)
