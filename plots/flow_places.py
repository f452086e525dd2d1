"""Places of a model told by what stands there, so that they are the same when steps come or go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from scenarios.flows import Branch, Delay, Parallel, Rework, Serve, Step, step_name
from scenarios.model import ServiceModel

STEPS = (Serve, Delay, Branch, Parallel, Rework)
"""The kinds of steps of a flow."""


def at_place(model: BaseModel | None, parts: list[str]) -> Any:
    """What stands at a place of a model, ``["pools", "desk", "[0]"]``; None when nothing does."""
    here: Any = model
    for part in parts:
        if part.startswith("["):
            at = int(part[1:-1])
            here = here[at] if isinstance(here, tuple) and 0 <= at < len(here) else None
        elif isinstance(here, Mapping):
            here = here.get(part)
        else:
            here = getattr(here, part, None) if isinstance(here, BaseModel) else None
    return here


def parts_of(path: str) -> list[str]:
    """The parts of a path, numbers in their brackets."""
    return re.findall(r"[^.\[\]]+|\[\d+\]", path)


def known_by(path: str, model: ServiceModel) -> tuple[str, ...]:
    """A path with the names of steps in the place of their numbers.

    Of several steps with one name, such as two branches without any, the first is number 0.
    """
    parts, known = parts_of(path), []
    for k, part in enumerate(parts):
        step = at_place(model, parts[: k + 1]) if part.startswith("[") else None
        if isinstance(step, STEPS):
            others = at_place(model, parts[:k])[: int(part[1:-1])]
            name = _name(step)
            known.append(f"{name} {sum(_name(other) == name for other in others)}")
        else:
            known.append(part)
    return tuple(known)


def _name(step: Step) -> str:
    if isinstance(step, Rework):
        return step.label
    return f"{type(step).__name__} {step_name(step) or ''}"
