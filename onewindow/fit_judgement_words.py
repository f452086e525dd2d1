"""What is said of how well a fit predicts, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Where an error comes from, if there is one: what nobody knew before, or the rules."""
    if judged.verdict in ("trust", "too_little") or not judged.all_known < judged.error:
        return None
    staff, known = (
        amount_words(judged.measure, value, lang)
        for value in (judged.staff_known, judged.all_known)
    )
    right = judged.all_known <= judged.allowed
    return say(
        lang,
        f"若已知当天来的人和在岗人员，误差为 {staff}；再知道各次服务用时，误差为 {known}："
        + ("规则正确，误差来自事先无法知道的人员和用时" if right else "规则本身也有误差"),
        f"told who came and who was on duty, it errs by {staff}; told each service time too, by "
        f"{known}: "
        + (
            "the rules are right, what was missing is the staff and the services of those days"
            if right
            else "the rules are wrong too"
        ),
    )


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
