"""Flows rewritten step by step, with rework following the steps it goes back to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from scenarios.errors import RedesignError
from scenarios.findings import shown
from scenarios.flows import Branch, Flow, Parallel, Rework, Step, inner_flows, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.flow_lists import does_something
from scenarios.redesign.refusals import refusal
from scenarios.services import Channel, Service

_HasFlow = TypeVar("_HasFlow", Service, Channel)
ChangeStep = Callable[[Step], Step | None]
"""Gives a step as it shall be, or None when it goes."""


def map_flows(
    model: ServiceModel,
    change: Callable[[Flow], Flow],
    field: str,
    only: Collection[str] | None = None,
) -> ServiceModel:
    """Rewrite the flow of every service and of every channel that has its own.

    Parameters
    ----------
    model
        The model.
    change
        Gives the new flow; returns the same flow to leave it alone.
    field
        Field of the operator that is to blame when no step is left.
    only
        Services whose flows are rewritten; all when None.

    Raises
    ------
    RedesignError
        A flow is left without a step.
    """
    services = dict(model.services)
    for name, service in model.services.items():
        if only is not None and name not in only:
            continue
        changed = _with_flow(service, change, field, f"services.{name}.flow")
        channels = {
            kind: channel
            if channel.flow is None
            else _with_flow(channel, change, field, f"services.{name}.channels.{kind}.flow")
            for kind, channel in service.channels.items()
        }
        if any(channels[kind] is not old for kind, old in service.channels.items()):
            changed = changed.replace(channels=channels)
        services[name] = changed
    if all(services[name] is old for name, old in model.services.items()):
        return model
    return model.replace(services=services)


def _with_flow(section: _HasFlow, change: Callable[[Flow], Flow], field: str, at: str) -> _HasFlow:
    assert section.flow is not None
    flow = change(section.flow)
    if flow == section.flow:
        return section
    if not does_something(flow):
        raise refusal(
            field,
            f"expected a step that stays in {at}, got none. Leave one of its steps, or take the "
            "service out of the model.",
        )
    return section.replace(flow=flow)


def map_steps(flow: Flow, change: ChangeStep) -> Flow:
    """Rewrite every step of a flow, inner steps first.

    A rework follows the step it goes back to when that is renamed. When that goes, it goes back
    to the next step that is left, and if nothing is left between, it goes too. A rework keeps
    its random numbers. Branches of a parallel step that are left empty go, and so does a
    parallel step with no branch left; one branch that is left alone joins the flow around it.

    Parameters
    ----------
    flow
        The steps.
    change
        Gives each step, its inner steps already rewritten.

    Raises
    ------
    RedesignError
        A rework is left to go back to a step that has no name.
    """
    pieces = [_changed(step, change) for step in flow]
    if all(piece == (step,) for piece, step in zip(pieces, flow, strict=True)):
        return flow
    names = [step_name(step) for step in flow]
    for k, piece in enumerate(pieces):
        for step in piece:
            old = flow[k]
            if isinstance(step, Rework) and isinstance(old, Rework) and old.rework in names[:k]:
                between = [s for p in pieces[names.index(old.rework) : k] for s in p]
                pieces[k] = _followed(step, between)
    return tuple(step for piece in pieces for step in piece)


def retargeted(step: Rework, target: str) -> Rework:
    """A rework that goes back to another step, with the random numbers it had."""
    return step if step.rework == target else step.replace(rework=target, name=step.label)


def _changed(step: Step, change: ChangeStep) -> Flow:
    inner = inner_flows(step)
    mapped = tuple(map_steps(flow, change) for flow in inner)
    if mapped != inner and isinstance(step, Branch):
        # An arm without steps stays: its share of the cases goes straight on.
        arms = [arm.replace(steps=s) for arm, s in zip(step.branch, mapped, strict=True)]
        step = step.replace(branch=tuple(arms))
    elif mapped != inner and isinstance(step, Parallel):
        return without_empty_branches(step.replace(parallel=mapped))
    changed = change(step)
    return () if changed is None else (changed,)


def without_empty_branches(step: Parallel) -> Flow:
    """A parallel step without the branches that have no step; a single one joins the flow."""
    branches = tuple(branch for branch in step.parallel if branch)
    if len(branches) > 1:
        return (step.replace(parallel=branches),)
    return branches[0] if branches else ()


def _followed(step: Rework, between: list[Step]) -> Flow:
    """The rework with the first of the steps ``between`` that it can go back to."""
    named = [name for inner in between if (name := step_name(inner)) is not None]
    redone = [inner for inner in between if not isinstance(inner, Rework)]
    if not redone:
        return ()
    if step_name(redone[0]) is None:
        kind = type(redone[0]).__name__.lower()
        raise RedesignError(
            f"expected a name for the {kind} step after {shown(step.rework)}, because rework goes "
            "back to it when that is gone, got none. Add the key name to it in the baseline."
        )
    return (retargeted(step, named[0]),)
