"""The charts there are, each with its numbers, its finding and its picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from plots.before_after import before_after_finding, before_after_numbers, plot_before_after
from plots.case_steps import case_finding, case_numbers
from plots.curve import plot_curve
from plots.curve_points import curve_finding, curve_numbers
from plots.headline import curve_scope
from plots.language import Lang, say
from plots.level_chart import level_finding, level_numbers, plot_level
from plots.queue_lengths import queue_map_finding, queue_map_numbers
from plots.queue_map import plot_queue_map
from plots.report_data import ReportData
from plots.swim_lanes import plot_swim_lanes

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class _Numbers(Protocol):
    def __call__(self, data: ReportData, /) -> pd.DataFrame: ...


class _Finding(Protocol):
    def __call__(self, data: ReportData, lang: Lang, /) -> str: ...


class _Plot(Protocol):
    def __call__(
        self, numbers: pd.DataFrame, /, *, lang: Lang = ..., title: str | None = ...
    ) -> Figure: ...


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind of chart: its table is empty where it has nothing to show."""

    name: str
    """For files: lower case, no blanks."""
    zh: str
    en: str
    numbers: _Numbers
    finding: _Finding
    plot: _Plot
    reading_zh: str
    """How it is to be read."""
    reading_en: str
    alone_zh: str = ""
    """How it is to be read where nothing is compared; as ever when left out."""
    alone_en: str = ""

    def title(self, lang: Lang) -> str:
        """What kind of chart it is."""
        return say(lang, self.zh, self.en)

    def reading(self, lang: Lang, *, compares: bool = True) -> str:
        """How it is to be read, of before and after or of one model alone."""
        if not compares and self.alone_zh:
            return say(lang, self.alone_zh, self.alone_en)
        return say(lang, self.reading_zh, self.reading_en)


_CURVE = (
    "曲线上一点：时间不超过横轴数值的人次占比；色带为 95 % 区间；圆点为各次重复的百分位数的均值。",
    (
        "A point of the curve: the share whose time is at most that on the axis. Band: 95% "
        "interval. Dots: percentiles, averaged over replications."
    ),
)

CHARTS = (
    Chart(
        "before_after", "主要指标", "Key numbers",
        before_after_numbers, before_after_finding, plot_before_after,
        "柱高为各次重复的均值，竖线为 95 % 区间；柱下为差值、相对变化与判断。",
        "Bars: means over replications, with 95% intervals. Below: the difference, the relative "
        "change and the verdict.",
        "柱高为各次重复的均值，竖线为 95 % 区间。",
        "Bars: means over replications, with 95% intervals.",
    ),
    Chart(
        "wait_curve", "等待时间分布", "Distribution of waits",
        curve_numbers, curve_finding, plot_curve, *_CURVE,
    ),
    Chart(
        "hall_time_curve", "在厅时间分布", "Distribution of hall time",
        partial(curve_numbers, time="hall_time"), partial(curve_finding, time="hall_time"),
        plot_curve, *_CURVE,
    ),
    Chart(
        "swim_lanes", "典型一件的经过", "The way of one typical case",
        case_numbers, case_finding, plot_swim_lanes,
        "全程时间最接近中位数的一件；改造前后是同一件事项、同一组随机数；每条泳道是一个窗口（部门）。",
        "The case whose time is nearest to the median; before and after it is the same case with "
        "the same random numbers. Each lane is a window or an office.",
        "全程时间最接近中位数的一件；每条泳道是一个窗口（部门）。",
        "The case whose time is nearest to the median. Each lane is a window or an office.",
    ),
    Chart(
        "queue_map", "各时段排队人数", "Queues by hour",
        queue_map_numbers, queue_map_finding, plot_queue_map,
        "格中为该小时平均等待人数；改造前后共用一个色标；斜线表示没有这个窗口；“差”用另一色标，"
        "蓝色为减少，橙色为增加。",
        "Cells: mean number waiting in that hour; before and after share one scale of colour. "
        "Hatched: there is no such window. Difference on a scale of its own: blue fewer, orange "
        "more.",
        "格中为该小时平均等待人数。",
        "Cells: mean number waiting in that hour.",
    ),
    Chart(
        "service_level", "分时段服务水平", "Service level by time of day",
        level_numbers, level_finding, plot_level,
        "每段线为一个时段内呼入者的服务水平；色带为 95 % 区间；虚线为目标。",
        "Each step: the service level of those who came in that interval. Band: 95% interval. "
        "Dashed: the target.",
    ),
)  # fmt: skip
"""Every chart in the order of the report."""


def charts_of(data: ReportData) -> Iterator[tuple[Chart, pd.DataFrame]]:
    """The charts that the data can fill, with their numbers.

    Callers are in no hall: where the curves are those of calls, hall time is left out.
    """
    for chart in CHARTS:
        if chart.name == "hall_time_curve" and curve_scope(data)[2]:
            continue
        numbers = chart.numbers(data)
        if len(numbers):
            yield chart, numbers
