"""The lists of steps that a flow is made of, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scenarios.flows import (
    Branch,
    Delay,
    Flow,
    Rework,
    Serve,
    Step,
    every_step,
    inner_flows,
    step_name,
)


def map_inner(step: Step, change: Callable[[Flow], Flow]) -> Step:
    """A step with the lists of steps inside it rewritten; the same step when none changes."""
    inner = inner_flows(step)
    mapped = tuple(map(change, inner))
    if mapped == inner:
        return step
    if isinstance(step, Branch):
        arms = [arm.replace(steps=s) for arm, s in zip(step.branch, mapped, strict=True)]
        return step.replace(branch=tuple(arms))
    return step.replace(parallel=mapped)


def map_lists(flow: Flow, change: Callable[[Flow], Flow]) -> Flow:
    """Rewrite every list of steps of a flow, inner ones first."""
    steps = tuple(map_inner(step, lambda inner: map_lists(inner, change)) for step in flow)
    return change(flow if steps == flow else steps)


def does_something(flow: Flow) -> bool:
    """False for a flow without work and waiting: a branch with empty arms is no more than that."""
    return any(isinstance(step, Serve | Delay) for step in every_step(flow))


def step_names(flow: Flow) -> Iterator[str]:
    """Names of all steps of a flow, in the order of the file."""
    return (name for step in every_step(flow) if (name := step_name(step)) is not None)


def reworks_of(flow: Flow) -> Iterator[Rework]:
    """Every rework of a flow, in the order of the file."""
    return (step for step in every_step(flow) if isinstance(step, Rework))
