"""Which services are telephone calls, the lines in which they wait, and what else is theirs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scenarios.channels import channels_in
from scenarios.itself import Itself
from scenarios.model import ServiceModel
from scenarios.services import Service
from scenarios.shared_names import shared_names
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


def acceptable_waits(model: ServiceModel) -> dict[str, float]:
    """Acceptable wait by the first service-level target about each line that has one [s]."""
    found: dict[str, float] = {}
    for target in model.targets.values():
        if isinstance(target, ServiceLevelTarget):
            for name, activity in model.activities.items():
                line = activity.queue or name
                if target.queue in (name, line):
                    found.setdefault(line, target.within)
    return found


def concerns_calls(model: ServiceModel, scope: str, of: str) -> bool:
    """Whether a number is of telephone calls alone, by its scope and its name.

    Over all, by service and by channel where `is_calls` says so of the service, of each of them. A
    line, an activity or a pool where all who come to it are calls and it is the front office that
    takes them: what a call leaves behind waits and is worked on as files are.
    """
    return _kinds(Itself(model)).get((scope, of), False)


def told_as_calls(models: Iterable[ServiceModel], scope: str, of: str) -> bool:
    """Whether a number of some models is told as one of calls.

    The first model that has what it is of decides, so that a redesign of their lines does not make
    visitors callers; over all it is of calls where it is in each model.
    """
    kinds = (_kinds(Itself(model)).get((scope, of)) for model in models)
    known = [kind for kind in kinds if kind is not None]
    return bool(known) and (all(known) if scope == "all" else known[0])


@lru_cache(maxsize=16)
def _kinds(of: Itself[ServiceModel]) -> dict[tuple[str, str], bool]:
    """Whether it is of calls alone, of each scope and name of a model."""
    model = of.it
    calls = {name: is_calls(model, name) for name in model.services}
    come = {name: set(walked_activities(service)) for name, service in model.services.items()}

    def taken(activities: Iterable[str]) -> bool:
        known = [a for a in activities if a in model.activities]
        who = [calls[name] for name, walked in come.items() if not walked.isdisjoint(known)]
        at_front = any(model.activities[a].place == "front" for a in known)
        return bool(who) and all(who) and at_front

    lines: dict[str, list[str]] = {}
    for name, activity in model.activities.items():
        lines.setdefault(activity.queue or name, []).append(name)
    return {
        ("all", ""): all(calls.values()),
        **{("service", name): kind for name, kind in calls.items()},
        **{("channel", name): calls[of] for name, (of, _) in channels_in(model).items()},
        **{("queue", line): taken(members) for line, members in lines.items()},
        **{("activity", name): taken([name]) for name in model.activities},
        **{("activity", name): taken(several) for name, several in shared_names(model).items()},
        **{("pool", name): taken(pool.serves) for name, pool in model.pools.items()},
    }
