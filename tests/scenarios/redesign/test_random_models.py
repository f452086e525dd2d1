"""Laws of every operator over random models: nothing mutated, files read back, traces complete."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.checks import check_model
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
