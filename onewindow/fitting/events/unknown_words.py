"""What an event log cannot tell, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from onewindow.fitting.events.work_words import alike_lines
from onewindow.fitting.figures import figures
from plots.language import Lang, say
from scenarios.fit.events.fit import EventFit
from scenarios.how_many import HowMany


def unknown_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """What such a log cannot tell."""
    events, times = fit.events, fit.times
    if events.days_alone:
        yield say(
            lang,
            "一天之内的时刻：日志只写日期。不足一天的等待和工时都看不见；同一天办的几个环节按行的先后；"
            "模型里按全天办公，它的钟点没有意义",
            "times of day: the log has dates alone. Waits and work of less than a day are unseen, "
            "what was done for a case on one day stands in the order of its rows, and the model "
            "works around the clock: its times of day mean nothing",
        )
    if not events.has_starts:
        known = np.isfinite(times.work_most)
        low, high = figures(
            [
                float(np.nansum(values[known])) / events.cases
                for values in (times.work, times.work_most)
            ],
            "s",
            lang,
        )
        yield say(
            lang,
            f"真实工时：只有完成时间。{known.mean():.0%} 的环节有上界，合计每件 {low}"
            f"（模型）到 {high}（上界）；其余取同类典型值，首个环节完全没有依据",
            f"true work: there are completions only. {known.mean():.0%} of the events have an "
            f"upper bound, together {low} a case (the model) to {high} (the bounds); "
            "others take what is typical, and nothing bounds the first step of a case",
        )
        yield say(
            lang,
            "忙碌程度与需要的人数：由此只能得到下限，不能据此定岗；加人能带来什么，没有答案",
            "how busy people are, and how many are needed: only a lower bound follows from this; "
            "what more people would bring has no answer",
        )
        yield say(
            lang,
            "件何时到达：以第一次办结为准，之前的等待看不见",
            "when cases came: their first completion is taken; what they waited before is unseen",
        )
    yield say(
        lang,
        "等待的原因：人不在、成批办理、等补件还是等别处，日志不分；模型把它们记为等待步骤，"
        "加人不会缩短；若其中有些其实是在等人，模型会低估加人的效果",
        "why cases wait (nobody there, batches, papers asked for, other offices): the model has "
        "delays of open time in front of steps, which more people do not shorten; where some of "
        "it was in truth for people who were busy, the model understates what more people do",
    )
    if len(events.pauses.event):
        yield _put_down(fit, lang)
    yield say(
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
        yield say(
            lang,
            "跑动次数：日志没有说申请人何时在场；在映射文件的 front 下写明这些环节",
            "visits: nothing says when the applicant was there; name these activities under front "
            "in the mapping",
        )
    shared = _in_several_groups(fit)
    if shared:
        yield say(
            lang,
            f"人属于哪个科室：{shared} 人在几个科室出现，在每个科室都计数",
            f"to whom people belong: {shared} appear in several groups, and count in each",
        )
    if np.isnan(fit.people).all():
        yield say(
            lang,
            "谁办的：日志没有人员，科室人数按不限计",
            "who did it: nobody is named, and groups have as many people as cases need",
        )
    if not fit.grouped and len(events.groups_of_people) > 1:
        yield say(
            lang,
            "科室由谁接手：各环节按其科室的份额随机分配，转手次数与实际相符（误差一成以内）",
            "which of an activity's groups takes a case: each has its share, which gives the "
            "hand-overs seen within a tenth",
        )
    yield from alike_lines(fit, lang)
    yield from _not_whole(fit, lang)


def _put_down(fit: EventFit, lang: Lang) -> str:
    """What is not known of steps that were put down and taken up again."""
    times, steps = len(fit.events.pauses.event), len(np.unique(fit.events.pauses.event))
    return say(
        lang,
        f"中途搁下的环节在等什么：{steps:,} 个环节共搁下又接着办 {times:,} 次，"
        "日志不写是等申请人、等别处，还是等人有空。搁下的时间不算工时，算等待，加人不会缩短；"
        "模型里先等完，再由一个人把前后各段一次办完",
        "what steps waited for that were put down and taken up again "
        f"({HowMany(steps):step|steps}, {HowMany(times):time|times}): the "
        "applicant, another office or somebody free, the log does not say. The time in between is "
        "no work but a delay, which more people do not shorten; in the model it comes before the "
        "step, and one person does all its work at once",
    )


def _not_whole(fit: EventFit, lang: Lang) -> Iterator[str]:
    """Cases of which it is not known for certain whether the log has all of them."""
    opened, begun = int(fit.whole.open.sum()), int(fit.whole.under_way.sum())
    yield say(
        lang,
        f"日志结束时哪些件没办完：日志不写，只能按同类的件停多久后还有下一步来推断"
        f"（{opened:,} 件）；刚办完、而同类多半还有下一步的件，会被当作没办完；"
        "同类的件若多半停得比日志还长，会被当作办完",
        "which cases are open when the log ends: nothing says so; it is inferred from how long "
        f"others like them were silent before they went on ({opened:,} by this). One that has just "
        "ended where most go on is taken for open; where most rest for longer than the log lasts, "
        "they are taken for finished",
    )
    yield say(
        lang,
        f"日志开始时哪些件已在办：同样只能推断（{begun:,} 件），它们此前的环节看不见",
        "which cases were under way when it begins: inferred likewise "
        f"({begun:,} by this); what had been done for them is unseen",
    )


def _in_several_groups(fit: EventFit) -> int:
    events = fit.events
    named = events.resource >= 0
    pairs = np.unique(np.column_stack([events.resource[named], events.group[named]]), axis=0)
    return int((np.bincount(pairs[:, 0]) > 1).sum()) if len(pairs) else 0
