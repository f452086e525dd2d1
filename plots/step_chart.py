"""Chart: the way from before to after step by step, and what each step brings in other orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import Amounts
from plots.canvas import blank, put_title, two_lines
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, INK, QUIET, SEQUENCE, TARGET, WORK_AWAY
from plots.sentences import sides
from plots.step_numbers import ENDS, step_amounts, step_title
from sim.catalogue import CATALOGUE
from sim.step_effects import ORDERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.62
"""Height of a step [inch]."""
_COLORS = {"sequential": WORK_AWAY, "reverse": SEQUENCE[1], "shapley": AFTER}
_THIN = 0.26
"""Height of one of the three bars of a step, of the height of its row."""


def plot_steps(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw the waterfall in the redesign's order, and beside it all three ways of counting.

    Parameters
    ----------
    numbers
        From `plots.step_numbers.step_numbers`.
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
    fig = blank(1.05 + _ROW * (len(numbers) + 2) + (0.4 if title else 0.0), fig)
    left, right = fig.subplots(1, 2, sharey=True, width_ratios=[1.0, 1.15])
    written = step_amounts(numbers)
    _waterfall(left, numbers, written, lang)
    _three_ways(right, numbers, written, lang)
    put_title(fig, title)
    return fig


def _waterfall(ax: Axes, numbers: pd.DataFrame, written: Amounts, lang: Lang) -> None:
    last = len(numbers) + 1
    before, after = (
        written.scaled(float(v))
        for v in (numbers["step_before"].iloc[0], numbers["step_after"].iloc[-1])
    )
    lower = CATALOGUE[str(numbers["measure"].iloc[0])].better == "lower"
    ax.barh([0, last], [before, after], height=0.56, color=[BEFORE, AFTER])
    reach = max(before, after)
    for place, (_, row) in enumerate(numbers.iterrows(), 1):
        begin, end = (written.scaled(float(row[c])) for c in ("step_before", "step_after"))
        better = (end < begin) == lower
        color = WORK_AWAY if better or begin == end else TARGET
        ax.barh(place, end - begin, left=begin, height=0.56, color=color)
        reach = max(reach, begin, end)
        ax.annotate(
            written.bare_difference(float(row["sequential"])), (max(begin, end), place),
            xytext=(3, 0), textcoords="offset points", va="center", fontsize=8, color=INK,
        )  # fmt: skip
    for place, value, column in ((0, before, "step_before"), (last, after, "step_after")):
        told = float(numbers[column].iloc[0 if place == 0 else -1])
        ax.annotate(
            written.bare(told), (value, place), xytext=(3, 0), textcoords="offset points",
            va="center", fontsize=9, color=INK,
        )  # fmt: skip
    # The level from which each step begins is that at which the one above it ends.
    levels = [before, *(written.scaled(v) for v in numbers["step_after"])]
    for place, level in enumerate(levels):
        ax.plot([level, level], [place - 0.28, place + 1.28], color=QUIET, linewidth=0.6)
    names = list(sides(True, lang).values())
    labels = [_label(row, lang) for _, row in numbers.iterrows()]
    ax.set_yticks(range(last + 1), [names[0], *labels, names[1]])
    ax.set_ylim(last + 0.55, -0.55)
    ax.set_xlim(0, 1.18 * reach)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    for label in ax.get_yticklabels():
        label.set_linespacing(1.35)
    ax.locator_params(axis="x", nbins=4)
    what = str(numbers[f"measure_{lang}"].iloc[0])
    _name_axis(ax, what, written.unit(lang), lang)
    ax.set_title(say(lang, "按方案的次序，一步步累计", "Step by step, in the redesign's order"))


def _label(row: pd.Series, lang: Lang) -> str:
    name = two_lines(step_title(row, lang), 13.0)
    needs = str(row[f"needs_{lang}"])
    return f"{name}\n{say(lang, f'（{needs}）', f'({needs})')}" if needs else name


def _three_ways(ax: Axes, numbers: pd.DataFrame, written: Amounts, lang: Lang) -> None:
    names = {
        "sequential": say(lang, "按方案次序", "in its order"),
        "reverse": say(lang, "次序倒过来", "in reverse order"),
        "shapley": say(lang, "各种次序平均（沙普利值）", "mean over all orders (Shapley)"),
    }
    shown = [order for order in ORDERS if numbers[order].notna().all()]
    places = np.arange(1, len(numbers) + 1)
    for k, order in enumerate(shown):
        at = places + (k - (len(shown) - 1) / 2) * _THIN
        value, low, high = (
            np.array([written.scaled(float(v)) for v in numbers[f"{order}{end}"]]) for end in ENDS
        )
        ax.barh(at, value, height=0.9 * _THIN, color=_COLORS[order], label=names[order])
        ax.errorbar(
            value, at, xerr=[value - low, high - value], fmt="none", ecolor=INK, elinewidth=0.7,
            capsize=1.5, capthick=0.7,
        )  # fmt: skip
        for j, place in enumerate(at):
            left = value[j] < 0
            ax.annotate(
                written.bare_difference(float(numbers[order].iloc[j])),
                (low[j] if left else high[j], place), xytext=(-3 if left else 3, 0),
                textcoords="offset points", va="center", ha="right" if left else "left",
                fontsize=7, color=INK,
            )  # fmt: skip
    ax.vlines(0, 0.5, len(numbers) + 0.5, color=QUIET, linewidth=0.8)
    # Room for the numbers at both ends, also where every bar goes the same way.
    columns = [f"{order}{end}" for order in shown for end in ENDS]
    ends = [written.scaled(v) for v in numbers[columns].to_numpy(float).ravel().tolist()]
    least, most = min(0.0, *ends), max(0.0, *ends)
    room = 0.2 * (most - least or 1.0)
    ax.set_xlim(least - room, most + room)
    # The row of the value before has no bar here.
    ax.legend(loc="upper left", fontsize=7.5, borderaxespad=0.0, labelspacing=0.3)
    ax.tick_params(axis="y", left=False, labelleft=False)
    ax.locator_params(axis="x", nbins=4)
    _name_axis(ax, say(lang, "变化", "Change"), written.difference_unit(lang), lang)
    ax.set_title(
        say(lang, "每一步带来的变化，三种算法", "What each step brings, counted three ways")
    )


def _name_axis(ax: Axes, what: str, unit: str, lang: Lang) -> None:
    of = say(lang, f"（{unit}）", f" ({unit})") if unit else ""
    ax.set_xlabel(what + of)
