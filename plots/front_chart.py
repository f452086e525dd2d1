"""Chart: the paid hours that each goal takes, against the level that is reached with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from plots.canvas import blank, put_title
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
        From `plots.staff_points.front_numbers`.
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
    fig = blank(3.4 + (0.4 if title else 0.0)) if ax is None else ax.get_figure(root=True)
    assert fig is not None
    ax = fig.subplots() if ax is None else ax
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
    for row in numbers.to_dict("records"):
        unit = row[f"unit_{lang}"]
        goal = say(lang, f"目标 {row['goal']:.10g} {unit}", f"goal {row['goal']:.10g} {unit}")
        hours = say(lang, f"{row['paid_hours']:,.1f} 小时", f"{row['paid_hours']:,.1f} h")
        ax.annotate(
            f"{goal}\n{hours}", (row["level"], row["paid_hours"]), xytext=(0, 8),
            textcoords="offset points", ha="center", va="bottom", fontsize=8, linespacing=1.3,
            color=INK if row["asked"] else QUIET,
        )  # fmt: skip
    ax.margins(x=0.1, y=0.22)
    ax.set_xlabel(str(numbers[f"axis_{lang}"].iloc[0]))
    ax.set_ylabel(say(lang, "每天计薪（小时）", "Paid hours a day (h)"))
    ax.grid(axis="both")
    ax.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), borderaxespad=0.2, ncols=2)
    put_title(fig, title)
    return fig
