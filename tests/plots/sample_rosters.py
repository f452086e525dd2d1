"""Rosters to be shown: small ones made by hand."""

from __future__ import annotations

import datetime as dt

from onewindow.roster.shown import shown_roster
from plots.roster.data import RosterData
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Contract, CoverNeed, Person, RosterCase, Wish

HOUR = 3600.0
EARLY = RosterKind(
    title={"zh": "早", "en": "Early"}, start=7 * HOUR, length=8.5 * HOUR, unpaid_break=HOUR / 2
)
LATE = RosterKind(
    title={"zh": "晚", "en": "Late"}, start=14 * HOUR, length=8.5 * HOUR, unpaid_break=HOUR / 2
)
NIGHT = RosterKind(title={"zh": "夜", "en": "Night"}, start=22 * HOUR, length=8 * HOUR)


def week_case(**changes: object) -> RosterCase:
    """A week from Monday 2 March 2026: six people, early, late and night."""
    overtime = Contract(overtime=True)
    people = {
        "王芳": Person(contract=overtime, history=("N",)),
        "李娜": Person(wishes=(Wish(day=5, works=False, weight=3.0),)),
        "=cmd|' /C calc'!A0": Person(leave=(2,)),
        "Zoë O'Neil, Dr.": Person(),
        "陈静": Person(),
        "赵磊": Person(),
    }
    needs = [
        CoverNeed(day=day, kind=kind, required=1 if kind == "N" or day > 4 else 2)
        for day in range(7)
        for kind in ("E", "L", "N")
    ]
    given = {
        "first_day": dt.date(2026, 3, 2), "days": 7, "people": people, "needs": tuple(needs),
        "kinds": {"E": EARLY, "L": LATE, "N": NIGHT},
    }  # fmt: skip
    return RosterCase.model_validate({**given, **changes})


WEEK = {
    "王芳": (None, "E", "E", "E", "E", "E", None),
    "李娜": ("E", "E", "L", "L", None, "L", None),
    "=cmd|' /C calc'!A0": ("L", "L", None, "E", "E", None, None),
    "Zoë O'Neil, Dr.": ("L", "L", "L", None, "L", None, "E"),
    "陈静": ("E", None, "E", "L", "E", None, "L"),
    "赵磊": ("N", "N", "N", "N", None, None, "N"),
}
"""One early shift after a late one, nobody at night on two days."""


def week_shown(**more: object) -> RosterData:
    """The week as it is shown."""
    return shown_roster(week_case(), WEEK, **more)  # type: ignore[arg-type]
