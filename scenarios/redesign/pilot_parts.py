"""Activities, lines and pools of a pilot beside those of the cases that go as before."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scenarios.activities import Activity, Queue
from scenarios.distributions import SumOf
from scenarios.flows import Flow, Serve, Step
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.pilot_limits import cannot_split
from scenarios.redesign.refusals import free_name
from scenarios.visits import served_in


class PilotParts:
    """What the cases of a pilot need that the others do not have."""

    def __init__(self, before: ServiceModel, after: ServiceModel) -> None:
        self.before, self.after = before, after
        served = dict.fromkeys(_served(after))
        self._served = set(served)
        needed = dict.fromkeys([*served, *(p for name in served for p in _parts(after, name))])
        taken = {*before.activities, *after.activities, *before.queues, *after.queues}
        self.renamed: dict[str, str] = {}
        """Activities that are others for the pilot, by the name that both models have."""
        for name in needed:
            if name in before.activities and self._differs(name):
                self.renamed[name] = free_name(f"{name}_pilot", {*taken, *self.renamed.values()})
        self._needed = needed

    def flow(self, flow: Flow) -> Flow:
        """A flow after the redesign with the pilot's activities; steps keep names and draws."""

        def own(step: Step) -> Step:
            if not isinstance(step, Serve) or step.serve not in self.renamed:
                return step
            return step.replace(
                serve=self.renamed[step.serve],
                name=step.name or step.serve,
                draws_of=step.draws_of or step.serve,
            )

        return map_steps(flow, own)

    def activities(self) -> dict[str, Activity]:
        """The activities of both models."""
        found = {
            name: activity.replace(queue=name) if self._joins(name) else activity
            for name, activity in self.before.activities.items()
        }
        for name in self._needed:
            if name in self.renamed or name not in found:
                activity = self._with_own_parts(self.after.activities[name])
                joined = {"queue": name} if self._joins(name) else {}
                found[self.renamed.get(name, name)] = activity.replace(**joined)
        return found

    def queues(self) -> dict[str, Queue]:
        """The lines of both models, and those that an activity shares with the pilot's."""
        lines = {name: Queue() for name in self.before.activities if self._joins(name)}
        return {**self.after.queues, **self.before.queues, **lines}

    def pools(self) -> dict[str, Pool]:
        """The pools of both models, each with what it serves in either."""
        found: dict[str, Pool] = {}
        for name in _in_order(self.before.pools, self.after.pools):
            old, new = self.before.pools.get(name), self.after.pools.get(name)
            theirs = () if new is None else tuple(filter(self._served.__contains__, new.serves))
            own = tuple(self.renamed.get(activity, activity) for activity in theirs)
            serves = _in_order(() if old is None else old.serves, own)
            pool = old or new
            if pool is not None and serves:
                found[name] = pool if serves == pool.serves else pool.replace(serves=serves)
        return found

    def _differs(self, name: str) -> bool:
        before, after = self.before, self.after
        return (
            before.activities[name] != after.activities[name]
            or any(
                part in self.renamed or self._differs_as_part(part) for part in _parts(after, name)
            )
            or (name in self._served and _servers(before, name) != _servers(after, name))
        )

    def _differs_as_part(self, name: str) -> bool:
        return self.before.activities.get(name) != self.after.activities[name]

    def _joins(self, name: str) -> bool:
        """True when an activity without a line of its own shares one with the pilot's."""
        if name not in self.renamed or name not in self._served:
            return False
        both = set(_servers(self.before, name)) & set(_servers(self.after, name))
        old, new = self.before.activities[name].queue, self.after.activities[name].queue
        if both and old != new:
            raise cannot_split(("activities", name, "queue"))
        return bool(both) and old is None

    def _with_own_parts(self, activity: Activity) -> Activity:
        family = activity.service_time
        if not isinstance(family, SumOf) or self.renamed.keys().isdisjoint(family.parts):
            return activity
        parts = tuple(self.renamed.get(part, part) for part in family.parts)
        return activity.replace(service_time=family.replace(parts=parts))


def _served(model: ServiceModel) -> Iterator[str]:
    """Activities that a flow serves, and those of helpers."""
    for service in model.services.values():
        for flow in (service.flow, *(c.flow for c in service.channels.values() if c.flow)):
            for name in served_in(flow):
                yield name
                if (help_ := model.activities[name].help) is not None:
                    yield help_.activity


def _parts(model: ServiceModel, activity: str) -> Iterator[str]:
    """Parts of a merged activity, and theirs before them."""
    family = model.activities[activity].service_time
    for part in family.parts if isinstance(family, SumOf) else ():
        yield from _parts(model, part)
        yield part


def _servers(model: ServiceModel, activity: str) -> tuple[str, ...]:
    return tuple(name for name, pool in model.pools.items() if activity in pool.serves)


def _in_order(first: Collection[str], second: Collection[str]) -> tuple[str, ...]:
    """All names, those of the second list alone after the one that they follow there."""
    order, at = list(first), 0
    for name in second:
        if name in order:
            at = order.index(name) + 1
        else:
            order.insert(at, name)
            at += 1
    return tuple(order)
