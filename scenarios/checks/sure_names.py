"""Steps whose name is certain: a misspelt key or activity may hide the name that was meant."""

from __future__ import annotations

from typing import Any

from scenarios.flows import Branch, Parallel, Serve, step_kind
from scenarios.section import Section

_NAMED: dict[str, type[Section]] = {"serve": Serve, "branch": Branch, "parallel": Parallel}
"""Kinds of steps that may have a name of their own under the key name."""


def has_sure_name(step: Any, activities: tuple[str, ...] | None) -> bool:
    """Whether a step is called what its writer meant.

    Parameters
    ----------
    step
        Plain data that may be wrong.
    activities
        Names of activities; None when they cannot be told.
    """
    kind = step_kind(step) if isinstance(step, dict) else None
    if kind is None:
        return False
    if kind not in _NAMED or isinstance(step.get("name"), str):
        return True
    if not set(step) <= set(_NAMED[kind].model_fields):
        return False
    return kind != "serve" or (
        isinstance(step["serve"], str) and (activities is None or step["serve"] in activities)
    )
