"""Seats and staff of a pool."""

from typing import Any

import pytest

from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.trace import Change
from tests.scenarios.redesign.halls import hall


def changed(model: ServiceModel, **changes: Any) -> ServiceModel:
    step = {"operator": "set_capacity", "pool": "pool_w1", **changes}
    return SetCapacity.model_validate(step).apply(model).model


def test_seats_and_staff() -> None:
    blocks = [
        {"span": (32400.0, 43200.0), "level": 1},
        {"days": "mon", "span": (36000.0, 61200.0), "level": 3},
    ]
    pool = changed(hall(), seats=4, staff=blocks).pools["pool_w1"]
    assert pool.seats == 4
    assert isinstance(pool.staff, tuple)
    assert [block.level for block in pool.staff] == [1, 3]
    assert all(isinstance(block, StaffBlock) for block in pool.staff)


def test_what_is_left_out_stays() -> None:
    model = hall()
    after = changed(model, seats=9)
    pool = after.pools["pool_w1"].replace(provenance=None)
    assert pool == model.pools["pool_w1"].replace(seats=9, provenance=None)
    assert after.replace(pools=model.pools) == model


def test_the_trace() -> None:
    step = SetCapacity(operator="set_capacity", pool="pool_w1", seats=5, staff=3)
    assert step.apply(hall()).changes == (
        Change("pools.pool_w1.seats", "2", "5"),
        Change("pools.pool_w1.staff", None, "3"),
    )


BAD = {
    "unknown pool": (
        {"pool": "pool_w4", "seats": 1},
        (
            "set_capacity: pool: expected a pool (pool_w1, pool_w2, pool_w3, pool_pay, "
            "pool_advise, office), got 'pool_w4'. Did you mean 'pool_w3'?"
        ),
    ),
    "more people than seats": (
        {"staff": 3},
        "set_capacity: staff: expected at most 2 people at once, one for each seat, got 3.",
    ),
    "blocks that add up to more than the seats": (
        {
            "staff": [
                {"days": "mon", "span": (79200.0, 108000.0), "level": 2},
                {"days": "tue", "span": (14400.0, 36000.0), "level": 1},
            ]
        },
        "set_capacity: staff: expected at most 2 people at once, one for each seat, got 3.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    changes, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        changed(hall(), **changes)
    assert len(caught.value.problems) == 1
    assert sentence in str(caught.value)


def test_named_people_keep_their_shifts() -> None:
    model = hall()
    pool = {
        "serves": ["w1"],
        "seats": 2,
        "people": {"A": {"shifts": [{"span": (32400.0, 61200.0)}]}},
    }
    model = model.replace(pools={**model.pools, "pool_w1": pool})
    with pytest.raises(RedesignError, match="expected a pool without named people"):
        changed(model, staff=1)
    assert changed(model, seats=3).pools["pool_w1"].people
