"""What a JSON Schema says about a place in a file: its keys and their help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.findings import Path
from scenarios.json_schema import model_schema

Node = dict[str, Any]


def keys_at(data: object, path: Path, schema: Node | None = None) -> tuple[str, ...]:
    """Keys that the map at a path may have; empty where names are free.

    The schema is that of a model file when left out.
    """
    keys: dict[str, None] = {}
    for node in _nodes(schema or model_schema(), data, path):
        keys.update(dict.fromkeys(node.get("properties", ())))
    return tuple(keys)


def help_at(data: object, path: Path, schema: Node | None = None) -> str:
    """Help text of the key that a path ends with, or nothing."""
    for node in _nodes(schema or model_schema(), data, path[:-1]):
        text = node.get("properties", {}).get(path[-1], {}).get("description", "")
        if text:
            return str(text)
    return ""


def _nodes(schema: Node, data: object, path: Path) -> list[Node]:
    """Schema nodes that fit the data at a path."""
    nodes = _alternatives(schema, schema, data)
    for part in path:
        below = [child for node in nodes for child in _children(node, part)]
        data = _inside(data, part)
        nodes = [node for child in below for node in _alternatives(schema, child, data)]
    return nodes


def _inside(data: object, part: str | int) -> object:
    if isinstance(part, str):
        return data.get(part) if isinstance(data, dict) else None
    return data[part] if isinstance(data, list) and part < len(data) else None


def _children(node: Node, part: str | int) -> Iterator[Node]:
    if isinstance(part, str) and part in node.get("properties", {}):
        yield node["properties"][part]
    elif isinstance(part, str) and isinstance(node.get("additionalProperties"), dict):
        yield node["additionalProperties"]
    elif isinstance(part, int) and isinstance(node.get("items"), dict):
        yield node["items"]


def _alternatives(schema: Node, node: Node, data: object) -> list[Node]:
    """The node itself, or those members of its union that look most like the data."""
    if "$ref" in node:
        return _alternatives(schema, schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], data)
    members = [m for kind in ("anyOf", "oneOf") for m in node.get(kind, ())]
    if not members:
        return [node]
    found = [inner for member in members for inner in _alternatives(schema, member, data)]
    if not isinstance(data, dict):
        return found
    likeness = [_likeness(member, data) for member in found]
    return [m for m, alike in zip(found, likeness, strict=True) if alike == max(likeness)]


def _likeness(node: Node, data: dict[str, Any]) -> int:
    properties = node.get("properties", {})
    told = [key for key, value in properties.items() if "const" in value and key in data]
    wrong = any(properties[key]["const"] != data[key] for key in told)
    return -1 if wrong else len(properties.keys() & data.keys()) + 100 * len(told)
