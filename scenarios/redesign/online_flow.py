"""The flow of a case that is handed in online instead of at windows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from scenarios.distributions import Distribution
from scenarios.findings import shown
from scenarios.flows import (
    Arm,
    Branch,
    Delay,
    Flow,
    Parallel,
    Rework,
    Serve,
    Step,
    inner_flows,
    step_name,
)
from scenarios.redesign.base import free_name, refusal
from scenarios.redesign.flow_lists import map_inner, step_names
from scenarios.redesign.flow_rewriting import retargeted
from scenarios.redesign.made_titles import COMES_IN
from scenarios.visits import served_in

_ROUNDING = 1e-9
"""Probabilities that sum to less than 1 by no more leave no way past a branch."""
Parts = tuple[str, ...]
"""Activities in the order of the file."""


@dataclass(frozen=True, slots=True)
class OnlineSteps:
    """What is different for a case that is handed in online."""

    replaces: Collection[str]
    """Names of the steps that one step replaces."""
    activities: Mapping[Parts, str]
    """What that step serves, by the activities that it replaces."""
    rework_factor: float
    """Share of the rework among them that is left."""
    fails: float
    """Share that comes in anyway."""
    fails_after: Distribution | None
    """Time until then."""


def all_take(flow: Flow, names: Collection[str]) -> bool:
    """True when every way through the flow has one of the steps at least."""
    return any(_takes(step, names) for step in flow)


def _takes(step: Step, names: Collection[str]) -> bool:
    if step_name(step) in names:
        return True
    ways = [all_take(inner, names) for inner in inner_flows(step)]
    if isinstance(step, Branch):
        return all(ways) and sum(arm.probability for arm in step.branch) > 1 - _ROUNDING
    return any(ways)


def replaced_in(flow: Flow, names: Collection[str]) -> Iterator[Parts]:
    """Activities of the steps that go, for each list of steps that has some of them.

    Activities of branches are left out, because not every case needs them.
    """
    here = [step for step in flow if step_name(step) in names]
    if here:
        yield served_in(tuple(s for s in here if isinstance(s, Serve | Parallel)))
    for step in flow:
        if step not in here:
            for inner in inner_flows(step):
                yield from replaced_in(inner, names)


def online_flow(flow: Flow, steps: OnlineSteps) -> Flow:
    """The flow with one step for those replaced, and these for the cases that fail.

    Each list of steps that has some of them, such as an arm of a branch, gets a step of its own.

    Raises
    ------
    RedesignError
        Another step stands between them; the field to blame is ``replaces``.
    """
    return _within(flow, steps, set(step_names(flow)))


def _within(flow: Flow, steps: OnlineSteps, taken: set[str]) -> Flow:
    """A list of steps and the lists inside it; names that are given are added to ``taken``."""
    places = [k for k, step in enumerate(flow) if step_name(step) in steps.replaces]
    if not places:
        return tuple(map_inner(step, lambda inner: _within(inner, steps, taken)) for step in flow)
    first, end = places[0], places[-1] + 1
    while end < len(flow) and _goes_back(flow[end], steps.replaces):
        end += 1
    before, old, after = flow[:first], flow[first:end], flow[end:]
    for step in old:
        if not isinstance(step, Rework) and step_name(step) not in steps.replaces:
            raise refusal(
                "replaces",
                "expected steps that stand next to each other, got "
                f"{shown(step_name(step) or 'a step')} between them. Name it too, use reorder "
                "before, or name other services.",
            )
    (parts, *_) = replaced_in(old, steps.replaces)
    activity = steps.activities[parts]
    name = free_name(activity, taken)
    taken.add(name)
    serve = Serve(serve=activity, name=None if name == activity else name)
    # Those who fail keep the random numbers of the windows' rework, so the screen has its own.
    again = [
        step.replace(
            rework=name,
            probability=step.probability * steps.rework_factor,
            name=f"{name}: {step.label}",
        )
        for step in old
        if isinstance(step, Rework) and step.rework in steps.replaces
    ]
    rest = tuple(
        retargeted(step, name)
        if isinstance(step, Rework) and step.rework in steps.replaces
        else step
        for step in after
    )
    made = (serve, *again, *_failing(old, activity, steps, taken))
    return (*_within(before, steps, taken), *made, *_within(rest, steps, taken))


def _failing(old: Flow, activity: str, steps: OnlineSteps, taken: set[str]) -> Flow:
    """The way of those who come in anyway."""
    if steps.fails == 0:
        return ()
    assert steps.fails_after is not None
    name, delay = free_name(f"{activity}_fails", taken), free_name("comes_in", taken)
    taken |= {name, delay}
    comes_in = Delay(
        delay=delay,
        title=COMES_IN,
        time=steps.fails_after,
        go_home=True,
    )
    return (Branch(branch=(Arm(probability=steps.fails, steps=(comes_in, *old)),), name=name),)


def _goes_back(step: Step, names: Collection[str]) -> bool:
    return isinstance(step, Rework) and step.rework in names
