"""Which services a redesign touched, and which services are telephone calls."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scenarios.distributions import SumOf
from scenarios.model import ServiceModel
from scenarios.redesign.trace import changes
from scenarios.services import Service
from scenarios.targets import ServiceLevelTarget
from scenarios.visits import served_in

_CALLERS_WAIT = 120.0
"""Longest acceptable wait that is promised to callers [s]; common ones are 10 to 60 s."""
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


def is_calls(model: ServiceModel, name: str) -> bool:
    """Whether the cases of a service are telephone calls, not visits to a hall.

    They are when each line in which the applicant waits is one of a hotline: a target promises
    a service level there within two minutes at most, which no hall does, or the line has a limited
    number of telephone lines (``lines``). Patience says nothing, people leave halls too.
    """
    walked = walked_activities(model.services[name])
    fronts = [a for a in walked if a in model.activities and model.activities[a].place == "front"]
    promised = {
        t.queue
        for t in model.targets.values()
        if isinstance(t, ServiceLevelTarget) and t.within <= _CALLERS_WAIT
    }
    lines = {model.activities[a].queue or a: a for a in fronts}
    return bool(fronts) and all(
        line in promised
        or activity in promised
        or (line in model.queues and model.queues[line].lines is not None)
        for line, activity in lines.items()
    )


def only_calls(models: Iterable[ServiceModel]) -> bool:
    """Whether all services of some models are telephone calls."""
    return all(is_calls(model, name) for model in models for name in model.services)


def walked_activities(service: Service) -> tuple[str, ...]:
    """Activities in the flows of a service, each once."""
    flows = [service.flow, *(c.flow for c in service.channels.values() if c.flow)]
    return tuple(dict.fromkeys(name for flow in flows for name in served_in(flow)))


def lines_of(model: ServiceModel, name: str) -> tuple[str, ...]:
    """Lines in which the cases of a service wait, each once."""
    walked = [a for a in walked_activities(model.services[name]) if a in model.activities]
    return tuple(dict.fromkeys(model.activities[a].queue or a for a in walked))


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
