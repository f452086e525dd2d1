"""Every place of a model that names an activity, rewritten when activities come or go."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scenarios.arrivals import Trace
from scenarios.distributions import SumOf
from scenarios.findings import listed
from scenarios.flows import Delay, Serve, Step
from scenarios.model import ServiceModel
from scenarios.redesign.flow_rewriting import map_flows, map_steps
from scenarios.redesign.merged_parts import map_sums
from scenarios.redesign.refusals import refusal
from scenarios.targets import ServiceLevelTarget


def replace_activity(model: ServiceModel, old: str, new: str, field: str) -> ServiceModel:
    """Let one activity stand for another everywhere: in flows, pools, sums and targets.

    The old one keeps its definition. Steps that are called by its name are called by the new
    one's, and rework follows them.

    Parameters
    ----------
    model
        The model; it has both activities.
    old, new
        Names of the activities.
    field
        Field of the operator, for errors.
    """

    def replaced(step: Step) -> Step:
        return step.replace(serve=new) if isinstance(step, Serve) and step.serve == old else step

    model = map_flows(model, lambda flow: map_steps(flow, replaced), field)
    activities = map_sums(model, model.activities, lambda name: new if name == old else name)
    pools = {
        name: pool.replace(serves=_renamed(pool.serves, old, new)) if old in pool.serves else pool
        for name, pool in model.pools.items()
    }
    model = _with(model, activities=activities, pools=pools)
    return retarget(model, {old: new}) if old not in model.queues else model


def drop_steps(
    model: ServiceModel,
    field: str,
    activities: Collection[str] = (),
    delays: Collection[str] = (),
) -> ServiceModel:
    """Take out of every flow the visits to some activities, and some delays."""

    def left(step: Step) -> Step | None:
        gone = (isinstance(step, Serve) and step.serve in activities) or (
            isinstance(step, Delay) and step.delay in delays
        )
        return None if gone else step

    return map_flows(model, lambda flow: map_steps(flow, left), field)


def drop_activities(model: ServiceModel, gone: Collection[str], field: str) -> ServiceModel:
    """Take activities out of a model: their steps, their parts of sums, their definitions.

    A sum without a part that is left goes too, and so do pools that have nothing left to serve,
    lines in which nobody waits any more, and the targets about them.

    Raises
    ------
    RedesignError
        A flow, or all pools, would be left with nothing.
    """
    gone = set(gone)
    while emptied := {
        name
        for name, activity in model.activities.items()
        if isinstance(activity.service_time, SumOf)
        and name not in gone
        and gone.issuperset(activity.service_time.parts)
    }:
        gone |= emptied
    if not gone:
        return model
    model = drop_steps(model, field, activities=gone)
    left = {name: a for name, a in model.activities.items() if name not in gone}
    activities = map_sums(model, left, lambda name: None if name in gone else name)
    serves = {
        name: tuple(activity for activity in pool.serves if activity not in gone)
        for name, pool in model.pools.items()
    }
    pools = {
        name: pool if serves[name] == pool.serves else pool.replace(serves=serves[name])
        for name, pool in model.pools.items()
        if serves[name]
    }
    if not left or not pools:
        raise refusal(
            field,
            "expected an activity that stays and somebody who does one, got "
            f"{listed(sorted(gone))}, which leaves none. Leave one of them out.",
        )
    deserted = {a.queue for a in model.activities.values()} - {a.queue for a in left.values()}
    queues = {name: queue for name, queue in model.queues.items() if name not in deserted}
    targets = {
        name: target
        for name, target in model.targets.items()
        if not isinstance(target, ServiceLevelTarget) or target.queue not in gone | deserted
    }
    services = {}
    for name, service in model.services.items():
        arrivals = service.arrivals
        services[name] = service
        if isinstance(arrivals, Trace) and not gone.isdisjoint(arrivals.work):
            work = {a: times for a, times in arrivals.work.items() if a not in gone}
            services[name] = service.replace(arrivals=arrivals.replace(work=work))
    return _with(
        model, activities=activities, pools=pools, queues=queues, targets=targets, services=services
    )


def retarget(model: ServiceModel, new: Mapping[str, str]) -> ServiceModel:
    """Let targets about queues or activities be about others, by old name."""
    targets = {
        name: target.replace(queue=new[target.queue])
        if isinstance(target, ServiceLevelTarget) and target.queue in new
        else target
        for name, target in model.targets.items()
    }
    return _with(model, targets=targets)


def _renamed(names: tuple[str, ...], old: str, new: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(new if name == old else name for name in names))


def _with(model: ServiceModel, **sections: Mapping[str, object]) -> ServiceModel:
    """The model with those sections that are not as they were."""
    changed = {name: new for name, new in sections.items() if new != getattr(model, name)}
    return model.replace(**changed) if changed else model
