"""What holds for every step that rewrites flows: nothing mutated, draws kept, pilots right."""

import jsonschema
import pytest

from scenarios.checks import check_model
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.scenario import scenario_schema
from scenarios.redesign.trace import changes
from scenarios.writing import dump_model
from scenarios.yaml_values import file_values
from sim.experiment import simulate
from tests.scenarios.redesign.flow_steps import NOTHING, STEPS, applied, busy, step_of
from tests.scenarios.redesign.halls import draws, same_script
from tests.scenarios.redesign.test_pilot import by_case, measures, moved


@pytest.mark.parametrize("name", STEPS)
def test_the_model_given_is_not_changed(name: str) -> None:
    model = busy()
    text = dump_model(model)
    first = step_of(STEPS[name][0]).apply(model)
    assert dump_model(model) == text
    assert step_of(STEPS[name][0]).apply(model) == first
    assert first.changes
    assert first.changes == changes(model, first.model)


@pytest.mark.parametrize("pilot", [1.0, 0.3])
@pytest.mark.parametrize("name", STEPS)
def test_the_new_model_passes_checks_runs_and_reads_back(name: str, pilot: float) -> None:
    after = applied(busy(), STEPS[name][0], pilot=pilot)
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after
    assert simulate(after).script.cases > 0


@pytest.mark.parametrize("name", STEPS)
def test_a_step_reads_back_from_its_own_dump(name: str) -> None:
    step = step_of(STEPS[name][0])
    assert step_of(step.model_dump(mode="json", exclude_unset=True)) == step


@pytest.mark.parametrize("name", STEPS)
def test_the_schema_of_scenario_files_has_the_step(name: str) -> None:
    scenario = {"name": "x", "title": "X", "baseline": "b.yaml", "why": "w"}
    scenario["provenance"] = "assumed"
    step = step_of({**STEPS[name][0], "pilot": 0.3, "one_off_cost": 1000})
    good = file_values(step, None)
    jsonschema.validate({**scenario, "redesign": [good]}, scenario_schema())
    for wrong in ({**good, "pilott": 0.3}, {**good, "pilot": 1.3}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**scenario, "redesign": [wrong]}, scenario_schema())


@pytest.mark.parametrize("name", NOTHING)
def test_a_step_that_changes_nothing_leaves_model_and_script_as_they_are(name: str) -> None:
    model = busy()
    done = step_of(NOTHING[name]).apply(model)
    assert done.model == model
    assert done.changes == ()
    assert same_script(done.model, model)


@pytest.mark.parametrize("name", STEPS)
def test_draws_elsewhere_stay_case_by_case(name: str) -> None:
    data, touched = STEPS[name]
    model = busy()
    before, after = draws(model), draws(applied(model, data))
    kept = {address: drawn for address, drawn in after.items() if address in before}
    elsewhere = {a for a in before if a[3] not in touched and a[4] == 0}
    assert elsewhere <= set(kept)
    same = [address for address in kept if address[3] not in touched]
    assert all(before[address] == kept[address] for address in same)


@pytest.mark.parametrize("name", STEPS)
def test_each_case_of_a_pilot_draws_what_it_would_if_all_were_redesigned(name: str) -> None:
    model, data = busy(), STEPS[name][0]
    before, after = by_case(model), by_case(applied(model, data))
    last: set[tuple[str, int, int]] = set()
    for share in (0.0, 0.3, 0.7, 1.0):
        tried = by_case(applied(model, data, pilot=share))
        assert all(tried.get(case) in (before[case], after.get(case)) for case in before)
        now = {case for case in before if tried.get(case) != before[case]}
        assert last <= now
        last = now
    if name not in ("parallelize", "reorder", "case_owner"):
        assert last


@pytest.mark.parametrize("name", STEPS)
def test_a_pilot_of_all_but_nobody_gives_the_measures_of_the_step(name: str) -> None:
    def told(model: ServiceModel) -> dict[str, float]:
        # The pools that nobody comes to any more are there all the same.
        of_idle_pools = {"staffed_hours", "paid_hours", "windows", "worked_fraction"}
        return {k: v for k, v in measures(model).items() if k not in of_idle_pools}

    model, data = busy(), STEPS[name][0]
    whole, almost = applied(model, data), applied(model, data, pilot=1 - 1e-9)
    assert told(almost) == pytest.approx(told(whole), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", STEPS)
def test_a_pilot_of_nobody_changes_nothing(name: str) -> None:
    model = busy()
    assert applied(model, STEPS[name][0], pilot=0) == model
    assert moved(by_case(model), by_case(applied(model, STEPS[name][0], pilot=0))) == set()
