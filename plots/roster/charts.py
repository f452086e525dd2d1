"""The charts of a roster, each with its numbers, its finding and its picture."""

from __future__ import annotations

from plots.charts import Chart
from plots.roster.even import even_finding, even_numbers
from plots.roster.even_chart import plot_even

ROSTER_CHARTS = (
    Chart(
        "fairness", "夜班、周末、节假日、工时和意愿的分摊",
        "Nights, weekends, holidays, hours and wishes shared out",
        even_numbers, even_finding, plot_even,
        "竖线是应摊：总数按在岗天数和合同工时分给能上的人；夜班、周末和节假日连同"
        "以前已上的（只知道周末数的，一个周末算两天）。调休上班的周六、周日不算周末；放假的周六、周日"
        "既算周末也算节假日。没有竖线的人不能上这类班。",
        "Upright marks are fair shares: the total in proportion to the days on which people are "
        "there and the hours of their contracts, among those who can; nights, weekends and "
        "holidays with those before, where weekends of which only the number is known count two "
        "days each. A make-up workday is no weekend; a Saturday or Sunday of a holiday is both.",
    ),
)  # fmt: skip
