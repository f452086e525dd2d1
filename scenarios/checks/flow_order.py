"""Steps told apart by name, and rework that leads back to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.checks.plain_parts import (
    Parts,
    flows_in,
    inner_flows_in,
    names_in,
    step_name_in,
    steps_in,
)
from scenarios.checks.sure_names import has_sure_name
from scenarios.findings import Finding, Path, listed, near, shown, wrong_name
from scenarios.flows import step_kind


def findings_in_flows(data: Parts) -> Iterator[Finding]:
    """Steps with the same name in a flow, and rework to a step it cannot go back to.

    Where a misspelt key or activity hides a step's name, that is told elsewhere and not here again.
    """
    activities = names_in(data, "activities")
    for path, flow in flows_in(data):
        unsure = [s for _, s in steps_in(flow, path) if not has_sure_name(s, activities)]
        places: dict[str, Path] = {}
        for at, step in steps_in(flow, path):
            name = step_name_in(step)
            if name is None:
                continue
            if name not in places:
                places[name] = at
            elif step not in unsure:
                yield Finding(at, _twice(step, name))
        hidden = set(activities or ()) if unsure else None
        yield from _reworks(flow, path, places, hidden)


def _twice(step: dict[str, Any], name: str) -> str:
    mend = "Rename one of them."
    if step_kind(step) == "serve" and not step.get("name"):
        mend = f"Give this step a name of its own, such as name: {name}_again."
    return f"expected steps with different names, got {shown(name)} again. {mend}"


def _reworks(
    flow: list[Any], path: Path, places: dict[str, Path], hidden: set[str] | None
) -> Iterator[Finding]:
    """Rework that leads nowhere; ``hidden`` is None when every step's name is certain.

    Else an unknown name may be that of a step with a mistake: it is told only when it looks like
    one that is known, and is none of the ``hidden`` names.
    """
    for k, step in enumerate(flow):
        at = (*path, k)
        for inner_path, inner in inner_flows_in(step, at):
            yield from _reworks(inner, inner_path, places, hidden)
        target = step.get("rework") if isinstance(step, dict) else None
        if not isinstance(target, str) or step_kind(step) != "rework":
            continue
        earlier = [name for name, place in places.items() if _is_earlier(place, at)]
        there = places.get(target)
        if target in earlier:
            continue
        is_hidden = hidden is not None and (target in hidden or near(target, earlier) is None)
        if there is None and is_hidden:
            continue
        if there is None:
            mend = "Name one of them." if earlier else "Put it after the step to go back to."
            what = wrong_name("the name of an earlier step", target, earlier, mend)
        else:
            what = _cannot(target, there, at, earlier)
        yield Finding((*at, "rework"), what)


def _is_earlier(place: Path, at: Path) -> bool:
    *list_of, k = place
    *same, here = at
    return list_of == same and isinstance(k, int) and isinstance(here, int) and k < here


def _cannot(target: str, there: Path, at: Path, earlier: list[str]) -> str:
    known = f" ({listed(earlier)})" if earlier else ""
    if there[: len(at) - 1] == at[:-1] and len(there) > len(at):
        return (
            f"expected an earlier step of this list{known}, got {shown(target)}, which stands "
            "inside a branch. Rework may not jump into a branch: name the step that holds it."
        )
    if at[: len(there) - 1] == there[:-1] and len(at) > len(there):
        return (
            f"expected an earlier step of this branch{known}, got {shown(target)}, which stands "
            "before it. Rework may not jump out of a branch: put the rework after the branches "
            "have joined."
        )
    if there[:-1] == at[:-1]:
        return (
            f"expected an earlier step{known}, got {shown(target)}, which comes later. "
            "Put the rework after it."
        )
    return (
        f"expected an earlier step of this branch{known}, got {shown(target)}, which stands in "
        "another branch. Rework may not jump into a branch: name a step of its own branch."
    )
