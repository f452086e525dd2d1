import datetime as dt
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from scenarios.json_schema import model_schema
from scenarios.model import ServiceModel
from scenarios.writing import dump_model
from scenarios.yaml_text import parse_yaml
from tests.strategies import models

HERE = Path(__file__).parent
PACKS = sorted((HERE.parents[1] / "scenarios" / "library").glob("*/baseline.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(model_schema())


def as_json(value: Any) -> Any:
    """JSON knows no dates: they are texts."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def errors_in(text: str) -> list[str]:
    data = as_json(parse_yaml(text).data)
    return [f"{list(e.path)}: {e.message}" for e in VALIDATOR.iter_errors(data)]


def test_it_is_a_schema_of_draft_2020_12() -> None:
    jsonschema.Draft202012Validator.check_schema(model_schema())
    assert model_schema()["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("file", [HERE / "sample.yaml", *PACKS], ids=str)
def test_shipped_files_keep_it(file: Path) -> None:
    assert errors_in(file.read_text(encoding="utf-8")) == []


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(models())
def test_written_models_keep_it(model: ServiceModel) -> None:
    assert errors_in(dump_model(model)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("horizon: 5 days", "horizon: 5"),
        ("horizon: 5 days", "horizon: 5 workdays"),
        ("warm_up:", "warmup:"),
        ("seats: 3", "seats: many"),
        ("balk: 0.05", "balk: 5"),
        ("distribution: gamma", "distribution: gama"),
        ('span: "22:00-06:00"', 'span: "22-6"'),
    ],
)
def test_mistakes_of_one_value_break_it(old: str, new: str) -> None:
    text = (HERE / "sample.yaml").read_text(encoding="utf-8")
    assert old in text
    assert errors_in(text.replace(old, new))


def test_every_field_has_its_help() -> None:
    definitions = [model_schema(), *model_schema()["$defs"].values()]
    without = [
        f"{definition['title']}.{name}"
        for definition in definitions
        for name, field in definition.get("properties", {}).items()
        if not field.get("description")
    ]
    assert without == []
