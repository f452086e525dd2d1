"""Whole people from mean numbers on duty."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenarios.fit.on_duty import whole_levels


def test_what_is_rounded_off_makes_nobody_that_was_never_there() -> None:
    # A factor on four windows makes 4.1 of them: after ten steps a fifth would be owed.
    mean = np.full(12, 4.1)
    assert whole_levels(mean).max() == 5
    assert whole_levels(mean, 4).max() == 4


@given(st.lists(st.floats(0, 9), min_size=1, max_size=96))
def test_the_bound_holds_and_changes_nothing_where_it_is_not_reached(mean: list[float]) -> None:
    most = np.ceil(max(mean))
    free, bound = whole_levels(np.array(mean)), whole_levels(np.array(mean), most)
    assert bound.max() <= most
    if free.max() <= most:
        assert (bound == free).all()
