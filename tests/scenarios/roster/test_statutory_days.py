"""Days that are paid threefold are those of the notices, and lie in holidays."""

from __future__ import annotations

import datetime as dt

import pytest
from chinese_calendar import get_holiday_detail

from scenarios.roster.statutory_days import is_statutory, known_holidays

NAMES = {
    "New Year's Day": (1, 1), "Spring Festival": (3, 4), "Tomb-sweeping Day": (1, 1),
    "Labour Day": (1, 2), "Dragon Boat Festival": (1, 1), "Mid-autumn Festival": (1, 1),
    "National Day": (3, 3),
}  # fmt: skip
"""Days of each holiday before 2025 and from then on."""


@pytest.mark.parametrize("year", range(2024, 2027))
def test_each_holiday_has_the_days_of_the_law(year: int) -> None:
    assert known_holidays()[0] <= year <= known_holidays()[1]
    days = [dt.date(year, 1, 1) + dt.timedelta(days=k) for k in range(365)]
    named = [get_holiday_detail(day) for day in days if is_statutory(day)]
    assert all(off for off, _ in named)
    # In 2025 Mid-Autumn lies in the week of National Day, whose name the calendar gives it.
    found = {name: sum(one == name for _, one in named) for name in NAMES}
    wanted = {name: counts[year >= 2025] for name, counts in NAMES.items()}
    if year == 2025:
        assert sum(found.values()) == sum(wanted.values()) == 13
    else:
        assert found == wanted
