"""Charts of a fitted log by the clock: what was seen against what the model has."""

from __future__ import annotations

from collections.abc import Callable
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
Steps = Callable[[str], tuple[np.ndarray, np.ndarray]]


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

    def draw(ax: Axes, steps: Steps, rows: pd.DataFrame) -> None:
        x, low = steps("low")
        ax.fill_between(
            x, low, steps("high")[1], color=SEQUENCE[1], linewidth=0, zorder=1,
            label=say(lang, "95 % 预测区间", "95% band of the forecast"),
        )  # fmt: skip
        ax.plot(x, steps("predicted")[1], color=AFTER, linewidth=1.5, zorder=2,
                label=say(lang, "预测", "Forecast"))  # fmt: skip
        if "all_known" in rows:
            ax.plot(x, steps("all_known")[1], color=TARGET, linewidth=1.1, linestyle=(0, (4, 2)),
                    zorder=2.5,
                    label=say(lang, "已知当天的人员和用时", "Told staff and services"))  # fmt: skip
        ax.plot(x, steps("observed")[1], color=INK, linewidth=1.0, zorder=3,
                label=say(lang, "实测", "Observed"))  # fmt: skip
        ax.set_ylabel(str(rows[f"unit_{lang}"].iloc[0]))
        ax.set_ylim(bottom=0)

    return _by_clock(numbers, draw, lang, title, say(lang, "时刻（钟点）", "Time of day"))


def plot_arrivals(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Rates counted and fitted, a panel for each type of day; ``numbers``: `FitData.arrivals`."""

    def draw(ax: Axes, steps: Steps, rows: pd.DataFrame) -> None:
        x, low = steps("low")
        ax.fill_between(
            x, low, steps("high")[1], color=SEQUENCE[1], linewidth=0,
            label=say(lang, "实测的 95 % 区间", "95% interval of the counts"),
        )  # fmt: skip
        ax.plot(x, steps("counted")[1], color=BEFORE, linewidth=1.2,
                label=say(lang, "实测", "Counted"))  # fmt: skip
        ax.plot(x, steps("fitted")[1], color=AFTER, linewidth=1.4,
                label=say(lang, "拟合", "Fitted"))  # fmt: skip
        ax.set_ylim(bottom=0)
        ax.set_ylabel(say(lang, "到达（个/小时）", "Arrivals (per hour)"))

    return _by_clock(numbers, draw, lang, title, say(lang, "到达时刻（钟点）", "Time of arrival"))


def plot_on_duty(numbers: pd.DataFrame, *, lang: Lang = "zh", title: str | None = None) -> Figure:
    """Staff as estimated and its range, a panel for each type of day; numbers: `FitData.staff`."""

    def draw(ax: Axes, steps: Steps, rows: pd.DataFrame) -> None:
        x, least = steps("least")
        ax.fill_between(
            x, least, steps("most")[1], color=SEQUENCE[1], linewidth=0,
            label=say(lang, "记录允许的范围", "Range that the log allows"),
        )  # fmt: skip
        ax.plot(x, steps("present")[1], color=BEFORE, linewidth=1.4,
                label=say(lang, "在岗估计", "On duty, estimated"))  # fmt: skip
        ax.plot(x, steps("model")[1], color=AFTER, linewidth=1.2,
                label=say(lang, "模型", "Model"))  # fmt: skip
        ax.set_ylim(bottom=0)
        ax.set_ylabel(say(lang, "人数（人）", "People"))

    return _by_clock(numbers, draw, lang, title, say(lang, "时刻（钟点）", "Time of day"))


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
    draw: Callable[[Axes, Steps, pd.DataFrame], None],
    lang: Lang,
    title: str | None,
    below: str,
) -> Figure:
    """Panels in two columns with one axis of clock time and one legend below them."""
    names = list(dict.fromkeys(numbers[lang]))
    columns = 1 if len(names) == 1 else 2
    rows = -(-len(names) // columns)
    fig = blank(0.75 + _HIGH * (1.3 if columns == 1 else 1.0) * rows + (0.4 if title else 0.0))
    panels = fig.subplots(rows, columns, sharex=True, squeeze=False).ravel()
    axis = clock_axis(numbers["at"], float(numbers["length"].min()))
    for panel, name in zip(panels, names, strict=False):
        own = numbers[numbers[lang] == name]
        x, source = corners(own["at"], own["length"], axis)

        def steps(
            column: str, own: pd.DataFrame = own, x: np.ndarray = x, source: np.ndarray = source
        ) -> tuple[np.ndarray, np.ndarray]:
            return x, np.append(own[column].to_numpy(float), np.nan)[source]

        draw(panel, steps, own)
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
            panel.set_xlabel(below)
    legend_below(fig, panels[(rows - 1) * columns], panels[0])
    put_title(fig, title)
    return fig
