"""What is said of the working hours in an event log, and of groups that differ in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from plots.calendar_words import days_words
from plots.day_kinds import weekday_runs
from plots.language import Lang, say
from scenarios.findings import listed, listed_zh
from scenarios.fit.events.fit import EventFit
from scenarios.fit.events.working_time import WorkingTime
from scenarios.fit.midday_break import Spans
from scenarios.how_many import HowMany
from scenarios.units import clock_text

_MOST = 5
"""Groups of the same hours that are named."""


def hours_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """When people work: all of them, or each of the groups whose hours differ."""
    hours = fit.by_group
    if hours.of_people == 1:
        yield say(
            lang, f"工作时间：{_week(fit.hours, lang)}", f"working hours: {_week(fit.hours, lang)}"
        )
        yield from _days_lines(fit.hours, lang)
        return
    yield say(
        lang,
        "各科室的工作时间不同（差别超出偶然）：等待按办下一步的科室的工作时间计，"
        "模型里各科室按自己的时间上班",
        "groups keep to different working hours, beyond chance: waiting counts the hours of the "
        "group that does the next step, and in the model each works at its own",
    )
    for kind, of in enumerate(hours.kinds[: hours.of_people]):
        who = _who(fit, kind, lang)
        yield say(lang, f"  {who}：{_week(of, lang)}", f"  {who}: {_week(of, lang)}")
        yield from (f"  {line}" for line in _days_lines(of, lang))


def _who(fit: EventFit, kind: int, lang: Lang) -> str:
    """The groups with some hours, those that did most first."""
    events, number = fit.events, np.bincount(fit.events.group, minlength=len(fit.events.groups))
    own = np.flatnonzero((fit.by_group.kind == kind) & (number > 0))
    names = [events.groups[k] for k in own[np.argsort(-number[own], kind="stable")]]
    if len(names) > _MOST + 1:
        some, others = names[:_MOST], len(names) - _MOST
        return say(
            lang,
            f"{'、'.join(some)} 等 {len(names)} 个科室",
            f"{', '.join(some)} and {others} other groups",
        )
    return (listed_zh if lang == "zh" else listed)(names)


def _week(hours: WorkingTime, lang: Lang) -> str:
    """The hours of each weekday, those of most days first."""
    alike = Counter(spans for spans in hours.hours if spans)
    return say(lang, "，", ", ").join(
        _hours_words([k for k, one in enumerate(hours.hours) if one == spans], spans, lang)
        for spans, _ in alike.most_common()
    )


def _days_lines(hours: WorkingTime, lang: Lang) -> Iterator[str]:
    """How much is done within, and which dates are not what their weekday is."""
    yield say(
        lang,
        f"  {hours.inside:.1%} 的办结在工作时间内；"
        f"{len(hours.closed)} 个工作日没有任何办结，按停办计",
        f"  {hours.inside:.1%} of the completions lie within; nothing was done on "
        f"{HowMany(len(hours.closed)):day|days} of the working week, taken as shut",
    )
    if hours.opened:
        some = (listed_zh if lang == "zh" else listed)(map(str, hours.opened))
        yield say(
            lang,
            f"  平常不上班的日子里有 {len(hours.opened)} 天上班（如调休）：{some}；"
            "等待按上班计，模型里这几天同平常的工作日",
            f"  worked on {HowMany(len(hours.opened)):day|days} that usually are not, such as "
            f"make-up workdays: {some}; waiting counts their hours, and in the model they are like "
            "usual working days",
        )


def _hours_words(days: list[int], spans: Spans, lang: Lang) -> str:
    on = days_words(weekday_runs(days), lang)
    pairs = [(clock_text(begin), clock_text(end)) for begin, end in spans]
    return say(
        lang,
        f"{on} " + "、".join(f"{begin} 至 {end}" for begin, end in pairs),
        f"{on} " + " and ".join(f"{begin} to {end}" for begin, end in pairs),
    )
