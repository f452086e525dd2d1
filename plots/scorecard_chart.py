"""Chart: the scorecard, a table on one page with each target's result in colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from plots.amounts import join
from plots.canvas import blank, put_title, two_lines
from plots.kept import TONES, kept_word
from plots.language import Lang, say
from plots.pair_amounts import half_of_difference, noise_of, pair_amounts
from plots.palette import AFTER, INK, LINE, QUIET, TARGET
from plots.scorecard_points import ENDS, GROUPS
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW, _HEAD = 0.31, 0.34
"""Height of a row, and of the heading of a group [inch]."""
_SIZE, _SMALL = 8.5, 7.0
_NAME = 0.34
"""Where the names end, as a share of the width."""
_WHICH = ["measure", "scope", "of"]
_GREY = "#9aa3ad"
"""What has no target stands back."""
_COLORS = {"better": AFTER, "worse": TARGET, "same": QUIET, "": _GREY}
_MARKS = {"better": "o", "worse": "^", "same": "o", "": ""}


def plot_scorecard(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw the scorecard: measure, target, values with intervals, and whether the target is met.

    Where there are quarters they stand in the place of before.

    Parameters
    ----------
    numbers
        From `plots.scorecard_points.scorecard_numbers`.
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
    whole = numbers[numbers["period"] == ""]
    groups = [name for name in GROUPS if (whole["group"] == name).any()]
    lines = len(whole) * _ROW + len(groups) * _HEAD + 0.35
    fig = blank(lines + (0.45 if title else 0.0), fig)
    ax = fig.subplots()
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[:].set_visible(False)
    ax.set_xlim(0, 1)
    ax.set_ylim(lines, 0)
    columns = _columns(numbers, lang)
    places = _places(len(columns))
    _heads(ax, columns, places, lang)
    y = 0.35
    for name in groups:
        ax.text(0, y + 0.22, say(lang, *GROUPS[name]), color=AFTER, fontsize=9, va="center")
        ax.plot([0, 1], [y + _HEAD] * 2, color=LINE, linewidth=0.8)
        y += _HEAD
        for _, row in whole[whole["group"] == name].iterrows():
            same = (numbers[["measure", "scope", "of"]] == row[["measure", "scope", "of"]]).all(
                axis=1
            )
            _line(ax, y, row, numbers[same], columns, places, lang)
            y += _ROW
    put_title(fig, title)
    return fig


def _columns(numbers: pd.DataFrame, lang: Lang) -> dict[tuple[str, str], str]:
    """Side and period of each column of values, with its heading."""
    compares = bool(numbers["after"].notna().any())
    last = "after" if compares else "before"
    names = sides(compares, lang)
    periods = [p for p in dict.fromkeys(numbers["period"]) if p][-3:]
    if periods:
        whole = say(lang, "合计", "Whole time")
        return {**{(last, p): p for p in periods}, (last, ""): whole}
    return {(side, ""): name for side, name in names.items()}


def _places(values: int) -> list[float]:
    """Right ends of the target and of each column of values, of which the last is widest."""
    first = _NAME + 0.09
    shares = [k / (values + 0.4) for k in range(values)]
    return [first + (0.83 - first) * share for share in (*shares, 1.0)]


def _heads(ax: Axes, columns: dict[tuple[str, str], str], places: list[float], lang: Lang) -> None:
    heads = [say(lang, "目标", "Target"), *columns.values()]
    for x, head in zip(places, heads, strict=True):
        ax.text(x, 0.16, head, ha="right", va="center", fontsize=8, color=QUIET)
    ax.text(0, 0.16, say(lang, "指标（单位见数值）", "Measure (units beside values)"), va="center",
            fontsize=8, color=QUIET)  # fmt: skip
    ax.text(0.87, 0.16, say(lang, "结果", "Result"), va="center", fontsize=8, color=QUIET)
    ax.plot([0, 1], [0.33] * 2, color=INK, linewidth=0.8)


def _line(
    ax: Axes,
    y: float,
    row: pd.Series,
    same: pd.DataFrame,
    columns: dict[tuple[str, str], str],
    places: list[float],
    lang: Lang,
) -> None:
    tone = TONES[row["kept"]]
    color = INK if tone else QUIET
    middle = y + _ROW / 2
    width = 72 * _NAME * 7.0 / _SIZE
    ax.text(0.012, middle, two_lines(str(row[lang]), width), va="center", fontsize=_SIZE,
            color=color, linespacing=1.1)  # fmt: skip
    target = row["target"]
    wanted = "" if math.isnan(target) else join(f"≥ {100 * target:g}", "%")
    ax.text(places[0], middle, wanted, ha="right", va="center", fontsize=_SIZE, color=color)
    written = pair_amounts(
        str(row["measure"]), str(row["unit"]), float(row["before"]), float(row["after"]),
        verdict=str(row["verdict"]), noise=noise_of(row), half=half_of_difference(row),
    )  # fmt: skip
    for x, (side, period) in zip(places[1:], columns, strict=True):
        found = same[same["period"] == period]
        if found.empty or math.isnan(float(found[side].iloc[0])):
            ax.text(x, middle, "—", ha="right", va="center", fontsize=_SIZE, color=_GREY)
            continue
        value, low, high = (float(found[side + end].iloc[0]) for end in ENDS)
        between = written.interval(low, high, lang)
        at = middle - (0.065 if between else 0.0)
        ax.text(x, at, written.full(value, lang), ha="right", va="center", fontsize=_SIZE,
                color=color)  # fmt: skip
        ax.text(x, middle + 0.085, between, ha="right", va="center", fontsize=_SMALL, color=QUIET)
    if tone:
        filled = _COLORS[tone] if row["kept"] in ("met", "not_met") else "white"
        ax.plot([0.855], [middle], _MARKS[tone], color=_COLORS[tone], markerfacecolor=filled,
                markersize=5, clip_on=False)  # fmt: skip
    ax.text(0.87, middle, two_lines(kept_word(row["kept"], lang), 72 * 0.125 * 7.0 / 8),
            va="center", fontsize=8, color=_COLORS[tone], linespacing=1.1)  # fmt: skip
    ax.plot([0, 1], [y + _ROW] * 2, color="#eef0f2", linewidth=0.6)
