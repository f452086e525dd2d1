"""What is said of a fitted log, in Chinese and in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from onewindow.fit import Fitted
from onewindow.fit_judgement import RELATIVE, Judged
from plots.calendar_words import days_words, span_words
from plots.day_kinds import weekday_runs
from plots.language import Lang, say
from scenarios.fit.course import peaks_of
from scenarios.fit.fitting import Fit
from scenarios.fit.service_times import TimesFit

_NAMES: dict[str, tuple[str, str]] = {
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


def quality_lines(fitted: Fitted, lang: Lang) -> Iterator[str]:
    """How many rows were used, and why others were not."""
    q = fitted.quality
    yield say(
        lang,
        f"共 {q.rows:,} 行：采用 {q.used:,} 行，{q.not_contacts:,} 行不是来访或来电，"
        f"搁置 {len(q.set_aside):,} 行（{q.dirty_fraction:.1%}）",
        f"{q.rows:,} rows: {q.used:,} used, {q.not_contacts:,} are no contacts, "
        f"{len(q.set_aside):,} set aside ({q.dirty_fraction:.1%})",
    )
    for reason, count in q.reasons.items():
        yield f"  {reason}: {count:,}"


def fit_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """What was found, one line for each part."""
    busy = fit.busyness
    told = say(lang, "可与偶然区分", "told from chance")
    not_told = say(lang, "与偶然无法区分", "not told from chance")
    yield say(
        lang,
        f"到达：{fit.days} 天 {len(fit.contacts.arrival):,} 个，"
        f"日型 {len(fit.rates.day_types)} 种，"
        f"忙闲系数 cv {busy.cv:.3f}（p = {busy.p_value:.2g}，{told if busy.told else not_told}）",
        f"arrivals: {len(fit.contacts.arrival):,} on {fit.days} days, "
        f"{len(fit.rates.day_types)} types of day, busyness cv {busy.cv:.3f} "
        f"(p = {busy.p_value:.2g}, {told if busy.told else not_told})",
    )
    yield from course_lines(fit, lang)
    for matter in fit.matters:
        yield f"{matter.name}: {_times(matter.times, lang)}"
    if fit.pickup is not None:
        yield say(lang, "振铃或走到窗口：", "pick-up: ") + _times(fit.pickup, lang)
    if fit.after_work is not None:
        yield say(lang, "后处理：", "after-work: ") + _times(fit.after_work, lang)
    if fit.patience is not None:
        p = fit.patience
        shape = (
            p.family.name if p.fits else say(lang, "保留 Kaplan–Meier 曲线", "Kaplan-Meier kept")
        )
        yield say(
            lang,
            f"耐心：{p.abandoned:,} 人放弃（{fit.abandoned_fraction:.1%}），{shape}",
            f"patience: {p.abandoned:,} gave up ({fit.abandoned_fraction:.1%}), {shape}",
        )
    least, level, most = (
        float(each.sum()) / 4 / fit.days
        for each in (fit.on_duty.least, fit.on_duty.present, fit.on_duty.most)
    )
    yield say(
        lang,
        f"在岗：每天 {level:.1f} 人·小时，数据允许 {least:.1f} 至 {most:.1f}"
        + ("" if fit.on_duty.named else "；日志没有人员，只能粗估"),
        f"on duty: {level:.1f} person-hours a day; the data allow {least:.1f} to {most:.1f}"
        + ("" if fit.on_duty.named else "; nobody is named, so this is rough"),
    )
    if fit.steady != 1:
        yield say(
            lang,
            f"模型每天 {fit.steady * level:.1f} 人·小时：人数天天相同，与实际每天变动的效果相当"
            "（由仿真得出）",
            f"the model has {fit.steady * level:.1f} person-hours a day: the same each week, it "
            "does as well as the staff seen, which changes from day to day (found by simulation)",
        )


def course_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """When most come, days left out, and whether the number drifts or jumps."""
    for peak in peaks_of(fit.rates):
        hours = span_words((peak.begin, peak.end))
        days = "daily" if len(peak.weekdays) == 7 else weekday_runs(list(peak.weekdays))
        on = days_words(days, lang)
        yield say(
            lang,
            f"高峰（{on}）：{hours}，每小时 {peak.per_hour:.0f} 个",
            f"peak ({on}): {hours}, {peak.per_hour:.0f} an hour",
        )
    if left_out := int((fit.weekday < 0).sum()):
        yield say(
            lang,
            f"{left_out} 天是节假日，未参与拟合，模型在这些天不开门",
            f"{left_out} days are holidays: left out of the fit, and the model is shut on them",
        )
    course = fit.course
    if course.drifts:
        yield say(
            lang,
            f"趋势：每周 {course.per_week:+.1%}（p = {course.per_week_p:.2g}）；模型取各天平均",
            f"trend: {course.per_week:+.1%} a week (p = {course.per_week_p:.2g}); "
            "the model has the mean of all days",
        )
    if course.jumps:
        day = fit.contacts.first_day + dt.timedelta(days=course.jump_day)
        yield say(
            lang,
            f"{day} 起变动 {course.jump:+.1%}（p = {course.jump_p:.2g}）；模型取各天平均，"
            "宜只用变动后的日子拟合",
            f"a jump of {course.jump:+.1%} from {day} on (p = {course.jump_p:.2g}); the model has "
            "the mean of all days: rather fit the days after it",
        )


def _times(times: TimesFit, lang: Lang) -> str:
    kept = say(lang, "无合适分布，保留实测", "no family fits, observed values kept")
    name = kept if times.family is None else times.family.name
    short = say(
        lang,
        f"；{times.short_fraction:.1%} 短于 10 秒，多于分布所示，可能是误接",
        f"; {times.short_fraction:.1%} shorter than 10 s, more than the shape explains",
    )
    text = say(
        lang,
        f"均值 {times.mean:.1f} 秒，cv {times.cv:.2f}，n {times.n:,}，{name}",
        f"mean {times.mean:.1f} s, cv {times.cv:.2f}, n {times.n:,}, {name}",
    )
    return text + (short if times.short_artefact else "")


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
        _amount(judged.measure, value, lang) for value in (judged.staff_known, judged.all_known)
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
    name = say(lang, *_NAMES[judged.measure])
    if judged.verdict == "too_little":
        return say(lang, f"{name}：数据太少，无法判断", f"{name}: too little to judge")
    hours = "" if judged.between is None else f"{judged.between[0]:02}:00–{judged.between[1]:02}:00"
    verdict = {
        "trust": say(lang, "可信", "trust it"),
        "trust_between": say(lang, f"仅 {hours} 可信", f"trust it between {hours}"),
        "do_not_trust": say(lang, "不可信", "do not trust it"),
    }[judged.verdict]
    error, allowed, chance, plain = (
        _amount(judged.measure, value, lang)
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


def _amount(measure: str, value: float, lang: Lang) -> str:
    if measure in ("mean_wait", "cycle_time"):
        return say(lang, f"{value:.1f} 秒", f"{value:.1f} s")
    if measure == "queue_length":
        return say(lang, f"{value:.1f} 人", f"{value:.1f} people")
    if measure in RELATIVE:
        return f"{value:.1%}"
    return say(lang, f"{100 * value:.1f} 个百分点", f"{100 * value:.1f} points")
