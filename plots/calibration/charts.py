"""How a calibration page makes its charts, and those that every kind of log has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from plots.calibration.fit_days_chart import plot_days
from plots.calibration.fit_panels import plot_arrivals
from plots.charts import Chart
from plots.language import Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Calibrated(Protocol):
    """A fitted log as its charts see it."""

    @property
    def findings(self) -> Mapping[str, Mapping[Lang, str]]:
        """What each chart shows, by its name."""

    def numbers_of(self, chart: str) -> pd.DataFrame:
        """The numbers of a chart; an empty table where there are none."""


def calibration_chart(
    name: str, zh: str, en: str, plot: Callable[..., Figure], reading_zh: str, reading_en: str
) -> Chart:
    """A chart that takes its numbers and its finding from a fitted log by its own name."""

    def numbers(data: Calibrated) -> pd.DataFrame:
        return data.numbers_of(name)

    def finding(data: Calibrated, lang: Lang) -> str:
        return data.findings[name][lang]

    return Chart(name, zh, en, numbers, finding, plot, reading_zh, reading_en)


DAYS = calibration_chart(
    "days", "每天的到达量", "Arrivals by day", plot_days,
    "竖条：该星期几的平均，加上偶然和忙闲变动的 95 % 区间；之外的日子约应有二十分之一。",
    "Bar: mean of the weekday, with the band in which chance and the busyness of days leave "
    "95%; about one day in twenty lies outside.",
)  # fmt: skip
ARRIVALS = calibration_chart(
    "arrivals", "到达率随时间", "Arrival rates over the clock", plot_arrivals,
    "每格为一种日型的平均一天。实测少的时段，拟合值向该日型的形状靠拢。",
    "Each panel is the mean day of a type. Where few came, the fitted rate moves to the shape "
    "of the day type.",
)  # fmt: skip
