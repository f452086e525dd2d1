"""Chart: the paid hours that each goal takes, against the level that is reached with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plots.canvas import on_axes, put_title
from plots.language import Lang, say
from plots.palette import AFTER, INK, LINE, QUIET, TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


_LOOKS = {
    (True, True): (("达到目标", "Goal met"), AFTER, AFTER),
    (True, False): (
        ("达到目标，但另有更省更好的", "Goal met, but another is cheaper and better"), AFTER,
        "white",
    ),
    (False, True): (("未达到或说不准", "Goal not met, or unclear"), TARGET, TARGET),
    (False, False): (
        ("未达到或说不准，另有更省更好的", "Not met or unclear, another is cheaper and better"),
        TARGET, "white",
    ),
}  # fmt: skip
"""What a goal is called and its colours, by whether it is met and whether none is better."""


def plot_front(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, ax: Axes | None = None
) -> Figure:
    """Draw a point for each goal with its interval, and the line through those that are best.

    Parameters
    ----------
    numbers
        From `plots.staff.points.front_numbers`.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    ax
        Axes to draw in; those of a new figure when left out.

    Returns
    -------
    Figure
        The figure drawn in.
    """
    fig, ax = on_axes(3.4, title, ax)
    best = numbers[numbers["best"]]
    ax.plot(best["level"], best["paid_hours"], color=LINE, linewidth=1.4, zorder=1)
    for (kept, first), (words, color, face) in _LOOKS.items():
        rows = numbers[((numbers["status"] == "met") == kept) & (numbers["best"] == first)]
        if rows.empty:
            continue
        ax.errorbar(
            rows["level"], rows["paid_hours"],
            xerr=[rows["level"] - rows["low"], rows["high"] - rows["level"]],
            fmt="o", markersize=6, color=color, markerfacecolor=face, ecolor=color, elinewidth=1.1,
            capsize=3, zorder=2, label=say(lang, *words),
        )  # fmt: skip
    # Better ones lie below the line, where nothing is drawn: at the right, or where less is better
    # at the left.
    away = -1 if numbers["is_time"].iloc[0] else 1
    # Goals that came to the same hours have the same plan or nearly so, and one label.
    for hours, rows in numbers.groupby("paid_hours"):
        first = bool(rows["best"].any())
        unit = rows[f"unit_{lang}"].iloc[0]
        goals = say(lang, "、", ", ").join(f"{goal:.10g}" for goal in sorted(rows["goal"]))
        ax.annotate(
            say(lang, f"目标 {goals} {unit}", f"goal {goals} {unit}")
            + say(lang, f"\n{hours:,.1f} 小时", f"\n{hours:,.1f} h"),
            (rows["level"].mean(), rows["paid_hours"].iloc[0]),
            xytext=(6 * away, -6) if first else (-6 * away, 6), textcoords="offset points",
            ha="left" if first == (away > 0) else "right", va="top" if first else "bottom",
            fontsize=8, linespacing=1.3, color=INK if rows["asked"].any() else QUIET,
        )  # fmt: skip
    ax.margins(x=0.1, y=0.22)
    ax.set_xlabel(str(numbers[f"axis_{lang}"].iloc[0]))
    ax.set_ylabel(say(lang, "每天计薪（小时）", "Paid hours a day (h)"))
    ax.grid(axis="both")
    ax.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), borderaxespad=0.2, ncols=2)
    put_title(fig, title)
    return fig
