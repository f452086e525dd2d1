"""Chart: how far a result moves with single numbers, the greatest swing at the top (tornado)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.patches import Patch

from plots.amounts import Amounts
from plots.canvas import blank, ems, put_title, two_lines
from plots.language import Lang, lower_first, say
from plots.palette import AFTER, INK, QUIET, SEQUENCE, WIDTH
from plots.sensitivity_numbers import sensitivity_amounts
from plots.step_numbers import ENDS
from sim.sensitivity import SIDES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 10
"""Most numbers in the chart."""
_ROW = 0.42
"""Height of a number [inch]."""
_HALF = 0.36
"""Height of the bar to one side, of the height of its row."""
_SET_TO = 6.5
"""Size of what a number is set to [points]."""
_GAP = 0.06
"""Between a bar and what its number is set to [inch]."""
_BARS = 0.45 * WIDTH
"""What the labels leave for the bars at the least [inch]."""
_COLORS = {"less": SEQUENCE[2], "more": AFTER}


def plot_sensitivity(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a bar to each side for each number, from the result as it is.

    Parameters
    ----------
    numbers
        From `plots.sensitivity_numbers.sensitivity_numbers`.
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
    shown = numbers.head(_MOST)
    fig = blank(1.15 + _ROW * len(shown) + (0.4 if title else 0.0), fig)
    ax = fig.subplots()
    compares = bool(numbers["difference"].notna().all())
    written = sensitivity_amounts(numbers)
    _draw(ax, shown, "difference" if compares else "value", written, lang)
    labels = [_label(row, lang) for _, row in shown.iterrows()]
    ax.set_yticks(range(len(shown)), labels)
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    for label in ax.get_yticklabels():
        label.set_linespacing(1.3)
    name = str(numbers[f"measure_{lang}"].iloc[0])
    unit = written.difference_unit(lang) if compares else written.unit(lang)
    name = say(lang, f"{name}的变化", f"Change in {lower_first(name)}") if compares else name
    ax.set_xlabel(name + (say(lang, f"（{unit}）", f" ({unit})") if unit else ""))
    put_title(fig, title)
    return fig


def _draw(ax: Axes, shown: pd.DataFrame, what: str, written: Amounts, lang: Lang) -> None:
    base = written.scaled(float(shown[what].iloc[0]))
    names = {"less": say(lang, "调低", "set lower"), "more": say(lang, "调高", "set higher")}
    reached, texts = [base], []
    for place, (_, row) in enumerate(shown.iterrows()):
        for side, away in zip(SIDES, (-_HALF / 2, _HALF / 2), strict=True):
            end, low, high = (written.scaled(float(row[f"{what}_{side}{c}"])) for c in ENDS)
            if not np.isfinite(end):
                continue
            at = place + away
            ax.barh(at, end - base, left=base, height=0.92 * _HALF, color=_COLORS[side])
            ax.plot([low, high], [at, at], color=INK, linewidth=0.7)
            left = end < base
            ax.annotate(
                str(row[f"{side}_{lang}"]), (min(low, base) if left else max(high, base), at),
                xytext=(-3 if left else 3, 0), textcoords="offset points", va="center",
                ha="right" if left else "left", fontsize=_SET_TO, color=QUIET,
            )  # fmt: skip
            reached += [low, high]
            width = ems(str(row[f"{side}_{lang}"])) * _SET_TO / 72
            texts.append((min(low, base), -width) if left else (max(high, base), width))
    ax.axvline(base, color=INK, linewidth=0.8)
    least, most = min(reached), max(reached)
    # Room for what the numbers are set to, of which the longest may stand at the longest bar.
    span = 1.4 * (most - least or 1.0)
    ends = [end + (width + math.copysign(_GAP, width)) / _BARS * span for end, width in texts]
    ax.set_xlim(min([least - span / 7, *ends]), max([most + span / 7, *ends]))
    handles = [Patch(color=_COLORS[side], label=names[side]) for side in SIDES]
    ax.legend(handles=handles, loc="lower right", ncols=2, bbox_to_anchor=(1.0, 1.0))


def _label(row: pd.Series, lang: Lang) -> str:
    path = str(row[f"path_{lang}"])
    # Where letters are wide a dot needs no blanks, at which a line could begin.
    path = say(lang, path.replace(" · ", "·"), path)
    return two_lines(f"{path} {row[f'number_{lang}']}", 21.0)
