"""Flows in which fewer cases take the ways that go through some steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from scenarios.flows import Arm, Branch, Flow, Parallel, Step, inner_flows, step_name

_CERTAIN = 1 - 1e-9
"""From here on a share is all cases: probabilities of a branch may sum to 1 but for so much."""
_Wanted = Callable[[float], float]
"""Gives the share of the cases that shall go through a step from the share that does."""


def rarer_ways(flow: Flow, names: Collection[str], factor: float) -> Flow:
    """Multiply, at each branch, the share of the cases that goes on through some steps.

    Of all ways through a branch, those through the steps become ``factor`` times as probable,
    and the others more probable in proportion, so that they sum to what they did. This is the
    distribution over the ways with that share which is nearest to the old one in relative entropy
    (Csiszar 1975, "I-divergence geometry of probability distributions and minimization
    problems", Annals of Probability 3). Where ways part again further on, inner branches are
    given the shares under the condition that the case came there, so that nothing counts twice.
    After a step has been gone to, branches by which cases come to one again are treated in the
    same way, each on its own. Branches all of whose ways go through the steps keep their shares.

    Parameters
    ----------
    flow
        The flow.
    names
        Names of steps.
    factor
        Share that is left, in [0, 1].
    """

    def by_factor(share: float) -> float:
        return factor * share

    def thinned(steps: Flow, wanted: _Wanted) -> Flow:
        new = tuple(changed(step, wanted) for step in steps)
        return steps if new == steps else new

    def changed(step: Step, wanted: _Wanted) -> Step:
        if isinstance(step, Parallel):
            return step.replace(parallel=tuple(thinned(one, wanted) for one in step.parallel))
        if not isinstance(step, Branch):
            return step
        shares = [share_through(arm.steps, names) for arm in step.branch]
        total = _through(step, names)
        if total == 0:
            return step
        if total > _CERTAIN:
            arms = tuple(a.replace(steps=thinned(a.steps, by_factor)) for a in step.branch)
            return step.replace(branch=arms)
        goes, stays = wanted(total) / total, (1 - wanted(total)) / (1 - total)
        arms = tuple(one(arm, q, goes, stays) for arm, q in zip(step.branch, shares, strict=True))
        return step.replace(branch=arms)

    def one(arm: Arm, share: float, goes: float, stays: float) -> Arm:
        if share > _CERTAIN:
            steps = thinned(arm.steps, by_factor)
            return arm.replace(probability=arm.probability * goes, steps=steps)
        weight = goes * share + stays * (1 - share)
        steps = arm.steps
        if share > 0:
            steps = thinned(steps, _at_once(share, goes * share / weight))
        return arm.replace(probability=arm.probability * weight, steps=steps)

    return thinned(flow, by_factor)


def share_through(flow: Flow, names: Collection[str]) -> float:
    """Share of the cases in a flow that goes through one of the steps at least once.

    Rework is not counted: it goes back to what has been gone through.
    """
    past = 1.0
    for step in flow:
        past *= 1 - _through(step, names)
    return 1 - past


def _through(step: Step, names: Collection[str]) -> float:
    if step_name(step) in names:
        return 1.0
    if isinstance(step, Branch):
        return math.fsum(a.probability * share_through(a.steps, names) for a in step.branch)
    past = 1.0
    for flow in inner_flows(step):
        past *= 1 - share_through(flow, names)
    return 1 - past


def _at_once(share: float, wanted: float) -> _Wanted:
    """What a share of each of several steps becomes when that of all together becomes another.

    The chances to get past each are raised to one power, so that their product is the chance to
    get past all.
    """
    power = math.log1p(-wanted) / math.log1p(-share)
    return lambda one: -math.expm1(power * math.log1p(-one))
