"""Chart: how busy each pool is by hour and how many wait for it, with the bottleneck marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import NONE, clock
from plots.canvas import blank, ems, put_title, two_lines
from plots.clock_axis import ClockAxis, clock_axis
from plots.language import Lang, say
from plots.palette import INK, QUIET, SEQUENCE, TARGET, WIDTH
from plots.queue_lengths import HOUR
from plots.waiting_digits import waiting_digits

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.36
"""Height of a pool [inch]."""
_LABEL = 11.0
"""Width of a label of one line, in units of the size of its letters."""
_DARK = 0.62
"""Occupancy from which letters are white."""


def plot_bottleneck(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a row of hours for each pool: occupancy above, how many wait below, in each cell.

    Parameters
    ----------
    numbers
        From `plots.bottleneck.bottleneck_numbers`.
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
    names = numbers.drop_duplicates("of")
    fig = blank(_ROW * len(names) + 0.6 + (0.4 if title else 0.0), fig)
    ax = fig.subplots()
    axis = clock_axis(numbers["at"], HOUR)
    _cells(ax, numbers, axis)
    ax.set_xlim(-0.03, axis.end / HOUR + 0.03)
    ax.set_ylim(len(names) + 0.05, -0.05)
    labels = [two_lines(name, _LABEL) for name in names[lang]]
    ax.set_yticks([k + 0.5 for k in range(len(names))], labels)
    for label in ax.get_yticklabels():
        if "\n" in label.get_text():
            label.set(fontsize=6.5, linespacing=1.15)
    shown = set(numbers["at"])
    ticks = [t for t in axis.ticks() if t in shown]
    ax.set_xticks([axis.place(t) / HOUR + 0.5 for t in ticks], [clock(t) for t in ticks])
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.set_xlabel(_axis_label(numbers, lang))
    put_title(fig, title)
    return fig


def _axis_label(numbers: pd.DataFrame, lang: Lang) -> str:
    """What stands in the cells, with all that occupancy is called at the pools shown."""
    zh, en = (list(dict.fromkeys(numbers[f"measure_{one}"])) for one in ("zh", "en"))
    return say(
        lang,
        f"时段开始（钟点）；格中上为{'、'.join(zh)}（%），下为平均等待（人，后台为件）",
        f"Start of the hour (clock time); in the cells {' or '.join(en).lower()} (%), below it "
        "the mean number waiting",
    )


def _cells(ax: Axes, numbers: pd.DataFrame, axis: ClockAxis) -> None:
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Rectangle

    colors = LinearSegmentedColormap.from_list("busy", SEQUENCE)
    rows = {name: k for k, name in enumerate(numbers["of"].unique())}
    width = 72 * (WIDTH - 1.4) / (axis.end / HOUR)
    texts = [_texts(row) for _, row in numbers.iterrows()]
    size = min(7.5, 0.85 * width / max(ems(text) for pair in texts for text in pair))
    for (_, row), (busy, wait) in zip(numbers.iterrows(), texts, strict=True):
        left, top = axis.place(float(row["at"])) / HOUR, rows[row["of"]]
        value = float(row["occupancy"])
        missing = bool(np.isnan(value))
        face = "white" if missing else colors(min(value, 1.0))
        ax.add_patch(
            Rectangle((left, top), 1, 1, facecolor=face, edgecolor="white", linewidth=0.8, zorder=1)
        )
        ink = "white" if not missing and value > _DARK else INK
        ax.text(
            left + 0.5, top + 0.3, busy, ha="center", va="center", fontsize=size,
            color=QUIET if missing else ink, zorder=3,
        )  # fmt: skip
        ax.text(
            left + 0.5, top + 0.71, wait, ha="center", va="center", fontsize=0.9 * size, color=ink,
            zorder=3,
        )  # fmt: skip
        if row["bottleneck"]:
            ax.add_patch(
                Rectangle(
                    (left + 0.03, top + 0.03), 0.94, 0.94, fill=False, edgecolor=TARGET,
                    linewidth=1.6, zorder=2,
                )
            )  # fmt: skip


def _texts(row: pd.Series) -> tuple[str, str]:
    busy, wait = float(row["occupancy"]), float(row["waiting"])
    told = f"{wait:.{waiting_digits(wait)}f}"
    return NONE if np.isnan(busy) else f"{100 * busy:.0f}", "0" if float(told) == 0 else told
