"""Redesigns in which steps change their order, such as checks that come first (减环节)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.findings import listed
from scenarios.flows import Flow, Rework, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import refusal
from scenarios.redesign.flow_lists import map_lists
from scenarios.redesign.in_services import InServices


class Reorder(InServices):
    """Steps change their order (调整顺序, 前置审查).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *resequencing*, and with checks first *knock-out*: what sends cases back early
    spares the work after it.

    - The steps take each other's places; what stands between them stays where it is.
    - Rework that follows a step and goes back to it moves with it. Other rework stays, and its
      target has to stay before it.
    """

    operator: Literal["reorder"]
    """Another order."""
    steps: Annotated[tuple[str, ...], Field(min_length=2)]
    """Names of the steps in their new order."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        again = [name for k, name in enumerate(self.steps) if name in self.steps[:k]]
        if again:
            raise ValueError(f"expected each step once, got '{again[0]}' again. Take it out.")
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the steps in their new order; see the class."""
        self.require_steps(model, "steps", self.steps)
        lists: list[Flow] = []

        def ordered(steps: Flow) -> Flow:
            if len(self._here(steps)) > 1:
                lists.append(steps)
            return self._ordered(steps)

        after = self.with_flows(model, lambda flow: map_lists(flow, ordered), "steps")
        if not lists:
            raise refusal(
                "steps",
                f"expected at least two steps of one flow, got {listed(self.steps)}, which stand "
                "in different ones. Name steps of the same flow.",
            )
        return after

    def _here(self, flow: Flow) -> list[str]:
        names = {step_name(step) for step in flow}
        return [name for name in self.steps if name in names]

    def _ordered(self, flow: Flow) -> Flow:
        """A list of steps with those that are named in their new order."""
        blocks = _blocks(flow)
        new = iter(self._here(flow))
        by_name = {step_name(block[0]): block for block in blocks}
        return tuple(
            step
            for block in blocks
            for step in (by_name[next(new)] if step_name(block[0]) in self.steps else block)
        )


def _blocks(flow: Flow) -> list[Flow]:
    """Steps, each with the rework that follows it and goes back to it."""
    blocks: list[Flow] = []
    for step in flow:
        if isinstance(step, Rework) and blocks and step_name(blocks[-1][0]) == step.rework:
            blocks[-1] = (*blocks[-1], step)
        else:
            blocks.append((step,))
    return blocks
