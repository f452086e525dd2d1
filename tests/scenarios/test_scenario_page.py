"""The page about scenario files is that of the schema, and its examples are right."""

import re
import runpy
from pathlib import Path

import jsonschema
import pytest
from pydantic import TypeAdapter

from scenarios.redesign.scenario import scenario_schema
from scenarios.redesign.scenario_reading import load_redesigned
from scenarios.redesign.union import RedesignStep
from scenarios.yaml_text import parse_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scenario.md").read_text(encoding="utf-8")
EXAMPLES = parse_yaml((ROOT / "docs" / "example_steps.yaml").read_text(encoding="utf-8")).data
OPERATORS = scenario_schema()["properties"]["redesign"]["items"]["discriminator"]["mapping"]
STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)


def test_the_page_is_that_of_the_schema() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "write_reference.py"))["scenario_page"]()
    assert written == PAGE, "Run python docs/write_reference.py."


def test_every_operator_has_a_section_a_chinese_name_and_its_source() -> None:
    for name in OPERATORS:
        section = PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert re.search(rf"^\| \[`{name}`\]\(#{name}\) \| .*[\u4e00-\u9fff]", PAGE, re.MULTILINE)
        assert "Reijers & Liman Mansar (2005" in section
        assert f"operator: {name}" in section


@pytest.mark.parametrize("name", OPERATORS)
def test_an_example_step_can_stand_in_a_file(name: str) -> None:
    step = parse_yaml(EXAMPLES[name]).data
    STEP.validate_python(step, context={"in_file": True})
    words = {"name": "s", "title": "S", "baseline": "b.yaml", "why": "w", "provenance": "assumed"}
    jsonschema.validate({**words, "redesign": [step]}, scenario_schema())
    assert step["operator"] == name


def test_links_within_the_page_lead_to_its_headings() -> None:
    headings = {h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)}
    model = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    others = {h.lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", model, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= headings
    assert set(re.findall(r"\]\(model\.md#([^)]+)\)", PAGE)) <= others


@pytest.mark.parametrize("page", ["README.md", "README.zh.md"])
def test_both_readmes_lead_to_the_page(page: str) -> None:
    assert "(docs/scenario.md)" in (ROOT / page).read_text(encoding="utf-8")


def test_the_example_file_applies() -> None:
    models = load_redesigned(ROOT / "examples" / "first" / "no_copies.yaml")
    assert all(step.changes for step in models.redesigned.steps)
