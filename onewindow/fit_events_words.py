"""What is said of a fitted event log, in Chinese and in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from onewindow.course_words import trend_lines
from onewindow.event_distances import handovers_per_case, repeated_fraction, traces_of
from onewindow.event_judgement import QUANTILES, UNITS, EventJudgement
from plots.calendar_words import days_words
from plots.day_kinds import weekday_runs
from plots.language import Lang, say
from scenarios.fit.contacts import DAY, Quality
from scenarios.fit.drift import Change
from scenarios.fit.event_fit import EventFit
from scenarios.units import clock_text

_MOST = 8
"""Activities that are told one by one."""
_NAMES: dict[str, tuple[str, str]] = {
    "two_gram": ("相邻两步的走法（2-gram 距离）", "routing (2-gram distance)"),
    "cycle_time_distance": ("办理时长分布的距离", "cycle-time distribution distance"),
    "relative_events": ("相对事件分布的距离", "relative event distribution distance"),
    "circadian_events": ("昼夜事件分布的距离", "circadian event distribution distance"),
    "absolute_events": ("绝对事件分布的距离", "absolute event distribution distance"),
    "handovers": ("每件在科室间转手次数", "hand-overs between groups per case"),
    "events": ("每件的环节数", "events per case"),
    "repeated": ("有环节重做的件的比例", "share of cases with a step done again"),
    "cases": ("每天来件数", "cases a day"),
    "done_within_1h": ("1 小时内办完的比例", "done within 1 h"),
    "done_within_1d": ("1 天内办完的比例", "done within 1 day"),
    "done_within_7d": ("7 天内办完的比例", "done within 7 days"),
}


def event_lines(
    fit: EventFit,
    quality: Quality,
    judged: tuple[EventJudgement, ...],
    change: Change | None,
    lang: Lang,
) -> Iterator[str]:
    """Everything that is said, one line for each part."""
    yield from _quality(quality, lang)
    yield from _found(fit, lang)
    yield from _change(fit, change, lang)
    if not judged:
        yield say(lang, "件数太少，没有留出检验", "too few cases: nothing was held out to judge on")
    for judgement in judged:
        yield from _judged(judgement, lang)
    yield from unknown_lines(fit, lang)


def _quality(q: Quality, lang: Lang) -> Iterator[str]:
    aside = len(q.set_aside)
    yield say(
        lang,
        f"共 {q.rows:,} 行：采用 {q.used:,} 行，{q.not_contacts:,} 行不是办结，"
        f"搁置 {aside:,} 行（{q.dirty_fraction:.1%}）",
        f"{q.rows:,} rows: {q.used:,} used, {q.not_contacts:,} are no completions, "
        f"{aside:,} set aside ({q.dirty_fraction:.1%})",
    )
    for reason, count in q.reasons.items():
        yield f"  {reason}: {count:,}"


def _found(fit: EventFit, lang: Lang) -> Iterator[str]:
    events, traces = fit.events, traces_of(fit.events)
    hours = np.quantile(events.cycle_time / 3600, [0.5, 0.9])
    mean = float(events.cycle_time.mean()) / 3600
    yield say(
        lang,
        f"{events.cases:,} 件、{len(events.end):,} 个环节、{len(events.activities)} 种环节、"
        f"{len(events.groups)} 个科室、{len(events.resources)} 人；每件 "
        f"{len(events.end) / events.cases:.2f} 个环节，转手 {handovers_per_case(traces):.2f} 次，"
        f"{repeated_fraction(traces):.1%} 的件有环节重做",
        f"{events.cases:,} cases, {len(events.end):,} events, {len(events.activities)} activities, "
        f"{len(events.groups)} groups, {len(events.resources)} people; per case "
        f"{len(events.end) / events.cases:.2f} events and {handovers_per_case(traces):.2f} "
        f"hand-overs between groups, {repeated_fraction(traces):.1%} of the cases have a step done "
        "again",
    )
    yield say(
        lang,
        f"办理时长：均值 {mean:.1f} 小时，中位数 {hours[0]:.2f} 小时，P90 {hours[1]:.1f} 小时",
        f"cycle time: mean {mean:.1f} h, median {hours[0]:.2f} h, P90 {hours[1]:.1f} h",
    )
    for first, text in _loops(fit):
        yield say(
            lang, f"  最常见的重做：{text}（{first} 次）", f"  done again most: {text} ({first})"
        )
    spans = Counter(span for span in fit.hours.hours if span)
    for span, _ in spans.most_common():
        days = [k for k, one in enumerate(fit.hours.hours) if one == span]
        begin, end = clock_text(span[0]), clock_text(span[1])
        on = days_words(weekday_runs(days), lang)
        yield say(
            lang,
            f"工作时间：{on} {begin} 至 {end}",
            f"working hours: {on} {begin} to {end}",
        )
    yield say(
        lang,
        f"  {fit.hours.inside:.1%} 的办结在工作时间内；"
        f"{len(fit.hours.closed)} 个工作日没有任何办结，按停办计",
        f"  {fit.hours.inside:.1%} of the completions lie within; nothing was done on "
        f"{len(fit.hours.closed)} days of the working week, taken as shut",
    )
    for matter in fit.matters:
        routes = matter.routes
        yield say(
            lang,
            f"走法：{routes.steps} 步的树，"
            f"{routes.stood_for:.1%} 的件的罕见走法由相近的走法代表；"
            f"来件日间波动 cv {matter.busyness.cv:.2f}",
            f"routes of {matter.name}: a tree of {routes.steps} steps, rare ways of "
            f"{routes.stood_for:.1%} of the cases are stood for by others like them; arrivals of "
            f"days differ by cv {matter.busyness.cv:.2f}",
        )
    yield from trend_lines(fit.course, fit.events.first_day, lang)
    yield from _times(fit, lang)


def _loops(fit: EventFit) -> Iterator[tuple[int, str]]:
    """The step that is most often done again, with what lies between."""
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


def _times(fit: EventFit, lang: Lang) -> Iterator[str]:
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
        yield say(
            lang,
            f"  {events.activities[k]}：{counts[k]:,} 次，工时 {work.mean():.1f} 分钟{upper}，"
            f"之前等待均值 {wait.mean():.1f} 个工作小时，{(wait >= 0.5).mean():.0%} 搁置超过半小时",
            f"  {events.activities[k]}: {counts[k]:,} times, work {work.mean():.1f} min{upper}, "
            f"waits {wait.mean():.1f} working hours before it on the mean, "
            f"{(wait >= 0.5).mean():.0%} more than half an hour",
        )
    total = float((times.delay + times.busy).sum())
    busy = float(times.busy.sum()) / total if total else 0.0
    yield say(
        lang,
        f"  等待中至多 {busy:.1%} 是经办人正在办别的件，其余是搁置、成批或等人",
        f"  of the waiting {busy:.1%} passed while whoever did it went through other cases; the "
        "rest is lying about, batches, or waiting for somebody else",
    )


def _change(fit: EventFit, change: Change | None, lang: Lang) -> Iterator[str]:
    if change is None or not change.told:
        return
    first = np.flatnonzero(fit.events.first)[change.at]
    when = fit.events.first_day.toordinal() + int(fit.events.end[first] // DAY)
    date = type(fit.events.first_day).fromordinal(when)
    yield say(
        lang,
        f"变化点：{date} 前后办理时长不同（中位数 {change.before / 3600:.2f} 小时 → "
        f"{change.after / 3600:.2f} 小时，p = {change.p_value:.1g}）："
        f"整份日志的模型不能预测今后；在映射文件写 since: {date}，只用此后的件再拟合",
        f"change point: cycle times differ before and after {date} (median "
        f"{change.before / 3600:.2f} h, then {change.after / 3600:.2f} h, "
        f"p = {change.p_value:.1g}): a model of the whole log does not tell what comes next; write "
        f"since: {date} in the mapping, and fit again to the cases from then on",
    )


def _judged(judgement: EventJudgement, lang: Lang) -> Iterator[str]:
    cases, runs = f"{judgement.cases:,}", judgement.replications
    if judgement.split == "cases":
        yield say(
            lang,
            f"留出每第五件（{cases} 件）检验模型形式，仿真 {runs} 次：",
            f"judged on every fifth case ({cases}), {runs} replications: has the model the right "
            "form?",
        )
    else:
        yield say(
            lang,
            f"留出最后几天来的件（{cases} 件）检验预测，仿真 {runs} 次：",
            f"judged on the cases of the last days ({cases}), {runs} replications: does the "
            "process stay as it was?",
        )
    rows = judgement.table.set_index("measure")
    for measure in rows.index:
        row = rows.loc[measure]
        verdict = {
            "trust": say(lang, "可信", "trust it"),
            "do_not_trust": say(lang, "不可信", "do not trust it"),
            "too_little": say(lang, "数据太少", "too little to judge"),
        }[row["verdict"]]
        name = _name(measure, lang)
        unit = _unit(measure, lang)
        if measure.endswith(("distance", "_events", "two_gram")):
            fitted = f"{row['fitted_cases']:.3g}{unit}"
            plain = (
                (f"；拟合用的件相距 {fitted}", f"; the cases fitted are {fitted} away")
                if np.isfinite(row["fitted_cases"])
                else ("", "")
            )
            yield "  " + say(
                lang,
                f"{name}：{verdict}——{row['predicted']:.3g}{unit}（模型全对时偶然可到 "
                f"{row['high']:.3g}{unit}）" + plain[0],
                f"{name}: {verdict}; {row['predicted']:.3g}{unit} (chance alone makes up to "
                f"{row['high']:.3g}{unit} of a true model)" + plain[1],
            )
        else:
            error = _error(row["observed"], row["predicted"])
            yield "  " + say(
                lang,
                f"{name}：{verdict}——实际 {row['observed']:.3g}{unit}，预测 "
                f"{row['predicted']:.3g}{unit}（{error}；95% 带 {row['low']:.3g} 至 "
                f"{row['high']:.3g}）",
                f"{name}: {verdict}; observed {row['observed']:.3g}{unit}, predicted "
                f"{row['predicted']:.3g}{unit} ({error}; 95% band {row['low']:.3g} to "
                f"{row['high']:.3g})",
            )


def _error(observed: float, predicted: float) -> str:
    return f"{predicted / observed - 1:+.0%}" if observed else f"{predicted - observed:+.3g}"


def _name(measure: str, lang: Lang) -> str:
    if measure.startswith("cycle_time_p"):
        q = measure.removeprefix("cycle_time_p")
        assert float(q) / 100 in QUANTILES
        return say(lang, f"办理时长 P{q}", f"cycle time P{q}")
    return say(lang, *_NAMES[measure])


def _unit(measure: str, lang: Lang) -> str:
    return say(lang, " 小时", " h") if UNITS.get(measure, "h") == "h" else ""


def unknown_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """What such a log cannot tell."""
    events, times = fit.events, fit.times
    yield say(lang, "数据无法回答的：", "what the data cannot tell:")
    if not events.has_starts:
        known = np.isfinite(times.work_most)
        low, high = (
            float(np.nansum(values[known])) / 3600 / events.cases
            for values in (times.work, times.work_most)
        )
        yield "  " + say(
            lang,
            f"真实工时：只有完成时间。{known.mean():.0%} 的环节有上界，合计每件 {low:.2f} 小时"
            f"（模型）到 {high:.2f} 小时（上界）；其余取同类典型值，首个环节完全没有依据",
            f"true work: there are completions only. {known.mean():.0%} of the events have an "
            f"upper bound, together {low:.2f} h a case (the model) to {high:.2f} h (the bounds); "
            "others take what is typical, and nothing bounds the first step of a case",
        )
        yield "  " + say(
            lang,
            "忙碌程度与需要的人数：由此只能得到下限，不能据此定岗",
            "how busy people are, and how many are needed: only a lower bound follows from this",
        )
        yield "  " + say(
            lang,
            "件何时到达：以第一次办结为准，之前的等待看不见",
            "when cases came: their first completion is taken; what they waited before is unseen",
        )
    yield "  " + say(
        lang,
        "等待的原因：人不在、成批办理、等补件还是等别处，日志不分；模型把它们记为等待步骤",
        "why cases wait (nobody there, batches, papers asked for, other offices): the model has "
        "delays of open time in front of steps",
    )
    yield "  " + say(
        lang,
        "是否并行：模型按完成先后排成一串，同时进行的环节看作前后相接"
        + (f"（{times.overlap:.1%} 的环节在前一步完成前已开始）" if events.has_starts else ""),
        "what runs side by side: the model has steps in the order of their completion"
        + (
            f" ({times.overlap:.1%} of the events began before the one before them had ended)"
            if events.has_starts
            else ""
        ),
    )
    if not fit.mapping.front:
        yield "  " + say(
            lang,
            "跑动次数：日志没有说申请人何时在场；在映射文件的 front 下写明这些环节",
            "visits: nothing says when the applicant was there; name these activities under front "
            "in the mapping",
        )
    shared = _in_several_groups(fit)
    if shared:
        yield "  " + say(
            lang,
            f"人属于哪个科室：{shared} 人在几个科室出现，在每个科室都计数",
            f"to whom people belong: {shared} appear in several groups, and count in each",
        )
    if np.isnan(fit.people).all():
        yield "  " + say(
            lang,
            "谁办的：日志没有人员，科室人数按不限计",
            "who did it: nobody is named, and groups have as many people as cases need",
        )
    if not fit.grouped and len(events.groups) > 1:
        yield "  " + say(
            lang,
            "科室由谁接手：各环节按其科室的份额随机分配，转手次数与实际相符（误差一成以内）",
            "which of an activity's groups takes a case: each has its share, which gives the "
            "hand-overs seen within a tenth",
        )
    yield "  " + say(
        lang,
        "日志结束时未办完的件：与已办完的分不开",
        "cases open when the log ends: they look like finished ones",
    )


def _in_several_groups(fit: EventFit) -> int:
    events = fit.events
    named = events.resource >= 0
    pairs = np.unique(np.column_stack([events.resource[named], events.group[named]]), axis=0)
    return int((np.bincount(pairs[:, 0]) > 1).sum()) if len(pairs) else 0
