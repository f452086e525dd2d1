"""What is said of the rest of a day: each thing that may be done, and which of them to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onewindow.grid import Grid
from onewindow.promised import promise_record
from onewindow.roster.today import Outcome, Today
from onewindow.roster.today_why import nobody_longer, why_none
from optimize.promise import Promise
from plots.language import Lang, say
from plots.promise_words import (
    bare_level,
    goal_text,
    goal_words,
    level_text,
    level_unit,
    measure_words,
    scaled,
)
from plots.staff.findings import apart
from plots.staff.terms import VERDICTS
from plots.who_comes import coming
from scenarios.how_many import HowMany
from scenarios.section import TextPair
from scenarios.units import clock_text

_NAMED = 6
"""Names told of each."""
_SHOWN = 12
"""Things that may be done that are told on the screen."""


def today_told(found: Today, lang: Lang) -> Iterator[Grid | str]:
    """The table, and what to do."""
    helping = [one for one in found.outcomes if one.helps]
    shown = _best(found, helping)
    yield _table(found, shown, lang)
    if more := len(helping) + 1 - len(shown):
        yield say(
            lang,
            f"……另有 {more} 种有帮助的做法，见 --json",
            f"… and {more} more that help, see --json",
        )
    if idle := len(found.outcomes) - 1 - len(helping):
        yield say(
            lang,
            f"另外试了 {idle} 种做法，与照排班表相比没有超出偶然的改善，不列出（见 --json）。",
            f"{idle} other thing{'' if idle == 1 else 's'} tried, no better than as posted beyond "
            "chance and not listed (see --json).",
        )
    for one in shown:
        for note in one.notes:
            yield f"{move_words(found, one, lang)}{say(lang, '：', ': ')}{note.told(lang)}"
    if nobody_longer(found):
        yield say(
            lang,
            "没有“延长”一项：此时在岗的人合同都没有约定加班（contracts 的 overtime: true）。",
            "Nobody can stay longer: no contract of those still there agrees to overtime "
            "(overtime: true under contracts).",
        )
    yield _advice(found, lang)
    if not helping and found.chosen.verdict != "met":
        yield from why_none(found, lang)
    who = coming(found.staffed.model)
    n, calls = found.replications, f"{found.calls:,.0f}"
    yield say(
        lang,
        f"{found.date} 从 {clock_text(found.now)} 起到午夜，预计还有 {calls} 次{who.zh}；"
        f"仿真 {n} 次，种子 {found.seed}，各做法用同样的{who.zh}，区间为 95 %。"
        "正在等的人不计入水平，但会先被接待。",
        f"{found.date}, from {clock_text(found.now)} to midnight, {calls} {who.en} still to come; "
        f"{HowMany(n):replication|replications}, seed {found.seed}, the same {who.en} for each, "
        "95% intervals. Those who wait now are served first and not counted in the level.",
    )


def move_words(found: Today, one: Outcome, lang: Lang) -> str:
    """What is done."""
    number, many = f"{one.move.amount:g}", len(one.move.people)
    kind = _title(found, one.move.kind, lang)
    match one.move.way:
        case "posted":
            return say(lang, "照排班表，不变", "As posted")
        case "breaks":
            return say(
                lang, f"{many} 人休息推迟 {number} 小时", f"Breaks of {many} {number} h later"
            )
        case "longer":
            return say(
                lang,
                f"{kind}：{many} 人延长 {number} 小时",
                f"{kind}: {many} stay {number} h longer",
            )
        case "called":
            return say(lang, f"{kind}：叫回 {number} 人", f"{kind}: call in {number}")


def _title(found: Today, kind: str | None, lang: Lang) -> str:
    title = TextPair(zh="", en="") if kind is None else found.case.title_of(kind)
    return say(lang, title.zh, title.en)


def today_record(found: Today) -> dict[str, Any]:
    """The same for machines."""
    return {
        "target": promise_record(found.promise),
        "date": found.date,
        "now": clock_text(found.now),
        "replications": found.replications,
        "calls": found.calls,
        "chosen": found.outcomes.index(found.chosen),
        "moves": [
            {
                "way": one.move.way,
                "kind": one.move.kind,
                "amount": one.move.amount,
                "people": one.move.people,
                "extra_hours": one.move.extra_hours,
                "level": one.level,
                "low": one.low,
                "high": one.high,
                "change": one.change,
                "change_low": one.change_low,
                "change_high": one.change_high,
                "helps": one.helps,
                "verdict": one.verdict,
                "notes": [{"zh": note.zh, "en": note.what} for note in one.notes],
            }
            for one in found.outcomes
        ],
    }


def _best(found: Today, helping: Sequence[Outcome]) -> list[Outcome]:
    """As posted, and what helps most in its order, what is to be done among it."""
    sign = 1.0 if found.promise.is_time else -1.0
    ranked = sorted(helping, key=lambda one: (sign * one.change, one.move.extra_hours))
    shown = ranked[:_SHOWN]
    if found.chosen.helps and not any(one is found.chosen for one in shown):
        shown[-1] = found.chosen
    return [found.outcomes[0], *shown]


def _table(found: Today, shown: list[Outcome], lang: Lang) -> Grid:
    promise = found.promise
    unit = level_unit(promise, lang)
    points = unit if promise.is_time else say(lang, "百分点", "points")
    heads = say(
        lang,
        f"做法|多出工时（小时）|{measure_words(promise, lang)}（{unit}）|变化（{points}）|判定",
        f"What is done|Extra hours (h)|{measure_words(promise, lang)} ({unit})|"
        f"Change ({points})|Verdict",
    ).split("|")
    table = Grid(tuple(heads), words=(heads[-1],))
    for one in shown:
        level, low, high = (bare_level(promise, x) for x in (one.level, one.low, one.high))
        table.row(
            move_words(found, one, lang), f"{one.move.extra_hours:g}", f"{level} ({low}–{high})",
            _change(one, promise, lang), say(lang, *VERDICTS[one.verdict]),
        )  # fmt: skip
    return table


def _change(one: Outcome, promise: Promise, lang: Lang) -> str:
    if one.move.way == "posted":
        return "—"
    told = (scaled(promise, x) for x in (one.change, one.change_low, one.change_high))
    change, low, high = (f"{x:+.1f}" for x in told)
    return say(lang, f"{change}（{low} 至 {high}）", f"{change} ({low} to {high})")


def _advice(found: Today, lang: Lang) -> str:
    promise, one = found.promise, found.chosen
    goal, level = goal_words(promise, lang), level_text(promise, one.level, lang)
    what, who = move_words(found, one, lang), _names(one.move.people, lang)
    if one.verdict == "met" and one.move.way == "posted":
        return say(
            lang,
            f"不用动：照排班表就够了，目标是{apart(goal)}，预计 {level}。",
            f"Nothing to do: as posted it keeps {goal} ({level}).",
        )
    if one.verdict == "met":
        return say(
            lang,
            f"建议：{what}（{who}）。目标是{apart(goal)}，这样预计 {level}；"
            "够用的做法里它多出的工时最少。",
            f"Do this: {what} ({who}). It keeps {goal} ({level}) at the fewest extra hours.",
        )
    short = goal_text(promise, promise.goal, lang)
    if one.move.way == "posted":
        return say(
            lang,
            f"没有一种做法有超出偶然的帮助：照排班表预计 {level}，目标是{apart(goal)}。",
            f"Nothing helps beyond chance: as posted it is {level}, and {goal} is asked for.",
        )
    return say(
        lang,
        f"没有一种做法确定能达到 {short}；其中最好的是：{what}（{who}），为 {level}。",
        f"Nothing keeps {short} for certain; the best is: {what} ({who}), with {level}.",
    )


def _names(people: Sequence[str], lang: Lang) -> str:
    more = len(people) - _NAMED
    told = say(lang, "、", ", ").join(people[:_NAMED])
    return told if more <= 0 else told + say(lang, f" 等 {len(people)} 人", f" and {more} more")
