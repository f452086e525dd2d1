"""How well a model fitted to queue snapshots predicts, in sentences, Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.fitting.figures import figure, signed
from onewindow.fitting.judgement import Judged
from onewindow.fitting.runs_band import replications_words
from onewindow.fitting.snapshots.judgement import (
    COVERED,
    OFTEN,
    SERVED_WITHIN,
    SnapshotJudgement,
    Yardsticks,
)
from plots.language import Lang, say

MISSED_FROM = 0.1
"""Error of the mean wait from which on a headline has its figure."""


def judged_lines(judgement: SnapshotJudgement | None, lang: Lang) -> Iterator[str]:
    """The verdict on each measure, in a sentence."""
    if judgement is None:
        yield say(lang, "天数太少，没有留出检验", "too few days: nothing was held out to judge on")
        return
    days, runs = len(judgement.dates), replications_words(judgement.replications, lang)
    yield say(
        lang,
        f"留出最后 {days} 天（{judgement.dates[0]} 起）检验，{runs}：",
        f"judged on the last {days} days (from {judgement.dates[0]}), {runs}:",
    )
    everyone, often, length, *waits = judgement.measures
    yield "  " + _served(everyone, judgement.yardsticks["served"], lang)
    if often.verdict != "too_little":
        yield "  " + _served(often, judgement.yardsticks["served_often"], lang)
    if length.verdict == "too_little":
        yield "  " + say(
            lang,
            f"每 5 分钟的等候人数：{verdict_words(length, '', lang)}",
            f"people waiting every 5 minutes: {verdict_words(length, '', lang)}",
        )
    else:
        yield "  " + _length(length, lang)
    for wait in waits:
        yield "  " + _wait(wait, lang)


def _length(length: Judged, lang: Lang) -> str:
    hours = "" if length.between is None else f"{length.between[0]:02}:00–{length.between[1]:02}:00"
    verdict = verdict_words(length, hours, lang)
    error, allowed, plain = (
        figure(value, length.unit, lang)
        for value in (length.error, length.allowed, length.unmodelled)
    )
    return say(
        lang,
        f"每 5 分钟的等候人数：{verdict}——平均误差 {error}，"
        f"两日之间平均相差 {allowed}；区间覆盖 {length.coverage:.0%} 的时刻；"
        f"照搬拟合日均值的误差是 {plain}",
        f"people waiting every 5 minutes: {verdict}; mean error {error}, two "
        f"days differ by {allowed} on average; bands cover {length.coverage:.0%} of the "
        f"moments; taking the mean of the days fitted errs by {plain}",
    )


def _wait(wait: Judged, lang: Lang) -> str:
    name, verdict = measure_name("wait", lang), verdict_words(wait, "", lang)
    if wait.verdict == "too_little":
        return say(lang, f"{name}：{verdict}", f"{name}: {verdict}")
    error, allowed, chance = (
        figure(value, wait.unit, lang) for value in (wait.error, wait.allowed, wait.chance)
    )
    longer = wait.verdict == "do_not_trust" and wait.bias > 0
    return say(
        lang,
        f"{name}：{verdict}——整份文件与其模型相比，各队列的平均等待相差 {error}"
        f"（按人数加权；允许 {allowed}，偶然 {chance}），合计 {signed(wait.bias, lang)}"
        + ("；模型忙天不加开窗口，大厅却可能加开，所以模型等得更久" if longer else ""),
        f"{name}: {verdict}; of the whole file and its model, the mean waits of queues differ by "
        f"{error} (weighted by people; allowed {allowed}, chance "
        f"{chance}), {signed(wait.bias, lang)} in all"
        + (
            "; the model opens no more counters on busy days, as a hall may: its waits are too long"
            if longer
            else ""
        ),
    )


def measure_name(measure: str, lang: Lang) -> str:
    """A measure of the judgement in words."""
    return {
        "served": say(lang, "各事项每日叫号数", "calls per service and day"),
        "served_often": say(
            lang,
            f"每天 {OFTEN:.0f} 人以上的事项的叫号数",
            f"calls of services with {OFTEN:.0f} or more a day",
        ),
        "queue_length": say(lang, "每 5 分钟的等候人数", "people waiting every 5 minutes"),
        "wait": say(lang, "平均等待（由利特尔法则）", "the mean wait (by Little's law)"),
    }[measure]


def verdict_words(judged: Judged, hours: str, lang: Lang) -> str:
    """Whether to trust it, and at which hours."""
    told = {
        "trust": say(lang, "可信", "trust it"),
        "trust_between": say(lang, f"仅 {hours} 可信", f"trust it between {hours}"),
        "do_not_trust": say(lang, "不可信", "do not trust it"),
        "too_little": say(lang, "数据太少，无法判断", "too little to judge"),
    }[judged.verdict]
    return f"{told}{but_for(judged, lang)}{narrow(judged, lang)}"


def but_for(judged: Judged, lang: Lang) -> str:
    """Queues that are no part of what is trusted: how many, and the longest of them."""
    if judged.verdict not in ("trust", "trust_between") or not judged.failing:
        return ""
    number, longest = len(judged.failing), judged.failing[0]
    if number == 1:
        return say(lang, f"，{longest} 除外", f" but for one queue ({longest})")
    return say(
        lang,
        f"，{number} 个队列除外（最长的是 {longest}）",
        f" but for {number} queues (the longest: {longest})",
    )


def missed(judged: Judged, lang: Lang) -> str:
    """How far waits that are trusted are off, where it is more than chance and matters."""
    if judged.measure != "wait" or judged.verdict != "trust":
        return ""
    if judged.error <= max(MISSED_FROM, judged.chance):
        return ""
    off = figure(judged.error, judged.unit, lang)
    return say(
        lang,
        f"（相差 {off}，合计 {signed(judged.bias, lang)}）",
        f" (off by {off}, {signed(judged.bias, lang)} in all)",
    )


def narrow(judged: Judged, lang: Lang) -> str:
    """That the bands hold too little of what was observed."""
    if judged.verdict == "too_little" or judged.coverage >= COVERED:
        return ""
    return say(lang, "（但区间偏窄）", " (band too narrow)")


def _served(judged: Judged, yard: Yardsticks, lang: Lang) -> str:
    name = measure_name(judged.measure, lang)
    verdict = verdict_words(judged, "", lang)
    if judged.verdict == "too_little":
        return say(lang, f"{name}：{verdict}", f"{name}: {verdict}")
    error, allowed, chance, plain, perfect, others = (
        figure(value, judged.unit, lang)
        for value in (
            judged.error, judged.allowed, judged.chance, judged.unmodelled, yard.perfect,
            yard.other_days,
        )
    )  # fmt: skip
    return say(
        lang,
        f"{name}：{verdict}——误差中位数 {error}（允许 {allowed}："
        f"{SERVED_WITHIN:.0%} 加模型全对时的偶然误差 {chance}，平方和开方；"
        f"区间覆盖不足 {COVERED:.0%} 时不加），合计偏差 {signed(judged.bias, lang)}，"
        f"区间覆盖 {judged.coverage:.0%}；照搬拟合日均值的误差是 {plain}；"
        f"知道真实均值的完美预测仅凭泊松偶然也差 {perfect}，"
        f"拟合日中用其余各天的均值预测一天差 {others}",
        f"{name}: {verdict}; median error {error} (allowed {allowed}: "
        f"{SERVED_WITHIN:.0%} and by squares the {chance} that chance alone makes of a "
        f"true model, this one only where bands cover {COVERED:.0%}), "
        f"{signed(judged.bias, lang)} in all, bands cover {judged.coverage:.0%}; taking the mean "
        f"of the days fitted errs by {plain}; a perfect forecast, which knows each mean, errs by "
        f"{perfect} by Poisson chance, and the mean of the other days fitted by {others} on one "
        "of them",
    )
