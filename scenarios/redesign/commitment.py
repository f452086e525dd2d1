"""Redesigns in which a signed promise stands for what is missing (告知承诺, 容缺受理)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from scenarios.distributions import Distribution
from scenarios.findings import listed
from scenarios.flows import Arm, Branch, Delay, Flow, Rework, Serve, Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, refusal, require_names
from scenarios.redesign.flow_lists import does_something, step_names
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.in_services import InServices
from scenarios.redesign.made_titles import NOT_KEPT
from scenarios.redesign.names_given import Names, each_of, names_of_rework, reworks_called
from scenarios.redesign.served_activities import drop_unserved
from scenarios.section import Fraction
from scenarios.visits import served_in


class Commitment(InServices):
    """A case is accepted with a signed promise; documents follow (告知承诺, 容缺受理).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *control relocation*, the applicant vouches for what an office checked, with
    *exception*: those who do not keep the promise leave the general flow. What it costs: cases
    that are returned late (退办).

    - Steps and rework that only waited for documents go, so that the clock of the office starts
      at once. Rework to a step that goes leads to the next step that is left.
    - At the end of each flow that changed, a share is returned: the applicant comes in once more
      and is served again.
    """

    operator: Literal["commitment"]
    """A promise instead of documents."""
    steps: tuple[str, ...] = ()
    """Names of the steps that go, such as waiting for a certificate."""
    causes: tuple[str, ...] = ()
    """Rework that goes: its cause in either language, or the step it goes back to."""
    returned: Fraction = 0.0
    """Share of the cases whose promise is not kept."""
    returned_after: Distribution | None = None
    """Time until they come in again."""
    returned_to: Names | None = None
    """Activity by which they are served then; of several the one that the flow has."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.steps and not self.causes:
            raise ValueError(
                "expected steps or causes, got neither. Say what need not be waited for."
            )
        for name in ("returned_after", "returned_to"):
            if self.returned > 0 and not getattr(self, name):
                raise ValueError(f"expected {name}, because some are returned, got none. Add it.")
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with promises; see the class."""
        self.require_steps(model, "steps", self.steps)
        known = reworks_called(self.flows(model), model)
        require_names("causes", "a cause of rework", self.causes, list(known), known)
        require_names("returned_to", "an activity", each_of(self.returned_to), model.activities)
        after = self.with_flows(model, self._promised, "steps")
        return drop_unserved(model, after, "steps")

    def _promised(self, flow: Flow) -> Flow:
        """A flow without the waiting, and with those who are returned."""
        left = map_steps(flow, self._left)
        if left == flow or not does_something(left) or self.returned == 0:
            return left
        assert self.returned_after is not None
        returned_to = self._returned_to(flow)
        taken = {*step_names(left), ""}
        back = free_name(f"{returned_to}_again", taken)
        arm: tuple[Step, ...] = (
            Delay(
                delay=free_name("promise_not_kept", taken),
                title=NOT_KEPT,
                time=self.returned_after,
                go_home=True,
            ),
            Serve(serve=returned_to, name=back),
        )
        name = free_name("returned", taken)
        return (*left, Branch(branch=(Arm(probability=self.returned, steps=arm),), name=name))

    def _returned_to(self, flow: Flow) -> str:
        """The activity by which cases of a flow are served again."""
        given = each_of(self.returned_to)
        if len(given) == 1:
            return given[0]
        served = served_in(flow)
        here = [name for name in given if name in served]
        if len(here) != 1:
            raise refusal(
                "returned_to",
                f"expected one activity for each flow, got {listed(given)}, of which a flow has "
                f"{listed(here) or 'none'}. Write the name of one, and in services those that it "
                "is for.",
            )
        return here[0]

    def _left(self, step: Step) -> Step | None:
        if isinstance(step, Rework):
            return None if set(names_of_rework(step)) & set(self.causes) else step
        return None if step_name(step) in self.steps else step
