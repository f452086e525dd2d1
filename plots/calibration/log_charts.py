"""The charts of a log of queues or of events, each with its numbers, finding and picture."""

from __future__ import annotations

from plots.calibration.charts import ARRIVALS, DAYS, calibration_chart
from plots.calibration.fit_panels import plot_counters, plot_judged
from plots.calibration.fit_times_chart import plot_times
from plots.calibration.log_course_chart import plot_course
from plots.calibration.log_cycle_chart import plot_cycle
from plots.calibration.log_served_chart import plot_served
from plots.calibration.log_transitions_chart import plot_transitions

LOG_CHARTS = (
    calibration_chart(
        "cycle", "办理时长的预测", "Cycle times forecast", plot_cycle,
        "纵轴：到这一时长已办完的比例；横轴为对数刻度。色带：同样多的件的各次仿真。",
        "How many cases are done within so long; the axis of time is logarithmic. Band: "
        "simulations of as many cases.",
    ),
    calibration_chart(
        "transitions", "前后环节的间隔", "Time from step to step", plot_transitions,
        "从前一步办完到这一步办完，留出的件的实测平均与预测平均；横轴为对数刻度。"
        "横线：实测平均的 95 % 区间。",
        "From the completion of one step to that of the next, means of the cases held out against "
        "the forecast; the axis is logarithmic. Bar: 95% interval of the observed mean.",
    ),
    calibration_chart(
        "served", "每天叫号的预测", "Calls a day forecast",
        plot_served,
        "留出的各天。横条：各次仿真；竖线：预测；圆点：各天实测，橙色的在区间之外。",
        "On the days held out. Bar: the simulations; tick: forecast; dots: the days, orange "
        "where outside the band.",
    ),
    calibration_chart(
        "waiting", "等候人数的预测", "People waiting forecast", plot_judged,
        "留出各天的平均，按钟点；等候最多的事项各一格。"
        "色带：任一时刻的各次仿真（平均各时刻）。",
        "Means over the days held out, by the hour; a panel for each of the services with most "
        "people waiting. Band: that of the simulations at a moment, on the mean.",
    ),
    DAYS,
    ARRIVALS,
    calibration_chart(
        "counters", "开放窗口", "Open counters", plot_counters,
        "叫号最多的几组窗口。范围：各天之间的最少与最多；模型：平均数乘以该时段叫号的快慢（可辨时），取整。",
        "The sets of counters that call most. Range: the least and the most of any day; the model "
        "has the mean, times how fast they call at that time of day where it can be told, in whole "
        "counters.",
    ),
    calibration_chart(
        "times", "工时的分布", "Work and its families", plot_times,
        "左：占比；右：同一分位的实测与拟合值，落在斜线上即相符。"
        "只有完成时间的日志：实测为由此推断的工时。",
        "Left: shares. Right: observed against fitted quantiles, on the line where they agree. Of "
        "a log of completions alone, the observed is what they let infer.",
    ),
    calibration_chart(
        "course", "办理时长的变化", "Cycle times over the log", plot_course,
        "每两周来的件的中位数与 P90，纵轴为对数刻度；竖线：变化点（位置按 Pettitt 统计量）。",
        "Median and P90 of the cases that came in two weeks each, on a logarithmic axis; line: "
        "change point (placed by Pettitt's statistic).",
    ),
)  # fmt: skip
