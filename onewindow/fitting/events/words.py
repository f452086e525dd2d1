"""What is said of a fitted event log, in Chinese and in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from onewindow.fitting.course_words import trend_lines
from onewindow.fitting.events.busy_words import (
    BusyShare,
    busy_share,
    busy_words,
    range_words,
)
from onewindow.fitting.events.cycle_time_words import cycle_time_words
from onewindow.fitting.events.hours_words import hours_lines
from onewindow.fitting.events.judgement import EventJudgement
from onewindow.fitting.events.judgement_words import judged_lines
from onewindow.fitting.events.unknown_words import unknown_lines
from onewindow.fitting.events.ways import case_counts
from onewindow.fitting.events.work_words import apart_lines
from onewindow.fitting.figures import figures
from onewindow.fitting.heads_words import heads_lines
from onewindow.fitting.shared_findings import unknown_block
from onewindow.reason_words import reason_words
from plots.language import Lang, say
from scenarios.fit.contacts import DAY, Quality
from scenarios.fit.drift import Change
from scenarios.fit.events.fit import EventFit, early_cases
from scenarios.how_many import HowMany

_MOST = 8
"""Activities that are told one by one."""


def event_lines(
    fit: EventFit,
    quality: Quality,
    judged: tuple[EventJudgement, ...],
    change: Change | None,
    lang: Lang,
) -> Iterator[str]:
    """Everything that is said, one line for each part."""
    yield from quality_lines(quality, lang)
    yield from found_lines(fit, lang)
    yield from change_lines(fit, change, lang)
    if not judged:
        yield say(lang, "件数太少，没有留出检验", "too few cases: nothing was held out to judge on")
    for judgement in judged:
        yield from judged_lines(judgement, lang)
    yield from unknown_block(unknown_lines(fit, lang), lang)


def quality_lines(q: Quality, lang: Lang) -> Iterator[str]:
    """How many rows were used, and why others were not."""
    aside = len(q.set_aside)
    yield say(
        lang,
        f"共 {q.rows:,} 行：采用 {q.used:,} 行，{q.not_contacts:,} 行不是办结，"
        f"搁置 {aside:,} 行（{q.dirty_fraction:.1%}）",
        f"{q.rows:,} rows: {q.used:,} used, {q.not_contacts:,} are no completions, "
        f"{aside:,} set aside ({q.dirty_fraction:.1%})",
    )
    for reason, count in q.reasons.items():
        yield f"  {reason_words(reason, lang)}: {count:,}"
    if q.day_alone:
        yield say(
            lang,
            f"  其中 {q.day_alone:,} 行（{q.day_alone / q.used:.1%}）只有日期、没有时刻"
            "（00:00:00）：按其余各行的时刻分布补上，不改变同一天各行的先后；它们在当天何时办结，日志不能说明",
            f"  {q.day_alone:,} of them ({q.day_alone / q.used:.1%}) have a day and no time "
            "(00:00:00): each gets one of the times of day of the others, in the order of the rows "
            "of its case; when on that day they were done, the log cannot tell",
        )
    yield from heads_lines(q.heads, lang)


def found_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """What was found, one line for each part."""
    events, counts = fit.events, case_counts(fit)
    each, handed = counts.mean(counts.events), counts.mean(counts.handovers)
    again = counts.mean(counts.repeated)
    seconds = (fit.mean_cycle_time, fit.cycle_time_quantile(0.5), fit.cycle_time_quantile(0.9))
    times = figures([one / 3600 for one in seconds], "h", lang)
    yield say(
        lang,
        f"{events.cases:,} 件、{len(events.end):,} 个环节、{len(events.activities)} 种环节、"
        f"{len(events.groups_of_people)} 个科室、{events.people} 人；每件 "
        f"{each:.2f} 个环节，转手 {handed:.2f} 次，{again:.1%} 的件同一环节做了不止一次",
        f"{events.cases:,} cases, {len(events.end):,} events, {len(events.activities)} activities, "
        f"{HowMany(len(events.groups_of_people)):group|groups}, {events.people} people; per case "
        f"{each:.2f} events and {handed:.2f} hand-overs between groups, {again:.1%} of the cases "
        "have a step more than once",
    )
    yield from _not_whole_lines(fit, lang)
    meant = cycle_time_words(events.first_sign, lang)
    yield say(
        lang,
        f"办理时长（{meant}）：均值 {times[0]}，中位数 {times[1]}，P90 {times[2]}",
        f"cycle time ({meant}): mean {times[0]}, median {times[1]}, P90 {times[2]}",
    )
    for first, text in _loops(fit):
        yield say(
            lang,
            f"  做了不止一次的环节，最常见：{text}（{first} 次）",
            f"  a step more than once, most often: {text} ({first})",
        )
    yield from hours_lines(fit, lang)
    if events.automatic:
        names = [events.groups[k] for k in events.automatic]
        share = float(events.by_machine.mean())
        yield say(
            lang,
            f"  系统自动办理：{'、'.join(names)}（{share:.0%} 的环节；各个钟点、各个星期几都有，"
            "多半一分钟内办完）：不看工作时间，不占人手，之前的等待按日历时间计，与科室之间不算转手",
            f"  done automatically: by {', '.join(names)} ({share:.0%} of the events, at every "
            "hour and on every weekday, most within a minute): these need no working hours and "
            "nobody, waiting before them passes by the clock, and nothing is handed over to them",
        )
    if fit.finishing.any():
        who = [name for name, late in zip(fit.events.groups, fit.finishing, strict=True) if late]
        yield say(
            lang,
            f"  下班或午休时没办完的，办完才走：{'、'.join(who)}",
            f"  what is begun is finished after closing or into the break by: {', '.join(who)}",
        )
    for matter in fit.matters:
        routes = matter.routes
        of = "" if len(fit.matters) == 1 else f"（{matter.name}）"
        yield say(
            lang,
            f"走法{of}：{routes.steps} 步的树，"
            f"{routes.stood_for:.1%} 的件的罕见走法由相近的走法代表；"
            f"来件日间波动 cv {matter.busyness.cv:.2f}",
            f"routes of {matter.name}: a tree of {routes.steps} steps, rare ways of "
            f"{routes.stood_for:.1%} of the cases are stood for by others like them; arrivals of "
            f"days differ by cv {matter.busyness.cv:.2f}",
        )
    yield from trend_lines(fit.course, fit.events.first_day, lang)
    yield from times_lines(fit, lang)


def _not_whole_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """How many cases are not seen from their beginning to their end, where there are any."""
    whole = fit.whole
    if n := int(whole.open.sum()):
        yield say(
            lang,
            f"日志结束时还没办完：{n:,} 件（同类的件在这一步之后多半还有下一步）。"
            "计入来件和各环节，不计入走法和办理时长；"
            "办完的件按被看到办完的机会加权，慢的件不因此少算",
            f"open when the log ends: {HowMany(n):case|cases}, most of whose like go on after the "
            "step that was their last. They count as cases that came and in the steps done, not in "
            "ways and cycle times; the finished are weighted by their chance of being seen to "
            "their end, so that slow ones do not count for too little",
        )
    if n := int(whole.under_way.sum()):
        yield say(
            lang,
            f"日志开始时已在办：{n:,} 件（同类的件在这一步之前多半还有别的步骤）。"
            "计入各环节，不计入来件、走法和办理时长",
            f"under way already when the log begins: {HowMany(n):case|cases}, most of whose like "
            "had steps before the one that is their first. They count in the steps done, not as "
            "cases that came, nor in ways and cycle times",
        )


def _loops(fit: EventFit) -> Iterator[tuple[int, str]]:
    """The step that most often stands more than once, with what lies between."""
    events = fit.events
    seen: Counter[tuple[int, ...]] = Counter()
    begin = 0
    activity = events.activity.tolist()
    for k, is_last in enumerate(events.last.tolist()):
        if not is_last:
            continue
        way = activity[begin : k + 1]
        at: dict[int, int] = {}
        for j, one in enumerate(way):
            if one in at and j - at[one] <= 3:
                seen[tuple(way[at[one] : j + 1])] += 1
            at[one] = j
        begin = k + 1
    for way, often in seen.most_common(1):
        yield often, " → ".join(events.activities[one] for one in way)


def times_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """Work and waiting of the activities done most."""
    events, times = fit.events, fit.times
    counts = np.bincount(events.activity, minlength=len(events.activities))
    for k in np.argsort(-counts)[:_MOST].tolist():
        own = events.activity == k
        work, most = times.work[own] / 60, times.work_most[own] / 60
        bounded = np.isfinite(most)
        wait = (times.delay[own] + times.busy[own]) / 3600
        upper = (
            ""
            if events.has_starts or not bounded.any()
            else say(
                lang,
                f"（{bounded.mean():.0%} 的上界均值 {np.nanmean(most):.1f}）",
                f" (at most {np.nanmean(most):.1f} on the mean of {bounded.mean():.0%})",
            )
        )
        busy = busy_words(times, own, lang) if events.has_starts else ""
        yield say(
            lang,
            f"  {events.activities[k]}：{counts[k]:,} 次，工时 {work.mean():.1f} 分钟{upper}，"
            f"之前等待均值 {wait.mean():.1f} 个工作小时{busy}，"
            f"{(wait >= 0.5).mean():.0%} 等待超过半小时",
            f"  {events.activities[k]}: {counts[k]:,} times, work {work.mean():.1f} min{upper}, "
            f"waits {wait.mean():.1f} working hours before it on the mean{busy}, "
            f"{(wait >= 0.5).mean():.0%} more than half an hour",
        )
    yield from apart_lines(fit, lang)
    yield _more_people(fit, lang)


def _more_people(fit: EventFit, lang: Lang) -> str:
    """Which waiting more people would shorten, where the log can tell."""
    if not fit.events.has_starts:
        return say(
            lang,
            "  加人能缩短多少等待：这份日志没有答案。只有完成时间，"
            "分不清一件是在等正忙的人，还是没人去动；模型里增减人员前后的差别没有意义",
            "  how much waiting more people would save: this log has no answer. Completions alone "
            "do not tell whether a case waited for somebody busy or lay about; what the model "
            "makes of more or fewer people means nothing",
        )
    busy = busy_share(fit.times) or BusyShare(0.0, 0.0, 0.0)
    of = range_words(busy, lang)
    return say(
        lang,
        f"  等待中 {busy.share:.1%}{of}是在等正办别的件的人，模型里加人能缩短的只有这部分；"
        "其余的等待，能办的人那时闲着，或与他们忙不忙无关：算作移送、搁置、成批或等别处，加人不变",
        f"  of the waiting {busy.share:.1%}{of} was for people busy with other cases: in the model "
        "more people shorten this part alone; for the rest somebody who could have done it was "
        "free, or it did not hang on who was: it is taken for transfers, lying about, batches or "
        "waiting for others, and stays as it is",
    )


def change_lines(fit: EventFit, change: Change | None, lang: Lang) -> Iterator[str]:
    """The change point of the cycle times, where there is one."""
    if change is None or not change.told:
        return
    early = early_cases(fit)
    first = np.flatnonzero(early.first)[change.at]
    when = early.first_day.toordinal() + int(early.end[first] // DAY)
    before, after = figures((change.before, change.after), "s", lang)
    date = type(fit.events.first_day).fromordinal(when)
    if fit.mapping.since is not None:
        left = early.cases - change.at
        yield say(
            lang,
            f"{fit.mapping.since} 之后 {date} 前后又有变化"
            f"（中位数 {before} → {after}，"
            f"p = {change.p_value:.1g}）：流程一直在变，再截一次只剩 {left:,} 件；"
            f"以后的预测要留更大余地",
            f"change point: since {fit.mapping.since} cycle times changed again, about {date} "
            f"(median {before}, then {after}, "
            f"p = {change.p_value:.1g}): this process goes on changing; to cut it off once more "
            f"would leave {left:,} cases. Leave more room to any forecast",
        )
        return
    yield say(
        lang,
        f"变化点：{date} 前后办理时长不同（中位数 {before} → "
        f"{after}，p = {change.p_value:.1g}）："
        f"整份日志的模型不能预测今后；在映射文件写 since: {date}，只用此后的件再拟合",
        f"change point: cycle times differ before and after {date} (median "
        f"{before}, then {after}, "
        f"p = {change.p_value:.1g}): a model of the whole log does not tell what comes next; write "
        f"since: {date} in the mapping, and fit again to the cases from then on",
    )
