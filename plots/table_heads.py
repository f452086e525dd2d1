"""Heads of exported tables: the title of each column, with its unit."""

from __future__ import annotations

import pandas as pd

from plots.language import Lang, say

_VALUES = (
    "value", "value_low", "value_high", "before", "before_low", "before_high", "after",
    "after_low", "after_high", "difference", "low", "high", "step_before", "step_after",
    "sequential", "sequential_low", "sequential_high", "reverse", "reverse_low", "reverse_high",
    "shapley", "shapley_low", "shapley_high", "least", "most", "waiting",
    "value_less", "value_less_low", "value_less_high", "value_more", "value_more_low",
    "value_more_high", "difference_less", "difference_less_low", "difference_less_high",
    "difference_more", "difference_more_low", "difference_more_high", "swing", "swing_low",
    "swing_high", "elsewhere", "elsewhere_low", "elsewhere_high",
)  # fmt: skip
"""Columns whose unit stands in the column ``unit``."""
_FRACTIONS = (
    "relative", "target", "share", "occupancy", "occupancy_low", "occupancy_high",
)  # fmt: skip
_CASES = ("cases", "cases_before", "cases_after")
_SECONDS = (
    "at", "length", "within", "start", "end", "enable_time", "seize_time", "start_time", "end_time",
    "release_time",
)  # fmt: skip
_TITLES = {
    "measure": ("指标", "Measure"), "scope": ("口径", "Scope"), "of": ("对象", "Of"),
    "name": ("名称", "Name"), "unit": ("单位", "Unit"), "at": ("横轴值", "On the axis"),
    "at_unit": ("横轴单位", "Unit of the axis"), "length": ("时段长度", "Length of the interval"),
    "value": ("数值", "Value"), "value_low": ("数值区间下限", "Value, low end"),
    "value_high": ("数值区间上限", "Value, high end"),
    "before": ("改造前", "Before"), "before_low": ("改造前区间下限", "Before, low end"),
    "before_high": ("改造前区间上限", "Before, high end"),
    "after": ("改造后", "After"), "after_low": ("改造后区间下限", "After, low end"),
    "after_high": ("改造后区间上限", "After, high end"),
    "difference": ("差", "Difference"), "low": ("差的区间下限", "Difference, low end"),
    "high": ("差的区间上限", "Difference, high end"), "relative": ("相对变化", "Relative change"),
    "p": ("p 值", "p-value"), "verdict": ("判断", "Verdict"), "side": ("改造前或后", "Side"),
    "group": ("类别", "Group"), "period": ("季度", "Quarter"), "kept": ("目标结果", "Target met"),
    "kind": ("种类", "Kind"), "lane": ("泳道", "Lane"), "track": ("并列行", "Track"),
    "step": ("步骤", "Step"), "visit": ("第几次到访", "Visit"), "round": ("返工轮次", "Round"),
    "start": ("开始", "Start"), "end": ("结束", "End"), "outcome": ("结果", "Outcome"),
    "shown": ("图中画出", "Shown"), "target": ("目标", "Target"), "within": ("限时", "Within"),
    "stands_out": ("变化集中", "Stands out"), "elsewhere": ("其余时段的差", "At other hours"),
    "elsewhere_low": ("其余时段的差，区间下限", "At other hours, low end"),
    "elsewhere_high": ("其余时段的差，区间上限", "At other hours, high end"),
    "at_hours": ("时段", "Hours"),
    "hours": ("目标时段", "Hours of the target"), "redesign": ("方案", "Redesign"),
    "service": ("事项", "Service"), "item": ("项目", "Item"), "operator": ("做法", "Operator"),
    "what": ("改了什么", "What"), "old": ("原值", "Old"), "new": ("新值", "New"),
    "path": ("位置", "Place"), "source": ("来源", "Source"), "case_id": ("件号", "Case"),
    "channel": ("渠道", "Channel"), "activity": ("环节", "Activity"),
    "branch": ("并联支路", "Branch"),
    "attempt": ("第几次尝试", "Attempt"), "pool": ("岗位（人员）", "Pool"),
    "resource": ("人员编号", "Resource"), "enable_time": ("开始排队", "Joined the line"),
    "seize_time": ("叫到", "Called"), "start_time": ("开始办理", "Work began"),
    "stage": ("第几段", "Stage"), "origin": ("从", "From"), "goal": ("到", "To"),
    "cases": ("件数", "Cases"), "cases_before": ("改造前件数", "Cases before"),
    "cases_after": ("改造后件数", "Cases after"), "days": ("统计时间", "Time measured"),
    "share": ("占比", "Share"), "place": ("前台或后台", "Front or back"),
    "waiting": ("平均等待", "Mean number waiting"),
    "occupancy": ("忙碌比例", "Busy share"),
    "occupancy_low": ("忙碌比例，区间下限", "Busy share, low end"),
    "occupancy_high": ("忙碌比例，区间上限", "Busy share, high end"),
    "bottleneck": ("瓶颈", "Bottleneck"),
    "needs": ("前提", "Needs"), "step_before": ("该步之前", "Before the step"),
    "step_after": ("该步之后", "After the step"),
    "sequential": ("按方案次序的贡献", "Brought in its order"),
    "sequential_low": ("按方案次序的贡献，区间下限", "Brought in its order, low end"),
    "sequential_high": ("按方案次序的贡献，区间上限", "Brought in its order, high end"),
    "reverse": ("次序倒过来的贡献", "Brought in reverse order"),
    "reverse_low": ("次序倒过来的贡献，区间下限", "Brought in reverse order, low end"),
    "reverse_high": ("次序倒过来的贡献，区间上限", "Brought in reverse order, high end"),
    "shapley": ("各种次序平均的贡献（沙普利值）", "Mean over all orders (Shapley value)"),
    "shapley_low": ("沙普利值区间下限", "Shapley value, low end"),
    "shapley_high": ("沙普利值区间上限", "Shapley value, high end"),
    "number": ("现值", "As it is"), "less": ("减至", "Less"), "more": ("增至", "More"),
    "value_less": ("减后的指标值", "Measure, if less"),
    "value_less_low": ("减后的指标值，区间下限", "Measure, if less, low end"),
    "value_less_high": ("减后的指标值，区间上限", "Measure, if less, high end"),
    "value_more": ("增后的指标值", "Measure, if more"),
    "value_more_low": ("增后的指标值，区间下限", "Measure, if more, low end"),
    "value_more_high": ("增后的指标值，区间上限", "Measure, if more, high end"),
    "difference_less": ("减后的差", "Difference, if less"),
    "difference_less_low": ("减后的差，区间下限", "Difference, if less, low end"),
    "difference_less_high": ("减后的差，区间上限", "Difference, if less, high end"),
    "difference_more": ("增后的差", "Difference, if more"),
    "difference_more_low": ("增后的差，区间下限", "Difference, if more, low end"),
    "difference_more_high": ("增后的差，区间上限", "Difference, if more, high end"),
    "swing": ("摆幅", "Swing"), "swing_low": ("摆幅区间下限", "Swing, low end"),
    "swing_high": ("摆幅区间上限", "Swing, high end"),
    "least": ("任一次序中的最小值", "Least in any order"),
    "most": ("任一次序中的最大值", "Greatest in any order"),
    "end_time": ("办理结束", "Work ended"), "release_time": ("人员空出", "Resource free"),
}  # fmt: skip
"""Title of each column, in Chinese and English."""
_UNITS = {
    "s": ("秒", "s"), "fraction": ("占比，0 至 1", "share, 0 to 1"), "count": ("次", "count"),
    "h": ("小时", "h"), "people": ("人", "people"), "cases": ("件", "cases"), "CNY": ("元", "CNY"),
    "days": ("天", "days"), "workdays": ("个工作日", "workdays"),
}  # fmt: skip
KEY = "_key"
"""Ends the name of a column that has keys for programs."""
_OF_TWO = (
    "after", "after_low", "after_high", "difference", "low", "high", "relative", "p", "verdict",
    "side", "cases_after", "difference_less", "difference_less_low", "difference_less_high",
    "difference_more", "difference_more_low", "difference_more_high",
)  # fmt: skip
"""Columns that say nothing where nothing is compared."""


def of_one_model(table: pd.DataFrame) -> pd.DataFrame:
    """A table of one model alone, which has no before and no after but a value."""
    names = {"before": "value", "before_low": "value_low", "before_high": "value_high"}
    names["cases_before"] = "cases"
    return table.drop(columns=list(_OF_TWO), errors="ignore").rename(columns=names)


def unit_title(unit: str, lang: Lang) -> str:
    """What the unit of a table is called; other currencies than 元 have their own code."""
    return say(lang, *_UNITS.get(unit, (unit, unit)))


def with_units(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """The table with titles for heads, and the unit of each column: ``Start [s]``, ``改造前 [人]``.

    Where the unit changes from row to row the head names the column that says it:
    ``Before [see Unit]``.
    """
    units = dict.fromkeys(_SECONDS, "s") | dict.fromkeys(_FRACTIONS, "fraction")
    units |= dict.fromkeys(_CASES, "cases") | {"days": "days"}
    found = {name: unit_title(unit, lang) for name, unit in units.items()}
    for told, columns in (("unit", _VALUES), ("at_unit", ("at",))):
        if told in table:
            there = list(table[told].dropna().unique())
            see = say(lang, "见", "see ") + _title(told, lang)
            found |= dict.fromkeys(columns, unit_title(there[0], lang) if len(there) == 1 else see)
    heads = {name: _title(name, lang) for name in map(str, table)}
    heads |= {name: f"{heads[name]} [{unit}]" for name, unit in found.items() if name in heads}
    return table.rename(columns=heads)


def _title(name: str, lang: Lang) -> str:
    title = say(lang, *_TITLES[name.removesuffix(KEY)])
    return title + say(lang, "代码", ", key") if name.endswith(KEY) else title
