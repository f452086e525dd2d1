"""A model that shows a fault, made smaller as long as it still does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML

from scenarios.checks import checked
from scenarios.errors import OneWindowError
from scenarios.model import ServiceModel
from scenarios.writing import dump_model

Path = tuple[str | int, ...]


def smallest(model: ServiceModel, shows: Callable[[ServiceModel], bool]) -> ServiceModel:
    """Take out parts of a model file, the larger ones first, until none can be spared.

    Parameters
    ----------
    model
        A model that shows the fault.
    shows
        Whether a model does.
    """
    given = YAML(typ="safe").load(dump_model(model))
    found = model
    smaller = True
    while smaller:
        smaller = False
        for path in list(_paths(given)):
            less = _without(given, path)
            if less is not None and (candidate := _valid(less)) is not None and shows(candidate):
                given, found, smaller = less, candidate, True
    return found


def _paths(given: Any, path: Path = ()) -> Iterator[Path]:
    """Places of all parts, those near the top first, in a list the last first."""
    level = [path]
    while level:
        below = []
        for one in level:
            part = _at(given, one)
            if isinstance(part, dict):
                below += [(*one, key) for key in part]
            elif isinstance(part, list):
                below += [(*one, k) for k in reversed(range(len(part)))]
        yield from below
        level = below


def _at(given: Any, path: Path) -> Any:
    for key in path:
        given = given[key]
    return given


def _without(given: Any, path: Path) -> Any:
    """The whole without one part; None when that part went with another one."""
    less = deepcopy(given)
    try:
        del _at(less, path[:-1])[path[-1]]
    except (KeyError, IndexError, TypeError):
        return None
    return less


def _valid(given: Any) -> ServiceModel | None:
    try:
        return checked(ServiceModel.model_validate(given))
    except (ValidationError, OneWindowError):
        return None
