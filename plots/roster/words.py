"""Words of a roster: its days, its kinds of shift, its rules."""

from __future__ import annotations

from optimize.roster.audit import Violation
from plots.amounts import clock
from plots.language import Lang, say
from plots.roster.data import RosterData
from scenarios.calendar_days import DAY
from scenarios.roster.breaks import Taken
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import RuleName
from scenarios.roster.rule_names import RULE_NAMES

_ZH = "一二三四五六日"
_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


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
    title = data.case.title_of(kind)
    return say(lang, title.zh, title.en)


def kind_stem(data: RosterData, kind: str, lang: Lang) -> str:
    """What a kind is called without its start, which shifts that were planned have behind it."""
    title, start = kind_title(data, kind, lang).strip(), data.case.kinds[kind].start
    return title if start is None else title.removesuffix(clock(start)).strip()


def kind_times(kind: RosterKind, lang: Lang) -> str:
    """From when to when, and the hours that count: ``08:00–16:00, 7.5 h``."""
    hours = say(lang, f"{kind.hours:g} 小时", f"{kind.hours:g} h")
    if kind.start is None:
        return hours
    end = kind.start + kind.length
    next_day = say(lang, "次日 ", "next day ") if end >= 86400 else ""
    span = f"{clock(kind.start)}–{next_day}{clock(end % 86400)}"
    return say(lang, f"{span}，{hours}", f"{span}, {hours}")


def breaks_text(taken: Taken) -> str:
    """When somebody has breaks: ``10:15–10:45, 12:00–12:15``."""
    return ", ".join(f"{clock(begin % DAY)}–{clock(end % DAY)}" for begin, end in taken)


def breaks_assumed(lang: Lang) -> str:
    """What is assumed of breaks whose time the file does not say."""
    zh = "没有写明休息时段的班，按同班轮流、在班次中段依次休息处理（假定）。"
    en = "Where a shift does not say when, people take breaks in turn around its middle (assumed)."
    return say(lang, zh, en)


def why_title(lang: Lang) -> str:
    """What stands above the reasons for places that stay open."""
    return say(lang, "为什么排不满", "Why not all is covered")


def rule_title(rule: RuleName, lang: Lang) -> str:
    """What a rule is called."""
    name = say(lang, *RULE_NAMES[rule])
    return name[:1].upper() + name[1:]


def is_hard(data: RosterData, violation: Violation) -> bool:
    """Whether a rule that is broken may never be."""
    return data.case.strength(violation.rule) == "hard"
