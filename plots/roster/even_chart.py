"""The picture of how evenly a roster shares out: a panel for each thing, a row for each person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import TITLE_ROOM, blank, put_title
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, QUIET, TARGET
from plots.roster.even import SHARED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.17
"""Height of a person [inch]."""
_MOST = 60
"""Most people drawn: of more, those who are furthest above and below their shares."""


def plot_even(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw what each person has, with a mark at their fair share.

    Parameters
    ----------
    numbers
        From `plots.roster.even.even_numbers`.
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
    people = _drawn(numbers)
    has_any = numbers[(numbers["value"] > 0) | numbers["fair"].notna()]
    drawn = [one for one in SHARED if (has_any["measure"] == one.name).any()]
    height = 0.8 + _ROW * (len(people) + 1)
    fig = blank(height + (TITLE_ROOM if title else 0.0), fig)
    axes = fig.subplots(1, len(drawn), sharey=True, squeeze=False)[0]
    for ax, shared in zip(axes, drawn, strict=True):
        _panel(ax, numbers[numbers["measure"] == shared.name], people, lang)
        ax.set_xlabel(shared.axis(lang))
    axes[0].set_yticks(range(len(people)), [_label(name) for name in people])
    axes[0].set_ylim(-0.7, len(people) - 0.3)
    named = {
        label: handle
        for ax in axes
        for handle, label in zip(*ax.get_legend_handles_labels(), strict=True)
    }
    legend = axes[0].legend(
        list(named.values()), list(named), loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=3,
        borderaxespad=0.2,
    )  # fmt: skip
    # Wider than its panel, it would push the others away; the empty title keeps its room.
    legend.set_in_layout(False)
    axes[0].set_title(" ")
    put_title(fig, title)
    return fig


def _drawn(numbers: pd.DataFrame) -> list[str]:
    """Names from the bottom up: those with most above their shares at the top."""
    scaled = numbers.assign(
        far=numbers["beyond"] / numbers.groupby("measure")["value"].transform("max")
    )
    order = list(scaled.groupby("person")["far"].sum().sort_values(kind="stable").index)
    if len(order) > _MOST:
        order = [*order[: _MOST // 2], *order[-(_MOST // 2) :]]
    return [str(name) for name in order]


def _panel(ax: Axes, rows: pd.DataFrame, people: list[str], lang: Lang) -> None:
    of = rows.set_index("person").reindex(people)
    y = np.arange(len(people))
    before = of["before"].fillna(0.0)
    ax.barh(y, of["value"] - before, left=before, height=0.7, color=AFTER, zorder=2,
            label=say(lang, "本期", "In these days"))  # fmt: skip
    if before.any():
        ax.barh(y, before, height=0.7, color=BEFORE, zorder=2,
                label=say(lang, "以前已上", "Before"))  # fmt: skip
    if of["fair"].notna().any():
        ax.plot(
            of["fair"], y, "|", color=TARGET, markersize=0.9 * 72 * _ROW, markeredgewidth=1.8,
            zorder=3, label=say(lang, "应摊", "Fair share"),
        )  # fmt: skip
    ax.set_xlim(0, max(1.0, 1.05 * of[["value", "fair"]].max().max()))
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0, labelcolor=QUIET)
    ax.locator_params(axis="x", nbins=4, integer=True)


def _label(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable())[:24]
