"""What is said of how well a fit predicts, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from onewindow.fit import Fitted
from onewindow.fit_judgement import RELATIVE, Judged
from plots.language import Lang, say

NAMES: dict[str, tuple[str, str]] = {
    "arrivals": ("到达量", "arrivals"),
    "answered_within": ("限时内接起的比例", "answered in time"),
    "abandoned_fraction": ("放弃比例", "abandoned"),
    "mean_wait": ("平均等待", "mean wait"),
    "queue_length": ("平均排队人数", "people waiting"),
    "throughput": ("办结量", "throughput"),
    "cycle_time": ("从到达到办结", "time to the end"),
}
_DISTANCES: dict[str, tuple[str, str]] = {
    "absolute_events": (
        "事件时刻 {found:.2f} 小时（{chance:.2f}）",
        "moments of events {found:.2f} h ({chance:.2f})",
    ),
    "circadian_events": (
        "一天中的时刻 {found:.2f} 小时（{chance:.2f}）",
        "in the day {found:.2f} h ({chance:.2f})",
    ),
    "relative_events": (
        "距到达的时间 {found:.2f} 分（{chance:.2f}）",
        "since the arrival {found:.2f} min ({chance:.2f})",
    ),
    "cycle_time": (
        "从到达到办结 {found:.2f} 分（{chance:.2f}）",
        "time to the end {found:.2f} min ({chance:.2f})",
    ),
}
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
    yield say(
        lang,
        f"留出最后 {judgement.days} 天（{judgement.first_day} 起）检验，"
        f"仿真 {judgement.replications} 次，时限 {judgement.within:g} 秒：",
        f"judged on the last {judgement.days} days (from {judgement.first_day}), "
        f"{judgement.replications} replications, in time is within {judgement.within:g} s:",
    )
    for judged in judgement.measures:
        yield "  " + _sentence(judged, lang)
        if (why := why_it_missed(judged, lang)) is not None:
            yield "    " + why
    far = [
        say(lang, *_DISTANCES[one.name]).format(found=one.found, chance=one.chance)
        for one in judgement.distances
    ]
    yield say(
        lang,
        "  与实测的距离（括号内为偶然）：" + "，".join(far),
        "  distances to what was seen (chance alone): " + ", ".join(far),
    )


def why_it_missed(judged: Judged, lang: Lang) -> str | None:
    """Which part of an error is staff, demand, services or the model; None where there is none."""
    if judged.verdict in ("trust", "too_little") or not np.isfinite(judged.all_known):
        return None

    def amount(value: float) -> str:
        return amount_words(judged.measure, value, lang)

    parts = parts_of(judged)
    staff, came, times, rest = (amount(parts[name]) for name in _PARTS)
    right = judged.all_known <= judged.allowed
    text = say(
        lang,
        f"误差 {amount(judged.error)} 中，{staff} 来自不知道当天的人员，{came} 来自不知道谁来，"
        f"{times} 来自不知道办理用时，{rest} 属于模型本身"
        + ("（规则正确）" if right else "（规则也有误差）"),
        f"of the error of {amount(judged.error)}, {staff} is staff that nobody knew before, {came} "
        f"demand, {times} the times of services, and {rest} the model itself"
        + (" (its rules are right)" if right else " (its rules are wrong too)"),
    )
    if not judged.unmodelled < judged.error:
        return text
    return text + say(
        lang,
        f"；照搬拟合日的误差更小（{amount(judged.unmodelled)}），"
        + _LARGEST[max(_PARTS, key=lambda name: parts[name])][0],
        f"; the days fitted, taken as they were, come closer ({amount(judged.unmodelled)}): "
        + _LARGEST[max(_PARTS, key=lambda name: parts[name])][1],
    )


def parts_of(judged: Judged) -> dict[str, float]:
    """The error split: what remains is less with everything that is told, or is the model's.

    Told first staff, then who came, then the times of services. Where being told makes an error
    larger, errors had been making good for each other: that step counts as none, and the others are
    scaled to the error.
    """
    left = [judged.error, judged.staff_known, judged.came_known, judged.all_known]
    steps = [max(0.0, before - after) for before, after in pairwise(left)]
    explained = max(0.0, judged.error - judged.all_known)
    scale = explained / sum(steps) if sum(steps) else 0.0
    told = [scale * step for step in steps]
    return dict(zip(_PARTS, [*told, judged.error - sum(told)], strict=True))


def _sentence(judged: Judged, lang: Lang) -> str:
    name = say(lang, *NAMES[judged.measure])
    if judged.verdict == "too_little":
        return say(lang, f"{name}：数据太少，无法判断", f"{name}: too little to judge")
    verdict = verdict_words(judged, lang)
    error, allowed, chance, plain = (
        amount_words(judged.measure, value, lang)
        for value in (judged.error, judged.allowed, judged.chance, judged.unmodelled)
    )
    return say(
        lang,
        f"{name}：{verdict}——各小时平均误差 {error}（允许 {allowed}，偶然误差 {chance}），"
        f"区间覆盖 {judged.coverage:.0%} 的小时；照搬拟合日的误差是 {plain}",
        f"{name}: {verdict}; mean error by hour {error} (allowed {allowed}, "
        f"chance alone {chance}), bands cover {judged.coverage:.0%} of the hours; "
        f"taking the days fitted as they were errs by {plain}",
    )


def verdict_words(judged: Judged, lang: Lang) -> str:
    """Whether to trust it, and at which hours."""
    hours = "" if judged.between is None else f"{judged.between[0]:02}:00–{judged.between[1]:02}:00"
    return {
        "trust": say(lang, "可信", "trust it"),
        "trust_between": say(lang, f"仅 {hours} 可信", f"trust it between {hours}"),
        "do_not_trust": say(lang, "不可信", "do not trust it"),
        "too_little": say(lang, "数据太少，无法判断", "too little to judge"),
    }[judged.verdict]


def amount_words(measure: str, value: float, lang: Lang) -> str:
    """An error of a measure with its unit."""
    if measure in ("mean_wait", "cycle_time"):
        return say(lang, f"{value:.1f} 秒", f"{value:.1f} s")
    if measure == "queue_length":
        return say(lang, f"{value:.1f} 人", f"{value:.1f} people")
    if measure in RELATIVE:
        return f"{value:.1%}"
    return say(lang, f"{100 * value:.1f} 个百分点", f"{100 * value:.1f} points")
