"""The flow of a case that is handed in online instead of at windows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from scenarios.distributions import Distribution
from scenarios.findings import shown
from scenarios.flows import Arm, Branch, Delay, Flow, Parallel, Rework, Serve, Step, step_name
from scenarios.redesign.base import free_name, refusal
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.flow_rewriting import retargeted
from scenarios.redesign.made_titles import COMES_IN
from scenarios.visits import served_in


@dataclass(frozen=True, slots=True)
class OnlineSteps:
    """What is different for a case that is handed in online."""

    replaces: Collection[str]
    """Names of the steps that one step replaces."""
    activity: str
    """What that step serves."""
    rework_factor: float
    """Share of the rework among them that is left."""
    fails: float
    """Share that comes in anyway."""
    fails_after: Distribution | None
    """Time until then."""

    def served(self, flow: Flow) -> tuple[str, ...]:
        """Activities that are replaced and that every case needs."""
        every = (Serve, Parallel)
        return served_in(
            tuple(s for s in flow if isinstance(s, every) and step_name(s) in self.replaces)
        )


def has_steps(flow: Flow, names: Collection[str]) -> bool:
    """True when the steps stand in this list of steps, not inside a branch of it."""
    return set(names) <= {step_name(step) for step in flow}


def online_flow(flow: Flow, steps: OnlineSteps) -> Flow:
    """The flow with one step for those replaced, and these for the cases that fail.

    Raises
    ------
    RedesignError
        Another step stands between them; the field to blame is ``replaces``.
    """
    places = [k for k, step in enumerate(flow) if step_name(step) in steps.replaces]
    first, end = places[0], places[-1] + 1
    while end < len(flow) and _goes_back(flow[end], steps.replaces):
        end += 1
    old = flow[first:end]
    for step in old:
        if not isinstance(step, Rework) and step_name(step) not in steps.replaces:
            raise refusal(
                "replaces",
                "expected steps that stand next to each other, got "
                f"{shown(step_name(step) or 'a step')} between them. Name it too, use reorder "
                "before, or name other services.",
            )
    taken = set(step_names(flow))
    name = free_name(steps.activity, taken)
    serve = Serve(serve=steps.activity, name=None if name == steps.activity else name)
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
    rest = [
        retargeted(step, name)
        if isinstance(step, Rework) and step.rework in steps.replaces
        else step
        for step in flow[end:]
    ]
    return (*flow[:first], serve, *again, *_failing(old, steps, taken | {name}), *rest)


def _failing(old: Flow, steps: OnlineSteps, taken: set[str]) -> Flow:
    """The way of those who come in anyway."""
    if steps.fails == 0:
        return ()
    assert steps.fails_after is not None
    name = free_name(f"{steps.activity}_fails", taken)
    comes_in: Step = Delay(
        delay=free_name("comes_in", taken),
        title=COMES_IN,
        time=steps.fails_after,
        go_home=True,
    )
    return (Branch(branch=(Arm(probability=steps.fails, steps=(comes_in, *old)),), name=name),)


def _goes_back(step: Step, names: Collection[str]) -> bool:
    return isinstance(step, Rework) and step.rework in names
