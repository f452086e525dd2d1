"""Chart: the shifts from start to end with their breaks, as bars over the clock."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import clock
from plots.calendar_words import days_words
from plots.canvas import blank, legend_columns, put_title, wrap
from plots.language import Lang, say
from plots.palette import AFTER, FAINT, INK, QUIET, SEQUENCE, WORK_AWAY
from plots.staff.shift_rows import Row, shift_rows
from scenarios.calendars import WEEKDAYS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.135
"""Height of a row [inch]."""
_KINDS = (AFTER, WORK_AWAY, SEQUENCE[4], "#84b0cc", QUIET)
"""Colours of kinds of shifts, dark and light by turns."""
_BAR = 0.78
"""Height of a bar, of the height of its row."""
_DAY = 86400.0
_LEFT, _COUNT = 1.35, 0.26
"""Room for the names of kinds, and for one column of counts [inch]."""


def plot_shifts(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a bar for each shift, or for shifts of the same times with how many they are.

    Parameters
    ----------
    numbers
        From `plots.staff.points.shift_numbers`.
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
    rows = shift_rows(numbers, int(numbers["days"].iloc[0]))
    fig = blank(0.95 + _ROW * (len(rows) + 2) + (0.4 if title else 0.0), fig)
    ax = fig.subplots()
    names = _names(numbers, lang)
    # Kinds of one name, which may be many of one start each, are one to the eye.
    every = dict.fromkeys(names.values())
    colors = {name: _KINDS[k % len(_KINDS)] for k, name in enumerate(every)}
    place, last = 0.0, []
    for name, own in groupby(rows, key=lambda row: names[row.group, row.kind]):
        begin = place
        for row in own:
            _draw_row(ax, row, place, colors[name], lang)
            last.append((place, row))
            place += 1
        ax.annotate(
            wrap(name, 13), (0, (begin + place - 1) / 2), xycoords=("axes fraction", "data"),
            xytext=(-6, 0), textcoords="offset points", ha="right", va="center", fontsize=8.5,
            color=INK,
        )  # fmt: skip
        ax.axhline(place - 0.25, color=FAINT, linewidth=1.0, zorder=0)
        place += 0.5
    ax.set_ylim(place - 0.25, -0.75)
    ax.set_yticks([])
    _time_axis(ax, rows, lang)
    _counts(ax, last, numbers, lang)
    _legend(ax)
    put_title(fig, title)
    return fig


def _names(numbers: pd.DataFrame, lang: Lang) -> dict[tuple[str, str], str]:
    """What each kind is called, with its pool where there are several."""
    found = {}
    for row in numbers.to_dict("records"):
        parts = (row[lang], row[f"kind_{lang}"])
        found[row["group"], row["kind"]] = " · ".join(filter(None, parts))
    return found


def _draw_row(ax: Axes, row: Row, place: float, color: str, lang: Lang) -> None:
    ax.barh(place, row.end - row.start, left=row.start, height=_BAR, color=color, linewidth=0,
            zorder=2)  # fmt: skip
    for away in row.away:
        words = ("带薪休息", "Paid break") if away.paid else ("无薪用餐、休息", "Unpaid break")
        height = _BAR * away.share
        ax.barh(
            place + (_BAR - height) / 2, away.end - away.start, left=away.start, height=height,
            linewidth=0, zorder=2.5, label=say(lang, *words),
            color=SEQUENCE[1] if away.paid else "white",
        )  # fmt: skip


def _time_axis(ax: Axes, rows: list[Row], lang: Lang) -> None:
    begin = 3600 * np.floor(min(row.start for row in rows) / 3600)
    end = 3600 * np.ceil(max(row.end for row in rows) / 3600)
    step = 3600 * next(h for h in (1, 2, 3, 4, 6) if (end - begin) / 3600 <= 14 * h)
    ticks = np.arange(step * np.ceil(begin / step), end + 1, step)
    later = say(lang, "次日", "+1 d")
    ax.set_xticks(
        ticks, [clock(t) if t < _DAY else f"{clock(t - _DAY)}\n{later}" for t in ticks]
    )  # fmt: skip
    ax.set_xlim(begin, end)
    ax.grid(axis="x", color="#e4e8ec", linewidth=0.6)
    ax.set_xlabel(say(lang, "时刻（钟点）", "Clock time"))


def _counts(ax: Axes, placed: list[tuple[float, Row]], numbers: pd.DataFrame, lang: Lang) -> None:
    """How many there are of each row, a column for each day; nothing where each has a row."""
    if all(row.people == (1,) for _, row in placed):
        return
    days = len(placed[0][1].people)
    heads = [say(lang, "人数", "people")]
    if days > 1:
        first = int(numbers["weekday"].iloc[0]) - int(numbers["day"].iloc[0])
        heads = [days_words(WEEKDAYS[(first + k) % 7], lang) for k in range(days)]
    for k, head in enumerate(heads):
        across = 6 + 72 * _COUNT * (k + 1)
        ax.annotate(
            head, (1.0, 1.0), xycoords="axes fraction", xytext=(across, 4),
            textcoords="offset points", ha="right", va="bottom", fontsize=7.5, color=QUIET,
        )  # fmt: skip
        for place, row in placed:
            if row.people[k]:
                ax.annotate(
                    str(row.people[k]), (1.0, place), xycoords=("axes fraction", "data"),
                    xytext=(across, 0), textcoords="offset points", ha="right", va="center",
                    fontsize=7.5, color=INK,
                )  # fmt: skip


def _legend(ax: Axes) -> None:
    """What stands for a break, each once."""
    handles, labels = ax.get_legend_handles_labels()
    named = dict(zip(labels, handles, strict=True))
    if named:
        legend = ax.legend(
            list(named.values()), list(named), ncols=legend_columns(list(named)), loc="lower left",
            bbox_to_anchor=(-0.01, 1.0), borderaxespad=0.2,
        )  # fmt: skip
        for patch in legend.get_patches():
            patch.set_edgecolor(QUIET)
            patch.set_linewidth(0.5)
