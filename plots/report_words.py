"""What the report says in sentences beside its tables: what else moved, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from plots.few_runs import few_runs
from plots.headline import headline_name, number_name
from plots.held_against import held_against
from plots.hours_found_words import hours_found_words, how_found, too_few_for_hours
from plots.hours_that_pay import hours_that_pay
from plots.language import Lang, lower_first, say
from plots.level_points import level_numbers
from plots.naming import model_title
from plots.pairs import SAME, Key, chosen, pairs
from plots.report_data import ReportData
from plots.sensitivity_finding import sensitivity_method
from plots.sentences import row_amounts
from plots.step_finding import steps_method
from plots.subject import call_lines, calls_in, services_of, subject
from sim.catalogue import CATALOGUE

_LOSSES = (
    "wait_mean", "hall_time_mean", "completion_time_mean", "visits_mean", "on_time_fraction",
)  # fmt: skip
"""What is looked at of each service."""
_MOST_WORSE = 8
"""Most numbers that are listed as worse; the tables have the others."""


def model_titles(data: ReportData, lang: Lang) -> str:
    """Titles of the models, before → after."""
    titles = [model_title(m, lang) for m in (data.model_before, data.model_after) if m is not None]
    return " → ".join(dict.fromkeys(titles))


def further_findings(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """What else the reader must know: how many numbers moved which way, and which got worse."""
    if not data.compares:
        return ()
    rows = chosen(pairs(data), _judged(data))
    count = {v: int((rows["verdict"] == v).sum()) for v in ("better", "worse", SAME)}
    whole = subject(data).whole
    lines = [
        say(
            lang,
            f"{'全部事项合计' if whole else '各事项、各队列'}的 {sum(count.values())} "
            f"个有好坏之分的指标中，{count['better']} 个变好，"
            f"{count['worse']} 个变差，{count[SAME]} 个没有可分辨的变化。",
            f"Of the {sum(count.values())} measures "
            f"{'over all services' if whole else 'of each service or line'} for which "
            f"better and worse are told apart, {count['better']} got better, {count['worse']} got "
            f"worse and {count[SAME]} show no distinguishable change.",
        )
    ]
    for which, keys in (
        (say(lang, "变差的是", "Worse"), None),
        (say(lang, "单个事项变差的是", "Worse for one service"), _of_one_service(data)),
    ):
        found = rows if keys is None else chosen(pairs(data), keys)
        if told := _worse(data, found, lang):
            lines.append(say(lang, f"{which}：{told}。", f"{which}: {told}."))
    models = [model for model in (data.model_before, data.model_after) if model is not None]
    if hours := hours_found_words(data.hours_found, models, lang):
        lines += [*hours, how_found(lang)]
    elif few := too_few_for_hours(data.facts.replications, data.runs_for_hours, lang):
        lines.append(few)
    return (*lines, *_at_hours(data, lang))


def _at_hours(data: ReportData, lang: Lang) -> Iterator[str]:
    """A sentence for each queue whose service level got worse at hours no target asks for."""
    numbers = level_numbers(data)
    queues = numbers.groupby(["of", "measure"], sort=False) if len(numbers) else ()
    for (of, measure), rows in queues:
        if told := hours_that_pay(rows, lang):
            name = number_name(data, Key(str(measure), "queue", str(of)), lang)
            yield say(lang, f"{name}：{told}。", f"{name}: {told}.")


def _worse(data: ReportData, rows: pd.DataFrame, lang: Lang) -> str:
    """The numbers that got worse, most first; empty when none did."""
    worse = rows[rows["verdict"] == "worse"]
    order = worse["relative"].abs().sort_values(ascending=False, kind="stable").index
    told = [_from_to(data, worse.loc[k], lang) for k in order[:_MOST_WORSE]]
    left = len(worse) - len(told)
    more = say(lang, f"，另有 {left} 个", f", and {left} more") if left else ""
    return say(lang, "、", ", ").join(told) + more


def _of_one_service(data: ReportData) -> list[Key]:
    """What a service may lose while all together gain; nothing where each is judged anyway."""
    every = services_of(data)
    if not subject(data).whole or len(every) < 2:
        return []
    return [Key(measure, "service", name) for name in every for measure in _LOSSES]


def _judged(data: ReportData) -> list[Key]:
    """Numbers that are counted as better or worse: over all, or by service and line of calls."""
    names = [m for m in CATALOGUE if not m.endswith(("_cdf", "_p50", "_max"))]
    about, every = subject(data), services_of(data)
    if about.whole:
        return [Key(m) for m in names]
    visits = tuple(s for s in every if not calls_in(data, s))
    lines = call_lines(data, tuple(s for s in every if s not in visits))
    keys = [Key(m, "service", s) for s in visits for m in names]
    return [*keys, *(Key(m, "queue", line) for line in lines for m in names)]


def _from_to(data: ReportData, row: pd.Series, lang: Lang) -> str:
    written = row_amounts(row)
    name = headline_name(data, row, lang)
    values = f"{written.bare(row['before'])} → {written.full(row['after'], lang)}"
    return say(lang, f"{name}：{values}", f"{lower_first(name)} {values}")


def how_sure(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """How far the numbers can be trusted."""
    facts = data.facts
    lines = []
    if data.compares:
        lines.append(held_against(facts.redesigns, lang))
    if few := few_runs(facts.replications, lang):
        lines.append(few)
    if facts.replications < facts.asked:
        lines.append(
            say(
                lang,
                f"运行被中断：要求 {facts.asked} 次重复，完成 {facts.replications} 次，"
                "区间因此更宽。",
                f"The run was interrupted: {facts.replications} of {facts.asked} replications "
                "are done, and intervals are wider for it.",
            )
        )
    lines.append(
        say(
            lang,
            "区间只包含随机波动，不包含模型假设的误差；各数字的出处见后。",
            "Intervals hold chance alone, not errors in what the model assumes; where each number "
            "comes from is listed further on.",
        )
    )
    return tuple(lines)


def method(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """How the numbers were made."""
    facts = data.facts
    lines = [
        say(
            lang,
            f"{facts.replications} 次独立重复，随机种子 {facts.seed}，"
            f"onewindow {facts.version}。用同样的模型和种子可以重现本报告的全部数字。",
            f"{facts.replications} independent replications, seed {facts.seed}, "
            f"onewindow {facts.version}. The same models and seed give every "
            "number of this report again.",
        ),
        say(
            lang,
            "区间为 95 % 置信区间：以每次重复为一个观测，按 t 分布计算；占比为合计之比，用刀切法。",
            "Intervals are 95% confidence intervals by Student's t; the unit is the replication, "
            "never the customer. Shares are ratios of sums, with jackknife intervals.",
        ),
        say(
            lang,
            "时间、次数和占比的区间止于自然界限（0，占比另有 100 %），不会出现负的分钟；差值的区间"
            "不受此限。",
            "Intervals of times, counts and shares end at their natural bounds (0, and 100% for "
            "shares): there are no negative minutes. Intervals of differences have no bounds.",
        ),
    ]
    if data.compares:
        lines += [
            say(
                lang,
                "改造前后使用相同的随机数（公共随机数）：同一批群众、同样的需求，逐次配对比较。",
                "Before and after share their random numbers (common random numbers): the same "
                "people with the same needs, compared replication by replication (paired t).",
            ),
        ]
    lines += [*steps_method(data, lang), *sensitivity_method(data, lang)]
    return tuple(lines)
