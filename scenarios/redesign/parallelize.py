"""Redesigns in which approvals run side by side instead of one after the other (并联审批)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.findings import listed, shown
from scenarios.flows import Flow, Parallel, Rework, Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, refusal
from scenarios.redesign.flow_lists import map_lists, step_names
from scenarios.redesign.flow_rewriting import retargeted
from scenarios.redesign.in_services import InServices


class Parallelize(InServices):
    """Steps that stood one after the other are walked side by side (并联审批).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *parallelism*. The case goes on when the last branch has ended: the slowest rules,
    and work is done that an early refusal would have spared. Front-office steps side by side are
    still visited one at a time, because the applicant cannot be at two windows at once.

    - The steps have to stand next to each other in one flow. A flow that has only some of them
      gets branches for those.
    - Rework within one branch goes into it. Rework from later steps back to the first of the
      steps goes back to all of them.
    """

    operator: Literal["parallelize"]
    """Steps side by side."""
    steps: Annotated[tuple[str | tuple[str, ...], ...], Field(min_length=2)]
    """The branches: each the name of a step, or a list of steps one after the other."""
    name: str = "side_by_side"
    """Name of the step that holds the branches."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [name for branch in self._branches() for name in branch]
        again = [name for k, name in enumerate(names) if name in names[:k]]
        if again:
            raise ValueError(f"expected each step once, got '{again[0]}' again. Take it out.")
        return self

    def with_names(self, given: object, names: Mapping[str, tuple[str, ...]]) -> object:
        """Branches, where an activity that stands at several places is one branch."""
        if given != self.steps:
            return super().with_names(given, names)
        branches = []
        for branch in self._branches():
            put = tuple(name for one in branch for name in names.get(one, (one,)))
            branches.append(put if len(put) > 1 else put[0])
        return tuple(branches)

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the steps side by side; see the class."""
        names = [name for branch in self._branches() for name in branch]
        self.require_steps(model, "steps", names)

        def fork(flow: Flow) -> Flow:
            taken = set(step_names(flow))

            def forked(steps: Flow) -> Flow:
                name = free_name(self.name, taken)
                made = self._forked(steps, name)
                if made != steps:
                    taken.add(name)
                return made

            return map_lists(flow, forked)

        after = self.with_flows(model, fork, "steps")
        if after == model:
            raise refusal(
                "steps",
                f"expected at least two branches in one flow, got {listed(names)}, which stand "
                "in different ones. Name steps of the same flow.",
            )
        return after

    def _branches(self) -> list[tuple[str, ...]]:
        return [(b,) if isinstance(b, str) else b for b in self.steps]

    def _forked(self, flow: Flow, name: str) -> Flow:
        """A list of steps with those of the branches that it has side by side."""
        places = {step_name(step): k for k, step in enumerate(flow) if step_name(step) is not None}
        here = [[n for n in branch if n in places] for branch in self._branches()]
        here = [branch for branch in here if branch]
        if len(here) < 2:
            return flow
        for branch in here:
            if sorted(branch, key=lambda n: places[n]) != branch:
                raise refusal(
                    "steps",
                    f"expected the steps of a branch in the order of the flow, got "
                    f"{listed(branch)}. Change their order, or use reorder before.",
                )
        branch_of = {n: k for k, branch in enumerate(here) for n in branch}
        at = sorted(places[n] for n in branch_of)
        end = _end(flow, at[0], at[-1], branch_of)
        branches: list[list[Step]] = [[] for _ in here]
        current = 0
        for step in flow[at[0] : end]:
            current = _branch_of(step, branch_of, current)
            branches[current].append(step)
        fork = Parallel(name=name, parallel=tuple(map(tuple, branches)))
        first = step_name(flow[at[0]])
        after = [_back_to_all(step, branch_of, first, name) for step in flow[end:]]
        return (*flow[: at[0]], fork, *after)


def _end(flow: Flow, first: int, last: int, branch_of: dict[str, int]) -> int:
    """Where the steps end: rework of one branch that follows the last step belongs to it."""
    end, branch = last + 1, branch_of[str(step_name(flow[last]))]
    while end < len(flow):
        step = flow[end]
        if not isinstance(step, Rework) or branch_of.get(step.rework) != branch:
            break
        end += 1
    return end


def _branch_of(step: Step, branch_of: dict[str, int], current: int) -> int:
    """The branch into which a step goes; rework follows the step before it."""
    name = step_name(step)
    if name in branch_of:
        return branch_of[name]
    if not isinstance(step, Rework):
        raise refusal(
            "steps",
            f"expected steps that stand next to each other, got {shown(name or 'a step')} between "
            "them. Name it too, use reorder or eliminate before, or name other services.",
        )
    if branch_of.get(step.rework) != current:
        raise refusal(
            "steps",
            f"expected rework that stays within a branch, got rework to {shown(step.rework)} after "
            "a step of another one. Put the two steps into one branch.",
        )
    return current


def _back_to_all(step: Step, branch_of: dict[str, int], first: str | None, name: str) -> Step:
    """A later step; rework to the first of the steps goes back to all of them."""
    if not isinstance(step, Rework) or step.rework not in branch_of:
        return step
    if step.rework != first:
        raise refusal(
            "steps",
            f"expected steps to which no later rework goes back, got {shown(step.rework)}, to "
            f"which it does. Leave it out, or let the rework go back to {shown(first)}.",
        )
    return retargeted(step, name)
