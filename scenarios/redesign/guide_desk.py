"""Redesigns with a guide who looks at the documents before the ticket (导办预审)."""

from __future__ import annotations

from typing import ClassVar, Literal

from scenarios.activities import Activity
from scenarios.distributions import Distribution
from scenarios.flows import Flow, Rework, Serve, Step
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, refusal, require_names
from scenarios.redesign.doing_pool import DoneByPool
from scenarios.redesign.flow_lists import reworks_of, step_names
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.made_titles import GUIDE, GUIDES
from scenarios.redesign.names_given import names_of_rework, reworks_called
from scenarios.section import Fraction, Text, TextPair


class GuideDesk(DoneByPool):
    """A guide looks at the documents before the ticket is drawn (导办预审, 一次性告知).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *knock-out*, what sends people home is looked for first, and *control addition*.
    What it costs: the guide's hours, and a first line for everybody.

    - Rework that sends people home becomes rarer by what the guide finds. Of those found, a share
      is mended on the spot, such as a form or a copy; the others go home from the guide, before
      they have queued for a window, and come back to the guide.
    - Whoever is sent home from a window still is somebody who was before.
    """

    title_of_new_pool: ClassVar[TextPair] = GUIDES
    operator: Literal["guide_desk"]
    """A guide before the ticket."""
    activity: str = "guide"
    """Name of what the guide does."""
    title: Text | None = None
    """Its name for people."""
    service_time: Distribution
    """How long the guide takes for a case."""
    finds: Fraction
    """Share of what would be found missing later that the guide finds."""
    mends: Fraction = 0.0
    """Share of what the guide finds that is mended on the spot."""
    causes: tuple[str, ...] | None = None
    """Rework it is about: its cause in either language, or the step it goes back to; all that
    sends people home when left out."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the guide; see the class."""
        if self.activity in model.activities:
            raise refusal(
                "activity",
                f"expected a new name, got '{self.activity}', which is an activity already. "
                "Choose another name.",
            )
        home = [step for flow in self.flows(model) for step in reworks_of(flow) if step.go_home]
        known = reworks_called(self.flows(model), model, home=True)
        what = "a cause of rework that sends people home"
        require_names("causes", what, self.causes or (), list(known), known)
        if not home:
            raise refusal(
                "causes",
                "expected rework that sends people home, for the guide to find it early, got "
                "none. Add go_home to a rework in the baseline.",
            )
        after = self.with_flows(model, self._guided, "finds")
        guide = Activity(
            title=self.title or GUIDE, service_time=self.service_time, provenance=self.source
        )
        return after.replace(
            activities={**model.activities, self.activity: guide},
            pools=self.pools_with(model, (self.activity,)),
        )

    def _guided(self, flow: Flow) -> Flow:
        """A flow that begins with the guide; the same flow when nobody is sent home in it."""
        found = [step for step in reworks_of(flow) if self._is_meant(step)]
        if not found:
            return flow
        name = free_name(self.activity, set(step_names(flow)))
        guide = Serve(serve=self.activity, name=None if name == self.activity else name)
        sent_home = (
            step.replace(
                rework=name,
                probability=step.probability * self.finds * (1 - self.mends),
                name=f"{name}: {step.label}",
            )
            for step in found
        )
        return (guide, *sent_home, *map_steps(flow, self._rarer))

    def _rarer(self, step: Step) -> Step:
        if not isinstance(step, Rework) or not self._is_meant(step):
            return step
        return step.replace(probability=step.probability * (1 - self.finds))

    def _is_meant(self, step: Rework) -> bool:
        return step.go_home is not None and (
            self.causes is None or not set(names_of_rework(step)).isdisjoint(self.causes)
        )
