"""People waiting by hour of the day."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment import simulate
from sim.service_levels import HOUR, time_by_hour
from sim.tally import Key
from tests.sim.models import DAY, at, desk

HOURS = 50
instants = st.one_of(st.integers(0, HOURS).map(lambda h: h * HOUR), st.floats(0, HOURS * HOUR))


@given(st.lists(st.tuples(instants, instants).map(sorted), max_size=20))
def test_each_span_counts_in_the_hours_that_it_covers(spans: list[list[float]]):
    begin, end = np.array(spans).reshape(-1, 2).T
    exact = [
        sum(
            max(Fraction(0), min(Fraction(b), (h + 1) * 3600) - max(Fraction(a), h * 3600))
            for a, b in spans
        )
        for h in range(HOURS)
    ]
    # Hours of at most 20 spans: less than 72,000 s, rounded some 40 times.
    run = np.zeros(len(begin), np.int64)
    found = time_by_hour(begin, end, HOURS, run, 1)[0]
    assert found == pytest.approx([float(x) for x in exact], abs=1e-9)


def test_an_hour_in_which_nobody_waits_has_zero_and_not_nearly_so():
    # On each of 60 days two come together soon after 7, and the second waits; those at noon and
    # at 18 do not. Differences of sums of their times would leave a rest of rounding there.
    days = [day * DAY for day in range(60)]
    came = [d + h * HOUR + d / 7e4 for d in days for h in (7, 7, 12, 18)]
    tally = simulate(desk(at(*came), 300.1, horizon=60 * DAY)).tally()
    found = dict(zip(tally.keys, tally.value, strict=True))
    waited = [found[Key("queue_length", "queue", "serve", hour * HOUR)] for hour in range(24)]
    assert waited.pop(7) == pytest.approx(60 * 300.1, rel=1e-9)
    assert waited == [0.0] * 23
