"""Words of a roster: its days, its kinds of shift, its rules."""

from __future__ import annotations

from optimize.roster_audit import Violation
from optimize.roster_rules import RULES
from plots.amounts import clock
from plots.language import Lang, say
from plots.roster_data import RosterData
from scenarios.rosters import RosterKind, RuleName

_ZH = "一二三四五六日"
_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULES: dict[RuleName, tuple[str, str]] = {
    "day_hours": ("每日工时", "Hours of a day"),
    "week_hours": ("每周工时", "Hours of a week"),
    "rest_day": ("每周休息日", "Rest day each week"),
    "day_overtime": ("每日加班", "Overtime of a day"),
    "month_overtime": ("每月加班", "Overtime of a month"),
    "protected": ("受保护女职工", "Protected employees"),
    "rest": ("班间休息", "Rest between shifts"),
    "succession": ("禁止的接续", "Forbidden succession"),
    "available": ("请假、不可用", "Leave, not available"),
    "skill": ("技能", "Skill"),
    "most_of_kind": ("某班次上限", "Most of a shift"),
    "least_hours": ("合同最少工时", "Least hours of the contract"),
    "most_hours": ("合同最多工时", "Most hours of the contract"),
    "work_run_most": ("最多连续上班", "Most days of work in a row"),
    "work_run_least": ("最少连续上班", "Least days of work in a row"),
    "off_run_least": ("最少连续休息", "Least days off in a row"),
    "weekends_most": ("上班的周末", "Weekends with work"),
    "same_kind_run": ("轮岗", "Rotation of posts"),
    "apart": ("不得同班", "Not on the same shift"),
    "together": ("须同班", "On the same shifts"),
}


def weekday(data: RosterData, day: int, lang: Lang) -> str:
    """The weekday of a day, short."""
    number = data.case.date(day).weekday()
    return say(lang, _ZH[number], _EN[number])


def day_words(data: RosterData, day: int, lang: Lang) -> str:
    """A day with its weekday: ``3月2日（周一）``, ``Mo 2 Mar``."""
    date = data.case.date(day)
    zh = f"{date.month}月{date.day}日（周{_ZH[date.weekday()]}）"
    return say(lang, zh, f"{_EN[date.weekday()]} {date.day} {date:%b}")


def kind_title(data: RosterData, kind: str, lang: Lang) -> str:
    """What a kind of shift is called; its name where it has no title."""
    title = data.case.kinds[kind].title
    return kind if title is None else getattr(title, lang)


def kind_times(kind: RosterKind, lang: Lang) -> str:
    """From when to when, and the hours that count: ``08:00–16:00, 7.5 h``."""
    hours = say(lang, f"{kind.hours:g} 小时", f"{kind.hours:g} h")
    if kind.start is None:
        return hours
    end = kind.start + kind.length
    next_day = say(lang, "次日 ", "next day ") if end >= 86400 else ""
    span = f"{clock(kind.start)}–{next_day}{clock(end % 86400)}"
    return say(lang, f"{span}，{hours}", f"{span}, {hours}")


def rule_title(rule: RuleName, lang: Lang) -> str:
    """What a rule is called."""
    return say(lang, *_RULES[rule])


def rule_article(rule: RuleName, lang: Lang) -> str:
    """Where a rule stands."""
    return say(lang, *RULES[rule].article)


def is_hard(data: RosterData, violation: Violation) -> bool:
    """Whether a rule that is broken may never be."""
    return data.case.strength(violation.rule) == "hard"
