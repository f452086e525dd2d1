"""What the charts of a fitted log show, in a sentence each, and what the log cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from onewindow.fitting.fit_log import Fitted
from onewindow.fitting.judgement_words import amount_words, narrow_words
from onewindow.fitting.measure_names import measure_name
from onewindow.fitting.seen_words import divided_words
from onewindow.fitting.shared_findings import days_finding, unjudged_finding, verdict_finding
from onewindow.fitting.shut_words import weekday_words
from onewindow.fitting.team_words import at_once_line, who_does_lines
from onewindow.fitting.words import peak_words
from plots.day_kinds import weekday_runs
from plots.language import LANGS, Lang, say
from scenarios.fit.course import peaks_of
from scenarios.fit.fitted_model import hours_a_day, staff_hours
from scenarios.fit.fitting import Fit
from scenarios.fit.unseen_weekdays import like_weekdays


def findings_of(found: Fitted) -> dict[str, dict[Lang, str]]:
    """The finding of each chart, and of the page."""
    told: dict[str, Callable[[Fitted, Lang], str]] = {
        "page": _page,
        "judged": _judged,
        "days": lambda found, lang: _days(found.fit, lang),
        "arrivals": lambda found, lang: _arrivals(found.fit, lang),
        "staff": lambda found, lang: _staff(found.fit, lang),
        "times": lambda found, lang: _times(found.fit, lang),
        "patience": _patience,
    }
    return {name: {lang: say_it(found, lang) for lang in LANGS} for name, say_it in told.items()}


def unknown_lines(found: Fitted, lang: Lang) -> Iterator[str]:
    """What such a log cannot tell, and what the model takes instead."""
    fit = found.fit
    yield from who_does_lines(fit, lang)
    if any(not one.strict for one in fit.ranks.seen):
        yield say(
            lang,
            "优先的人提前多少：记录里有人先办，但不总是，模型没有这样的规则",
            "by how much some go before others: the log has them go first, but not always, and the "
            "model has no such rule",
        )
    if fit.ranks.by == "matter" and fit.ranks.number > 1 and not fit.on_duty.named:
        yield say(
            lang,
            "是优先，还是另有窗口：没有人员一列，看起来先办的事项也可能有自己的窗口",
            "whether a matter goes first or has windows of its own: nobody is named, and both look "
            "alike",
        )
    if fit.on_duty.named:
        yield say(
            lang,
            "没人等候时，两次服务之间是空闲、后处理还是离开：算在岗，除非超过一小时，或其间轮到别人的次数"
            "远非偶然；开门后第一次服务之前、关门前最后一次服务之后，按各天互相印证推断",
            "whether a gap while nobody waits was idle time, after-work or an absence: it counts "
            "as on duty unless it is longer than an hour, or others had far more turns in it than "
            "chance explains; before the first service of an opening and after the last one, days "
            "tell of each other",
        )
    if not fit.on_duty.named:
        yield say(
            lang,
            "在岗多少人：没有人员一列，取一小时内同时办理的最多件数",
            "how many were on duty: nobody is named, so it is the most served at once in an hour",
        )
    yield at_once_line(fit, lang)
    if fit.left_unseen is not None:
        yield say(
            lang,
            "放弃的人等了多久：只知比例，耐心按指数分布推算",
            "how long those waited who went: only their share is known, patience is taken as "
            "exponential",
        )
    if fit.contacts.served.all():
        yield say(
            lang,
            "会不会有人放弃：记录中没有人放弃，模型中人人等到办完",
            "who would give up: nobody in the log did, and in the model all wait",
        )
    else:
        yield say(
            lang,
            "放弃的人本来要办多久，以及是否再来：按他人的用时，不再来",
            "how long those who gave up would have taken, and whether they came again: as long as "
            "others, and no",
        )
    if found.mapping.kind == "tickets":
        yield say(
            lang,
            "没有取号就离开的：不在模型中",
            "who left without drawing a ticket: not in the model",
        )
    else:
        yield say(
            lang,
            "占线打不进来的和语音菜单里挂断的：不在模型中",
            "who found all lines taken, or left in the menu: not in the model",
        )
    like = like_weekdays(fit.weekday, fit.shut.weekdays)
    if taken := tuple(day for day, others in like.items() if others):
        days, words = weekday_words(taken, lang), weekday_runs(list(taken))
        yield say(
            lang,
            f"{days}：记录中没有，模型取其他同类日子（工作日或周末）的平均；若不开门，"
            f"在映射文件中写 closed_weekdays: [{words}]",
            f"{days}: not in the log, the model takes the mean of the other days of its kind "
            f"(working days or weekends); if shut then, write closed_weekdays: [{words}] in the "
            "mapping",
        )
    if shut := tuple(day for day, others in like.items() if not others):
        days = weekday_words(shut, lang)
        yield say(
            lang,
            f"{days}：记录中没有，也没有同类的日子，模型中无人来",
            f"{days}: not in the log, nor any day of that kind; in the model nobody comes",
        )


def _page(found: Fitted, lang: Lang) -> str:
    if found.judgement is None or not found.judgement.days_judged:
        return unjudged_finding(lang)
    measures, kind = found.judgement.measures, found.mapping.kind
    verdict = verdict_finding(
        [
            (measure_name(one.measure, kind, lang) + narrow_words(one, lang), one.verdict)
            for one in measures
        ],
        lang,
        ("（单日、按小时）", ", single days by hour,"),
        limited=any(narrow_words(one, lang) for one in measures),
    )
    return verdict + divided_words(found.fit, lang)


def judged_well(found: Fitted) -> bool:
    """Whether all that was judged can be trusted, no band is too narrow, and who does what in the
    log does it in the model.
    """
    judged = found.judgement
    if judged is None or not judged.days_judged or divided_words(found.fit, "en"):
        return False
    return all(one.verdict == "trust" and not narrow_words(one, "en") for one in judged.measures)


def _judged(found: Fitted, lang: Lang) -> str:
    if found.judgement is None:
        return ""
    measures = {one.measure: one for one in found.judgement.measures}
    one = measures["answered_within"]
    error, known, plain = (
        amount_words(one.measure, value, lang)
        for value in (one.error, one.all_known, one.unmodelled)
    )
    name = measure_name("answered_within", found.mapping.kind, lang).capitalize()
    if not np.isfinite(one.error):
        return say(lang, f"{name}：数据太少，无法判断", f"{name}: too little to judge")
    missed = say(
        lang,
        f"{name}按小时平均差 {error}（照搬拟合日差 {plain}）",
        f"{name} is missed by {error} by hour (taking the days fitted as they were, by {plain})",
    )
    if not one.all_known < one.error:
        return missed
    return missed + say(
        lang, f"；已知当天人员和用时则差 {known}", f"; told staff and services, by {known}"
    )


def _days(fit: Fit, lang: Lang) -> str:
    busy = fit.busyness
    if np.isnan(busy.p_value):
        return say(
            lang,
            "没有哪个星期几有两天：各天差多少看不出来",
            "No weekday was seen twice: how far days differ cannot be told",
        )
    return days_finding(busy.cv if busy.told else None, lang)


def _arrivals(fit: Fit, lang: Lang) -> str:
    peak = max(peaks_of(fit.rates), key=lambda peak: peak.per_hour)
    on, hours = peak_words(peak, lang)
    return say(
        lang,
        f"最忙：{on} {hours}，每小时 {peak.per_hour:.0f} 个",
        f"Most come on {on}, {hours}: {peak.per_hour:.0f} an hour",
    )


def _staff(fit: Fit, lang: Lang) -> str:
    least, most = (hours_a_day(fit, each) for each in (fit.on_duty.least, fit.on_duty.most))
    return say(
        lang,
        f"模型每天 {staff_hours(fit):.0f} 人·小时，记录允许 {least:.0f} 至 {most:.0f}",
        f"The model has {staff_hours(fit):.0f} person-hours a day; the log allows {least:.0f} to "
        f"{most:.0f}",
    )


def _times(fit: Fit, lang: Lang) -> str:
    served = sum(one.times.n for one in fit.matters)
    mean = sum(one.times.mean * one.times.n for one in fit.matters) / served
    kept = sum(one.times.kept_as is not None for one in fit.matters)
    if not kept:
        return say(
            lang,
            f"平均用时 {mean:.0f} 秒；没有合适的分布，保留实测值",
            f"Services take {mean:.0f} s on average; no family fits, the observed values are kept",
        )
    return say(
        lang,
        f"平均用时 {mean:.0f} 秒；{len(fit.matters)} 种事项中 {kept} 种有合适的分布",
        f"Services take {mean:.0f} s on average; {kept} of {len(fit.matters)} kinds follow a "
        "family",
    )


def _patience(found: Fitted, lang: Lang) -> str:
    fit, hall = found.fit, found.mapping.kind == "tickets"
    if fit.patience is None:
        return ""
    half = float(fit.patience.family.frozen.median())
    return say(
        lang,
        f"{fit.abandoned_fraction:.1%} 放弃；若一直{'不叫号' if hall else '无人应答'}，"
        f"一半的人 {half:.0f} 秒内离开",
        f"{fit.abandoned_fraction:.1%} gave up; {'never called' if hall else 'without any answer'} "
        f"half would be gone within {half:.0f} s",
    )
