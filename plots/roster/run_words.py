"""What a simulated roster comes to, in a sentence for each chart and one for all."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd

from plots.amounts import NONE, clock, join
from plots.language import Lang, say
from plots.naming import title_in
from plots.promise_words import (
    bare_level,
    goal_text,
    goal_words,
    level_text,
    level_unit,
    measure_words,
    scaled,
)
from plots.roster.run_data import RosterRunData
from plots.roster.words import breaks_assumed
from plots.who_comes import coming
from scenarios.how_many import HowMany

_LEAST_BEYOND = 0.05
"""Hours beyond the roster that are told: one digit says less of others."""


def run_finding(data: RosterRunData, lang: Lang) -> str:
    """The level with everybody there, and what is left of it with absence."""
    row = data.total.iloc[0]
    goal = goal_text(data.promise, data.promise.goal, lang)
    reached = _reached(data, row["level"], lang)
    zh = f"全部到岗：{reached}（目标 {goal}）"
    en = f"With everybody there {reached} (goal {goal})"
    if data.has_absence:
        rate = join(f"{100 * data.rate:g}", "%")
        left = level_text(data.promise, row["level_absent"], lang)
        zh += f"；{rate} 缺勤时 {left}，{_change(data, row, lang)}"
        en += f"; with {rate} absent {left}, {_change(data, row, lang)}"
    return say(lang, zh, en)


def _reached(data: RosterRunData, level: float, lang: Lang) -> str:
    """A level to stand in a sentence: ``56.1 % answered within 30 s``."""
    promise = data.promise
    if promise.is_time:
        return f"{measure_words(promise, lang)} {level_text(promise, level, lang)}"
    told = float(bare_level(promise, level)) / scaled(promise, 1.0)
    return goal_words(replace(promise, goal=told), lang)


def _change(data: RosterRunData, row: Any, lang: Lang) -> str:
    """By how much absence changes a level: points, or seconds."""
    change = row["change"] * (1 if data.promise.is_time else 100)
    size = f"{abs(change):.1f}"
    if data.promise.is_time:
        more = change > 0
        return say(
            lang, f"{'多' if more else '少'} {size} 秒", f"{size} s {'more' if more else 'less'}"
        )
    low = change < 0
    return say(
        lang,
        f"{'低' if low else '高'} {size} 个百分点",
        f"{size} points {'less' if low else 'more'}",
    )


def clock_finding(data: RosterRunData, lang: Lang) -> str:
    """In how many intervals of the day the promise is met, and which is the worst."""
    rows = data.clock[data.clock["verdict"] != ""]
    told = _counted(rows["verdict"], lang)
    in_order = rows.sort_values("level", kind="stable").to_dict("records")
    worst = in_order[-1 if data.promise.is_time else 0]
    at, level = clock(worst["at"]), level_text(data.promise, worst["level"], lang)
    if data.clock["queue"].nunique() > 1:
        at = f"{at} {title_in([data.model], 'queue', worst['queue'], lang)}"
    zh, en = f"{told}；最差的 {at} 为 {level}", f"{told}; the worst, {at}, has {level}"
    if data.has_absence:
        met, missed = (int((rows["verdict_absent"] == word).sum()) for word in ("met", "not_met"))
        zh += f"；缺勤时 {met} 个达标，{missed} 个未达标"
        en += f"; with absence {met} meet it, {missed} miss it"
    return say(lang, zh, en)


def _counted(verdicts: pd.Series, lang: Lang) -> str:
    n, counts = len(verdicts), verdicts.value_counts()
    met, missed = (int(counts.get(word, 0)) for word in ("met", "not_met"))
    return say(
        lang,
        f"{n} 个时段中 {met} 个达标，{missed} 个未达标",
        f"{met} of {HowMany(n):interval meets|intervals meet} the goal, {missed} "
        f"{HowMany(missed).word('misses', 'miss')} it",
    )


def people_finding(data: RosterRunData, lang: Lang) -> str:
    """Who is busiest and who least."""
    rows = data.people.dropna(subset="occupancy").sort_values("occupancy", kind="stable")
    (least, little), (most, much) = (
        (row["person"], join(busy_text(row["occupancy"]), "%"))
        for row in rows.iloc[[0, -1]].to_dict("records")
    )
    return say(
        lang,
        f"最忙的是{most}（{much}），最闲的是{least}（{little}）",
        f"Busiest is {most} ({much}), least busy {least} ({little})",
    )


def busy_text(share: float) -> str:
    """A busy share in percent, without its unit; a dash for who was never there."""
    return NONE if math.isnan(share) else f"{100 * share:.0f}"


def run_sentences(data: RosterRunData, lang: Lang) -> list[str]:
    """What was simulated, and what the numbers mean."""
    row, n = data.total.iloc[0], data.replications
    between = f"{bare_level(data.promise, row['low'])}–{bare_level(data.promise, row['high'])}"
    unit, calls = level_unit(data.promise, lang), f"{row['calls']:,.0f}"
    queues = list(dict.fromkeys(data.clock["queue"]))
    who = coming(data.model, queues)
    each = ("，每到一个队列计一次", ", counted once at each queue") if len(queues) > 1 else ("", "")
    lines = [
        say(
            lang,
            f"仿真 {n} 次，种子 {data.seed}；每{day_word(data, lang)}平均{who.zh} "
            f"{calls} 次{each[0]}。全部到岗时的 95 % 区间为 {between} {unit}。",
            f"{HowMany(n):replication|replications}, seed {data.seed}; {calls} {who.en} "
            f"{day_word(data, lang)} in the mean{each[1]}. "
            f"With everybody there the 95% interval is {between} {unit}.",
        )
    ]
    if data.has_absence:
        factor = 1 if data.promise.is_time else 100
        low, high = (f"{factor * row[name]:+.1f}" for name in ("change_low", "change_high"))
        of = ("秒", "s") if data.promise.is_time else ("个百分点", "points")
        rate, lost = f"{100 * data.rate:g} %", f"{data.missing:.1f}"
        lines.append(
            say(
                lang,
                f"缺勤：每人每班各自以 {rate} 的概率不来，无人顶替，{data.shifts} 个班平均"
                f"缺 {lost} 个。同样的{who.zh}下，变化的 95 % 区间为 {low} 至 {high} {of[0]}。",
                f"Absence: each shift is not worked with a probability of {rate}, and nobody fills "
                f"in; of {HowMany(data.shifts):shift|shifts} {lost} are lost in the mean. Over the "
                f"same {who.en} the 95% interval of the change is {low} to {high} {of[1]}.",
            )
        )
    if told := _beyond(data, lang):
        lines.append(told)
    if data.assumed_breaks:
        lines.append(breaks_assumed(lang))
    return lines


def day_word(data: RosterRunData, lang: Lang) -> str:
    """Over which days numbers of a day are: all of the roster, or those that are open."""
    if (data.clock["open_days"] == len(data.days)).all():
        return say(lang, "日", "a day")
    return say(lang, "开放日", "an open day")


def _beyond(data: RosterRunData, lang: Lang) -> str:
    """Hours beyond the roster; empty where they would read as none."""
    beyond, all_hours = (float(data.people[name].sum()) for name in ("beyond", "hours"))
    if beyond < _LEAST_BEYOND:
        return ""
    rostered, most = all_hours - beyond, data.beyond.iloc[0]
    held = float(data.beyond["held"].sum())
    idle_zh = f"，其中 {held:.1f} 小时空守（厅内的人在等已下班的岗位）"
    idle_en = f", {held:.1f} h of them idle (visits inside wait for people who have gone)"
    if held < _LEAST_BEYOND:
        idle_zh = idle_en = ""
    return say(
        lang,
        f"超出排班：下班后仍在岗共 {beyond:.1f} 小时（排班之内在岗 {rostered:.1f} 小时）{idle_zh}；"
        f"最多的是{most['person']}，{most['date']} 下班后 {most['hours']:.1f} 小时。",
        f"Beyond the roster: {beyond:.1f} h on duty after shifts in all ({rostered:.1f} h within "
        f"them){idle_en}; most {most['person']} after {most['date']}, {most['hours']:.1f} h.",
    )
