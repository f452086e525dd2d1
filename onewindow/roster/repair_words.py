"""What is said of a mended roster: who changes what and why, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onewindow.grid import Grid
from onewindow.roster.making import RosterResult
from onewindow.roster.shown import shown_result
from optimize.roster.changes import Change, Why
from optimize.roster.hours import hours_of
from optimize.roster.repair import Repair
from plots.language import Lang, say
from plots.roster.data import RosterData
from plots.roster.words import day_words, kind_title
from scenarios.how_many import HowMany
from scenarios.section import TextPair

_WHY: dict[Why, tuple[str, str]] = {
    "absent": ("不能来", "away"),
    "swap": ("按要求换班", "swapped as asked"),
    "cover": ("顶班", "steps in"),
    "rules": ("腾出人手或守住规则", "makes room, or a rule asks for it"),
}


def repair_told(found: Repair, judged: RosterResult, lang: Lang) -> Iterator[Grid | str]:
    """The changes as a table, and the result in sentences."""
    data = shown_result(judged)
    if found.changes:
        yield _table(found, data, lang)
    yield _count(found, lang)
    if rises := overtime_rises(found):
        yield _overtime(rises, lang)
    for one in judged.unmet:
        if one.person is None and (one.day, one.kind) in found.uncovered:
            yield "✗ " + getattr(one.sentence, lang)
    if judged.broken:
        yield say(
            lang,
            "硬性规则无法全部守住，以下是最少的违反：",
            "The hard rules cannot all be kept; this is the least that is broken:",
        )
    for violation in judged.broken:
        yield "✗ " + getattr(violation.sentence, lang)


def overtime_rises(found: Repair) -> dict[str, tuple[float, float]]:
    """Overtime [h] as posted and now, by person, of those who have more of it."""
    before, after = (hours_of(found.case, roster) for roster in (found.before, found.roster))
    both = {name: (before[name].overtime, one.overtime) for name, one in after.items()}
    return {name: (was, now) for name, (was, now) in both.items() if now > was + 1e-9}


def why_changed(found: Repair) -> dict[tuple[str, int], TextPair]:
    """Why each cell changed, by person and day."""
    return {
        (one.person, one.day): TextPair(zh=_WHY[one.why][0], en=_WHY[one.why][1])
        for one in found.changes
    }


def repair_record(found: Repair) -> dict[str, Any]:
    """The changes for machines."""
    return {
        "changed": found.count,
        "fewest_proved": found.fewest,
        "least_cost_proved": found.cheapest,
        "changes": [
            {
                "person": one.person, "date": found.case.date(one.day), "before": one.before,
                "after": one.after, "why": one.why,
            }
            for one in found.changes
        ],
        "overtime": [
            {"person": name, "before": was, "after": now}
            for name, (was, now) in overtime_rises(found).items()
        ],
        "uncovered": [
            {"date": found.case.date(day), "kind": kind, "missing": missing}
            for (day, kind), missing in found.uncovered.items()
        ],
    }  # fmt: skip


def _table(found: Repair, data: RosterData, lang: Lang) -> Grid:
    heads = tuple(say(lang, "日期|姓名|原班|改为|原因", "Day|Name|Was|Now|Why").split("|"))
    table = Grid(heads, words=heads[1:])
    for one in found.changes:
        was, now = (_kind(data, kind, one, lang) for kind in (one.before, one.after))
        table.row(day_words(data, one.day, lang), one.person, was, now, say(lang, *_WHY[one.why]))
    return table


def _kind(data: RosterData, kind: str | None, change: Change, lang: Lang) -> str:
    if kind is not None:
        return kind_title(data, kind, lang)
    is_leave = change.day in data.case.people[change.person].leave
    return say(lang, "假" if is_leave else "休", "away" if is_leave else "off")


def _count(found: Repair, lang: Lang) -> str:
    """How many changes, and whether fewer are possible."""
    asked = len(found.changes) - found.count
    zh = f"要求的改动 {asked} 处，另外改动 {found.count} 处"
    en = f"{HowMany(asked):change|changes} asked for, {found.count} more"
    zh += "，已证明最少；" if found.fewest else "，未能证明最少；"
    en += ", proved to be the fewest; " if found.fewest else ", not proved to be the fewest; "
    missing = sum(found.uncovered.values())
    zh += f"比公布时多缺 {missing} 人次" if missing else "没有新的空缺"
    en += f"{missing} more missing than as posted" if missing else "nobody missing who was not"
    return say(lang, zh + "。", en + ".")


def _overtime(rises: dict[str, tuple[float, float]], lang: Lang) -> str:
    """Whose overtime rises, by how much and from what: somebody has to agree to it and pay it."""
    zh = "、".join(
        f"{name} 多 {now - was:g} 小时（{was:g} → {now:g}）" for name, (was, now) in rises.items()
    )
    en = ", ".join(
        f"{name} by {now - was:g} h ({was:g} to {now:g})" for name, (was, now) in rises.items()
    )
    return say(lang, f"加班增加：{zh}。", f"Overtime rises: {en}.")
