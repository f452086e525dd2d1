"""What a plan of shifts comes to, in one sentence for each chart and one for all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import percent
from plots.language import Lang, say
from plots.promise_words import goal_text, goal_words, level_text
from plots.staff.data import StaffData
from plots.staff.places import all_places, place_words, some_places


def hours_words(hours: float) -> str:
    """Hours as a sentence has them: at most one digit after the point."""
    return f"{hours:,.1f}".removesuffix(".0")


def staff_finding(data: StaffData, lang: Lang) -> str:
    """What it costs and what it keeps, and in which model."""
    return _in_its_model(data, _staff_finding(data, lang), lang)


def _in_its_model(data: StaffData, finding: str, lang: Lang) -> str:
    """A finding read alone says that its model forecasts badly: it is proven in the model."""
    if data.model.judged is None or data.model.judged_well:
        return finding
    return say(
        lang,
        f"{finding}（只在模型中如此：拟合时检验并非全部可信）",
        f"{finding} (in the model: not all its forecasts were to be trusted when it was fitted)",
    )


def _staff_finding(data: StaffData, lang: Lang) -> str:
    hours, goal = hours_words(data.paid_hours), goal_words(data.promise, lang)
    places, tight = all_places(data, lang), tightest(data, lang)
    counts = data.scopes["verdict"].value_counts()
    if data.status == "met":
        return say(
            lang,
            f"每天计薪 {hours} 小时，{places}做到{apart(goal)}{tight}",
            f"{hours} paid hours a day keep {goal} {places}{tight}",
        )
    if not data.is_simulated:
        return say(
            lang,
            f"搜索被中断，方案未经仿真：按公式每天计薪 {hours} 小时，不知能否做到{apart(goal)}",
            f"Interrupted before it was simulated: {hours} paid hours a day for what the formula "
            f"asks for; whether they keep {goal} is not known",
        )
    if data.status == "interrupted":
        kept = some_places(data, int(counts.get("met", 0)), lang)
        return say(
            lang,
            f"搜索被中断，未经复核：目前最好的方案每天计薪 {hours} 小时，{kept}做到{apart(goal)}",
            f"Interrupted and not checked: the best plan so far has {hours} paid hours a day and "
            f"keeps {goal} in {kept}",
        )
    missed, unclear = (int(counts.get(name, 0)) for name in ("not_met", "unclear"))
    if len(data.scopes) == 1:
        no_zh, no_en = (
            ("做不到", "do not keep") if missed else ("说不准能否做到", "may or may not keep")
        )
        return say(
            lang,
            f"每天计薪 {hours} 小时{no_zh}{places}{apart(goal)}{tight}",
            f"{hours} paid hours a day {no_en} {goal} {places}{tight}",
        )
    if missed:
        gone = some_places(data, missed, lang)
        return say(
            lang,
            f"每天计薪 {hours} 小时做不到处处{apart(goal)}：{gone}未达标{tight}",
            f"{hours} paid hours a day do not keep {goal} everywhere: missed in {gone}{tight}",
        )
    left = some_places(data, unclear, lang)
    return say(
        lang,
        f"每天计薪 {hours} 小时能否处处{apart(goal)}尚说不准：{left}不能判定{tight}",
        f"Whether {hours} paid hours a day keep {goal} is unclear in {left}{tight}",
    )


def apart(goal: str) -> str:
    """Chinese and a number after it are set apart by a blank."""
    return f" {goal}" if goal[:1].isascii() else goal


def tightest(data: StaffData, lang: Lang) -> str:
    """The place nearest to its promise, or farthest from it; of one place what is reached."""
    known = data.scopes[data.scopes["level"].notna()]
    if known.empty:
        return ""
    levels = known["level"].to_numpy(float)
    row = known.iloc[int(levels.argmax() if data.promise.is_time else levels.argmin())]
    place, level = place_words(data, row, lang), level_text(data.promise, row["level"], lang)
    if len(data.scopes) == 1:
        return say(lang, f"，为 {level}", f": {level}")
    return say(lang, f"；最紧的是 {place}，为 {level}", f"; the tightest is {place} with {level}")


def level_finding(data: StaffData, lang: Lang) -> str:
    """In how many places the promise is kept, and in which model."""
    return _in_its_model(data, _level_finding(data, lang), lang)


def _level_finding(data: StaffData, lang: Lang) -> str:
    goal, tight = goal_words(data.promise, lang), tightest(data, lang)
    counts = data.scopes["verdict"].value_counts()
    if data.status == "met":
        return say(
            lang,
            f"{all_places(data, lang)}做到{apart(goal)}{tight}",
            f"{goal[:1].upper()}{goal[1:]} is kept {all_places(data, lang)}{tight}",
        )
    if len(data.scopes) == 1:
        no_zh, no_en = ("没有做到", "not kept") if counts.get("not_met") else ("说不准", "unclear")
        return say(
            lang,
            f"{goal}：{all_places(data, lang)}{no_zh}{tight}",
            f"{goal[:1].upper()}{goal[1:]} is {no_en} {all_places(data, lang)}{tight}",
        )
    met, missed = (int(counts.get(name, 0)) for name in ("met", "not_met"))
    kept, unclear = some_places(data, met, lang), len(data.scopes) - met - missed
    rest_zh, rest_en = f"{missed} 个未达标", f"{missed} {'misses' if missed == 1 else 'miss'} it"
    if unclear:
        rest_zh += f"，{unclear} 个说不准"
        rest_en += f", {unclear} {'is' if unclear == 1 else 'are'} unclear"
    return say(
        lang,
        f"{kept}确实做到{apart(goal)}，{rest_zh}{tight}",
        f"{goal[:1].upper()}{goal[1:]} is kept for certain in {kept}, {rest_en}{tight}",
    )


def presence_finding(data: StaffData, lang: Lang) -> str:
    """Most people at once, and how that differs from what the formula asks for."""
    over, under = (_hours_a_day(data, sign) for sign in (1, -1))
    times = data.intervals.drop_duplicates(["day", "at", "group"])
    at_once = times.groupby(["day", "at"])["staffed"].sum()
    most = int(at_once.max())
    more_zh, more_en = f"多 {over} 人时", f"{over} h a day more"
    fewer_zh, fewer_en = f"少 {under} 人时", f"{under} h a day fewer"
    parts = [
        say(lang, zh, en)
        for zh, en, hours in ((more_zh, more_en, over), (fewer_zh, fewer_en, under))
        if hours != "0"
    ]
    off = say(lang, "、", " and ").join(parts) or say(lang, "一样", "just as many")
    return say(
        lang,
        f"在岗最多同时 {most} 人；与公式所需相比，每天{off}",
        f"At most {most} people on position at once; against the formula {off}",
    )


def _hours_a_day(data: StaffData, sign: int) -> str:
    """People on position beyond what is required (or below it), in hours of a mean day."""
    rows = data.intervals.drop_duplicates(["day", "at", "group"])
    many = rows["day"].map({days[0]: len(days) for days in data.alike})
    off = np.maximum(sign * (rows["staffed"] - rows["required"]), 0)
    return hours_words(float((off * rows["length"] * many).sum() / 3600 / _days(data)))


def _days(data: StaffData) -> int:
    return sum(map(len, data.alike))


def shift_finding(data: StaffData, lang: Lang) -> str:
    """How many shifts there are and of how many kinds."""
    shifts = data.shifts
    kinds = [
        (str(one[f"kind_{lang}"].iloc[0]), len(one))
        for _, one in shifts.groupby(["group", "kind"], sort=False)
    ]
    told = pd.DataFrame(kinds, columns=["kind", "n"]).groupby("kind", sort=False)["n"].sum()
    parts = say(lang, "、", ", ").join(f"{kind} {n}" for kind, n in told.items())
    different = len(shifts.drop_duplicates(["group", "kind", "at", "end"]))
    over = ("每天", "a day") if data.days == 1 else ("每周", "a week")
    n = len(shifts)
    return say(
        lang,
        f"{over[0]} {n} 个班（{parts}），{different} 种起止时间",
        f"{n} shifts {over[1]} ({parts}) with {different} different times",
    )


def front_finding(data: StaffData, lang: Lang) -> str:
    """What it takes to go from the easiest goal that is met to the hardest."""
    met = [one for one in data.goals if one.status == "met"]
    ends = sorted(met, key=lambda one: one.goal, reverse=data.promise.is_time)
    if len(ends) < 2:
        return say(lang, "不同目标要多少计薪小时", "Paid hours that each goal takes")
    low, high = ends[0], ends[-1]
    first, last = (goal_text(data.promise, one.goal, lang) for one in (low, high))
    less, more = hours_words(low.paid_hours), hours_words(high.paid_hours)
    share = percent(high.paid_hours / low.paid_hours - 1)
    return say(
        lang,
        f"目标从 {first} 到 {last}，每天计薪从 {less} 小时到 {more} 小时（{share}）",
        f"From a goal of {first} to {last}, paid hours a day go from {less} to {more} ({share})",
    )
