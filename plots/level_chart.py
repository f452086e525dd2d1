"""Chart: the service level by time of day, with its interval and the level promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import amounts, clock
from plots.canvas import blank, legend_columns, put_title, wrap_evenly
from plots.clock_axis import ClockAxis, clock_axis, corners
from plots.language import Lang, say
from plots.palette import AFTER, FAINT, SIDES, TARGET
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_EMS = 21.0
"""Room for the label beside a panel, in units of the size of its letters."""


def plot_level(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, fig: Figure | None = None
) -> Figure:
    """Draw a panel for each queue: steps by interval, 95 % bands, the target.

    Parameters
    ----------
    numbers
        From `plots.level_points.level_numbers`.
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
    queues = list(dict.fromkeys(zip(numbers["of"], numbers["measure"], strict=True)))
    fig = blank(0.55 + 2.75 * len(queues) + (0.4 if title else 0.0), fig)
    panels = fig.subplots(len(queues), 1, sharex=True, squeeze=False)[:, 0]
    axis = clock_axis(numbers["at"], numbers["length"])
    for panel, (of, measure) in zip(panels, queues, strict=True):
        rows = numbers[(numbers["of"] == of) & (numbers["measure"] == measure)]
        _draw_panel(panel, rows, axis, lang)
        if len(queues) > 1:
            panel.set_title(rows[lang].iloc[0])
    ticks = axis.ticks()
    panels[-1].set_xticks([axis.place(t) for t in ticks], [clock(t) for t in ticks])
    panels[-1].set_xlabel(say(lang, "呼入（来访）时刻（钟点）", "Time of arrival (clock time)"))
    put_title(fig, title)
    return fig


def _draw_panel(ax: Axes, rows: pd.DataFrame, axis: ClockAxis, lang: Lang) -> None:
    compares = bool(rows["after"].notna().any())
    x, source = corners(rows["at"], rows["length"], axis)
    for side, name in sides(compares, lang).items():
        color = SIDES[side] if compares else AFTER
        value, low, high = (
            np.append(rows[c].to_numpy(float), np.nan)[source]
            for c in (side, f"{side}_low", f"{side}_high")
        )
        ax.fill_between(
            x, low.clip(0, 1), high.clip(0, 1), color=color, alpha=0.28, linewidth=0, zorder=1.6
        )
        # Bands lie below both lines; the one before is wide enough to be seen below the other.
        width = 3.2 if compares and side == "before" else 1.7
        ax.plot(x, value, color=color, linewidth=width, zorder=2, label=name)
    # The line of the target is drawn at the times of day that it holds for, and at no other.
    ax.plot(
        x, np.append(rows["target"].to_numpy(float), np.nan)[source], color=TARGET, linewidth=1.2,
        linestyle=(0, (4, 2)), zorder=2.5, label=_target(rows, lang),
    )  # fmt: skip
    ax.set_ylim(0, 1.02)
    ax.set_yticks(np.arange(0, 1.01, 0.25), ["0", "25", "50", "75", "100"])
    for begin, end in axis.breaks:
        ax.axvspan(begin, end, color=FAINT, linewidth=0, zorder=0)
    ax.set_xlim(0, axis.end)
    name = str(rows[f"measure_{lang}"].dropna().iloc[0])
    ax.set_ylabel(wrap_evenly(name + say(lang, "（%）", " (%)"), _LABEL_EMS))
    ax.grid(axis="y")
    labels = ax.get_legend_handles_labels()[1]
    ax.legend(
        ncols=legend_columns(labels),
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.0),
        borderaxespad=0.2,
    )


def _target(rows: pd.DataFrame, lang: Lang) -> str:
    """What the line of the target says; empty where it holds for no interval shown."""
    known = rows[rows["target"].notna()]
    if known.empty:
        return ""
    within, hours = known["within"].iloc[0], known[f"hours_{lang}"].iloc[0]
    limit = amounts("s", [within]).full(within, lang)
    share = f"{known['target'].iloc[0]:.0%}".replace("%", " %")
    text = say(lang, f"目标：{limit}内 {share}", f"Target: {share} within {limit}")
    return text + (say(lang, f"（{hours}）", f" ({hours})") if hours else "")
