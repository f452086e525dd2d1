"""Steps one after the other: order, names of the step in errors, the trace by step."""

import pytest

from scenarios.errors import RedesignError
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.base import Operator
from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.share_data import ShareData
from tests.scenarios.redesign.halls import hall, merge

MERGE: Operator = OneWindow.model_validate(merge())
MORE: Operator = SetCapacity(operator="set_capacity", pool="desk", seats=6)


def test_each_step_sees_what_the_one_before_it_made() -> None:
    model = hall()
    after = apply_redesign(model, [MERGE, MORE])
    assert after.model.pools["desk"].seats == 6
    assert [step.operator for step in after.steps] == [MERGE, MORE]
    assert [change.path for change in after.steps[1].changes] == ["pools.desk.seats"]
    assert after.model == MORE.apply(MERGE.apply(model).model).model


def test_no_steps_leave_the_model_as_it_is() -> None:
    model = hall()
    assert apply_redesign(model, []).model is model


def test_a_wrong_order_names_the_step() -> None:
    with pytest.raises(RedesignError) as caught:
        apply_redesign(hall(), [MORE, MERGE])
    assert str(caught.value) == (
        "redesign[0] set_capacity: pool: expected a pool (pool_w1, pool_w2, pool_w3, pool_pay, "
        "pool_advise, office), got 'desk'. Use one of these names."
    )


def test_a_name_that_an_earlier_step_took_away() -> None:
    gone = ShareData(operator="share_data", remove=("w3",))
    with pytest.raises(RedesignError) as caught:
        apply_redesign(hall(), [gone, MERGE])
    assert str(caught.value).startswith(
        "redesign[1] one_window: pools: expected a pool (pool_w1, pool_w2, pool_pay, pool_advise, "
        "office), got 'pool_w3'."
    )
