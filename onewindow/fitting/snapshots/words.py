"""What is said of fitted queue snapshots, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onewindow.fitting.course_words import trend_lines
from onewindow.fitting.figures import figure, span
from onewindow.fitting.heads_words import heads_lines
from onewindow.fitting.shared_findings import unknown_block
from onewindow.fitting.shut_words import shut_lines
from onewindow.fitting.snapshots.judgement import SnapshotJudgement
from onewindow.fitting.snapshots.judgement_words import judged_lines
from onewindow.reason_words import reason_words
from plots.calendar_words import days_words
from plots.day_kinds import weekday_runs
from plots.language import Lang, say
from scenarios.fit.contacts import Quality
from scenarios.fit.on_duty import STEP
from scenarios.fit.shut_days import LogDays
from scenarios.fit.snapshots.fit import CounterGroup, SnapshotFit
from scenarios.fit.snapshots.model import MANY_LEFT
from scenarios.units import clock_text

_MOST = 12
"""Sets of counters that are told one by one."""


def snapshot_lines(
    fit: SnapshotFit,
    log_days: LogDays,
    quality: Quality,
    judgement: SnapshotJudgement | None,
    lang: Lang,
) -> Iterator[str]:
    """Everything that is said, one line for each part."""
    yield from quality_lines(quality, lang)
    yield from found_lines(fit, log_days, lang)
    yield from judged_lines(judgement, lang)
    yield from unknown_block(unknown_lines(fit, lang), lang)


def quality_lines(q: Quality, lang: Lang) -> Iterator[str]:
    """How many rows were used, and why others were not."""
    aside = len(q.set_aside)
    anew = ""
    if q.clipped:
        anew = say(
            lang,
            f"；号码重新开始或换段 {q.clipped:,} 次，各按叫一号计",
            f"; numbers began anew or went on in another series {q.clipped:,} times, each taken "
            "as one call",
        )
    yield say(
        lang,
        f"共 {q.rows:,} 行：采用 {q.used:,} 行，搁置 {aside:,} 行（{q.dirty_fraction:.1%}）{anew}",
        f"{q.rows:,} rows: {q.used:,} used, {aside:,} set aside ({q.dirty_fraction:.1%}){anew}",
    )
    for reason, count in q.reasons.items():
        yield f"  {reason_words(reason, lang)}: {count:,}"
    yield from heads_lines(q.heads, lang)


def found_lines(fit: SnapshotFit, log_days: LogDays, lang: Lang) -> Iterator[str]:
    """What was found, one line for each part."""
    seen = fit.seen
    days, calls = len(seen.dates), int(seen.calls.sum())
    busy = fit.busyness
    yield say(
        lang,
        f"叫号：{days} 天叫了 {calls:,} 个号（不论人到没到，过号也算），"
        f"{int(fit.used.sum())} 个队列；"
        f"各队列的日间波动 cv {busy.cv:.2f}（p = {busy.p_value:.2g}）",
        f"numbers called: {calls:,} on {days} days, whether or not somebody came, at "
        f"{int(fit.used.sum())} queues; days of a queue differ by cv {busy.cv:.2f} beyond chance "
        f"(p = {busy.p_value:.2g})",
    )
    if fit.no_show is not None:
        came = calls * (1 - fit.no_show)
        yield say(
            lang,
            f"按映射文件的 no_show {fit.no_show:.1%}：实际办理约 {came:,.0f} 人，"
            f"每天约 {came / days:,.0f} 人",
            f"with no_show {fit.no_show:.1%} of the mapping: about {came:,.0f} people served, "
            f"{came / days:,.0f} a day",
        )
    for kind in fit.day_types:
        spans = [opened for g in fit.groups if (opened := g.hours(kind[0])) is not None]
        if not spans:
            continue
        begin, end = min(s[0] for s in spans), max(s[1] for s in spans)
        names = days_words(weekday_runs(list(kind)), lang)
        at_midday = midday_words(fit, kind[0], lang)
        yield say(
            lang,
            f"{names}：窗口开放 {clock_text(begin)} 至 {clock_text(end)}{at_midday}，"
            f"每天到达 {fit.per_day[:, kind].sum(axis=0).mean():,.0f} 人，"
            f"最忙 {peak_hour(fit, kind)}",
            f"{names}: counters open {clock_text(begin)} to "
            f"{clock_text(end)}{at_midday}, "
            f"{fit.per_day[:, kind].sum(axis=0).mean():,.0f} arrivals a day, "
            f"busiest {peak_hour(fit, kind)}",
        )
    yield from shut_lines(log_days, lang)
    yield from _cut_line(fit, lang)
    yield from trend_lines(fit.course, seen.dates[0], lang)
    groups = sorted(fit.groups, key=lambda g: -g.call_time.calls)
    for group in groups[:_MOST]:
        time = group.call_time
        title = " + ".join(seen.queues[q].title for q in group.queues)
        keeps = figure(time.mean, "s", lang)
        every = span(time.low, time.high, "s", lang)
        person = _per_person(fit, time.mean, lang)
        hours = float(group.level.sum()) * STEP / 3600 / max(1, len(set(seen.weekday.tolist())))
        yield say(
            lang,
            f"  {title}：每次叫号占用窗口 {keeps}（95% 区间 {every}，{time.calls:,} 次{person}；"
            f"{_shape(group, lang)}），每天开放 {hours:.1f} 窗口·小时"
            f"{_shared(fit, group, lang)}{_left(group, lang)}",
            f"  {title}: a call keeps a counter {keeps} (95% {every}, from {time.calls:,} calls"
            f"{person}; {_shape(group, lang)}), {hours:.1f} counter-hours a day"
            f"{_shared(fit, group, lang)}{_left(group, lang)}",
        )
    yield from _common_lines(fit, lang)
    paced = sum(bool((group.pace != 1).any()) for group in groups)
    if paced:
        yield say(
            lang,
            f"  {paced} 组窗口一天中叫号有快有慢：模型的窗口数按时段折算",
            f"  {paced} of {len(groups)} sets of counters call faster at some times of the day: "
            "the model has more of them then, and fewer at others",
        )
    if len(groups) > _MOST:
        rest = len(groups) - _MOST
        yield say(lang, f"  …… 其余 {rest} 组见模型文件", f"  ... {rest} more in the model file")


def _common_lines(fit: SnapshotFit, lang: Lang) -> Iterator[str]:
    """Queues that have some of their counters in common, and how many there are of each kind."""
    days = max(1, len(set(fit.seen.weekday.tolist())))
    for line in fit.lines:
        if len(line) == 1:
            continue
        names = say(lang, "、", ", ").join(_titles(fit, (k,)) for k in line)
        kinds = say(lang, "；", "; ").join(
            f"{_titles(fit, pool.groups)} {float(pool.level.sum()) * STEP / 3600 / days:.1f}"
            for pool in fit.pools
            if pool.groups[0] in line
        )
        yield say(
            lang,
            f"  {names}：部分窗口共用，由各队列窗口数的同增同减和叫号快慢得出"
            f"（每天窗口·小时：{kinds}）；以上每次叫号的时间已计入共用",
            f"  {names}: some counters are common, as they open and close in several queues at "
            f"once and as calls are slower for it (counter-hours a day: {kinds}); the times per "
            "call above allow for it",
        )


def _titles(fit: SnapshotFit, groups: tuple[int, ...]) -> str:
    return " + ".join(fit.seen.queues[q].title for k in groups for q in fit.groups[k].queues)


def _cut_line(fit: SnapshotFit, lang: Lang) -> Iterator[str]:
    """Days that were not looked at from their beginning to their end."""
    if fit.cut:
        dates = ", ".join(map(str, fit.cut))
        yield say(
            lang,
            f"记录开始得晚或结束得早的日子（{dates}）：没有记录的时段，到达按其他日子的平均补上；"
            "若当时已关门，在映射文件的 closed_dates 中写明",
            f"days whose rows begin late or end early ({dates}): for the time without rows, as "
            "many are taken to have come as on the other days; name days on which it was shut then "
            "in closed_dates of the mapping",
        )


def _per_person(fit: SnapshotFit, mean: float, lang: Lang) -> str:
    """Time of each who came, where the share of those who did not is known."""
    if fit.no_show is None:
        return ""
    each = figure(mean / (1 - fit.no_show), "s", lang)
    return say(lang, f"；到场者每人 {each}", f"; {each} for each who came")


def _shape(group: CounterGroup, lang: Lang) -> str:
    """How times per call vary as calls tell, and whether that is in the model."""
    time = group.call_time
    assumed = say(lang, "形状按指数假设", "exponential is assumed")
    if not time.cv_told:
        return assumed
    bounds = f"{time.cv_low:.2f}", f"{time.cv_high:.2f}"
    told = say(
        lang,
        f"变异系数 {time.cv:.2f}，95% 区间 {bounds[0]} 至 {bounds[1]}",
        f"cv {time.cv:.2f}, 95% {bounds[0]} to {bounds[1]}",
    )
    return told if time.shaped else say(lang, "，", ", ").join((told, assumed))


def _shared(fit: SnapshotFit, group: CounterGroup, lang: Lang) -> str:
    """That counters may serve other sets too, where calls do not tell that they do not."""
    if group.slowed_by:
        others = say(lang, "、", ", ").join(
            " + ".join(fit.seen.queues[q].title for q in fit.groups[k].queues)
            for k in group.slowed_by
        )
        return say(
            lang,
            f"；{others} 有人等候时叫号变慢，超出偶然：很可能有共用窗口，而模型按不共用计，"
            "每次叫号的时间偏长、等候偏短，不要据此排班",
            f"; it is called more slowly while people wait at {others}, beyond chance: they are "
            "likely to share counters, which the model takes as separate; its time per call is too "
            "long then and its waits are too short: do not staff by it",
        )
    if group.own_share > 0.995:
        return ""
    least = figure(group.call_time.low * group.own_share, "s", lang)
    return say(
        lang,
        f"；这些窗口可能同时为别组叫号（自用的至少 {group.own_share:.0%}），"
        f"若是，每次叫号可低至 {least}",
        f"; other sets may have them too (its own are {group.own_share:.0%} at the least), and "
        f"then a call keeps one as little as {least}",
    )


def _left(group: CounterGroup, lang: Lang) -> str:
    """That people leave before their call, where they are many."""
    if group.left_fraction < MANY_LEFT:
        return ""
    share = f"{group.left_fraction:.0%}"
    return say(
        lang,
        f"；至少 {share} 的人没等到叫号就离开：他们的号也算在内，到场者每人的时间更长；"
        "模型让他们都等到并办理，等候可能偏短，窗口增减后的等候不可信",
        f"; at least {share} of its people left before their call: their numbers are among the "
        "calls, and each who stayed takes longer; in the model all of them stay and are served, "
        "its waits may be too short, and those with more or fewer counters are not to be trusted",
    )


def midday_words(fit: SnapshotFit, weekday: int, lang: Lang) -> str:
    """The break of a weekday, and whether those in line wait for its end; empty without one."""
    group = next(group for group in fit.groups if group.open_[weekday])
    came = group.came[weekday]
    if len(came) == 1:
        return ""
    span = f"{clock_text(came[0][1])}–{clock_text(came[1][0])}"
    if len(group.open_[weekday]) < len(came):
        return say(
            lang,
            f"（{span} 午休，排着的人等到下午）",
            f" (break {span}; those in line wait for the afternoon)",
        )
    return say(
        lang, f"（{span} 午休，先办完排着的人）", f" (break {span}; those in line are served first)"
    )


def peak_hour(fit: SnapshotFit, kind: tuple[int, ...]) -> str:
    """The hour in which most come on days of one type."""
    by_half = (fit.shape[:, kind[0]] * fit.per_day[:, [kind[0]]]).sum(axis=0)
    by_hour = by_half[:-1] + by_half[1:]
    at = int(np.argmax(by_hour)) * 1800.0
    return f"{clock_text(at)}–{clock_text(at + 3600)}"


def _who_came(fit: SnapshotFit, lang: Lang) -> str:
    """How much no-shows may matter, by how calls scatter, and what tells more."""
    told = [group.call_time for group in fit.groups if group.call_time.cv_told]
    most_zh = most_en = ""
    if told:
        calls = sum(time.calls for time in told)
        share = sum(time.most_passed * time.calls for time in told) / calls
        longer = 1 / (1 - share)
        most_zh = (
            f"；按叫号的波动，最多 {share:.0%} 的号可能是过号，"
            f"到场者每人的时间最多为其 {longer:.1f} 倍"
        )
        most_en = (
            f"; by how calls scatter, {share:.0%} of the numbers at the most may have been passed "
            f"over, and those who came may take up to {longer:.1f} times as long each"
        )
    return say(
        lang,
        "叫到的人是否到场：过号与办结分不开，模型中每个号都占用一次窗口"
        f"{most_zh}；知道过号比例时可在映射文件中写 no_show",
        "whether those called came: no-shows and served look alike, and each number called keeps a "
        f"counter in the model{most_en}; where the share of no-shows is known, give it as no_show "
        "in the mapping",
    )


def unknown_lines(fit: SnapshotFit, lang: Lang) -> Iterator[str]:
    """What snapshots cannot tell."""
    if not fit.seen.counted:
        yield say(
            lang,
            "开放了几个窗口：文件没有这一列，模型中每组队列只有一个窗口，叫号与全部窗口一样快；"
            "等候可以检验，但不能据此排班",
            "how many counters are open: the file has no such column, and each line has one "
            "counter in the model, which calls as fast as all of them; waits are judged, but "
            "nobody can be staffed by it",
        )
    least, most = fit.counter_hours
    vanished = f"{fit.gone_uncalled:,}"
    more_zh = more_en = ""
    if fit.gone_uncalled:
        more_zh = "（在已知真相的模拟大厅中，实际离开的是看到的三到四倍）"
        more_en = " (in made-up halls three to four times as many as were seen to vanish had left)"
    plain = sum(not group.call_time.shaped for group in fit.groups)
    told = len(fit.groups) - plain
    yield say(
        lang,
        f"办理时间的分布：只有每次叫号占用窗口的均值和波动；{told} 组窗口的变异系数确异于 1，"
        f"已按伽马分布写入模型，{plain} 组按指数假设"
        "（变异系数大于 1 而等候人数不像，可能是窗口暂时无人或也为别组叫号）",
        "how service times are distributed: only mean and spread of the time per call; the cv "
        f"differs from 1 beyond chance at {told} sets of counters, which have gamma times with it "
        f"in the model; exponential is assumed at {plain} (a cv above 1 with which other numbers "
        "would wait may be counters that are away for a while or serve others)",
    )
    yield _who_came(fit, lang)
    yield say(
        lang,
        "谁为谁办：窗口被多个队列共用时在每个队列都计数；"
        f"除窗口数变化和叫号快慢已显示的共用外，总窗口数在每天 "
        f"{least:.0f} 到 {most:.0f} 窗口·小时之间，模型取上限",
        "who serves whom: a shared counter is counted in each of its queues; beyond what changes "
        "of these numbers and calls show, there are "
        f"between {least:.0f} and {most:.0f} counter-hours a day, and the model has the most",
    )
    yield say(
        lang,
        "共用窗口的事项各自的办理时间：同一组窗口取同一均值",
        "service times of the matters of shared counters, one by one: each set has one mean",
    )
    yield say(
        lang,
        f"有多少人未叫号就离开：至少 {vanished} 人次从等候数中消失{more_zh}，"
        "号码照叫而人已走的看不见；模型中无人放弃",
        f"how many left before their call: at least {vanished} vanished from the count of those "
        f"waiting{more_en}, "
        "and those whose number stays until it is called are not seen; nobody gives up in the "
        "model",
    )
    yield say(
        lang,
        "两次快照之间的先后：等待时间只能由等候人数推算",
        "the order within a step: waiting times follow from the numbers waiting alone",
    )
    seen_or_shut = {*fit.seen.weekday.tolist(), *fit.shut.weekdays}
    unseen = [day for day in range(7) if day not in seen_or_shut]
    if unseen:
        days = days_words(weekday_runs(unseen), lang)
        yield say(
            lang,
            f"没有记录的日子（{days}）：周一至周五按其他日子的平均，周末按不开放；若不开门，"
            "在映射文件的 closed_weekdays 中写明",
            f"days of the week without rows ({days}): from Monday to Friday the model has the mean "
            "of the others, and it is shut on weekends; name those that are shut in "
            "closed_weekdays of the mapping",
        )
