"""The command that prints the JSON Schema of a file."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from onewindow.options import AsJson

OfScenario = Annotated[
    bool, typer.Option("--scenario", help="The schema of a scenario file instead of a model's.")
]


def schema(scenario: OfScenario = False, as_json: AsJson = False) -> None:
    """Print the JSON Schema of model files, for editors; it is JSON with or without --json.

    For example:

    - `onewindow schema > model.schema.json`
    - `onewindow schema --scenario > scenario.schema.json`
    """
    from scenarios.json_schema import model_schema
    from scenarios.redesign.scenario import scenario_schema

    found = scenario_schema() if scenario else model_schema()
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
