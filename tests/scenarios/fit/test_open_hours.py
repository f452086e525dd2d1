"""Opening hours begin with the first people who come, not with a stray ticket at night."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenarios.fit.open_hours import without_strays

HALF_HOUR = 1800.0


def _day(strays: dict[int, int], each: int = 25) -> np.ndarray:
    """So many in each half hour from 9:00 to 17:00, and some at others."""
    counts = np.zeros(48, dtype=np.int64)
    counts[18:34] = each
    for at, n in strays.items():
        counts[at] = n
    return counts


def test_by_hand() -> None:
    assert without_strays(_day({}), HALF_HOUR) == (18, 33)
    # 2 of 402 are half a percent: more than a quarter, but at night.
    assert without_strays(_day({0: 2}), HALF_HOUR) == (18, 33)
    assert without_strays(_day({0: 2, 45: 1}), HALF_HOUR) == (18, 33)
    # One each half hour before the opening are those who wait at the door.
    assert without_strays(_day({16: 2, 17: 2}), HALF_HOUR) == (16, 33)
    # 10 of 410 are no strays: somebody serves at night.
    assert without_strays(_day({0: 10}), HALF_HOUR) == (0, 33)
    # A break at noon sets nobody apart who are many.
    noon = _day({})
    noon[24:28] = 0
    assert without_strays(noon, HALF_HOUR) == (18, 33)


@given(st.lists(st.integers(0, 60), min_size=48, max_size=48).filter(any))
def test_hardly_anybody_is_left_outside_and_the_ends_are_not_empty(counts: list[int]) -> None:
    day = np.array(counts)
    first, last = without_strays(day, HALF_HOUR)
    assert first <= last
    assert day[first] > 0
    assert day[last] > 0
    assert day[:first].sum() <= 0.02 * day.sum()
    assert day[last + 1 :].sum() <= 0.02 * day.sum()
    assert without_strays(day[::-1], HALF_HOUR) == (47 - last, 47 - first)
