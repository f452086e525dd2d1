"""The charts of a fitted log, each with its numbers, its finding and its picture."""

from __future__ import annotations

from plots.calibration.charts import ARRIVALS, DAYS, calibration_chart
from plots.calibration.fit_panels import plot_judged, plot_on_duty
from plots.calibration.fit_patience_chart import plot_patience
from plots.calibration.fit_times_chart import plot_times

FIT_CHARTS = (
    calibration_chart(
        "judged", "预测与实测", "Forecast against observed", plot_judged,
        "模型只用较早的日子拟合，再仿真留出的日子。色带：各次仿真；橙色虚线："
        "告诉模型当天来的人、在岗人员和各次用时之后的结果，它接近实测说明规则正确。各量按到达的钟点，取留出各天的平均。",
        "The model was fitted to the earlier days alone, and then simulated on those held out. "
        "Band: the simulations. Orange: the model told who came, who was on duty and how "
        "long each service took; close to the observed, its rules are right. By hour of "
        "arrival, means over the days held out.",
    ),
    DAYS,
    ARRIVALS,
    calibration_chart(
        "staff", "在岗人数", "Staff on duty", plot_on_duty,
        "由每人前后两次服务的间隔推断：间隔长而有人在等，即为离开。范围：至少是正在服务的人数，至多是各人"
        "当天首末两次服务之间（前后各一刻钟）都在。模型：人数每周相同，尽量与实际天天变动的效果相当，取整到人，不超过同类日子同时在岗的最多人数。",
        "From the gaps between one person's services: a long gap while people wait is an absence. "
        "Range: at least those who serve, at most everybody from a quarter of an hour before their "
        "first service of the day to one after the last. Model: the level that, the same each "
        "week, comes closest to the staff that changes from day to day, in whole people and never "
        "more at once than such a day had.",
    ),
    calibration_chart(
        "times", "用时的分布", "Times and their families", plot_times,
        "左：占比；右：同一分位的实测与拟合值，落在斜线上即相符。不相符时模型保留实测值（见上）。",
        "Left: shares. Right: observed against fitted quantiles, on the line where they agree. "
        "Where they do not, the model keeps the observed values (see above).",
    ),
    calibration_chart(
        "patience", "耐心", "Patience", plot_patience,
        "等到的人只说明其耐心更长（右删失）。",
        "Those who were served tell only that their patience was longer (right censoring).",
    ),
)  # fmt: skip
