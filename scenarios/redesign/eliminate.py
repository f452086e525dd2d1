"""Redesigns in which steps that add nothing go (减环节)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.flows import Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.in_services import InServices
from scenarios.redesign.served_activities import drop_unserved


class Eliminate(InServices):
    """Steps that add nothing for the applicant go (减环节, 取消).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *task elimination*. What the steps prevented is prevented no more: add the rework
    that follows with `empower` if a control goes.

    - Rework goes back to the next step that is left.
    - Activities that no flow serves any more go, and windows that have nothing left to do close;
      their staff is not put elsewhere (use ``set_capacity``).
    """

    operator: Literal["eliminate"]
    """Steps that go."""
    steps: Annotated[tuple[str, ...], Field(min_length=1)]
    """Names of the steps."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model without the steps; see the class."""
        self.require_steps(model, "steps", self.steps)

        def left(step: Step) -> Step | None:
            return None if step_name(step) in self.steps else step

        after = self.with_flows(model, lambda flow: map_steps(flow, left), "steps")
        return drop_unserved(model, after, "steps")
