"""Activities and pools that have nothing to do any more after a flow was rewritten."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scenarios.model import ServiceModel
from scenarios.redesign.references import drop_activities
from scenarios.visits import served_in


def served(model: ServiceModel) -> set[str]:
    """Activities that a flow serves, and those of helpers."""
    found: set[str] = set()
    for service in model.services.values():
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow)):
            found.update(served_in(flow))
    return found | {a.help.activity for n, a in model.activities.items() if n in found and a.help}


def drop_unserved(before: ServiceModel, model: ServiceModel, field: str) -> ServiceModel:
    """Take activities out of a model that a flow served before, and none serves now."""
    gone = served(before) - served(model)
    return drop_activities(model, gone - _parts(model, gone), field)


def close_pools(model: ServiceModel, gone: Collection[str]) -> ServiceModel:
    """Let no pool do some activities, which stay as parts of sums; idle pools close."""
    return with_serves(model, {}, gone)


def with_serves(
    model: ServiceModel, own: Mapping[str, tuple[str, ...]], gone: Collection[str]
) -> ServiceModel:
    """Give some pools what they serve, and take activities from all others.

    Pools that have nothing left to do close.
    """
    pools = {}
    for name, pool in model.pools.items():
        left = tuple(activity for activity in pool.serves if activity not in gone)
        if serves := own.get(name, left):
            pools[name] = pool if serves == pool.serves else pool.replace(serves=serves)
    return model if pools == model.pools else model.replace(pools=pools)


def _parts(model: ServiceModel, gone: set[str]) -> set[str]:
    """Activities whose draws others still add up."""
    found: set[str] = set()
    for name, activity in model.activities.items():
        if name not in gone:
            found.update(getattr(activity.service_time, "parts", ()))
    return found
