"""A logarithmic axis of time, from minutes to weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from plots.language import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Mark = tuple[float, str, str]
"""Hours, and what they are called in Chinese and in English."""
_MARKS: tuple[Mark, ...] = (
    (1 / 60, "1 分", "1 min"), (0.1, "6 分", "6 min"), (1, "1 时", "1 h"), (6, "6 时", "6 h"),
    (24, "1 天", "1 d"), (168, "1 周", "1 wk"), (720, "30 天", "30 d"), (8760, "1 年", "1 yr"),
    (87600, "10 年", "10 yr"),
)  # fmt: skip
"""Marks of an axis that reaches over a hundred times its least."""
_UNITS = (
    (1 / 60, 60.0, "分", "min"), (1.0, 24.0, "时", "h"), (24.0, 365.0, "天", "d"),
    (8760.0, 100.0, "年", "yr"),
)  # fmt: skip
"""Hours of a unit, how many of it the next one is, and its names."""
_STEPS = ((1, 2, 5), (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8))
"""How many of a unit are marked where those above are too few, and as many tens and hundreds."""
_FEWEST = 3
"""Marks that an axis needs to be read."""
_APART = 1.5
"""Factor between two marks whose labels do not touch, on an axis to 17 times its least or more."""


def time_marks(least: float, most: float) -> tuple[Mark, ...]:
    """Marks between two times, in units that people count them in: the fewest that will do.

    Neighbours are apart by a factor of 1.5 or more, or by a seventh of a shorter axis, so that
    their labels do not touch.

    Parameters
    ----------
    least, most
        Ends of the axis [h].
    """
    finer = [
        tuple(
            (n * hours, f"{n:g} {zh}", f"{n:g} {en}")
            for hours, most_of_it, zh, en in _UNITS
            for tens in (1, 10, 100)
            for n in np.multiply(steps, tens).tolist()
            if n < most_of_it
        )
        for steps in _STEPS
    ]
    apart = min(_APART, (most / least) ** (1 / 7))
    for marks in (_MARKS, *finer):
        inside = _thinned([mark for mark in marks if least <= mark[0] <= most], apart)
        if len(inside) >= _FEWEST:
            break
    return inside


def _thinned(marks: list[Mark], apart: float) -> tuple[Mark, ...]:
    """Marks that are apart by a factor; one of a unit goes before many of a smaller one."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (not mark[2].startswith("1 "), mark[0])):
        if all(max(mark[0] / one[0], one[0] / mark[0]) >= apart for one in kept):
            kept.append(mark)
    return tuple(sorted(kept))


def hour_axis(ax: Axes, hours: NDArray[np.float64], lang: Lang, *, along: str = "x") -> None:
    """Make an axis logarithmic in hours, with marks in the units that people count them in."""
    least, most = float(hours.min()), float(hours.max())
    marks = time_marks(least, most)
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
