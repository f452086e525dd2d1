"""A logarithmic axis of time, from minutes to weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from plots.language import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKS: tuple[tuple[float, str, str], ...] = (
    (1 / 60, "1 分", "1 min"), (0.1, "6 分", "6 min"), (1, "1 时", "1 h"), (6, "6 时", "6 h"),
    (24, "1 天", "1 d"), (168, "1 周", "1 wk"), (720, "30 天", "30 d"), (8760, "1 年", "1 yr"),
)  # fmt: skip
"""Hours that are marked; an hour mark fewer where they would be too many."""


def hour_axis(ax: Axes, hours: NDArray[np.float64], lang: Lang, *, along: str = "x") -> None:
    """Make an axis logarithmic in hours, with marks in the units that people count them in."""
    least, most = float(hours.min()), float(hours.max())
    marks = [mark for mark in _MARKS if least <= mark[0] <= most]
    at = [mark[0] for mark in marks]
    words = [say(lang, zh, en) for _, zh, en in marks]
    if along == "x":
        ax.set_xscale("log")
        ax.set_xticks(at, words)
        ax.set_xticks([], minor=True)
        ax.set_xlim(least, most)
    else:
        ax.set_yscale("log")
        ax.set_yticks(at, words)
        ax.set_yticks([], minor=True)
        ax.set_ylim(least, most)
