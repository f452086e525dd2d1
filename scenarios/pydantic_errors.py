"""Pydantic's errors in our words: one sentence for each mistake, with the path in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from scenarios.errors import WrongText
from scenarios.findings import Finding, Path
from scenarios.flows import KINDS, step_kind
from scenarios.key_names import near_key
from scenarios.schema_words import Node
from scenarios.section import TELLS
from scenarios.sentences import Error, sentence


def findings_of(error: ValidationError, data: object, schema: Node | None = None) -> list[Finding]:
    """Translate the errors of one validation.

    Errors that only follow from another one are left out, those of the members of a union are
    joined, and a list that is wrong in many places in the same way is told once.

    Parameters
    ----------
    error
        What pydantic raised.
    data
        The plain data that was validated.
    schema
        JSON Schema of the data; that of a model file when left out.
    """
    at: defaultdict[Path, list[Error]] = defaultdict(list)
    for each in error.errors(include_url=False):
        path = path_in(data, each["loc"], str(each["type"]))
        if each["type"] == "union_tag_invalid":
            path = (*path, str(each["ctx"]["discriminator"]).strip("'"))
        at[path].append(each)
    told = set(at)
    # A section is not wrong besides, when something inside it is.
    outer = {path[:k] for path in told for k in range(len(path))}
    found: dict[Path, tuple[str, Finding]] = {}
    for path, errors in at.items():
        if path in outer and all(e["loc"][-1:] != ("[key]",) for e in errors):
            continue
        if errors[0]["type"] == "missing" and _misspelt(path, told, at):
            continue
        what = sentence(path, errors, data, schema)
        found[path] = (str(errors[0]["type"]), Finding(path, what, _in_chinese(errors, what)))
    return _once_per_list(found)


def _in_chinese(errors: Iterable[Error], what: str) -> str:
    """The sentence in Chinese where what was raised says it; empty where it does not."""
    raised = (each.get("ctx", {}).get("error") for each in errors)
    told = (one for one in raised if isinstance(one, WrongText))
    return next((one.zh for one in told if str(one) == what), "")


def path_in(data: object, loc: Iterable[str | int], kind: str) -> Path:
    """Path of an error in the data, without the tags that pydantic adds for unions."""
    path: list[str | int] = []
    parts = [str(part) if not isinstance(part, int) else part for part in loc]
    fresh = True
    for k, part in enumerate(parts):
        if isinstance(data, dict):
            if fresh and _is_tag(data, part, bool(path) and isinstance(path[-1], int)):
                fresh = False
                continue
            name = str(part)
            if name in data:
                path.append(name)
                data, fresh = data[name], True
            elif k == len(parts) - 1 and kind in ("missing", "extra_forbidden"):
                path.append(name)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data, fresh = data[part], True
    return tuple(path)


def _is_tag(data: dict[str, Any], part: str | int, in_list: bool) -> bool:
    if in_list and part in KINDS and step_kind(data) == part:
        return True
    if part == "constant" and "value" in data and "distribution" not in data:
        return True
    return any(part == data.get(tell) for tell in TELLS)


def _misspelt(missing: Path, told: set[Path], at: Mapping[Path, list[Error]]) -> bool:
    """True when a key that is not known looks like the one that is missing."""
    unknown = [
        path[-1]
        for path in told
        if path[:-1] == missing[:-1] and path and at[path][0]["type"] == "extra_forbidden"
    ]
    return any(near_key(name, [str(missing[-1])]) for name in unknown)


def _once_per_list(found: Mapping[Path, tuple[str, Finding]]) -> list[Finding]:
    """Tell the same mistake in the items of one list once, with how often it comes again."""
    again: defaultdict[tuple[Path, str], list[Finding]] = defaultdict(list)
    for path, (kind, finding) in found.items():
        in_list = bool(path) and isinstance(path[-1], int) and kind != "step_kind"
        again[path[:-1] if in_list else path, kind if in_list else ""].append(finding)
    told: list[Finding] = []
    for first, *others in again.values():
        more = f" ({len(others)} more like it in this list.)" if others else ""
        more_zh = f"（这一列表里另有 {len(others)} 处类似。）" if others else ""
        zh = first.zh + more_zh if first.zh else ""
        told.append(Finding(first.path, first.what + more, zh))
    return told
