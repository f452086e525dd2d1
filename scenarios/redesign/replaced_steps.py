"""Which of the steps that are named go together, and which of them a flow has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from scenarios.flows import Flow, Serve, every_step, inner_flows, step_name
from scenarios.model import ServiceModel

Names = frozenset[str]


def in_groups(flows: Iterable[Flow], names: Collection[str]) -> list[Names]:
    """Steps of which some flow has all are one group.

    Otherwise those that stand in one list somewhere go together: the windows that a case walks one
    after the other are a group, and each matter, which has an arm of a branch or a flow of its own,
    is another.
    """
    flows = list(flows)
    whole = [frozenset(names)]
    if any(had_by(flow, whole) for flow in flows):
        return whole
    groups: list[Names] = []
    for found in (one for flow in flows for one in _in_lists(flow, names)):
        joined = [group for group in groups if group & found]
        groups = [group for group in groups if group not in joined]
        groups.append(found.union(*joined))
    return groups


def had_by(flow: Flow, groups: Sequence[Names]) -> Names:
    """The steps of the groups that stand wholly in a flow, wherever in its branches."""
    there = {step_name(step) for step in every_step(flow)}
    return frozenset[str]().union(*(group for group in groups if group <= there))


def front_steps(flows: Iterable[Flow], model: ServiceModel) -> tuple[str, ...]:
    """Names of the steps for which the applicant is present."""
    found = (
        step_name(step)
        for flow in flows
        for step in every_step(flow)
        if isinstance(step, Serve) and model.activities[step.serve].place == "front"
    )
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _in_lists(flow: Flow, names: Collection[str]) -> Iterator[Names]:
    here = frozenset(name for step in flow if (name := step_name(step)) in names and name)
    if here:
        yield here
    for step in flow:
        if step_name(step) not in here:
            for inner in inner_flows(step):
                yield from _in_lists(inner, names)
