import numpy as np
import pytest

from sim.clock_times import DAY, within_hours

HOUR = 3600.0


@pytest.mark.parametrize(
    ("hour", "inside"), [(21.9, False), (22, True), (24.5, True), (24.99, True), (25, False)]
)
@pytest.mark.parametrize("day", [0, 1, 5])
def test_hours_past_midnight_are_of_the_day_before(hour: float, inside: bool, day: int) -> None:
    times = np.array([day * DAY + hour * HOUR])
    assert within_hours(times, [(22 * HOUR, 25 * HOUR)]).tolist() == [inside]


def test_several_spans_and_none() -> None:
    times = np.array([8.5, 10, 18, 20]) * HOUR + DAY
    peaks = [(8 * HOUR, 9 * HOUR), (17 * HOUR, 20 * HOUR)]
    assert within_hours(times, peaks).tolist() == [True, False, True, False]
    assert within_hours(times, ()).all()
    assert within_hours(np.empty(0), peaks).shape == (0,)
