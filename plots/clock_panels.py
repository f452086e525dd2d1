"""Panels below each other that share an axis of clock time, one for each title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from plots.amounts import clock
from plots.canvas import blank, legend_columns
from plots.clock_axis import ClockAxis, clock_axis
from plots.language import Lang, say
from plots.palette import FAINT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FEW, _LOW = 2, 0.72
"""So many panels have their full height; how high each of more is, as a share of that."""
_TITLE = 16.0
"""Room for the title of a panel below the legend [pt]."""


def panels(
    numbers: pd.DataFrame,
    length: float,
    height: float,
    lang: Lang,
    *,
    titled: bool,
    fig: Figure | None = None,
) -> tuple[Figure, ClockAxis, list[tuple[Axes, pd.DataFrame]]]:
    """Lay out a panel for each title of the language, with hours that are shut left out.

    Parameters
    ----------
    numbers
        Rows with ``zh, en`` and ``at`` [s since midnight].
    length
        Length of an interval [s].
    height
        Of one panel [inch]; many are lower.
    lang
        Language of the texts.
    titled
        Whether there will be a title above.
    fig
        Figure to draw in; a new one when left out.
    """
    names = list(dict.fromkeys(numbers[lang]))
    height *= 1.0 if len(names) <= _FEW else _LOW
    fig = blank(0.6 + height * len(names) + (0.4 if titled else 0.0), fig)
    axes = fig.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
    axis = clock_axis(numbers["at"], length)
    for ax, name in zip(axes, names, strict=True):
        for begin, end in axis.breaks:
            ax.axvspan(begin, end, color=FAINT, linewidth=0, zorder=0)
        ax.set_xlim(0, axis.end)
        ax.grid(axis="y")
        if len(names) > 1:
            ax.set_title(name)
    ticks = axis.ticks()
    axes[-1].set_xticks([axis.place(t) for t in ticks], [clock(t) for t in ticks])
    axes[-1].set_xlabel(say(lang, "时刻（钟点）", "Clock time"))
    return fig, axis, list(zip(axes, _each(numbers, names, lang), strict=True))


def _each(numbers: pd.DataFrame, names: list[str], lang: Lang) -> Iterator[pd.DataFrame]:
    for name in names:
        yield numbers[numbers[lang] == name]


def legend_above(axes: list[Axes]) -> None:
    """One legend of what any panel shows, above the first."""
    from matplotlib.transforms import ScaledTranslation

    named: dict[str, Any] = {}
    for ax in axes:
        for handle, label in zip(*ax.get_legend_handles_labels(), strict=True):
            named.setdefault(label, handle)
    first = axes[0]
    title = _TITLE if first.get_title(loc="left") else 0.0
    above = first.transAxes + ScaledTranslation(0, title / 72, first.figure.dpi_scale_trans)
    first.legend(
        list(named.values()), list(named), ncols=legend_columns(list(named)), loc="lower left",
        bbox_to_anchor=(-0.01, 1.0), bbox_transform=above, borderaxespad=0.2,
    )  # fmt: skip
