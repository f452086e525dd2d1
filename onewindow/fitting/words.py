"""What is said of the rows of a log and of what was fitted, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from onewindow.fitting.course_words import trend_lines
from onewindow.fitting.fit_log import Fitted
from onewindow.fitting.heads_words import heads_lines
from onewindow.fitting.seen_words import order_lines
from onewindow.fitting.shut_words import shut_lines, weekday_words
from onewindow.fitting.team_words import zone_lines
from onewindow.reason_words import reason_words
from plots.calendar_words import span_words
from plots.language import Lang, say
from scenarios.findings import listed, listed_zh
from scenarios.fit.course import Peak, peaks_of
from scenarios.fit.crowds import CrowdFit, parted
from scenarios.fit.fitted_model import hours_a_day, staff_hours
from scenarios.fit.fitting import ALL, FEW, REST, Fit
from scenarios.fit.known_within import patience_mean_within
from scenarios.fit.mixtures import Mixture
from scenarios.fit.patience import PatienceFit
from scenarios.fit.service_times import TimesFit
from scenarios.fit.unseen_leaving import UnseenLeaving
from scenarios.means import mean_time

_FAMILIES = {
    "exponential": "指数分布", "gamma": "伽马分布", "lognormal": "对数正态分布",
    "weibull": "韦布尔分布", "constant": "几乎不变，取常数",
}  # fmt: skip

_ALIKE = 0.02
"""Shares served in time that differ by no more are alike."""


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
        yield f"  {reason_words(reason, lang)}: {count:,}"
    for look in q.looks:
        yield "  " + getattr(look.told, lang)
    yield from heads_lines(q.heads, lang)


def fit_lines(fitted: Fitted, lang: Lang) -> Iterator[str]:
    """What was found, one line for each part."""
    fit = fitted.fit
    yield from arrival_lines(fit, lang)
    yield from service_lines(fit, lang)
    yield from staff_lines(fit, fitted.against, lang)


def arrival_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """How many came, how much days vary, the peaks and the course."""
    busy = fit.busyness
    told = say(lang, "可与偶然区分", "told from chance")
    not_told = say(lang, "与偶然无法区分", "not told from chance")
    differ = say(
        lang,
        "忙闲无法判断：没有哪个星期几有两天",
        "how busy days differ cannot be told: no weekday was seen twice",
    )
    if not np.isnan(busy.p_value):
        p = f"p = {busy.p_value:.2g}"
        differ = say(
            lang,
            f"忙闲系数 cv {busy.cv:.3f}（{p}，{told if busy.told else not_told}）",
            f"busyness cv {busy.cv:.3f} ({p}, {told if busy.told else not_told})",
        )
    types, days = len(fit.rates.day_types), int(fit.open_.sum())
    cases = int(fit.cases_by_day[fit.open_].sum())
    of = days < fit.days
    yield say(
        lang,
        f"到达：{days} 天{f'开门（记录跨 {fit.days} 天）' if of else ''} {cases:,} 个，"
        f"日型 {types} 种，{differ}",
        f"arrivals: {cases:,} on {days} {'open ' if of else ''}{'day' if days == 1 else 'days'}"
        f"{f' (of {fit.days} by the calendar)' if of else ''}, "
        f"{types} {'type' if types == 1 else 'types'} of day, {differ}",
    )
    yield from course_lines(fit, lang)


def service_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """Services by matter, pick-up, after-work, patience, and who goes first."""
    yield from _rare_lines(fit, lang)
    for matter in fit.matters:
        own = matter.patience
        yield (
            getattr(matter.title, lang)
            + say(lang, "：", ": ")
            + _services(matter.times, lang)
            + ("" if own is None else say(lang, "；", "; ") + _patience(own, lang))
        )
    if fit.pickup is not None:
        yield say(lang, "振铃或走到窗口：", "pick-up, or walking to the window: ") + _times(
            fit.pickup, lang
        )
    if fit.after_work is not None:
        yield say(lang, "后处理：", "after-work: ") + _times(fit.after_work, lang)
    if fit.patience is not None:
        p = fit.patience
        shape = _patience_shape(fit, p, lang)
        yield say(
            lang,
            f"耐心：{p.abandoned:,} 人放弃（{fit.abandoned_fraction:.1%}），{shape}",
            f"patience: {p.abandoned:,} gave up ({fit.abandoned_fraction:.1%}), {shape}",
        )
    if fit.left_unseen is not None:
        yield _unseen(fit, fit.left_unseen, lang)
    yield from order_lines(fit, lang)


def staff_lines(fit: Fit, against: pd.DataFrame | None, lang: Lang) -> Iterator[str]:
    """Staff on duty, its range, and what the model has."""
    least, level, most = (
        hours_a_day(fit, each)
        for each in (fit.on_duty.least, fit.on_duty.present, fit.on_duty.most)
    )
    yield say(
        lang,
        f"在岗：每天 {level:.1f} 人·小时，数据允许 {least:.1f} 至 {most:.1f}"
        + ("" if fit.on_duty.named else "；日志没有人员，只能粗估"),
        f"on duty: {level:.1f} person-hours a day; the data allow {least:.1f} to {most:.1f}"
        + ("" if fit.on_duty.named else "; nobody is named, so this is rough"),
    )
    yield say(
        lang,
        f"模型每天 {staff_hours(fit):.1f} 人·小时：人数每周相同，取整到人，"
        f"不超过记录中这类日子同时在岗的最多人数（由仿真得出）{_in_time(against, lang)}",
        f"the model has {staff_hours(fit):.1f} person-hours a day: the same each week, in whole "
        "people, never more at once than the log had on such a day (found by simulation)"
        f"{_in_time(against, lang)}",
    )
    yield from zone_lines(fit, lang)


def _in_time(against: pd.DataFrame | None, lang: Lang) -> str:
    """Whether the staff of the model does as well as that seen, by the share served in time.

    What is off may be chance where runs of the model come as far.
    """
    if against is None:
        return ""
    row = against[against["measure"] == "answered_within"].iloc[0]
    short = float(row["log"] - row["model"])
    by_chance = row["low"] <= row["log"] <= row["high"]
    if abs(short) > _ALIKE:
        return say(
            lang,
            f"；限时内办理的比例{'低' if short > 0 else '高'}于实际天天变动的人员"
            f"{'，相差在偶然范围内' if by_chance else ''}（见模型与记录对照）",
            f"; it serves {'fewer' if short > 0 else 'more'} in time than the staff seen, which "
            f"changes from day to day{', by no more than chance' if by_chance else ''} (see the "
            "model against the log)",
        )
    return say(
        lang,
        "；与实际天天变动的人员效果相当",
        "; it serves as many in time as the staff seen, which changes from day to day",
    )


def course_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """When most come, days left out, and whether the number drifts or jumps."""
    for peak in peaks_of(fit.rates):
        on, hours = peak_words(peak, lang)
        yield say(
            lang,
            f"高峰（{on}）：{hours}，每小时 {peak.per_hour:.0f} 个",
            f"peak ({on}): {hours}, {peak.per_hour:.0f} an hour",
        )
    for days, crowd, number in crowds_a_day(fit):
        on, hours = weekday_words(days, lang), span_words(crowd.span)
        yield say(
            lang,
            f"集中到达（{on}）：{hours} 平均多来 {number:.1f} 个",
            f"crowd ({on}): {hours}, {number:.1f} more a day",
        )
    yield from shut_lines(fit.log_days, lang)
    yield from trend_lines(fit.course, fit.contacts.first_day, lang)


def crowds_a_day(fit: Fit) -> Iterator[tuple[tuple[int, ...], CrowdFit, float]]:
    """Weekdays, a crowd that comes on them, and its people on the mean day of these."""
    comes = [day for day in range(7) if fit.rates.per_hour[day].any()]
    for crowds in dict.fromkeys(fit.crowds[day] for day in comes):
        days = tuple(day for day in comes if fit.crowds[day] == crowds)
        mean = fit.rates.per_hour[list(days)].mean(axis=0)
        for crowd, number in parted(crowds, mean, fit.rates.interval)[1]:
            yield days, crowd, number


def peak_words(peak: Peak, lang: Lang) -> tuple[str, str]:
    """Weekdays and hours of a peak."""
    return weekday_words(peak.weekdays, lang), span_words((peak.begin, peak.end))


def family_words(name: str, lang: Lang) -> str:
    """What a family is called."""
    return say(lang, _FAMILIES[name], name.replace("weibull", "Weibull"))


def _unseen(fit: Fit, found: UnseenLeaving, lang: Lang) -> str:
    """Patience where nobody knows when people left, and who never comes."""
    gave_up, share = int((~fit.contacts.served).sum()), fit.abandoned_fraction
    mean = mean_time(found.patience)
    if not found.no_show:
        return say(
            lang,
            f"耐心：{gave_up:,} 人放弃（{share:.1%}），何时离开没有记录；"
            f"按指数分布取均值 {mean:,.0f} 秒，离开的正好同样多",
            f"patience: {gave_up:,} gave up ({share:.1%}), nobody knows when; "
            f"taken as exponential with a mean of {mean:,.0f} s, by which as many go",
        )
    low, high = (max(0.0, found.no_show + z * found.error) for z in (-1.96, 1.96))
    return say(
        lang,
        f"过号与放弃：{gave_up:,} 人没有办（{share:.1%}）。其中取号者的 {found.no_show:.1%}"
        f"（{low:.1%} 至 {high:.1%}）叫得再快也不在（取了号就走，或一人多号），增加人手挽回不了，"
        f"模型中写作 no_show；其余的人等不及：耐心按指数分布取均值 {mean:,.0f} 秒，"
        "由叫号时在不在推得",
        f"missed and gave up: {gave_up:,} were not served ({share:.1%}). {found.no_show:.1%} of "
        f"those who draw a ticket ({low:.1%} to {high:.1%}) are not there however soon they are "
        "called (they drew it and went, or drew several), and no staff wins them: no_show in the "
        "model. The others lose patience, taken as exponential with a mean of "
        f"{mean:,.0f} s, from who was there when called",
    )


def _patience(own: PatienceFit, lang: Lang) -> str:
    """The patience of a matter where it is its own."""
    share, half = own.abandoned / own.waited, float(own.family.frozen.median())
    return say(
        lang,
        f"耐心另计：{share:.1%} 放弃，一半的人最多等 {half:.0f} 秒",
        f"patience of its own: {share:.1%} gave up, half would wait {half:.0f} s at most",
    )


def _patience_shape(fit: Fit, found: PatienceFit, lang: Lang) -> str:
    """What the model has for the patience of all, with its mean and median."""
    shape, within = say(lang, "保留 Kaplan–Meier 曲线", "Kaplan-Meier kept"), ""
    if found.fits:
        shape = family_words(found.family.name, lang)
        low, high = (f"{one:,.0f}" for one in patience_mean_within(fit, found))
        within = say(lang, f"（95% 区间 {low} 至 {high}）", f" (95% interval {low} to {high})")
    mean, half = f"{found.mean:,.0f}", f"{found.median:,.0f}"
    return say(
        lang,
        f"{shape}，均值 {mean} 秒{within}；若一直没有轮到，一半的人 {half} 秒内离开",
        f"{shape}, mean {mean} s{within}; never served, half would be gone within {half} s",
    )


def _rare_lines(fit: Fit, lang: Lang) -> Iterator[str]:
    """That rare matters are one, of a log that has several."""
    apart = {matter.name for matter in fit.matters if not matter.of} - {REST, ALL}
    rare = [name for name in fit.contacts.activities if name not in apart]
    if len(fit.contacts.activities) > 1 and rare:
        some = listed_zh(rare) if lang == "zh" else listed(rare)
        yield say(
            lang,
            f"{len(rare)} 个事项办结不足 {FEW} 次，合在一起拟合：{some}；更长的记录才能分开",
            f"{len(rare)} {'matter' if len(rare) == 1 else 'matters'} served fewer than {FEW} "
            f"times, fitted together: {some}; a longer log would tell them apart",
        )


def _times(times: TimesFit, lang: Lang) -> str:
    kept = say(lang, "无合适分布，保留实测", "no family fits, observed values kept")
    name = kept if times.kept_as is None else family_words(times.kept_as, lang)
    fitted = ""
    if times.family is not None:
        mean, cv = times.family.mean, times.family.cv
        fitted = say(
            lang,
            f"，模型中均值 {mean:.1f} 秒、cv {cv:.2f}",
            f", in the model mean {mean:.1f} s, cv {cv:.2f}",
        )
    elif times.constant is not None:
        value = times.constant
        fitted = say(lang, f"，模型中 {value:.1f} 秒", f", {value:.1f} s in the model")
    if times.has_strays:
        name = say(lang, "除少数外几乎不变，取常数", "constant but for a few")
    text = say(
        lang,
        f"实测均值 {times.mean:.1f} 秒，cv {times.cv:.2f}，n {times.n:,}，{name}{fitted}",
        f"observed mean {times.mean:.1f} s, cv {times.cv:.2f}, n {times.n:,}, {name}{fitted}",
    )
    two = "" if times.mixture is None else _two_kinds(times.mixture, lang)
    return text + two


def _services(times: TimesFit, lang: Lang) -> str:
    """Of services; short ones are told, as pick-up and after-work may well be short."""
    short = say(
        lang,
        f"；{times.short_fraction:.1%} 短于 10 秒，多于分布所示，可能是误接",
        f"; {times.short_fraction:.1%} shorter than 10 s, more than the shape explains",
    )
    return _times(times, lang) + (short if times.short_artefact else "")


def _two_kinds(mixture: Mixture, lang: Lang) -> str:
    """Two kinds of services that no single family holds."""
    (a, b), (short, long) = mixture.share, mixture.mean
    return say(
        lang,
        f"；像是两类合在一起：{a:.0%} 平均 {short:.0f} 秒，{b:.0%} 平均 {long:.0f} 秒",
        f"; as two kinds in one: {a:.0%} of {short:.0f} s and {b:.0%} of {long:.0f} s on average",
    )
