"""A hotline round the clock, drawn at any size: contracts, skills, leave, wishes, four shifts."""

from __future__ import annotations

import datetime as dt

import numpy as np

from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Contract, CoverNeed, Person, RosterCase, Wish

HOUR = 3600.0
DAYS = 28
KINDS = {
    "early": RosterKind(start=6 * HOUR, length=8.5 * HOUR, unpaid_break=0.5 * HOUR),
    "day": RosterKind(start=9 * HOUR, length=8.5 * HOUR, unpaid_break=0.5 * HOUR),
    "late": RosterKind(start=14 * HOUR, length=8.5 * HOUR, unpaid_break=0.5 * HOUR),
    "night": RosterKind(start=22 * HOUR, length=8 * HOUR, skill="nights"),
}
SHARES = {"early": 0.18, "day": 0.28, "late": 0.17, "night": 0.06}
"""Of all people, how many each shift needs on a working day."""
WISHED = (None, None, None, None, None, "early", "day", "late")
"""Kinds that each wishes to work on some day; None for a day off."""
WEEKEND = 0.55
"""Of that, what a Saturday or Sunday needs."""


def hotline(people: int, seed: int = 0) -> RosterCase:
    """A case for so many people and four weeks, with about nine tenths of their hours needed."""
    rng = np.random.default_rng(seed)
    found = {f"P{k:03d}": _person(rng, part_time=k % 6 == 5) for k in range(people)}
    return RosterCase(
        first_day=dt.date(2026, 3, 2),
        days=DAYS,
        kinds=KINDS,
        people=found,
        needs=tuple(_needs(people)),
    )


def _person(rng: np.random.Generator, *, part_time: bool) -> Person:
    days = 12 if part_time else 20
    off = rng.choice(DAYS, size=9, replace=False).tolist()
    leave = tuple(sorted(off[:1])) if rng.random() < 0.5 else ()
    wishes = tuple(
        Wish(day=day, kind=kind, works=kind is not None, weight=float(rng.integers(1, 4)))
        for day, kind in zip(off[1:], WISHED, strict=True)
    )
    contract = Contract(
        least_hours=(days - 4) * 8 * HOUR,
        most_hours=days * 8 * HOUR,
        work_run_most=5,
        off_run_least=int(rng.integers(1, 3)),
        weekends_most=2,
        nights_most=8,
    )
    skills = ("nights",) if rng.random() < 0.5 else ()
    return Person(contract=contract, skills=skills, leave=leave, wishes=wishes)


def _needs(people: int) -> list[CoverNeed]:
    return [
        CoverNeed(
            day=day,
            kind=kind,
            required=round(people * share * (WEEKEND if day % 7 >= 5 else 1.0)),
            under=100.0,
            over=1.0,
        )
        for day in range(DAYS)
        for kind, share in SHARES.items()
    ]
