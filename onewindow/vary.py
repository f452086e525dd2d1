"""One field of a model set to several values, each model read anew."""

from __future__ import annotations

from typing import Any

from scenarios.errors import ModelError, OneWindowError, Problem
from scenarios.findings import Path
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
        the values as a file writes them.

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
        data = file_values(model, None)
        _set(data, path, value)
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


def warnings_between(model: ServiceModel, models: dict[str, ServiceModel]) -> list[str]:
    """Seats added that nobody sits on, against the model and against the value before."""
    told = []
    last = model
    for name, one in models.items():
        found = warnings_of(model, one) or warnings_of(last, one)
        told += [f"--vary {name}: {problem.what}" for problem in found]
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
    for depth, part in enumerate(path):
        is_last = depth == len(path) - 1
        if isinstance(part, int):
            if not isinstance(inside, list) or part >= len(inside):
                got = f"a list of {len(inside)}" if isinstance(inside, list) else "no list"
                raise ModelError(_lost(path[:depth], f"expected an item {part}, got {got}. "
                                       "Count from 0."))  # fmt: skip
        elif not isinstance(inside, dict):
            raise ModelError(_lost(path[:depth], f"expected a section with '{part}', got a value. "
                                   "Shorten the path."))  # fmt: skip
        elif part not in inside:
            known = list(dict.fromkeys([*inside, *keys_at(data, path[:depth])]))
            if not (is_last and part in known):
                what = wrong_key(part, known, "Use one of these.")
                raise ModelError(_lost(path[:depth], what))
        if is_last:
            inside[part] = value
            return
        inside = inside[part]


def _lost(path: Path, what: str) -> Problem:
    from scenarios.findings import dotted

    return Problem(f"--vary {dotted(path)}".rstrip(), what)
