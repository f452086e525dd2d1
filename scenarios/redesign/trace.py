"""What changed between two models, place by place, as texts with units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from scenarios.findings import Path, dotted
from scenarios.flows import Rework
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from scenarios.yaml_values import file_values

_Pair = tuple[Any, Any]
"""A value and its dump, which has the texts of times."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a model that a redesign made different."""

    path: str
    """Where, e.g. ``pools.one_window.seats``; in the old model when it is only there."""
    old: str | None
    """What stood there; None when it was not there."""
    new: str | None
    """What stands there now; None when it is gone."""


def changes(before: ServiceModel, after: ServiceModel) -> tuple[Change, ...]:
    """Every difference between two models, in the order of the file.

    Left out are provenance, and the names by which steps keep their random numbers: neither says
    what is done.
    """
    return tuple(_between((), (before, before.model_dump()), (after, after.model_dump())))


def _between(path: Path, old: _Pair, new: _Pair) -> Iterator[Change]:
    (a, _), (b, _) = old, new
    if a == b:
        return
    if isinstance(a, BaseModel) and type(a) is type(b) and not isinstance(a, TextPair):
        for name in type(a).model_fields:
            if name not in ("provenance", "draws_of") and not (
                name == "name" and isinstance(a, Rework)
            ):
                yield from _between((*path, name), _inside(old, name), _inside(new, name))
    elif isinstance(a, dict) and isinstance(b, dict):
        for name in dict.fromkeys([*a, *b]):
            here = (*path, str(name))
            if name not in b:
                yield Change(dotted(here), _text(_inside(old, name)), None)
            elif name not in a:
                yield Change(dotted(here), None, _text(_inside(new, name)))
            else:
                yield from _between(here, _inside(old, name), _inside(new, name))
    elif isinstance(a, tuple) and isinstance(b, tuple) and _holds_sections((*a, *b)):
        yield from _between_lists(path, old, new)
    else:
        yield Change(dotted(path), _text(old), _text(new))


def _between_lists(path: Path, old: _Pair, new: _Pair) -> Iterator[Change]:
    """Items that went, came or changed; a changed item is told beside one of the same kind."""
    items = [[_inside(side, k) for k in range(len(side[0]))] for side in (old, new)]
    texts_old, texts_new = ([_text(item) or "" for item in side] for side in items)
    matcher = SequenceMatcher(None, texts_old, texts_new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        kinds_old = [type(value).__name__ for value, _ in items[0][i1:i2]]
        kinds_new = [type(value).__name__ for value, _ in items[1][j1:j2]]
        kinds = SequenceMatcher(None, kinds_old, kinds_new, autojunk=False)
        i, j = i1, j1
        for block in kinds.get_matching_blocks():
            for k in range(i, i1 + block.a):
                yield Change(dotted((*path, k)), _text(items[0][k]), None)
            for k in range(j, j1 + block.b):
                yield Change(dotted((*path, k)), None, _text(items[1][k]))
            for k in range(block.size):
                i, j = i1 + block.a + k, j1 + block.b + k
                yield from _between((*path, i), items[0][i], items[1][j])
            i, j = i1 + block.a + block.size, j1 + block.b + block.size


def _inside(pair: _Pair, part: Any) -> _Pair:
    value, dumped = pair
    if isinstance(value, BaseModel):
        return getattr(value, part), dumped[part]
    return value[part], dumped[part]


def _holds_sections(items: tuple[Any, ...]) -> bool:
    return any(isinstance(item, BaseModel | tuple) for item in items)


def _text(pair: _Pair) -> str | None:
    value, dumped = pair
    return None if value is None else _one_line(_plain(value, dumped), outermost=True)


def _plain(value: Any, dumped: Any) -> Any:
    """A value as a file would say it: sections inside lists, too, without what was never set."""
    if isinstance(value, BaseModel):
        return file_values(value, None)
    if isinstance(dumped, dict):
        return {key: _plain(value[key], inner) for key, inner in dumped.items()}
    if isinstance(dumped, list | tuple):
        return [_plain(a, b) for a, b in zip(value, dumped, strict=True)]
    return dumped


def _one_line(value: Any, outermost: bool = False) -> str:
    if isinstance(value, dict):
        said = ((k, v) for k, v in value.items() if k != "provenance" and v is not None)
        parts = (f"{k}: {_one_line(v)}" for k, v in said)
        return ", ".join(parts) if outermost else f"{{{', '.join(parts)}}}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_one_line, value)) if outermost else _bracketed(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _bracketed(items: list[Any] | tuple[Any, ...]) -> str:
    return f"[{', '.join(map(_one_line, items))}]"
