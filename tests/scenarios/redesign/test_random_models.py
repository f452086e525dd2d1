"""Laws of every operator over random models: nothing mutated, files read back, traces complete."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.checks import check_model, checked
from scenarios.errors import Problem, RedesignError
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.scenario import scenario_schema
from scenarios.redesign.trace import changes
from scenarios.writing import dump_model
from tests.scenarios.redesign.flow_steps import step_of
from tests.scenarios.redesign.random_steps import FIELDS, step_data
from tests.strategies import models


def test_every_operator_is_tried() -> None:
    union = scenario_schema()["properties"]["redesign"]["items"]["discriminator"]["mapping"]
    assert set(FIELDS) == set(union)


def equipped(model: ServiceModel, operator: str) -> ServiceModel:
    """The model with crews, or seats to spare, where the operator needs them."""
    crew = {"base": (0.0, 0.0), "speed": 30}
    more: dict[str, Any]
    if operator == "surge_windows":
        more = {"people": {}, "seats": 5, "staff": 2}
    elif operator in ("dispatch_nearest", "plan_routes"):
        more = {"people": {}, "seats": 2, "staff": 2, "crew": crew}
        places = {"points": [(1.0, 2.0)]}
        services = {name: s.replace(where=places) for name, s in model.services.items()}
        model = model.replace(services=services)
    else:
        return model
    pools = {name: pool.replace(**more) for name, pool in model.pools.items()}
    return checked(model.replace(pools=pools))


@pytest.mark.parametrize("operator", FIELDS)
@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(model=models(), data=st.data())
def test_a_step_of_any_model_obeys_the_laws_or_says_why(
    operator: str, model: ServiceModel, data: st.DataObject
) -> None:
    model = equipped(model, operator)
    try:
        step = step_of(data.draw(step_data(operator, model)))
    except ValidationError as error:
        # A model with one pool or one activity has no two to name.
        assert {e["type"] for e in error.errors()} <= {"too_short"}  # noqa: PT017
        return
    text = dump_model(model)
    refused: tuple[Problem, ...] = ()
    try:
        applied = step.apply(model)
    except RedesignError as error:
        refused = error.problems
    assert dump_model(model) == text
    if refused:
        assert all(problem.where.startswith(operator) for problem in refused)
        assert all(problem.what.startswith("expected ") for problem in refused)
        return
    after = applied.model
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after
    assert applied.changes == changes(model, after)
    assert all(change.old != change.new for change in applied.changes)
    assert step.apply(model) == applied
    if not applied.changes:
        assert after == model
