"""What is said of how well a fit predicts, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from onewindow.fitting.distances import Distance
from onewindow.fitting.figures import figure, figures
from onewindow.fitting.fit_log import Fitted
from onewindow.fitting.judgement import COVERED, FEW, OFTEN, RELATIVE, Judged, Judgement, error_unit
from onewindow.fitting.measure_names import measure_name
from onewindow.fitting.runs_band import replications_words
from onewindow.fitting.shut_words import weekday_words
from plots.language import Lang, say
from scenarios.fit.mapping import Kind

_DISTANCES: dict[str, tuple[str, str]] = {
    "absolute_events": ("事件时刻", "moments of events"),
    "circadian_events": ("一天中的时刻", "in the day"),
    "relative_events": ("距到达的时间", "since the arrival"),
    "cycle_time": ("从到达到办结", "time to the end"),
}
_GOOD = {
    "answered_within": 1, "abandoned_fraction": -1, "mean_wait": -1, "queue_length": -1,
    "cycle_time": -1,
}  # fmt: skip
"""Measures of which more is better for those who come (1), or less is (-1)."""
_PARTS = ("staff", "came", "times", "rules")
_LARGEST = {
    "staff": (
        "因为模型的预测取决于人员，而当天的人员与以往不同",
        "the model follows staff, and the staff was not what it had been",
    ),
    "came": (
        "因为模型的预测取决于到达，而来的人与以往不同",
        "the model follows demand, and other people came than before",
    ),
    "times": (
        "因为模型的预测取决于用时，而当天的用时与以往不同",
        "the model follows services, and they took other times than before",
    ),
    "rules": ("因为模型的规则有误差", "the rules of the model are wrong"),
}
"""Why what follows causes can miss by more than what repeats the past, by the largest part."""


def judgement_lines(found: Fitted, lang: Lang) -> Iterator[str]:
    """The verdict on each measure, in a sentence."""
    judgement = found.judgement
    if found.interrupted:
        yield say(
            lang,
            "检验被中断：模型完整，" + ("未作检验" if judgement is None else "检验次数较少"),
            "interrupted: the model is whole, "
            + ("it is not judged" if judgement is None else "judged on fewer replications"),
        )
    if judgement is None and found.interrupted:
        return
    if judgement is None:
        yield say(lang, "天数太少，没有留出检验", "too few days: nothing was held out to judge on")
        return
    yield from judged_lines(judgement, found.mapping.kind, lang)


def judged_lines(judgement: Judgement, kind: Kind, lang: Lang) -> Iterator[str]:
    """The days held out, the verdict on each measure, and the distances."""
    runs = replications_words(judgement.replications, lang)
    days, open_ = judgement.days, judgement.days_judged
    last = "day" if days == 1 else f"{days} days"
    of_them = 0 < open_ < days
    yield say(
        lang,
        f"留出最后 {days} 天（{judgement.first_day} 起"
        f"{f'，其中 {open_} 天开门' if of_them else ''}）检验，"
        f"{runs}，时限 {judgement.within:g} 秒"
        f"{_not_fitted(judgement, lang)}：",
        f"judged on {f'{open_} open days of ' if of_them else ''}the last {last} "
        f"(from {judgement.first_day}), "
        f"{runs}, in time is within {judgement.within:g} s"
        f"{_not_fitted(judgement, lang)}:",
    )
    if not judgement.days_judged:
        yield "  " + say(
            lang,
            "没有一天可以检验：多留出几天（--hold-out），使其中有拟合过的那类日子",
            "no day is left to judge: hold out more (--hold-out), so that a day of a kind that was "
            "fitted is among them",
        )
        return
    yield "  " + rule_line(lang)
    for judged in judgement.measures:
        yield "  " + _sentence(judged, kind, lang)
        if (why := why_it_missed(judged, lang)) is not None:
            yield "    " + why
    far = [
        _distance(one, lang)
        for one in judgement.distances
        if np.isfinite([one.found, one.chance]).all()
    ]
    yield say(
        lang,
        "  与实测的距离（括号内为偶然）：" + ("，".join(far) or "无法计算，没有可比的人"),
        "  distances to what was seen (chance alone): "
        + (", ".join(far) or "none, there is nobody to compare"),
    )


def rule_line(lang: Lang) -> str:
    """By which rule the verdicts follow from the figures beside them."""
    return say(
        lang,
        "规则：误差不超过允许值，可信。超过允许值，但不超过偶然误差，或区间覆盖至少 "
        f"{COVERED:.0%} 的小时且误差的平方不超过允许值的平方与 {OFTEN:g} 倍偶然误差的平方之和："
        "数据太少，无法判断，真模型在这么少的日子里也会差这么多。再大则不可信，"
        "除非有一段钟点占三分之一以上的人，且其中每小时的误差都不超过允许值",
        "the rule: trusted up to the allowed error; beyond it too little to judge up to chance "
        f"alone, or, where bands cover {COVERED:.0%} of the hours, up to the root of allowed² + "
        f"({OFTEN:g} × chance alone)², as a true model errs so far on so few days; else not "
        "trusted, but for a run of hours with a third of the people or more, each within the "
        "allowed error",
    )


def _distance(one: Distance, lang: Lang) -> str:
    name = say(lang, *_DISTANCES[one.name])
    found, chance = (figure(value, one.unit, lang) for value in (one.found, one.chance))
    return say(lang, f"{name} {found}（{chance}）", f"{name} {found} ({chance})")


def _not_fitted(judgement: Judgement, lang: Lang) -> str:
    """Weekdays held out of which no day was fitted."""
    told = ""
    if judgement.borrowed:
        days = weekday_words(judgement.borrowed, lang)
        told += say(
            lang,
            f"；拟合的日子里没有{days}，按其他同类日子（工作日或周末）的平均预测",
            f"; no {days} was among the days fitted: forecast as the mean of the other days of its "
            "kind (working days or weekends)",
        )
    if judgement.unknown:
        days = weekday_words(judgement.unknown, lang)
        told += say(
            lang,
            f"；拟合的日子里没有{days}，也没有同类的日子，不作检验",
            f"; no {days}, and no day of that kind, was among the days fitted: not judged",
        )
    return told


def why_it_missed(judged: Judged, lang: Lang) -> str | None:
    """How an error changes as the model is told staff, demand and services; None without one."""
    if judged.verdict in ("trust", "too_little") or not np.isfinite(judged.all_known):
        return None

    def amount(value: float) -> str:
        return amount_words(judged.measure, value, lang)

    def changed(by: float) -> str:
        less = say(lang, f"少 {amount(by)}", f"{amount(by)} less")
        more = say(
            lang,
            f"多 {amount(-by)}：误差原先互相抵消",
            f"{amount(-by)} more: errors had been making good for each other",
        )
        same = say(lang, "不变", "no less")
        return same if amount(abs(by)) == amount(0.0) else more if by < 0 else less

    parts = parts_of(judged)
    staff, came, times = (changed(parts[name]) for name in ("staff", "came", "times"))
    within = judged.all_known <= judged.allowed
    # A true model errs by chance as well, on so few days.
    right = within or judged.all_known <= judged.chance
    allowed, chance = amount(judged.allowed), amount(judged.chance)
    text = say(
        lang,
        f"误差 {amount(judged.error)}；告知当天人员后为 {amount(judged.staff_known)}（{staff}），"
        f"再告知谁来为 {amount(judged.came_known)}（{came}），再告知各次用时为 "
        f"{amount(judged.all_known)}（{times}）；最后剩下的属于模型本身，"
        + (f"在允许的 {allowed}以内" if within else
           f"不超过偶然误差 {chance}" if right else f"超过允许的 {allowed}：规则也有误差"),
        f"the error of {amount(judged.error)} is {amount(judged.staff_known)} when told who was on "
        f"duty ({staff}), {amount(judged.came_known)} when told also who came ({came}), and "
        f"{amount(judged.all_known)} when told also how long services took ({times}); what is left "
        "is the model itself, "
        + (f"within the allowed {allowed}" if within else
           f"no more than chance alone makes ({chance})" if right else
           f"beyond the allowed {allowed}: its rules are wrong too"),
    )  # fmt: skip
    if not judged.unmodelled < judged.error:
        return text
    # What is left within the allowed is no reason: the rules are right.
    names = [name for name in _PARTS if name != "rules" or not right]
    largest = _LARGEST[max(names, key=lambda name: parts[name])]
    return text + say(
        lang,
        f"。照搬拟合日的误差更小（{amount(judged.unmodelled)}），{largest[0]}",
        f". The days fitted, taken as they were, come closer ({amount(judged.unmodelled)}): "
        f"{largest[1]}",
    )


def parts_of(judged: Judged) -> dict[str, float]:
    """By how much an error is less when told first staff, then who came, then the times.

    What is left then is the model's. The parts make the error; one is negative where being told
    makes the error larger, because errors had been making good for each other.
    """
    left = [judged.error, judged.staff_known, judged.came_known, judged.all_known, 0.0]
    return dict(zip(_PARTS, (a - b for a, b in pairwise(left)), strict=True))


def _sentence(judged: Judged, kind: Kind, lang: Lang) -> str:
    name = measure_name(judged.measure, kind, lang)
    verdict = verdict_words(judged, lang)
    if not np.isfinite(judged.error):
        return f"{name}{say(lang, '：', ': ')}{verdict}{_too_little(judged, lang)}"
    told = (judged.error, judged.allowed, judged.chance, judged.unmodelled)
    error, allowed, chance, plain = figures(told, judged.unit, lang)
    direction = too_good(judged.measure, judged.bias, lang)
    return say(
        lang,
        f"{name}：{verdict}——各小时平均误差 {error}（允许 {allowed}，偶然误差 {chance}），预测平均"
        f"{direction}，"
        f"区间覆盖 {judged.coverage:.0%} 的小时；照搬拟合日的误差是 {plain}",
        f"{name}: {verdict}; mean error by hour {error} (allowed {allowed}, "
        f"chance alone {chance}), on average the forecast is {direction}, "
        f"bands cover {judged.coverage:.0%} of the hours; taking the days "
        f"fitted as they were errs by {plain}",
    )


def _too_little(judged: Judged, lang: Lang) -> str:
    """Why a measure cannot be judged."""
    if not judged.most:
        return say(lang, "——检验的日子里没有人来", "; nobody came on the days judged")
    if judged.measure == "abandoned_fraction" and judged.most >= FEW:
        return say(
            lang,
            "——实测和仿真中都没有人放弃，记录说明不了会不会有人放弃",
            "; nobody gave up, seen or simulated: the log cannot tell who would",
        )
    if judged.most >= FEW or judged.measure in RELATIVE:
        return say(lang, "——实测或仿真中没有可比的人", "; nobody to compare, seen or simulated")
    return say(
        lang,
        f"——最忙的钟点也只有 {judged.most} 个，至少需要 {FEW} 个",
        f"; the busiest hour has {judged.most} of the {FEW} cases that it takes",
    )


def too_good(measure: str, bias: float, lang: Lang) -> str:
    """In which direction a forecast errs on average, and by how much."""
    by = amount_words(measure, abs(bias), lang)
    if by == amount_words(measure, 0.0, lang):
        return say(lang, "不偏", "right")
    words = {
        (0, True): ("高", "high"), (0, False): ("低", "low"),
        (1, True): ("乐观", "good"), (1, False): ("悲观", "bad"),
    }  # fmt: skip
    sign = _GOOD.get(measure, 0)
    zh, en = words[abs(sign), bias * (sign or 1) > 0]
    return say(lang, f"偏{zh} {by}", f"too {en} by {by}")


def verdict_words(judged: Judged, lang: Lang) -> str:
    """Whether to trust it, and at which hours."""
    hours = "" if judged.between is None else f"{judged.between[0]:02}:00–{judged.between[1]:02}:00"
    beside = narrow_words(judged, lang)
    return {
        "trust": say(lang, "可信", "trust it") + beside,
        "trust_between": say(lang, f"仅 {hours} 可信", f"trust it between {hours}") + beside,
        "do_not_trust": say(lang, "不可信", "do not trust it"),
        "too_little": say(lang, "数据太少，无法判断", "too little to judge"),
    }[judged.verdict]


def narrow_words(judged: Judged, lang: Lang) -> str:
    """What stands beside a trusted measure whose bands hold too few of the hours."""
    if judged.verdict not in ("trust", "trust_between") or not judged.coverage < COVERED:
        return ""
    return say(lang, "（但区间偏窄）", " (band too narrow)")


def amount_words(measure: str, value: float, lang: Lang) -> str:
    """An error of a measure with its unit."""
    return figure(value, error_unit(measure), lang)
