"""Parts of plain data that may be wrong in any way: what is not as expected is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.findings import Path
from scenarios.flows import step_kind

Parts = dict[str, Any]


def names_in(data: object, key: str) -> tuple[str, ...] | None:
    """Names under a key; None when what stands there is no map, so that nothing is known."""
    part = data.get(key) if isinstance(data, dict) else None
    if part is None:
        return () if isinstance(data, dict) and key not in _REQUIRED else None
    return tuple(part) if isinstance(part, dict) else None


_REQUIRED = ("activities", "pools", "services")


def sections_in(data: object, key: str) -> Iterator[tuple[Path, Parts]]:
    """Sections under a key that are maps, with their paths."""
    part = data.get(key) if isinstance(data, dict) else None
    for name, section in (part if isinstance(part, dict) else {}).items():
        if isinstance(section, dict):
            yield (key, name), section


def items_in(section: object, key: str) -> Iterator[tuple[int, Any]]:
    """Items of a list under a key, with their indices."""
    part = section.get(key) if isinstance(section, dict) else None
    yield from enumerate(part if isinstance(part, list) else ())


def flows_in(data: object) -> Iterator[tuple[Path, list[Any]]]:
    """The flow of each service and channel that is a list, with its path."""
    for path, service in sections_in(data, "services"):
        for at, section in [(path, service), *_channels(path, service)]:
            if isinstance(section.get("flow"), list):
                yield (*at, "flow"), section["flow"]


def _channels(path: Path, service: Parts) -> Iterator[tuple[Path, Parts]]:
    for at, channel in sections_in(service, "channels"):
        yield (*path, *at), channel


def steps_in(flow: list[Any], path: Path) -> Iterator[tuple[Path, Any]]:
    """Every step of a flow with its path, inner ones included, in the order of the file."""
    for k, step in enumerate(flow):
        at = (*path, k)
        yield at, step
        for inner_path, inner in inner_flows_in(step, at):
            yield from steps_in(inner, inner_path)


def inner_flows_in(step: object, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    """The flows inside a step, with their paths."""
    kind = step_kind(step) if isinstance(step, dict) else None
    if kind == "branch":
        for k, arm in items_in(step, "branch"):
            if isinstance(arm, dict) and isinstance(arm.get("steps"), list):
                yield (*path, "branch", k, "steps"), arm["steps"]
    elif kind == "parallel":
        for k, branch in items_in(step, "parallel"):
            if isinstance(branch, list):
                yield (*path, "parallel", k), branch


def step_name_in(step: Any) -> str | None:
    """What `scenarios.flows.step_name` says, of plain data."""
    kind = step_kind(step) if isinstance(step, dict) else None
    if kind is None or kind == "rework":
        return None
    given = step.get("name") or (step[kind] if kind in ("serve", "delay") else None)
    return given if isinstance(given, str) else None


def distributions_in(part: object, path: Path) -> Iterator[tuple[Path, Parts]]:
    """Every map that names a distribution, with its path."""
    if isinstance(part, dict):
        if isinstance(part.get("distribution"), str):
            yield path, part
            return
        for name, inner in part.items():
            yield from distributions_in(inner, (*path, str(name)))
    elif isinstance(part, list):
        for k, inner in enumerate(part):
            if isinstance(inner, dict | list):
                yield from distributions_in(inner, (*path, k))
