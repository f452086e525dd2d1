"""Charts of a fitted log by the clock: what was seen against what the model has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from plots.amounts import clock
from plots.canvas import blank, legend_columns, put_title
from plots.clock_axis import clock_axis, corners
from plots.language import Lang, say
from plots.palette import AFTER, BEFORE, FAINT, INK, SEQUENCE, TARGET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HIGH = 1.75
"""Height of a panel [inch]."""
_BELOW = 0.42
"""From a panel down to the legend [inch]."""
Line = tuple[str, str, float, tuple[str, str]]
"""A column as a line: its colour, its width, and its name in Chinese and English."""


def plot_judged(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Observed days against the bands of the simulated ones, a panel for each measure.

    Parameters
    ----------
    numbers
        `FitData.judged`; a log of queues has no ``all_known``.
    lang
        Language of the texts.
    title
        Title above the chart; none when left out.
    """
    lines: list[Line] = [
        ("predicted", AFTER, 1.5, ("预测", "Forecast")),
        ("all_known", TARGET, 1.1, ("已知当天的人员和用时", "Told staff and services")),
        ("observed", INK, 1.0, ("实测", "Observed")),
    ]
    band = ("low", "high", (str(numbers["band_zh"].iloc[0]), str(numbers["band_en"].iloc[0])))
    return _by_clock(numbers, band, lines, None, lang, title)


def plot_arrivals(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Rates counted and fitted, a panel for each type of day; ``numbers``: `FitData.arrivals`."""
    lines: list[Line] = [
        ("counted", BEFORE, 1.2, ("实测", "Counted")),
        ("fitted", AFTER, 1.4, ("拟合", "Fitted")),
    ]
    band = ("low", "high", ("实测的 95 % 区间", "95% interval of the counts"))
    unit = ("到达（个/小时）", "Arrivals (per hour)")
    below = ("到达时刻（钟点）", "Time of arrival")
    return _by_clock(numbers, band, lines, unit, lang, title, below)


def plot_on_duty(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Staff as estimated and its range, a panel for each type of day; numbers: `FitData.staff`."""
    lines: list[Line] = [
        ("present", BEFORE, 1.4, ("在岗估计", "On duty, estimated")),
        ("model", AFTER, 1.2, ("模型", "Model")),
    ]
    band = ("least", "most", ("记录允许的范围", "Range that the log allows"))
    return _by_clock(numbers, band, lines, ("人数（人）", "People"), lang, title)


def plot_counters(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Open counters of sets of them; columns ``zh, en, at, length, least, present, most, model``.

    ``least`` and ``most`` are those of any day, ``present`` the mean of days.
    """
    lines: list[Line] = [
        ("present", BEFORE, 1.4, ("各天平均", "Mean of the days")),
        ("model", AFTER, 1.2, ("模型", "Model")),
    ]
    band = ("least", "most", ("各天的最少与最多", "Least and most of any day"))
    return _by_clock(numbers, band, lines, ("窗口（个）", "Open counters"), lang, title)


def legend_below(fig: Figure, panel: Axes, of: Axes) -> None:
    """A legend of what one panel shows, below the name of the axis of another."""
    from matplotlib.transforms import ScaledTranslation

    handles, labels = of.get_legend_handles_labels()
    below = panel.transAxes + ScaledTranslation(0, -_BELOW, fig.dpi_scale_trans)
    legend = panel.legend(
        handles, labels, loc="upper left", ncols=legend_columns(labels),
        bbox_to_anchor=(-0.01, 0.0), bbox_transform=below, borderaxespad=0.0,
    )  # fmt: skip
    # It may be wider than its panel: lines more below the axis make the room for it.
    legend.set_in_layout(False)
    panel.set_xlabel(panel.get_xlabel() + "\n \n ")


def _by_clock(
    numbers: pd.DataFrame,
    band: tuple[str, str, tuple[str, str]],
    lines: Sequence[Line],
    unit: tuple[str, str] | None,
    lang: Lang,
    title: str | None,
    below: tuple[str, str] = ("时刻（钟点）", "Time of day"),
) -> Figure:
    """Panels in two columns with one axis of clock time and one legend below them.

    Each has a band and lines over it, those whose columns there are. Without a ``unit`` panels have
    units of their own, in the columns ``unit_zh`` and ``unit_en``.
    """
    names = list(dict.fromkeys(numbers[lang]))
    columns = 1 if len(names) == 1 else 2
    rows = -(-len(names) // columns)
    fig = blank(0.75 + _HIGH * (1.3 if columns == 1 else 1.0) * rows + (0.4 if title else 0.0))
    panels = fig.subplots(rows, columns, sharex=True, squeeze=False).ravel()
    axis = clock_axis(numbers["at"], numbers["length"])
    for panel, name in zip(panels, names, strict=False):
        own = numbers[numbers[lang] == name]
        x, source = corners(own["at"], own["length"], axis)
        steps = {
            column: np.append(own[column].to_numpy(float), np.nan)[source]
            for column in (*band[:2], *(line[0] for line in lines))
            if column in own
        }
        panel.fill_between(
            x, steps[band[0]], steps[band[1]], color=SEQUENCE[1], linewidth=0, zorder=1,
            label=say(lang, *band[2]),
        )  # fmt: skip
        for column, color, width, words in lines:
            if column in steps:
                dashed = (0, (4, 2)) if color == TARGET else "solid"
                panel.plot(x, steps[column], color=color, linewidth=width, linestyle=dashed,
                           zorder=2, label=say(lang, *words))  # fmt: skip
        panel.set_ylabel(str(own[f"unit_{lang}"].iloc[0]) if unit is None else say(lang, *unit))
        panel.set_ylim(bottom=0)
        panel.set_title(name)
        panel.set_xlim(0, axis.end)
        panel.grid(axis="y")
        for begin, end in axis.breaks:
            panel.axvspan(begin, end, color=FAINT, linewidth=0, zorder=0)
    ticks = axis.ticks(13 if columns == 1 else 7)
    for k, panel in enumerate(panels):
        if k >= len(names):
            panel.set_visible(False)
        elif k + columns >= len(names):
            panel.set_xticks([axis.place(t) for t in ticks], [clock(t) for t in ticks])
            panel.tick_params(labelbottom=True)
            panel.set_xlabel(say(lang, *below))
    legend_below(fig, panels[(rows - 1) * columns], panels[0])
    put_title(fig, title)
    return fig
