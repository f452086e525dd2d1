"""Ways out of branches that fewer cases take."""

from __future__ import annotations

from collections.abc import Collection

from scenarios.activities import Activity
from scenarios.flows import Arm, Branch, Delay, Flow, Parallel, Serve, Step, inner_flows
from scenarios.model import ServiceModel
from scenarios.redesign.flow_rewriting import map_flows

_NOBODY, _SOME, _ALL = range(3)
"""Who gets to a step on a way."""


def rarer_arms(
    model: ServiceModel, names: Collection[str], factor: float, field: str
) -> ServiceModel:
    """Multiply the probability of the ways that lead to some activities or delays.

    A way is made rarer once: at the first branch from which all who take it get there. One on
    which only some get there stays, and the branches inside it are looked at in turn. So ``factor``
    of all who get there by a branch is left, however deep it lies.

    Those who no longer take such a way go straight on when some cases do so already, or else
    the neighbouring way that does not lead there, the next before the one before; when every way
    leads there they stay. Everybody else keeps their way: the uniform numbers of a way that gets
    rarer are cut at their upper end.

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

    def rarer(flow: Flow) -> Flow:
        return tuple(changed(step) for step in flow)

    def changed(step: Step) -> Step:
        if isinstance(step, Parallel):
            return step.replace(parallel=tuple(rarer(flow) for flow in step.parallel))
        if not isinstance(step, Branch):
            return step
        ways = [_who_gets_there(arm.steps, names) for arm in step.branch]
        straight_on = _some_go_straight_on(step.branch)
        cut = straight_on or _NOBODY in ways
        inside = tuple(
            arm if cut and who == _ALL else arm.replace(steps=rarer(arm.steps))
            for arm, who in zip(step.branch, ways, strict=True)
        )
        return step.replace(branch=_rarer(inside, ways, factor, straight_on) if cut else inside)

    return map_flows(model, rarer, field)


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


def _who_gets_there(flow: Flow, names: Collection[str]) -> int:
    """Whether all who take a flow come to one of the steps, only some of them, or nobody."""
    found = _NOBODY
    for step in flow:
        name = step.serve if isinstance(step, Serve) else isinstance(step, Delay) and step.delay
        inner = [_who_gets_there(one, names) for one in inner_flows(step)]
        here = _ALL if name in names else max(inner, default=_NOBODY)
        if isinstance(step, Branch) and (_some_go_straight_on(step.branch) or min(inner) < _ALL):
            here = min(here, _SOME)
        found = max(found, here)
    return found


def _some_go_straight_on(arms: tuple[Arm, ...]) -> bool:
    return sum(arm.probability for arm in arms) < 1 - 1e-9 or any(not arm.steps for arm in arms)


def _rarer(
    arms: tuple[Arm, ...], ways: list[int], factor: float, straight_on: bool
) -> tuple[Arm, ...]:
    new: list[Arm] = []
    extra = [0.0] * len(arms)
    for k, (arm, who) in enumerate(zip(arms, ways, strict=True)):
        freed = arm.probability * (1 - factor) if who == _ALL else 0.0
        new.append(arm.replace(probability=arm.probability - freed) if freed else arm)
        if freed and straight_on:
            new.append(Arm(probability=freed))
        elif freed:
            others = [j for j in range(len(arms)) if ways[j] == _NOBODY]
            extra[min(others, key=lambda j: (abs(j - k), -j))] += freed
    if not straight_on:
        new = [
            arm.replace(probability=arm.probability + more) if more else arm
            for arm, more in zip(new, extra, strict=True)
        ]
    return tuple(new)
