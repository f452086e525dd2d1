"""Redesigns in which staff go to the applicant, or walk the file round (上门, 帮办代办)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scenarios.activities import Activity
from scenarios.distributions import Distribution, Positive, SumOf
from scenarios.findings import listed
from scenarios.flows import Serve, Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, refusal, require_names
from scenarios.redesign.doing_pool import DoneByPool
from scenarios.redesign.flow_rewriting import map_flows, map_steps
from scenarios.redesign.made_titles import HELPERS, elsewhere
from scenarios.redesign.served_activities import close_pools, served
from scenarios.section import TextPair
from scenarios.visits import served_in


class DoorToDoor(DoneByPool):
    """Staff go to the applicant, or walk the file round, instead of the applicant (上门, 帮办代办).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *contact reduction* and *case manager*: one of the staff goes through the steps for
    the applicant. What it costs: the staff's hours, on the way and with the file.

    - What the activities took at the window, the pool takes ``time_factor`` x as long for, without
      the applicant in the hall; the way there and back holds the one who goes.
    - A pool with a ``crew`` travels by itself to where the case is: leave ``travel`` out then.
    - Activities that no flow serves any more are done by no window, and windows that have nothing
      left to do close.
    """

    title_of_new_pool: ClassVar[TextPair] = HELPERS
    operator: Literal["door_to_door"]
    """Staff go instead of the applicant."""
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    """Front-office activities that are done for the applicant."""
    time_factor: Positive = 1.0
    """Work against that at the window (no unit)."""
    travel: Distribution | None = None
    """Way there, and way back, for each of the activities."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model in which staff go; see the class."""
        require_names("activities", "an activity", self.activities, model.activities)
        for name in self.activities:
            if model.activities[name].place == "back":
                raise refusal(
                    "activities",
                    f"expected work with the applicant present, got '{name}', which is done in "
                    "the back office. Take it out.",
                )
        self._refuse_unserved(model)
        new = {a: free_name(f"{a}_for_applicant", model.activities) for a in self.activities}

        def fetched(step: Step) -> Step:
            if not isinstance(step, Serve) or step.serve not in new:
                return step
            return step.replace(
                serve=new[step.serve],
                name=step_name(step),
                draws_of=step.draws_of or step.serve,
            )

        after = map_flows(model, lambda flow: map_steps(flow, fetched), "activities", self.services)
        activities = {name: self._activity(model, old) for old, name in new.items()}
        after = after.replace(
            activities={**model.activities, **activities},
            pools=self.pools_with(model, tuple(new.values())),
        )
        return close_pools(after, set(self.activities) & (served(model) - served(after)))

    def _refuse_unserved(self, model: ServiceModel) -> None:
        names = dict.fromkeys(name for flow in self.flows(model) for name in served_in(flow))
        for name in self.activities:
            if name not in names:
                raise refusal(
                    "activities",
                    f"expected activities that the services need ({listed(names)}), got "
                    f"'{name}'. Take it out.",
                )

    def _activity(self, model: ServiceModel, old: str) -> Activity:
        """The work of an activity done away from the window."""
        work = SumOf(distribution="sum_of", parts=(old,), work_factor=self.time_factor)
        activity = Activity(
            title=elsewhere(old, model.activities[old].title, "上门帮办", "for the applicant"),
            service_time=work,
            place="back",
            provenance=self.source,
        )
        if self.travel is None:
            return activity
        return activity.replace(pickup=self.travel, after_work=self.travel)
