"""Scenario files: what they say, and the line of what is wrong with them."""

from pathlib import Path

import jsonschema
import pytest

from scenarios.errors import ModelError, OneWindowError, RedesignError
from scenarios.library.packs import load_pack, pack_names
from scenarios.reading import load_model
from scenarios.redesign.scenario import Published, amount_number, scenario_schema
from scenarios.redesign.scenario_reading import load_redesigned, load_scenario
from scenarios.section import TextPair
from scenarios.units import Workdays
from scenarios.writing import write_model
from scenarios.yaml_text import parse_yaml
from tests.scenarios.redesign.halls import hall

GOOD = """\
name: try
title: {zh: 试, en: Try}
baseline: baseline.yaml
why: Three windows for one matter.
provenance: {kind: assumed, source: A guess.}
redesign:
  - operator: one_window
    pools: [pool_w1, pool_w2, pool_w3]
    into: desk
    size: 3
  - {operator: share_data, remove: [w2], rework_factor: 0.3}
published:
  - {what: Time, before: 2 h, after: 20 min, source: A newspaper.}
  - {what: Satisfied, after: 0.98, source: A newspaper.}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_model(hall(), tmp_path / "baseline.yaml")
    path = tmp_path / "try.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_scenario_and_its_models(file: Path) -> None:
    scenario = load_scenario(file)
    assert Path(scenario.baseline) == file.with_name("baseline.yaml")
    assert [step.operator for step in scenario.redesign] == ["one_window", "share_data"]
    models = load_redesigned(file)
    assert models.before == hall()
    assert next(iter(models.redesigned.model.pools)) == "desk"
    assert models.scenario == scenario


def test_a_baseline_may_be_a_case_of_the_library(file: Path) -> None:
    step = "redesign: [{operator: set_capacity, pool: window_2, seats: 2}]\n"
    head = GOOD.partition("redesign:")[0].replace("baseline.yaml", "social_security")
    file.write_text(head + step, encoding="utf-8")
    baseline = load_pack("social_security").baseline
    assert load_scenario(file).baseline == str(baseline)
    assert load_redesigned(file).before == load_model(baseline)
    write_model(hall(), file.with_name("social_security"))
    assert Path(load_scenario(file).baseline) == file.with_name("social_security")


def test_a_baseline_that_is_nowhere_lists_the_cases(file: Path) -> None:
    file.write_text(GOOD.replace("baseline.yaml", "social_securty"), encoding="utf-8")
    with pytest.raises(ModelError) as error:
        load_redesigned(file)
    (problem,) = error.value.problems
    assert (problem.where, problem.line) == ("baseline", 3)
    assert "case of the library (social_security, " in problem.what
    assert f"({len(pack_names())} in all)" in problem.what
    assert problem.what.endswith("Did you mean 'social_security'?")


def test_numbers_of_a_step_have_the_provenance_of_the_scenario(file: Path) -> None:
    after = load_redesigned(file).redesigned.model
    assert after.pools["desk"].provenance is not None
    assert after.pools["desk"].provenance.source == TextPair(zh="A guess.", en="A guess.")


def test_published_amounts() -> None:
    given = [Published(what="x", before=b, source="") for b in ("2 h", "10 workdays", 0.9)]
    numbers = [amount_number(p.before) for p in given if p.before is not None]
    assert numbers == [7200.0, Workdays(10), 0.9]


BAD = {
    "misspelt operator": (
        ("operator: one_window", "operator: one_windwo"),
        "7: redesign[0].operator: expected one of ",
    ),
    "misspelt field": (
        ("size: 3", "seize: 3"),
        "10: redesign[0] one_window: seize: expected a known key (",
    ),
    "missing field": (
        ("    into: desk\n", ""),
        "7: redesign[0] one_window: into: expected into (",
    ),
    "no seats": (
        ("size: 3", "size: 0"),
        "10: redesign[0] one_window: size: expected a number of at least 1",
    ),
    "share above 1": (
        ("rework_factor: 0.3", "rework_factor: 1.3"),
        "11: redesign[1] share_data: rework_factor: expected a number of at most 1, got 1.3.",
    ),
    "unknown pool": (
        ("pool_w3]", "pool_w33]"),
        (
            "8: redesign[0] one_window: pools: expected a pool (pool_w1, pool_w2, pool_w3, "
            "pool_pay, pool_advise, office), got 'pool_w33'. Did you mean 'pool_w3'?"
        ),
    ),
    "unknown activity": (
        ("remove: [w2]", "remove: [w22]"),
        "11: redesign[1] share_data: remove: expected an activity, a delay or a document (",
    ),
    "no such baseline": (
        ("baseline: baseline", "baseline: base"),
        "3: baseline: expected a model file beside this file, or a case of the library (",
    ),
    "no time": (
        ("before: 2 h", "before: 2 hrss"),
        "13: published[0].before: expected a number with a unit (",
    ),
    "not a map": ((GOOD, "- a\n"), "1: expected a map of keys such as name, baseline and"),
    "misspelt key": (
        ("why:", "wy:"),
        "4: wy: expected a known key (why), got 'wy'. Did you mean 'why'?",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_one_sentence_with_its_line(case: str, file: Path) -> None:
    (old, new), sentence = BAD[case]
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(OneWindowError) as caught:
        load_redesigned(file)
    assert isinstance(caught.value, ModelError | RedesignError)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(f"{file}:{sentence}")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="expected a scenario file, got: No such file"):
        load_scenario(tmp_path / "none.yaml")


def test_a_mistake_in_the_baseline_is_told_of_the_baseline(file: Path) -> None:
    file.with_name("baseline.yaml").write_text("name: x\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"baseline\.yaml:1: title: expected title"):
        load_redesigned(file)


def test_the_schema_takes_a_good_file_and_refuses_a_bad_one() -> None:
    schema = scenario_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(parse_yaml(GOOD).data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(parse_yaml(GOOD.replace("one_window", "x")).data, schema)
