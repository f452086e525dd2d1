"""Where and when the applicants of a service come in."""

from __future__ import annotations

from scenarios.flows import Flow, Serve, every_step
from scenarios.model import ServiceModel


def served_in(flow: Flow) -> tuple[str, ...]:
    """Activities of a flow in the order of the file, repetitions included."""
    return tuple(step.serve for step in every_step(flow) if isinstance(step, Serve))


def visiting_calendar(model: ServiceModel, service: str) -> str | None:
    """Calendar on which applicants of a service can come; None for round the clock.

    It is the service's own, or else that of the first pool that does its first front-office
    activity that any pool does.
    """
    own = model.services[service]
    if own.calendar is not None:
        return own.calendar
    for name in served_in(own.flow):
        activity = model.activities.get(name)
        if activity is not None and activity.place == "front":
            for pool in model.pools.values():
                if name in pool.serves:
                    return pool.calendar
    return None
