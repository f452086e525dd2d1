"""What the parts of a model have to say of one another before it can run."""

from __future__ import annotations

from typing import Any

from scenarios.checks.capacity import findings_in_capacity
from scenarios.checks.dates import findings_in_dates
from scenarios.checks.flow_order import findings_in_flows
from scenarios.checks.names import findings_in_names
from scenarios.checks.open_cases import findings_in_open_cases
from scenarios.checks.pools import findings_in_pools
from scenarios.checks.times import findings_in_times
from scenarios.checks.warnings import warnings_for
from scenarios.errors import ModelError, Problem
from scenarios.findings import Finding, dotted
from scenarios.model import ServiceModel
from scenarios.sections import plain

__all__ = ["check_model", "checked", "findings_in_data", "findings_in_model", "warnings_for"]


def check_model(model: ServiceModel) -> tuple[Problem, ...]:
    """What is wrong between the parts of a model; nothing when it can run."""
    return tuple(Problem(dotted(f.path), f.what) for f in findings_in_model(model))


def checked(model: ServiceModel) -> ServiceModel:
    """Return the model when it can run.

    Raises
    ------
    ModelError
        `check_model` finds problems; all of them are in it.
    """
    if problems := check_model(model):
        raise ModelError(problems)
    return model


def findings_in_data(data: dict[str, Any]) -> list[Finding]:
    """What is wrong with names and the order of steps, in plain data that may be wrong elsewhere.

    They are looked for in plain data, so that a file with other mistakes hears of them too.
    """
    return [
        *findings_in_names(data),
        *findings_in_flows(data),
        *findings_in_open_cases(data),
    ]


def findings_in_model(model: ServiceModel) -> list[Finding]:
    """What is wrong between the parts of a model."""
    return [
        *findings_in_data(plain(model)),
        *findings_in_times(model),
        *findings_in_dates(model),
        *findings_in_capacity(model),
        *findings_in_pools(model),
    ]
