"""Days that are not as their weekday is: statutory holidays, days off moved there, make-up days."""

from __future__ import annotations

from collections.abc import Iterator

from plots.language import Lang, say
from plots.roster.data import RosterData
from scenarios.roster.holidays import DayKind


def day_mark(data: RosterData, day: int) -> DayKind | None:
    """What a day is by the calendar; None for one that is as its weekday is."""
    return data.case.calendar.kind(day)


def mark_word(mark: DayKind, lang: Lang) -> str:
    """The word for it in a narrow cell, in the Chinese of wall calendars."""
    words: dict[DayKind, str] = {
        "statutory": say(lang, "法定", "PH"),
        "rest": say(lang, "休", "off"),
        "work": say(lang, "班", "work"),
    }
    return words[mark]


def marks_told(data: RosterData, lang: Lang) -> Iterator[tuple[DayKind, str]]:
    """What each of the marks that are there stands for, with what work on such days is paid."""
    law = data.case.law
    told: dict[DayKind, str] = {
        "statutory": say(
            lang,
            f"法定节假日，上班按 {law.pay_holiday:.0%} 付",
            f"statutory holiday, work is paid at {law.pay_holiday:.0%}",
        ),
        "rest": say(
            lang,
            f"放假或调休的休息日，不是法定节假日；超出每周工时的按 {law.pay_rest_day:.0%} 付",
            "day off that is no statutory holiday; hours above those of its week are paid at "
            f"{law.pay_rest_day:.0%}",
        ),
        "work": say(lang, "调休上班，算工作日", "make-up workday"),
    }
    there = {day_mark(data, day) for day in range(data.case.days)}
    yield from ((mark, words) for mark, words in told.items() if mark in there)
