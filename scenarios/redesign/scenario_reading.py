"""A scenario file as a Scenario, applied to its baseline, with the line of every problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from scenarios.errors import ModelError, Problem, RedesignError
from scenarios.findings import Finding, Path, plain_text, shown, wrong_name
from scenarios.library.packs import pack_names
from scenarios.model import ServiceModel
from scenarios.pydantic_errors import findings_of
from scenarios.reading import load_model, problems_in, text_of
from scenarios.redesign.applying import Redesigned, apply_redesign
from scenarios.redesign.scenario import Scenario, scenario_schema
from scenarios.yaml_text import Document, parse_yaml

_PLACE = re.compile(r"redesign\[(\d+)\](?:\.(.+))?$")
_STEP = re.compile(r"redesign\[(\d+)\] \w+(?:: (\w+))?")


@dataclass(frozen=True, slots=True)
class ScenarioModels:
    """A scenario with the two models that are compared."""

    scenario: Scenario
    before: ServiceModel
    """The baseline."""
    redesigned: Redesigned
    """The model after the redesign, and what each step changed."""


def load_scenario(path: str | FilePath) -> Scenario:
    """Read a scenario file; its baseline is not opened.

    Raises
    ------
    ModelError
        The file cannot be read or does not make sense; every problem has its line.
    """
    return _scenario_in(_document(path), path)


def load_redesigned(path: str | FilePath) -> ScenarioModels:
    """Read a scenario file and its baseline, and apply the redesign.

    Raises
    ------
    ModelError
        A file cannot be read or does not make sense.
    RedesignError
        A step does not fit the model before it; the problem has the line of the step's field.
    """
    document = _document(path)
    scenario = _scenario_in(document, path)
    try:
        before = load_model(scenario.baseline)
    except ModelError as error:
        if FilePath(scenario.baseline).is_file():
            raise
        # The mistake is in this file, not in the one that is not there.
        what = _no_baseline(document.data["baseline"], error.problems[0].what, scenario.baseline)
        line = document.line(("baseline",))
        raise ModelError(Problem("baseline", what, str(path), line)) from error
    try:
        return ScenarioModels(scenario, before, apply_redesign(before, scenario.steps))
    except RedesignError as error:
        raise RedesignError(
            replace(p, file=str(path), line=document.line(_place(p.where))) for p in error.problems
        ) from error


def _no_baseline(name: str, why: str, path: str) -> str:
    """What to say of a baseline that cannot be opened; ``why`` where something else is there."""
    if FilePath(path).exists():
        return why
    kind = "a model file beside this file, or a case of the library"
    return wrong_name(kind, name, pack_names(), "There is no such file: correct the path.")


def _document(path: str | FilePath) -> Document:
    return parse_yaml(text_of(path, "a scenario file"))


def _scenario_in(document: Document, path: str | FilePath) -> Scenario:
    found = list(document.findings)
    scenario: Scenario | None = None
    if isinstance(document.data, dict):
        context = {"in_file": True, "base": FilePath(path).parent}
        try:
            scenario = Scenario.model_validate(document.data, context=context)
        except ValidationError as error:
            found += findings_of(error, document.data, scenario_schema())
    elif not found:
        got = "an empty file" if document.data is None else shown(document.data)
        found.append(
            Finding(
                (),
                f"expected a map of keys such as name, baseline and redesign, got {got}. "
                "Begin with name: and the other keys of a scenario.",
            )
        )
    if scenario is None or found:
        problems = problems_in(found, document, path)
        raise ModelError(replace(p, where=_named(p.where, document.data)) for p in problems)
    return scenario


def _named(where: str, data: Any) -> str:
    """A place in a step with its operator, as errors of applying name it."""
    match = _PLACE.match(where)
    if match is None or match[2] == "operator":
        return where
    step = data["redesign"][int(match[1])]
    operator = step.get("operator") if isinstance(step, dict) else None
    if not isinstance(operator, str):
        return where
    return f"redesign[{match[1]}] {plain_text(operator)}" + (f": {match[2]}" if match[2] else "")


def _place(where: str) -> Path:
    """Where in the file the step and the field stand that an error of applying names."""
    match = _STEP.match(where)
    if match is None:
        return ("redesign",)
    return ("redesign", int(match[1]), *([match[2]] if match[2] else []))
