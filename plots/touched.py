"""Which services a redesign touched."""

from __future__ import annotations

import re

from scenarios.calls import lines_of, walked_activities
from scenarios.distributions import SumOf
from scenarios.model import ServiceModel
from scenarios.redesign.trace import changes

Places = dict[str, set[str]]
"""Names in each section of a model, such as those of the pools."""


def touched_services(before: ServiceModel, after: ServiceModel | None) -> tuple[str, ...]:
    """Services for which a redesign changed something, in the order of the models.

    That is the service itself, an activity that it walks, or a line, a pool or a calendar of
    these. All services when there is no redesign, or it changed nothing of that kind.
    """
    every = tuple(dict.fromkeys(name for m in (before, after) if m for name in m.services))
    if after is None:
        return every
    changed: Places = {}
    for change in changes(before, after):
        section, _, rest = change.path.partition(".")
        changed.setdefault(section, set()).add(re.split(r"[.\[]", rest)[0])
    found = tuple(
        name
        for name in every
        if any(
            changed.get(section, set()) & names
            for model in (before, after)
            if name in model.services
            for section, names in _places(model, name).items()
        )
    )
    return found or every


def _places(model: ServiceModel, name: str) -> Places:
    """Everything in a model on which a service depends, by section."""
    service = model.services[name]
    walked = set(walked_activities(service))
    for one in tuple(walked):
        work = model.activities[one].service_time if one in model.activities else None
        walked |= set(work.parts) if isinstance(work, SumOf) else set()
    pools = {n: p for n, p in model.pools.items() if walked & set(p.serves)}
    calendars = {service.calendar, *(pool.calendar for pool in pools.values())}
    return {
        "services": {name},
        "activities": walked,
        "queues": set(lines_of(model, name)),
        "pools": set(pools),
        "calendars": {c for c in calendars if c is not None},
    }
