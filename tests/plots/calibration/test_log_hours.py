"""The axis of times has marks enough to be read, whatever it reaches over."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots.calibration.log_hours import time_marks

HOURS = {"min": 1 / 60, "h": 1.0, "d": 24.0, "wk": 168.0, "yr": 8760.0}


@given(st.floats(1 / 60, 4000), st.floats(2.7, 1e4))
def test_an_axis_has_marks_enough_and_not_too_many(least: float, times: float) -> None:
    marks = time_marks(least, least * times)
    assert 3 <= len(marks) <= 9
    hours = [hour for hour, _, _ in marks]
    apart = min(1.5, times ** (1 / 7)) * (1 - 1e-9)
    assert all(a * apart <= b for a, b in itertools.pairwise(hours))
    for hour, zh, en in marks:
        assert least <= hour <= least * times
        number, unit = en.split()
        assert float(number) * HOURS[unit] == pytest.approx(hour)
        assert zh.split()[0] == number


def test_a_day_is_marked_rather_than_twenty_hours() -> None:
    assert [en for _, _, en in time_marks(8.5, 60)] == ["10 h", "1 d", "2 d"]
