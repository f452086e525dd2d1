"""Cases open when the run begins: they stand at steps that their flow has, on channels that are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scenarios.checks.plain_parts import (
    Parts,
    items_in,
    names_in,
    sections_in,
    step_name_in,
    steps_in,
)
from scenarios.findings import Finding, Path, shown, wrong_name
from scenarios.flows import step_kind


def findings_in_open_cases(data: Parts) -> Iterator[Finding]:
    """Open cases at unknown steps or on unknown channels."""
    for path, service in sections_in(data, "services"):
        channels = names_in(service, "channels")
        for k, case in items_in(service, "open_cases"):
            if not isinstance(case, dict) or channels is None:
                continue
            at, channel = (*path, "open_cases", k), case.get("channel")
            if isinstance(channel, str) and channel not in channels:
                mend = "Use one of these." if channels else "Take it out, or add it to channels."
                yield Finding((*at, "channel"), wrong_name("a channel", channel, channels, mend))
            elif channel is None or isinstance(channel, str):
                yield from _step(at, case.get("step"), _flow(service, channel, channels))


def _flow(service: Parts, channel: str | None, channels: tuple[str, ...]) -> Any:
    """The flow of a case on a channel, the first when none is named."""
    if channel is None and channels:
        channel = channels[0]
    own = service["channels"][channel] if channel is not None else None
    flow = own.get("flow") if isinstance(own, dict) else None
    return service.get("flow") if flow is None else flow


def _step(at: Path, name: object, flow: Any) -> Iterator[Finding]:
    if not isinstance(name, str) or not isinstance(flow, list):
        return
    if not all(isinstance(step, dict) and step_kind(step) for step in flow):
        return
    known = [known for step in flow if (known := step_name_in(step)) is not None]
    if name in known:
        return
    if any(isinstance(step, dict) and step_name_in(step) == name for _, step in steps_in(flow, ())):
        what = (
            f"expected a step of the flow itself, got {shown(name)}, which stands inside another. "
            "Give that one a name and use it: the case walks all of it."
        )
    else:
        what = wrong_name("a step of the flow", name, known, "Use one of these.")
    yield Finding((*at, "step"), what)
