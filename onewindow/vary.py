"""One field of a model set to several values, each model read anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from scenarios.checks import warnings_for
from scenarios.errors import ModelError, OneWindowError, Problem
from scenarios.findings import Path, dotted, listed, shown
from scenarios.key_names import wrong_key
from scenarios.model import ServiceModel
from scenarios.reading import model_in
from scenarios.redesign.warnings import warnings_of
from scenarios.schema_words import keys_at
from scenarios.yaml_text import Document, parse_yaml
from scenarios.yaml_values import file_values

_FORM = "expected a field and its values, such as pools.agents.seats=2,3,4"


def varied(model: ServiceModel, asked: str) -> dict[str, ServiceModel]:
    """Models with a field set to each of the values.

    Parameters
    ----------
    model
        The model.
    asked
        ``PATH=VALUE,VALUE,...``; the path as messages write it (``services.pension.flow[2].time``),
        places in lists counted from 0; the values as a file writes them.

    Returns
    -------
    dict
        Models by ``PATH=VALUE``, in the order of the values.

    Raises
    ------
    ModelError
        There is no such field, or a value does not fit it.
    """
    where, equals, values = asked.partition("=")
    if not (where.strip() and equals and values.strip()):
        raise ModelError(f"--vary: {_FORM}, got '{asked}'. Write the path, =, and the values.")
    path = _path(where.strip(), asked)
    listed = parse_yaml(f"[{values}]")
    if listed.findings or not listed.data:
        raise ModelError(f"--vary: {_FORM}, got the values '{values}'. Separate them by commas.")
    texts = _texts(values, len(listed.data))
    models: dict[str, ServiceModel] = {}
    problems: list[Problem] = []
    for text, value in zip(texts, listed.data, strict=True):
        data = with_value(model, path, value)
        try:
            models[f"{where.strip()}={text}"] = model_in(Document(data=data))
        except OneWindowError as error:
            problems += [
                Problem(f"--vary {where.strip()}={text}: {p.where}".rstrip(": "), p.what)
                for p in error.problems
            ]
    if problems:
        raise ModelError(problems)
    return models


def with_value(section: BaseModel, path: Path, value: object) -> Any:
    """Plain data of a section, as a file writes them, with another value at a path.

    Raises
    ------
    ModelError
        There is no such place.
    """
    data = file_values(section, None)
    _set(data, path, value)
    return data


def warnings_between(model: ServiceModel, models: dict[str, ServiceModel]) -> list[Problem]:
    """What each value adds to the model's warnings, and seats that nobody sits on.

    Seats are held against the model and against the value before.
    """
    known = warnings_for(model)
    told = []
    last = model
    for name, one in models.items():
        new = [problem for problem in warnings_for(one) if problem not in known]
        told += [replace(problem, where=f"--vary {name}: {problem.where}") for problem in new]
        found = warnings_of(model, one) or warnings_of(last, one)
        told += [replace(problem, where=f"--vary {name}") for problem in found]
        last = one
    return told


def _texts(values: str, count: int) -> list[str]:
    """The values as they were typed; those that hold commas themselves are numbered."""
    typed = [part.strip() for part in values.split(",")]
    return typed if len(typed) == count else [str(k + 1) for k in range(count)]


def _path(where: str, asked: str) -> Path:
    """``services.pension.flow[2].time`` as keys and indices."""
    path: list[str | int] = []
    for part in where.split("."):
        name, *indices = part.split("[")
        path.append(name)
        for index in indices:
            if not (index.endswith("]") and index[:-1].isdigit()):
                raise ModelError(
                    f"--vary: {_FORM}, got '{asked}'. Write a place in a list as flow[0]."
                )
            path.append(int(index[:-1]))
    return tuple(path)


def _set(data: dict[str, Any], path: Path, value: object) -> None:
    """Put a value at a path; all but its last key must be there."""
    inside: Any = data
    for depth, key in enumerate(path):
        at, is_last = path[:depth], depth == len(path) - 1
        part = _place(inside, key, at) if isinstance(inside, list) else key
        if not isinstance(inside, list):
            _check_key(data, inside, part, at, is_last)
        if is_last:
            inside[part] = value
            return
        inside = inside[part]


def _check_key(data: object, inside: object, part: str | int, at: Path, is_last: bool) -> None:
    """See that a key is there, or may be written there."""
    if not isinstance(inside, dict) or isinstance(part, int):
        raise ModelError(_no_list(inside, part, at))
    if part not in inside:
        known = list(dict.fromkeys([*inside, *keys_at(data, at)]))
        if not (is_last and part in known):
            raise ModelError(_lost(at, _no_key(part, known, inside)))


def _place(items: list[Any], part: str | int, at: Path) -> int:
    """A place in a list, counted from 0 as in messages: ``staff[1]``, or ``staff.1``."""
    place = int(part) if isinstance(part, int) or part.isdecimal() else len(items)
    if place < len(items):
        return place
    name, last = dotted(at), len(items) - 1
    possible = f"{name}[0]" if last == 0 else f"{name}[0] to {name}[{last}]"
    got = f"[{part}]" if isinstance(part, int) else shown(part)
    what = f"expected a place in the list ({possible}), got {got}. Count from 0."
    raise ModelError(_lost(at, what if items else "expected a list with items, got an empty one."))


def _no_list(value: object, part: str | int, at: Path) -> Problem:
    """What to say of a path that goes on where it cannot."""
    if isinstance(value, dict):
        return _lost(at, f"expected a key ({listed(value)}), got [{part}]. Use one of these.")
    got = f"[{part}]" if isinstance(part, int) else shown(part)
    what = f"expected the path to end here, at the value {shown(value)}, got {got} behind it."
    return _lost(at, f"{what} Shorten the path.")


def _no_key(part: str, known: list[str], there: dict[str, Any]) -> str:
    if part not in known:
        return wrong_key(part, known, "Use one of these.")
    return (
        f"expected a key that is in the model ({listed(there)}), got {shown(part)}, which was left "
        "out. Write it into the file first."
    )


def _lost(path: Path, what: str) -> Problem:
    return Problem(f"--vary {dotted(path)}".rstrip(), what)
