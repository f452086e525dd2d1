"""Published rosters of Curtois & Qu, read as cases; the files are no part of the project.

Their cost is that of people missing and too many and of requests not met; all else is hard. What
lies outside the days is a day off for limits from above, and as wanted for those from below.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Contract, CoverNeed, Person, RosterCase, RuleName, Wish

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "rosters"
BEST = {
    1: 607, 3: 1001, 5: 1143, 7: 1056, 9: 439, 11: 3443, 13: 1905, 15: 3928, 17: 5750, 19: 3218,
}  # fmt: skip
"""Lowest cost published for each (11: proved, 13, 15 and 19: lower ones are reported)."""
NUMBERS = (1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23)
"""Those that are there; nothing is published that we know of the last two."""
LAW: tuple[RuleName, ...] = (
    "day_hours", "week_hours", "rest_day", "day_overtime", "month_overtime", "protected",
)  # fmt: skip
"""Rules that these instances do not know."""


def path_of(number: int) -> Path:
    """Where an instance lies, when it is there."""
    return DATA / f"Instance{number}.txt"


def parse(text: str) -> RosterCase:
    """Read an instance in the form that its comments describe."""
    parts: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        if line.startswith("SECTION_"):
            lines = parts.setdefault(line.strip().removeprefix("SECTION_"), [])
        elif line.strip() and not line.startswith("#"):
            lines.append([field.strip() for field in line.split(",")])
    wishes: dict[str, list[Wish]] = {}
    for part, works in (("SHIFT_ON_REQUESTS", True), ("SHIFT_OFF_REQUESTS", False)):
        for name, day, kind, weight in parts.get(part, []):
            wish = Wish(day=int(day), kind=kind, works=works, weight=float(weight))
            wishes.setdefault(name, []).append(wish)
    leave = {name: tuple(map(int, days)) for name, *days in parts.get("DAYS_OFF", [])}
    return RosterCase(
        first_day=dt.date(2026, 3, 2),  # a Monday, as all of them begin on
        days=int(parts["HORIZON"][0][0]),
        kinds={
            kind: RosterKind(length=float(minutes) * 60, not_followed_by=_listed(later))
            for kind, minutes, later in parts["SHIFTS"]
        },
        people={
            name: Person(
                contract=_contract(*limits),
                leave=leave.get(name, ()),
                wishes=tuple(wishes.get(name, ())),
            )
            for name, *limits in parts["STAFF"]
        },
        needs=tuple(
            CoverNeed(
                day=int(day),
                kind=kind,
                required=int(required),
                under=float(under),
                over=float(over),
            )
            for day, kind, required, under, over in parts["COVER"]
        ),
        strengths=dict.fromkeys(LAW, "off"),
    )


def _contract(
    shifts: str,
    most_minutes: str,
    least_minutes: str,
    run_most: str,
    run_least: str,
    off_least: str,
    weekends: str,
) -> Contract:
    most = (one.split("=") for one in _listed(shifts))
    return Contract(
        most_of_kind={kind: int(number) for kind, number in most},
        most_hours=float(most_minutes) * 60,
        least_hours=float(least_minutes) * 60,
        work_run_most=int(run_most),
        work_run_least=int(run_least),
        off_run_least=int(off_least),
        weekends_most=int(weekends),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split("|") if one)
