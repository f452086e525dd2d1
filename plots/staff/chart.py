"""Chart: people required, people staffed and the offered load over the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.canvas import put_title
from plots.clock_axis import ClockAxis, corners
from plots.clock_panels import legend_above, panels
from plots.language import Lang, say
from plots.palette import AFTER, DIVERGE, INK, QUIET, SEQUENCE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_presence(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a panel for each pool and kind of day, with what is over and what is under filled.

    Parameters
    ----------
    numbers
        From `plots.staff.points.presence_numbers`.
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
    length = float(numbers["length"].min())
    fig, axis, each = panels(numbers, length, 2.7, lang, titled=bool(title), fig=fig)
    for ax, rows in each:
        _draw(ax, rows, axis, lang)
    legend_above([ax for ax, _ in each])
    put_title(fig, title)
    return fig


def _draw(ax: Axes, rows: pd.DataFrame, axis: ClockAxis, lang: Lang) -> None:
    from matplotlib.ticker import MaxNLocator

    x, source = corners(rows["at"], rows["length"], axis)
    required, staffed, load = (
        np.append(rows[name].to_numpy(float), np.nan)[source]
        for name in ("required", "staffed", "offered_load")
    )
    for low, high, color, words in (
        (required, staffed, SEQUENCE[1], ("比公式多", "More than the formula")),
        (staffed, required, DIVERGE[3], ("比公式少", "Fewer than the formula")),
    ):
        if (high > low).any():
            ax.fill_between(
                x, low, high, where=high > low, color=color, linewidth=0, zorder=1.5,
                label=say(lang, *words),
            )  # fmt: skip
    ax.plot(
        x, staffed, color=AFTER, linewidth=1.8, zorder=3,
        label=say(lang, "在岗（班次安排，人）", "Staffed by the shifts (people)"),
    )  # fmt: skip
    ax.plot(
        x, required, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=3.2,
        label=say(lang, "公式所需（人）", "Required by the formula (people)"),
    )  # fmt: skip
    ax.plot(
        x, load, color=QUIET, linewidth=1.1, linestyle=(0, (1, 1.5)), zorder=2.5,
        label=say(lang, "业务量（爱尔兰）", "Offered load (erlang)"),
    )  # fmt: skip
    ax.set_ylim(bottom=0)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel(say(lang, "人数（业务量：爱尔兰）", "People (load: erlang)"))
