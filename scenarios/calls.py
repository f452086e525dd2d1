"""Which services are telephone calls, and the lines in which their cases wait."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.model import ServiceModel
from scenarios.services import Service
from scenarios.targets import ServiceLevelTarget
from scenarios.visits import served_in

_CALLERS_WAIT = 120.0
"""Longest acceptable wait that is promised to callers [s]; common ones are 10 to 60 s."""


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
