"""Names that one part of a model uses and another has to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scenarios.checks.plain_parts import (
    Parts,
    distributions_in,
    flows_in,
    items_in,
    names_in,
    sections_in,
    steps_in,
)
from scenarios.checks.titled import unknown_name
from scenarios.findings import Finding, Path, near, plain_text, shown
from scenarios.flows import step_kind

_KINDS = {
    "activities": "an activity",
    "calendars": "a calendar",
    "queues": "a queue",
    "logs": "a log",
    "services": "a service",
}
Use = tuple[Path, object, str]
"""Where a name is used, the name, and the key under which it has to stand."""
Links = dict[str, tuple[Path, list[Any]]]
"""Activities to which each activity leads, with the path at which they are named."""


def findings_in_names(data: Parts) -> Iterator[Finding]:
    """Unknown names, names used twice, activities that nobody does, sums that run in a circle."""
    for path, name, key in _uses(data):
        known = names_in(data, key)
        if isinstance(name, str) and known is not None and name not in known:
            mend = f"Use one of these names, or add it under {key}."
            if not known:
                mend = f"Add it under {key}."
            yield Finding(path, unknown_name(_KINDS[key], name, data, [key], known, mend))
    yield from _targets(data)
    yield from _lines(data)
    yield from _listed_twice(data)
    yield from _nobody_does(data)
    yield from _circles(data)


def _uses(data: Parts) -> Iterator[Use]:
    for path, activity in sections_in(data, "activities"):
        yield (*path, "queue"), activity.get("queue"), "queues"
        yield (*path, "help", "activity"), _helper(activity), "activities"
    for path, pool in sections_in(data, "pools"):
        yield (*path, "calendar"), pool.get("calendar"), "calendars"
        for k, name in items_in(pool, "serves"):
            yield (*path, "serves", k), name, "activities"
    for path, service in sections_in(data, "services"):
        yield (*path, "calendar"), service.get("calendar"), "calendars"
        arrivals = service.get("arrivals")
        if isinstance(arrivals, dict) and arrivals.get("pattern") == "trace":
            yield (*path, "arrivals", "log"), arrivals.get("log"), "logs"
            for name in names_in(arrivals, "work") or ():
                yield (*path, "arrivals", "work", name), name, "activities"
    for name in names_in(data.get("experience"), "service_waits") or ():
        yield ("experience", "service_waits", name), name, "services"
    for path, flow in flows_in(data):
        for at, step in steps_in(flow, path):
            kind = step_kind(step) if isinstance(step, dict) else None
            if kind == "serve":
                yield (*at, "serve"), step["serve"], "activities"
            elif kind == "delay":
                yield (*at, "calendar"), step.get("calendar"), "calendars"
    for key in ("activities", "pools", "services"):
        for path, family in distributions_in(data.get(key), (key,)):
            if family["distribution"] == "from_log":
                yield (*path, "log"), family.get("log"), "logs"
            elif family["distribution"] == "sum_of":
                for k, name in items_in(family, "parts"):
                    yield (*path, "parts", k), name, "activities"


def _helper(activity: Parts) -> object:
    """The activity by which one is helped at the end of another, if there is one."""
    help_ = activity.get("help")
    return help_.get("activity") if isinstance(help_, dict) else None


def _targets(data: Parts) -> Iterator[Finding]:
    services, activities = names_in(data, "services"), names_in(data, "activities")
    queues = names_in(data, "queues")
    for path, target in sections_in(data, "targets"):
        queue, service = target.get("queue"), target.get("service")
        if activities is not None and queues is not None and isinstance(queue, str):
            known = (*queues, *activities)
            if queue not in known:
                of = ("queues", "activities")
                mend = "Use one of these."
                what = unknown_name("a queue or an activity", queue, data, of, known, mend)
                yield Finding((*path, "queue"), what)
        if services is not None and isinstance(service, str) and service not in services:
            mend = "Use one of these."
            what = unknown_name("a service", service, data, ["services"], services, mend)
            yield Finding((*path, "service"), what)


def _lines(data: Parts) -> Iterator[Finding]:
    """A queue with the name of an activity that stands in a line of its own would join the two."""
    own = {
        path[-1]: path
        for path, activity in sections_in(data, "activities")
        if activity.get("queue") is None
    }
    shared = {
        activity.get("queue"): path[-1]
        for path, activity in sections_in(data, "activities")
        if isinstance(activity.get("queue"), str)
    }
    for name in names_in(data, "queues") or ():
        if name in own and shared.get(name, name) != name:
            what = f"expected a name that no activity outside this queue has, got {shown(name)}. "
            yield Finding(("queues", name), what + "Rename the queue, or put the activity in it.")


def _listed_twice(data: Parts) -> Iterator[Finding]:
    for path, pool in sections_in(data, "pools"):
        seen: Counter[str] = Counter()
        for k, name in items_in(pool, "serves"):
            seen[str(name)] += 1
            if seen[str(name)] == 2:
                what = f"expected each activity once, got {shown(name)} again. Take it out."
                yield Finding((*path, "serves", k), what)


def _nobody_does(data: Parts) -> Iterator[Finding]:
    pools = data.get("pools")
    if not isinstance(pools, dict) or not all(
        isinstance(pool, dict) and isinstance(pool.get("serves"), list) for pool in pools.values()
    ):
        return
    activities = names_in(data, "activities") or ()
    served = {str(name) for pool in pools.values() for name in pool["serves"]}
    # A misspelt name among those served is told already.
    served |= {near(name, activities) or "" for name in served if name not in activities}
    for path, name in _wanted(data):
        if isinstance(name, str) and name in activities and name not in served:
            served.add(name)
            yield Finding(
                path,
                f"expected an activity that a pool serves, got {shown(name)}. "
                "Add it to 'serves' of a pool.",
            )


def _wanted(data: Parts) -> Iterator[tuple[Path, object]]:
    """Activities that cases need, with the paths at which they are named."""
    for path, flow in flows_in(data):
        for at, step in steps_in(flow, path):
            if isinstance(step, dict):
                yield (*at, "serve"), step.get("serve")
    for path, activity in sections_in(data, "activities"):
        yield (*path, "help", "activity"), _helper(activity)


def _circles(data: Parts) -> Iterator[Finding]:
    parts: Links = {}
    helpers: Links = {}
    for path, activity in sections_in(data, "activities"):
        family = activity.get("service_time")
        if isinstance(family, dict) and family.get("distribution") == "sum_of":
            at = (*path, "service_time", "parts")
            parts[str(path[-1])] = (at, [name for _, name in items_in(family, "parts")])
        if (helper := _helper(activity)) is not None:
            helpers[str(path[-1])] = ((*path, "help", "activity"), [helper])
    for wanted, links in (("parts that do", parts), ("help that does", helpers)):
        for name, (path, _) in links.items():
            circle = _way_back(name, links)
            if circle and name == min(circle):
                chain = " > ".join(map(plain_text, [*circle, name]))
                what = f"expected {wanted} not lead back here, got {chain}. "
                yield Finding(path, what + "Take one of them out.")


def _way_back(name: str, parts: Links) -> list[str] | None:
    """Shortest chain of links from an activity back to itself."""
    chains, seen = [[name]], set[str]()
    while chains:
        chain = chains.pop(0)
        for part in map(str, parts.get(chain[-1], ((), []))[1]):
            if part == name:
                return chain
            if part not in seen and part in parts:
                seen.add(part)
                chains.append([*chain, part])
    return None
