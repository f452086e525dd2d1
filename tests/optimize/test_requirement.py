"""The requirement as data: heads for positions, and what keeps a promise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimize.promise import Promise
from optimize.requirement import Requirement
from scenarios.errors import DataError


def requirement(required):
    required = np.array(required, dtype=np.int64)[:, None]
    nothing = np.zeros(required.shape)
    return Requirement(
        starts=np.arange(len(required)) * 1800.0,
        interval=1800.0,
        queues=("callers",),
        groups=("agents",),
        group_of=(0,),
        calls=nothing,
        offered_load=nothing,
        required=required,
        level=nothing,
        level_below=nothing,
        promise=Promise("service_level", 0.9, 30.0),
        method="erlang_c",
    )


def test_shrinkage_makes_positions_into_heads():
    heads = requirement([0, 7, 9, 10]).rostered(0.3)
    assert heads.tolist() == [[0], [10], [13], [15]]  # 7 / .7 = 10 to the head, 9 / .7 = 12.86


@given(st.lists(st.integers(0, 10_000), min_size=1), st.floats(0, 0.9))
def test_heads_are_just_enough(required, shrinkage):
    heads = requirement(required).rostered(shrinkage)[:, 0]
    assert (heads * (1 - shrinkage) >= np.array(required) - 1e-6).all()
    assert ((heads - 1) * (1 - shrinkage) < np.array(required)).all()


@pytest.mark.parametrize("shrinkage", [-0.1, 1.0, 30])
def test_no_such_shrinkage(shrinkage):
    with pytest.raises(DataError, match=r"within \[0, 1\)"):
        requirement([1]).rostered(shrinkage)


def test_a_promise_is_kept_from_its_goal_on_and_where_nobody_comes():
    level = np.array([0.89, 0.9, 0.95, np.nan])
    assert Promise("service_level", 0.9, 30.0).is_kept(level).tolist() == [False, True, True, True]
    waits = np.array([19.0, 20.0, 21.0, np.nan])
    assert Promise("mean_wait", 20.0).is_kept(waits).tolist() == [True, True, False, True]
