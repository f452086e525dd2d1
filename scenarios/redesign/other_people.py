"""Targets that are about other people after a redesign than before it."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.errors import Problem
from scenarios.findings import dotted, listed, listed_zh
from scenarios.model import ServiceModel
from scenarios.targets import ServiceLevelTarget
from scenarios.visits import served_in


def other_people(before: ServiceModel, after: ServiceModel) -> Iterator[Problem]:
    """Service-level targets whose line has other services in it than before."""
    for name, target in after.targets.items():
        old = before.targets.get(name)
        if not isinstance(target, ServiceLevelTarget) or not isinstance(old, ServiceLevelTarget):
            continue
        was, now = _services(before, old.queue), _services(after, target.queue)
        if was and now and was != now:
            yield Problem(
                dotted(("targets", name)),
                f"expected the same services before and after, got {listed(sorted(was))} before "
                f"and {listed(sorted(now))} after in line '{target.queue}', so its change compares "
                "different people. Look at the waits of each service instead.",
                zh=f"改造前后应当是同样的事项，但队列 {target.queue} 改造前有 "
                f"{listed_zh(sorted(was))}，改造后有 {listed_zh(sorted(now))}，"
                "所以它的变化比的是不同的人。请改看各事项自己的等待。",
            )


def _services(model: ServiceModel, queue: str) -> set[str]:
    """Services whose cases wait in a line, or for an activity of this name."""
    inside = {
        activity
        for activity, section in model.activities.items()
        if queue in (activity, section.queue)
    }
    return {
        name
        for name, service in model.services.items()
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow))
        if inside & set(served_in(flow))
    }
