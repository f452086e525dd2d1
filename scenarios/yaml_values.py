"""The values of a model as a person would write them in a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel

from scenarios.distributions import Constant
from scenarios.logs import LogFile
from scenarios.section import TELLS, ProvenanceNote, Section, TextPair


def file_values(model: BaseModel, folder: FilePath | None) -> Any:
    """Plain data of a section: fields that were set, in the order of the file format.

    Parameters
    ----------
    model
        The section.
    folder
        Folder that paths of logs are written relative to, or None for paths as they are.
    """
    return _values(model, model.model_dump(exclude_unset=True, warnings=False), folder)


def _values(value: Any, dumped: Any, folder: FilePath | None) -> Any:
    """Walk the model beside its dump: the dump has the texts of times, the model the kinds."""
    if isinstance(value, BaseModel):
        found = {
            name: _values(getattr(value, name), dumped[name], folder)
            for name in _order(type(value))
            if name in dumped
        }
        if isinstance(value, LogFile) and folder is not None:
            found["file"] = _relative(value.file, folder)
        return _short(value, found)
    if isinstance(value, dict):
        assert isinstance(dumped, Mapping)
        return {
            _plain(key): _values(inner, dumped_inner, folder)
            for (key, inner), dumped_inner in zip(value.items(), dumped.values(), strict=True)
        }
    if isinstance(dumped, tuple | list):
        return [_values(a, b, folder) for a, b in zip(value, dumped, strict=True)]
    return _plain(dumped)


@cache
def _order(kind: type[BaseModel]) -> tuple[str, ...]:
    """Fields of a section: what tells its kind first, a provenance it inherits last."""
    declared = {name: base for base in reversed(kind.__mro__) for name in _annotated(base)}
    names = [name for name in kind.model_fields if declared[name] is not Section]
    # A field that the class declares anew keeps the place of its base among pydantic's fields.
    own = [name for name in _annotated(kind) if name in kind.model_fields]
    if any(tell in own for tell in TELLS) or set(own) == set(names):
        names = list(dict.fromkeys([*own, *names]))
    return (*names, *(name for name in kind.model_fields if name not in names))


def _annotated(kind: type) -> tuple[str, ...]:
    return tuple(vars(kind).get("__annotations__", ()))


def _short(section: BaseModel, found: dict[str, Any]) -> Any:
    """The bare forms: one text for both languages, the kind of provenance, a constant time."""
    if isinstance(section, TextPair) and section.zh == section.en:
        return section.zh
    if isinstance(section, ProvenanceNote) and set(found) == {"kind"}:
        return section.kind
    if isinstance(section, Constant) and "provenance" not in found:
        return found["value"]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return int(value)
    return value


def _relative(file: str, folder: FilePath) -> str:
    path = FilePath(file)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else file
