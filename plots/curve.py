"""Chart: the share that waits at most a time, with its band, its target and its percentiles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plots.amounts import HALL_DAY, Amounts, amounts, join
from plots.canvas import on_axes, put_title
from plots.language import Lang, say
from plots.measure_titles import measure_title
from plots.palette import AFTER, QUIET, SIDES, TARGET
from plots.sentences import sides

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SHOWN = 0.995
"""The curve is drawn until this share has been reached; the longest waits would flatten it."""


def plot_curve(
    numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None, ax: Axes | None = None
) -> Figure:
    """Draw the empirical distribution with its 95 % band over replications.

    Parameters
    ----------
    numbers
        From `plots.curve_points.curve_numbers`.
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
    fig, ax = on_axes(3.3, title, ax)
    curve, marks, targets = (numbers[numbers["kind"] == k] for k in ("curve", "mark", "target"))
    compares = bool(curve["after"].notna().any())
    reach = _reach(curve, marks, targets)
    written = _written(marks, reach)
    names = sides(compares, lang)
    x = curve["at"].to_numpy(float) / written.factor
    colors = SIDES if compares else {"before": AFTER}
    for side in names:
        low, high = (curve[f"{side}_{end}"].to_numpy(float).clip(0, 1) for end in ("low", "high"))
        ax.fill_between(x, low, high, color=colors[side], alpha=0.28, linewidth=0, zorder=1.6)
    for side in names:
        y = curve[side].to_numpy(float)
        # Bands lie below both curves, and the one before is wide enough to be seen below the other.
        width = 3.4 if compares and side == "before" else 1.7
        ax.plot(x, y, color=colors[side], linewidth=width, zorder=2)
        ax.plot(
            *_on_curve(x, y, marks["at"]), "o", color=colors[side],
            markersize=width + 3.4, markeredgecolor="white", markeredgewidth=0.8, zorder=3,
            clip_on=False,
        )  # fmt: skip
    _put_marks(ax, marks, names, written, lang)
    measure = numbers["measure"].iloc[0]
    unit = written.unit(lang)
    name = measure_title((), (measure.replace("_cdf", "_mean"), "all", ""), lang)
    name = name.removeprefix("平均").removeprefix("Mean ")
    # Where nobody ever waits there is no length to show: one of the unit.
    ax.set_xlim(0, written.scaled(reach) or 1.0)
    ax.set_ylim(0, 1.012)
    for _, target in targets.iterrows():
        _draw_target(ax, target, written, lang)
    ax.set_yticks(np.arange(0, 1.01, 0.25), ["0", "25", "50", "75", "100"])
    ax.set_xlabel(say(lang, f"{name} t（{unit}）", f"{name[0].upper()}{name[1:]} t ({unit})"))
    ax.set_ylabel(measure_title((), (measure, "all", ""), lang) + say(lang, "（%）", " (%)"))
    ax.grid(axis="y")
    put_title(fig, title)
    return fig


def _on_curve(
    x: NDArray[np.float64], y: NDArray[np.float64], shares: Iterable[float]
) -> tuple[list[float], list[float]]:
    """Where a curve reaches some shares; not those that it has at its beginning."""
    found = [(k, s) for s in shares if 0 < (k := int(np.searchsorted(y, s))) < len(y)]
    return [float(np.interp(s, y[k - 1 : k + 1], x[k - 1 : k + 1])) for k, s in found], [
        s for _, s in found
    ]


def _written(marks: pd.DataFrame, reach: float) -> Amounts:
    """Unit of the axis: that in which the chart's title gives P90."""
    shown = marks.loc[marks["measure"].str.endswith("_p90"), ["before", "after"]]
    values = [float(v) for v in np.ravel(shown) if np.isfinite(v)] or [reach]
    unit = amounts("s", values, minutes_to=HALL_DAY)
    every = [float(v) for v in np.ravel(marks[["before", "after"]]) if np.isfinite(v)]
    return replace(unit, digits=0 if min(every, default=0) >= 10 * unit.factor else 1)


def _put_marks(
    ax: Axes, marks: pd.DataFrame, names: dict[str, str], written: Amounts, lang: Lang
) -> None:
    """A small table at the lower right, where the curve never is; it is the legend, too."""
    columns = dict(zip(names, (0.985,) if len(names) == 1 else (0.86, 0.985), strict=True))
    for k, (_, mark) in enumerate(marks[::-1].iterrows()):
        y = 0.05 + 0.075 * k
        share = f"P{100 * mark['at']:.0f}"
        ax.text(min(columns.values()) - 0.12, y, share, transform=ax.transAxes, ha="right",
                fontsize=8.5, color=QUIET)  # fmt: skip
        own = _telling(written, [mark[side] for side in names])
        for side, x in columns.items():
            ax.text(x, y, own.full(mark[side], lang), transform=ax.transAxes, ha="right",
                    fontsize=8.5)  # fmt: skip
    top = 0.05 + 0.075 * len(marks) + 0.015
    for side, x in columns.items():
        color = SIDES[side] if len(names) > 1 else AFTER
        ax.text(x, top, names[side], transform=ax.transAxes, ha="right", fontsize=8.5)
        ax.plot([x - 0.1, x], [top - 0.018] * 2, color=color, linewidth=2.4,
                transform=ax.transAxes, solid_capstyle="butt")  # fmt: skip


def _telling(written: Amounts, values: list[float]) -> Amounts:
    """The unit of the axis, or a smaller one where a time would read as none at all."""
    lost = any(v > 0 and float(written.bare(v).replace(",", "")) == 0 for v in values)
    return amounts("s", values) if lost else written


def _draw_target(ax: Axes, target: pd.Series, written: Amounts, lang: Lang) -> None:
    x, share = written.scaled(target["at"]), target["before"]
    ax.axvline(x, color=TARGET, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1.5)
    ax.plot([0, x], [share, share], color=TARGET, linewidth=1.0, linestyle=(0, (4, 2)), zorder=1.5)
    own = amounts("s", [target["at"]])
    limit = own.full(target["at"], lang)
    text = say(
        lang, f"目标：{limit}内 {join(f'{share:.0%}'[:-1], '%')}",
        f"Target: {join(f'{share:.0%}'[:-1], '%')} within {limit}",
    )  # fmt: skip
    side = "right" if x > 0.6 * ax.get_xlim()[1] else "left"
    ax.annotate(
        text, (x, 1.0), xycoords=("data", "axes fraction"), xytext=(0, 3), ha=side,
        textcoords="offset points", fontsize=8, color=TARGET,
    )  # fmt: skip


def _reach(curve: pd.DataFrame, marks: pd.DataFrame, targets: pd.DataFrame) -> float:
    """Time [s] up to which the curve is drawn."""
    reached = [
        curve.loc[curve[side] >= _SHOWN, "at"].min()
        for side in ("before", "after")
        if curve[side].notna().any()
    ]
    seen = [float(t) for t in reached if np.isfinite(t)] or [float(curve["at"].max())]
    seen += [1.15 * float(t) for t in np.ravel(marks[["before", "after"]]) if np.isfinite(t)]
    seen += [1.3 * float(t) for t in targets["at"]]
    return max(seen)
