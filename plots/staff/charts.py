"""The charts of planned shifts, each with its numbers, its finding and its picture."""

from __future__ import annotations

from plots.charts import Chart
from plots.staff.chart import plot_presence
from plots.staff.findings import front_finding, level_finding, presence_finding, shift_finding
from plots.staff.front_chart import plot_front
from plots.staff.level import plot_reached
from plots.staff.points import front_numbers, presence_numbers, reached_numbers, shift_numbers
from plots.staff.shift_chart import plot_shifts

STAFF_CHARTS = (
    Chart(
        "staffed", "人数随时间", "People over the clock",
        presence_numbers, presence_finding, plot_presence,
        "在岗：班次上且不在休息的人数。公式所需：每个时段单独计算、不知道前一时段积压的人数，"
        "搜索从它开始；仿真证明够用之处可以比它少。业务量：同时在办的平均来电（来访）数。",
        "Staffed: on a shift and not on a break. Required by the formula: each interval by itself, "
        "where the search begins; where simulation shows that fewer do, fewer are staffed. Offered "
        "load: mean number that would be served at once.",
    ),
    Chart(
        "level", "各时段达到的水平", "Level by interval",
        reached_numbers, level_finding, plot_reached,
        "用未参与搜索的随机数仿真这些班次所得（中断时为搜索所用的）。色带为各时段的区间，把握见图例；"
        "每个时段都要达到时，整条色带都在目标线好的一侧才算达标。",
        "From simulating these very shifts on random numbers that the search has not seen (those "
        "of the search where it was interrupted). Band: the bounds of each level, with the "
        "confidence that the legend has; where the promise is for each interval, it is met where "
        "the whole band is on the good side of the goal.",
    ),
    Chart(
        "shifts", "班次从起到止", "Shifts from start to end",
        shift_numbers, shift_finding, plot_shifts,
        "每条为一个班；班次多时，起止相同的合成一条，右边是人数，浅色和白色的高度是正在休息的比例。",
        "A bar for each shift; where there are many, those of the same times share one, with the "
        "number of people at the right, and the height of what is light or white is the share on a "
        "break.",
    ),
    Chart(
        "front", "成本与目标", "Cost against goal",
        front_numbers, front_finding, plot_front,
        "每个目标各自搜索并复核一次；若更高目标的方案更省，就用那个方案。横轴为全部来电（来访）合计达到的水平"
        "及其 95 % 区间；"
        "目标若按时段，合计自然好于目标。",
        "Each goal has a search and a check of its own; where the plan of a harder goal is cheaper "
        "it has that one. Across: the level of all calls together "
        "with its 95% interval; where the goal is for each interval, that of all together is "
        "better.",
    ),
)  # fmt: skip
