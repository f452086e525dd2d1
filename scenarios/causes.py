"""Why cases are sent back: each rework of a model under one name."""

from __future__ import annotations

from scenarios.flows import Rework, every_step
from scenarios.model import ServiceModel


def cause_name(service: str, label: str) -> str:
    """Name of a rework by its service and label, the same before and after a redesign."""
    return f"{service}: {label}"


def causes_in(model: ServiceModel) -> dict[str, tuple[str, Rework]]:
    """Service and step of each rework, by its name; one that several channels have stands once."""
    found: dict[str, tuple[str, Rework]] = {}
    for name, service in model.services.items():
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow)):
            for step in every_step(flow):
                if isinstance(step, Rework):
                    found.setdefault(cause_name(name, step.label), (name, step))
    return found
