"""Statutory holidays of China, on which work is paid threefold.

The other days of a holiday week are rest days that were moved. 全国年节及纪念日放假办法 第2条: New
Year 1 day, Spring Festival 3 (from 2025 on 4, with its eve), Tomb-sweeping 1, Labour Day 1 (from
2025 on 2), Dragon Boat 1, Mid-Autumn 1, National Day 3.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from scenarios.calendar_days import known_years

_LUNAR = {
    2024: ("02-10", "04-04", "06-10", "09-17"),
    2025: ("01-29", "04-04", "05-31", "10-06"),
    2026: ("02-17", "04-05", "06-19", "09-25"),
}
"""By year Spring Festival, Tomb-sweeping, Dragon Boat, Mid-Autumn (国务院办公厅, each year)."""


def known_holidays() -> tuple[int, int]:
    """First and last year of which holidays, make-up days and statutory days are known."""
    first, last = known_years()
    return max(first, min(_LUNAR)), min(last, max(_LUNAR))


def is_statutory(date: dt.date) -> bool:
    """Whether a date is a statutory holiday; its year has to be known."""
    return date in _days_of(date.year)


@cache
def _days_of(year: int) -> frozenset[dt.date]:
    spring, *single = (dt.date.fromisoformat(f"{year}-{text}") for text in _LUNAR[year])
    revised = year >= 2025
    found = {dt.date(year, 1, 1), dt.date(year, 5, 1), *single}
    found |= {spring + dt.timedelta(days=k) for k in range(-1 if revised else 0, 3)}
    found |= {dt.date(year, 10, day) for day in (1, 2, 3)}
    return frozenset(found | ({dt.date(year, 5, 2)} if revised else set()))
