"""The usual shifts lie within the hours of a pool and reach from their beginning to their end."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.usual_shifts import usual_shifts

HOUR, DAY = 3600.0, 86400.0


def spans(rules):
    """Beginning and end of every shift there may be, by kind."""
    return {
        name: [(start, start + length) for start in kind.starts() for length in kind.lengths]
        for name, kind in rules.kinds.items()
    }


@given(begin=st.integers(0, 79), lasts=st.integers(16, 96))
def test_every_shift_lies_in_the_hours_and_each_kind_begins_and_ends_with_them(begin, lasts):
    open_, close = 900.0 * begin, min(900.0 * (begin + lasts), DAY)
    if close - open_ >= DAY or close - open_ < 4 * HOUR:
        return
    found = spans(usual_shifts((open_, close)))
    assert ("full" in found) == (close - open_ >= 8 * HOUR)
    for kind in found.values():
        assert all(open_ <= start and end <= close for start, end in kind)
        assert min(start for start, _ in kind) == open_
        assert max(end for _, end in kind) == close
        # From half hour to half hour at the least.
        starts = sorted(start for start, _ in kind)
        assert all(b - a <= HOUR / 2 for a, b in zip(starts, starts[1:], strict=False))


@given(begin=st.integers(0, 95), lasts=st.integers(1, 15))
def test_hours_shorter_than_any_shift_have_one_that_holds_them(begin, lasts):
    open_, close = 900.0 * begin, min(900.0 * (begin + lasts), DAY)
    ((start, end),) = spans(usual_shifts((open_, close)))["short"]
    assert start <= open_
    assert close <= end <= DAY


@pytest.mark.parametrize("kind", ["full", "short"])
@pytest.mark.parametrize(("always", "every"), [(False, 1800.0), (True, 3600.0)])
def test_shifts_start_at_any_half_hour_over_midnight_and_at_any_hour_round_the_clock(
    kind, always, every
):
    rules = usual_shifts((0.0, DAY), always=always)
    assert rules.kinds[kind].starts() == tuple(np.arange(0.0, DAY, every))


def test_those_of_four_hours_are_half_at_most_where_others_are_possible():
    assert usual_shifts((9 * HOUR, 17 * HOUR)).kinds["short"].share_at_most == 0.5
    assert usual_shifts((9 * HOUR, 16 * HOUR)).kinds["short"].share_at_most is None
