"""The charts of a simulated roster, each with its numbers, its finding and its picture."""

from __future__ import annotations

from plots.charts import Chart
from plots.roster.run_plots import plot_clock, plot_people
from plots.roster.run_points import clock_numbers, people_numbers
from plots.roster.run_words import clock_finding, people_finding

RUN_CHARTS = (
    Chart(
        "levels", "各时段的水平", "Level by interval",
        clock_numbers, clock_finding, plot_clock,
        "所排日子的同一时段合在一起；色带为各时段各自的 95 % 区间，由各次重复算出。缺勤时的"
        "线是同样的来电。整条色带在目标线好的一侧算达标，整条在另一侧算未达标，否则说不准。",
        "The same interval of all days together; bands: the 95% interval of each by itself, over "
        "replications. A line with absence is over the same calls. Met: the whole band on the good "
        "side of the goal; missed: all of it on the other; else unclear.",
    ),
    Chart(
        "occupancy", "每个人的忙碌程度", "How busy each person is",
        people_numbers, people_finding, plot_people,
        "办理（含事后处理）的时间占在岗时间，休息不算在岗；横线为 95 % 区间。空得最久的人先接，"
        "快的人同样时间办得更多。",
        "Time serving (after-work too) of the time on duty, breaks left out; lines: 95% intervals. "
        "Whoever has been idle longest takes the next; who is fast serves more in the same time.",
    ),
)  # fmt: skip
