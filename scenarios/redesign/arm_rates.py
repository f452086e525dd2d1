"""Ways out of branches that fewer cases take."""

from __future__ import annotations

from collections.abc import Collection

from scenarios.activities import Activity
from scenarios.flows import Arm, Branch, Delay, Flow, Serve, Step, inner_flows
from scenarios.model import ServiceModel
from scenarios.redesign.flow_rewriting import map_flows, map_steps


def rarer_arms(
    model: ServiceModel, names: Collection[str], factor: float, field: str
) -> ServiceModel:
    """Multiply the probability of the ways that lead to some activities or delays.

    Those who no longer take such a way go straight on when some cases do so already, or else
    the neighbouring way, the next before the one before; when every way leads there they stay.
    Everybody else keeps their way: the uniform numbers of a way that gets rarer are cut at their
    upper end.

    Parameters
    ----------
    model
        The model.
    names
        Activities and delays.
    factor
        Share of the probability that is left.
    field
        Field of the operator, for errors.
    """
    if factor == 1:
        return model

    def rarer(step: Step) -> Step:
        if not isinstance(step, Branch):
            return step
        leads = [_leads_to(arm.steps, names) for arm in step.branch]
        straight_on = _some_go_straight_on(step.branch)
        if not any(leads) or (all(leads) and not straight_on):
            return step
        return step.replace(branch=_rarer(step.branch, leads, factor, straight_on))

    return map_flows(model, lambda flow: map_steps(flow, rarer), field)


def arms_to(model: ServiceModel) -> dict[str, Activity | Delay]:
    """Activities and delays to which a way out of a branch leads, by name."""
    found: dict[str, Activity | Delay] = {}

    def note(flow: Flow, inside: bool) -> Flow:
        for step in flow:
            if inside and isinstance(step, Serve):
                found[step.serve] = model.activities[step.serve]
            elif inside and isinstance(step, Delay):
                found[step.delay] = step
            for inner in inner_flows(step):
                note(inner, inside or isinstance(step, Branch))
        return flow

    map_flows(model, lambda flow: note(flow, inside=False), "")
    return found


def _leads_to(flow: Flow, names: Collection[str]) -> bool:
    return any(
        (isinstance(step, Serve) and step.serve in names)
        or (isinstance(step, Delay) and step.delay in names)
        or any(_leads_to(inner, names) for inner in inner_flows(step))
        for step in flow
    )


def _some_go_straight_on(arms: tuple[Arm, ...]) -> bool:
    return sum(arm.probability for arm in arms) < 1 - 1e-9 or any(not arm.steps for arm in arms)


def _rarer(
    arms: tuple[Arm, ...], leads: list[bool], factor: float, straight_on: bool
) -> tuple[Arm, ...]:
    new: list[Arm] = []
    extra = [0.0] * len(arms)
    for k, (arm, leads_there) in enumerate(zip(arms, leads, strict=True)):
        freed = arm.probability * (1 - factor) if leads_there else 0.0
        new.append(arm.replace(probability=arm.probability - freed) if freed else arm)
        if freed and straight_on:
            new.append(Arm(probability=freed))
        elif freed:
            others = [j for j in range(len(arms)) if not leads[j]]
            extra[min(others, key=lambda j: (abs(j - k), -j))] += freed
    if not straight_on:
        new = [
            arm.replace(probability=arm.probability + more) if more else arm
            for arm, more in zip(new, extra, strict=True)
        ]
    return tuple(new)
