"""A model as plain data, and every section in it with its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from scenarios.findings import Path


def plain(value: Any) -> Any:
    """A model as maps and lists; the values inside stay as they are."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple) and any(isinstance(x, BaseModel | tuple | dict) for x in value):
        return [plain(inner) for inner in value]
    return list(value) if isinstance(value, tuple) else value


def sections(value: Any, path: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every section of a model with its path, outer ones first."""
    if isinstance(value, BaseModel):
        yield path, value
        for name in type(value).model_fields:
            yield from sections(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from sections(inner, (*path, str(name)))
    elif isinstance(value, tuple):
        for k, inner in enumerate(value):
            if isinstance(inner, BaseModel | tuple | dict):
                yield from sections(inner, (*path, k))
