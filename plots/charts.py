"""The charts there are, each with its numbers, its finding and its picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

import pandas as pd

from plots.before_after import before_after_finding, before_after_numbers, plot_before_after
from plots.bottleneck import bottleneck_finding, bottleneck_numbers
from plots.bottleneck_chart import plot_bottleneck
from plots.case_steps import case_finding, case_numbers, cases_shown
from plots.case_ways import way_finding, way_numbers
from plots.curve import plot_curve
from plots.curve_points import curve_finding, curve_numbers
from plots.file_names import distinct
from plots.headline import curve_scope
from plots.language import Lang, say
from plots.level_chart import plot_level
from plots.level_points import level_finding, level_numbers
from plots.naming import title_of
from plots.promise_chart import plot_promise
from plots.promise_points import promise_finding, promise_numbers, promised_services
from plots.queue_finding import queue_map_finding
from plots.queue_lengths import queue_map_numbers
from plots.queue_map import plot_queue_map
from plots.report_data import ReportData
from plots.scorecard_chart import plot_scorecard
from plots.scorecard_points import scorecard_finding, scorecard_numbers
from plots.sections import SectionName
from plots.sensitivity_chart import plot_sensitivity
from plots.sensitivity_finding import sensitivity_finding
from plots.sensitivity_numbers import sensitivity_numbers
from plots.step_chart import plot_steps
from plots.step_finding import step_finding
from plots.step_numbers import step_numbers
from plots.subject import subject
from plots.swim_lanes import plot_swim_lanes
from plots.time_chart import plot_time
from plots.time_parts import time_finding, time_numbers
from plots.wait_hours import wait_hour_finding, wait_hour_numbers
from plots.wait_hours_chart import plot_wait_hours
from plots.ways_chart import plot_ways

if TYPE_CHECKING:
    from matplotlib.figure import Figure


_PARTS = {"visits": ("到访", "visits"), "calls": ("来电", "calls")}
"""What the kinds of services are called."""


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
    numbers: Callable[..., pd.DataFrame]
    """From the data, and from ``services`` where the chart is one ``by`` them."""
    finding: Callable[..., str]
    """The same, for a language."""
    plot: _Plot
    reading_zh: str
    """How it is to be read."""
    reading_en: str
    alone_zh: str = ""
    """How it is to be read where nothing is compared; as ever when left out."""
    alone_en: str = ""
    alone_name: str = ""
    """Name where nothing is compared; as ever when left out."""
    by: Literal["", "service", "kind", "together", "case", "promise"] = ""
    """What has a chart of its own in a model with both visits and calls, where it is of services
    at all; each case, and each promise, has one in any model."""
    part: str = ""
    """The service or kind it is of, where there are several such charts."""
    section: SectionName = "before_after"
    """Where it stands in the report."""

    def title(self, lang: Lang) -> str:
        """What kind of chart it is."""
        return say(lang, self.zh, self.en)

    def title_apart(self, data: ReportData, lang: Lang) -> str:
        """The same with what it is of, where several charts are of one kind."""
        if not self.part:
            return self.title(lang)
        of = say(lang, *_PARTS.get(self.part, (title_of(data, "service", self.part, lang),) * 2))
        return say(lang, f"{self.zh}（{of}）", f"{self.en} ({of})")

    def reading(self, lang: Lang, *, compares: bool = True) -> str:
        """How it is to be read, of before and after or of one model alone."""
        if not compares and self.alone_zh:
            return say(lang, self.alone_zh, self.alone_en)
        return say(lang, self.reading_zh, self.reading_en)


_CURVE = (
    (
        "曲线上一点：时间不超过横轴数值的人次占比，为各次重复的均值；色带为 95 % 区间；"
        "圆点为曲线达到 50、90、95 % 之处；右下的表和标题是各次重复的百分位数的均值，"
        "二者可略有不同。"
    ),
    (
        "A point of the curve: the share whose time is at most that on the axis, averaged over "
        "replications. Band: 95% interval. Dots: where the curve reaches 50, 90 and 95%. Table and "
        "title: each replication's percentiles, averaged, so they may differ a little from the "
        "dots."
    ),
)

CHARTS = (
    Chart(
        "diagnosis", "时间去了哪里", "Where the time goes",
        time_numbers, time_finding, plot_time,
        "均为办结件的均值。排队：有人在岗时的等待，后台为待办；等上班：无人在岗时的等待和办理中断；"
        "两次到访（来电）之间：回去后尚未再来（再打）。并联的环节各计一次。",
        "Means over finished cases. Waiting in line: while somebody is on duty, at a back office "
        "files wait; closed hours: nobody is on duty, or work is interrupted; between visits "
        "(calls): gone and not yet come (called) again. Steps side by side count once each.",
        section="diagnosis",
    ),
    Chart(
        "bottleneck", "各时段的瓶颈", "The bottleneck by hour",
        bottleneck_numbers, bottleneck_finding, plot_bottleneck,
        "格中上为忙碌时间 / 在岗时间，颜色随之加深；下为等这个岗位的平均人数（后台为"
        "件数）；橙框为该时段前台和后台各自等待最多的在岗岗位。几个岗位共办的队列各计一次。",
        "In each cell above: busy / staffed time, which also gives the colour; below: "
        "mean number of people, at a back office of files, that wait for the pool. Orange frame: "
        "the pool on duty for which most wait in that hour, at the front and at the back office "
        "apart. A line that several pools serve counts for each.",
        section="diagnosis",
    ),
    Chart(
        "before_after", "主要指标", "Key numbers",
        before_after_numbers, before_after_finding, plot_before_after,
        "柱高为各次重复的均值，竖线为 95 % 区间；柱下为差值、相对变化与判断。",
        "Bars: means over replications, with 95% intervals. Below: the difference, the relative "
        "change and the verdict.",
        "柱高为各次重复的均值，竖线为 95 % 区间。",
        "Bars: means over replications, with 95% intervals.",
        alone_name="key_numbers",
    ),
    Chart(
        "wait_curve", "等待时间分布", "Distribution of waits",
        curve_numbers, curve_finding, plot_curve, *_CURVE, by="service",
    ),
    Chart(
        "wait_by_hour", "各时段来的人等多久", "Waits by time of day",
        wait_hour_numbers, wait_hour_finding, plot_wait_hours,
        "每段线为该小时内来的人的平均等待，下图为改造后减改造前；色带为 95 % 区间（各小时单独看），"
        "差按重复配对。变化若集中在某些时段，以橙色底标出：从所有时段组合中挑出，并对所有挑法同时检验"
        "（95 %，Bonferroni）。没有人来的时段不画。",
        "Each step: the mean wait of those who come in that hour; below, after less before. Bands: "
        "95% intervals of each hour by itself, paired for the difference. Orange ground, if "
        "any: hours at which the difference stands out, picked from all runs of hours and tested "
        "for all at once (95%, Bonferroni). Hours in which nobody comes are left out.",
        "每段线为该小时内来的人的平均等待；色带为 95 % 区间。没有人来的时段不画。",
        "Each step: the mean wait of those who come in that hour. Band: 95% interval. Hours in "
        "which nobody comes are left out.",
        by="service",
    ),
    Chart(
        "hall_time_curve", "在厅时间分布", "Distribution of hall time",
        partial(curve_numbers, time="hall_time"), partial(curve_finding, time="hall_time"),
        plot_curve, *_CURVE, by="service",
    ),
    Chart(
        "ways", "办件去向", "Ways of cases",
        way_numbers, way_finding, plot_ways,
        "每件从它的渠道，按先后到各种经办方式（人工、机器、上门），再到结果；带宽为件数。各数为各次重复的"
        "均值，95 % 区间见表。后台不画；多次到同一种经办方式只算一次。",
        "Each case goes from its channel to those who serve it, in the order in which it first "
        "comes to each, and to its end; width: cases. Numbers are means over replications, with "
        "95% intervals in the table. Back offices are passed over, and who comes to one kind twice "
        "counts once.",
    ),
    Chart(
        "swim_lanes", "典型一件的经过", "The way of one typical case",
        case_numbers, case_finding, plot_swim_lanes,
        "一次仿真中，该事项办结件按全程时间排在正中（中位数）的一件；标题和主要指标是全部件的均值，"
        "二者不必相等。改造前后是同一件、同一组随机数；每条泳道是一个岗位（部门），并联的环节上下并列；"
        "岗位关闭、无人在岗的时间不算排队。",
        "Of the cases of this service finished in one run, the one in the middle by total time "
        "(the median); headline and key numbers are means over all cases, so the two need not "
        "agree; before and after it is the same case with the same random numbers. Each lane is a "
        "desk or an office, parallel steps lie side by side; while nobody is on duty it is shut, "
        "not waiting in line.",
        "一次仿真中，该事项办结件按全程时间排在正中（中位数）的一件；主要指标是全部件的均值，二者不必"
        "相等。每条泳道是一个岗位（部门），并联的环节上下并列；岗位关闭、无人在岗的时间不算排队。",
        "Of the cases of this service finished in one run, the one in the middle by total time "
        "(the median); key numbers are means over all cases, so the two need not agree. Each "
        "lane is a desk or an office, parallel steps lie side by side; while nobody is on duty "
        "it is shut, not waiting in line.",
        by="case",
    ),
    Chart(
        "queue_map", "各时段排队人数", "Queues by hour",
        queue_map_numbers, queue_map_finding, plot_queue_map,
        "格中为该小时平均等待人数；只画有人在岗、或有人在等的时段（整夜都在等的不算）；改造前后共用一个色标；斜线表示没有"
        "这个队列；“差”用另一色标，蓝色为减少，橙色为增加；各数分别四舍五入。",
        "Cells: mean number of people waiting in that hour; hours are shown in which "
        "somebody is on duty or people wait, those not counted who wait all night. Before and "
        "after share one scale of colour. Hatched: there is no such line. Difference on a scale "
        "of its own: blue fewer, orange more. Each number is rounded by itself.",
        "格中为该小时平均等待人数；只画有人在岗、或有人在等的时段（整夜都在等的不算）。",
        "Cells: mean number of people waiting in that hour; hours are shown in which "
        "somebody is on duty or people wait, those not counted who wait all night.",
        by="kind",
    ),
    Chart(
        "file_map", "各时段后台待办件数", "Files at the back office by hour",
        partial(queue_map_numbers, place="back"), partial(queue_map_finding, place="back"),
        plot_queue_map,
        "格中为该小时后台平均待办件数；并联办理的件在每个部门各算一件，合计为各部门待办之和；"
        "只画后台有人在岗的时段，下班后待办件留到下次上班；改造前后共用"
        "一个色标；斜线表示没有这个岗位；“差”用另一色标，蓝色为减少，橙色为增加；各数分别四舍五入。",
        "Cells: mean number of files waiting at the back office in that hour; a file in parallel "
        "steps waits, and counts, at each desk, and the total is the sum over desks. Hours are "
        "shown in which it works, files lie over the others. Before and after share one scale of "
        "colour. Hatched: there is no such desk. Difference on a scale of its own: blue fewer, "
        "orange more. Each number is rounded by itself.",
        "格中为该小时后台平均待办件数；并联办理的件在每个部门各算一件，合计为各部门待办之和；"
        "只画后台有人在岗的时段，下班后待办件留到下次上班。",
        "Cells: mean number of files waiting at the back office in that hour; a file in parallel "
        "steps waits, and counts, at each desk, and the total is the sum over desks. Hours are "
        "shown in which it works, files lie over the others.",
        by="together",
    ),
    Chart(
        "service_level", "分时段服务水平", "Service level by time of day",
        level_numbers, level_finding, plot_level,
        "每段线为一个时段内呼入者的服务水平；色带为 95 % 区间；虚线为目标，"
        "只画在它管的时间；无人呼入的时段留空，不开放的时段不画。",
        "Each step: the service level of those who came in that interval. Band: 95% interval. "
        "Dashed: the target, drawn over the hours it holds for. "
        "Intervals in which nobody came are gaps; shut hours are left out.",
    ),
    Chart(
        "steps", "各步的贡献", "What each step brought",
        step_numbers, step_finding, plot_steps,
        "左：按方案的次序，每一步在前面各步的基础上带来的变化。右：同一步按方案次序、次序倒过来（后面"
        "各步都已做）和各种次序的平均（沙普利值，不超过六步时才算）各带来多少，横线为 95 % 配对"
        "区间。三种算法各自相加都等于总变化，彼此的差别就是各步之间的相互影响。缺了前提而做不成的步骤，"
        "在前提具备之前不起作用。",
        "Left: what each step adds to those before it, in the redesign's order. Right: what it "
        "brings in that order, in the reverse order (all later steps done already) and averaged "
        "over all orders (Shapley value; of six steps at most), with paired 95% intervals. Each "
        "way sums to the whole change; where they differ, steps act on each other. A step that "
        "does not fit without another does nothing until that is done.",
        section="steps",
    ),
    Chart(
        "scorecard", "记分卡", "Scorecard",
        scorecard_numbers, scorecard_finding, plot_scorecard,
        "每行一个指标，数值下为 95 % 区间。结果看改造后：区间全在目标之上为达到，全在其下为未达到，"
        "跨过目标的只说均值；灰色的没有目标。运行跨多个季度的，按来件的季度分列。",
        "A measure each row, with its 95% interval below the value. The result is that after: met "
        "where the whole interval is at the target or above, not met where it is below; where it "
        "lies across, the mean alone is told. Grey has no target. A run over several quarters has "
        "a column for each, by when cases came.",
        "每行一个指标，数值下为 95 % 区间：区间全在目标之上为达到，全在其下为未达到，跨过目标的只说"
        "均值；灰色的没有目标。运行跨多个季度的，按来件的季度分列。",
        "A measure each row, with its 95% interval below the value: met where the whole interval "
        "is at the target or above, not met where it is below; where it lies across, the mean "
        "alone is told. Grey has no target. A run over several quarters has a column for each, by "
        "when cases came.",
        section="scorecard",
    ),
    Chart(
        "promise_curve", "服务承诺", "Service promise",
        promise_numbers, promise_finding, plot_promise,
        "曲线上一点：若承诺 T 内办结，能兑现的件的占比（放弃的、没办完的都算没兑现），各次重复合并"
        "计算；色带为 95 % 区间；圆点为 95 % 能兑现的最短 T，其区间由色带读出；橙色虚线为现承诺。"
        "时限以工作日定的，T 只取整数工作日。",
        "A point of the curve: the share of cases for which a promise to be done within T would be "
        "kept (who gave up or was not finished counts as not), all replications joined. Band: 95% "
        "interval. Dot: the shortest T kept for 95%, its interval read off the band. Orange: what "
        "is promised now. Limits in workdays are promised in whole workdays.",
        by="promise", section="promise",
    ),
    Chart(
        "sensitivity", "哪些数字最要紧", "Which numbers count most",
        sensitivity_numbers, sensitivity_finding, plot_sensitivity,
        "每次只把一个数字调低、调高 20 %（人数和席位至少一个；一个岗位多于六个的在岗时段"
        "一起调），其余不变，用同一组随机数重新仿真"
        "改造前后。横条为差移到哪里，黑线为移动的 95 % 配对区间，竖线为各数字照旧时的差，末端的字是"
        "该数字调到的值。图中至多十个，其余见表。",
        "One number at a time is set 20% lower and higher (seats and people by at least one; "
        "more than six blocks of staff of a pool together), and "
        "before and after are simulated again on the same random numbers. Bars: where the "
        "difference moves, with paired 95% intervals of the movement; line: the difference with "
        "all as it is; at the ends: what the number is set to. Ten at most, the table has the "
        "others.",
        "每次只把一个数字调低、调高 20 %（人数和席位至少一个；一个岗位多于六个的在岗时段"
        "一起调），其余不变，用同一组随机数重新仿真。"
        "横条为指标移到哪里，黑线为移动的 95 % 配对区间，竖线为各数字照旧时的值，末端的字是该数字"
        "调到的值。图中至多十个，其余见表。",
        "One number at a time is set 20% lower and higher (seats and people by at least one; "
        "more than six blocks of staff of a pool together), and "
        "the model is simulated again on the same random numbers. Bars: where the measure moves, "
        "with paired 95% intervals of the movement; line: its value with all as it is; at the "
        "ends: what the number is set to. Ten at most, the table has the others.",
        section="sure",
    ),
)  # fmt: skip
"""Every chart; in the report each stands in its section, in this order."""


def charts_of(data: ReportData) -> Iterator[tuple[Chart, pd.DataFrame]]:
    """The charts that the data can fill, with their numbers.

    In a model with both visits and calls each service has its own curves, and each kind its own
    map of queues. Callers are in no hall: they have no curve of hall time.
    """
    for kind in CHARTS:
        for chart in _parts(data, kind):
            numbers = chart.numbers(data)
            if len(numbers):
                yield chart, numbers


def _parts(data: ReportData, chart: Chart) -> list[Chart]:
    if chart.alone_name and not data.compares:
        chart = replace(chart, name=chart.alone_name)
    about = subject(data)
    in_hall = chart.name == "hall_time_curve"
    if chart.by == "case":
        return _named_parts(chart, {name: (name,) for name in cases_shown(data)})
    if chart.by == "promise":
        return _named_parts(chart, {name: (name,) for name in promised_services(data)})
    if not about.mixed or not chart.by:
        return [] if in_hall and curve_scope(data)[2] else [chart]
    services = about.visits if in_hall else about.services
    parts: dict[str, tuple[str, ...]]
    if chart.by == "service":
        parts = {name: (name,) for name in services}
    elif chart.by == "kind":
        found = {"visits": about.visits, "calls": about.calls}
        parts = {kind: names for kind, names in found.items() if names}
    else:
        parts = {"": services}
    return _named_parts(chart, parts)


def _named_parts(chart: Chart, parts: dict[str, tuple[str, ...]]) -> list[Chart]:
    """A chart of each of some groups of services."""
    # What is there once needs no name of its own.
    names = [f"{chart.name}_{of}" for of in parts] if len(parts) > 1 else [chart.name] * len(parts)
    return [
        replace(
            chart,
            name=name,
            part=part if len(parts) > 1 else "",
            numbers=partial(chart.numbers, services=of),
            finding=partial(chart.finding, services=of),
        )
        for name, (part, of) in zip(distinct(names), parts.items(), strict=True)
    ]
