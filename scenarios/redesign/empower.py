"""Redesigns in which the window decides what an office behind it decided (授权到位)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.distributions import Positive
from scenarios.errors import RedesignError
from scenarios.flows import Flow, GoHome, Rework, Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import require_names
from scenarios.redesign.flow_lists import map_lists
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.going_back import before_those_that_go, lists_of_steps, misplaced
from scenarios.redesign.in_services import InServices
from scenarios.redesign.names_given import Names, each_of
from scenarios.redesign.served_activities import drop_unserved
from scenarios.redesign.time_scaling import scale_work
from scenarios.section import Fraction, Text


class Empower(InServices):
    """The window decides; the level above it goes (授权到位, 窗口首席代表).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *empower*, workers decide instead of their superiors, which takes out the layer
    between. What it costs: errors that the layer would have caught, and time to decide.

    - The named steps go. Rework goes back to the next step that is left.
    - Where the last of them stood, ``errors`` go back to ``back_to``.
    - Activities that no flow serves any more go, and pools that have nothing left to do close;
      their staff is not put elsewhere (use ``set_capacity``).
    """

    operator: Literal["empower"]
    """The window decides."""
    steps: Annotated[tuple[str, ...], Field(min_length=1)]
    """Names of the steps behind the window that go."""
    errors: Fraction = 0.0
    """Share of the decisions that have to be made again."""
    back_to: Names | None = None
    """Step to which they go back; it stands before the steps that go, in the same list: rework
    does not leave a branch. One for each list where the steps stand in several, as in the flows of
    several services."""
    go_home: GoHome | None = None
    """Set when the applicant has to come in another time for it."""
    cause: Text | None = None
    """What the report calls it."""
    decides: Names | None = None
    """Activity of the window that decides, or several."""
    time_factor: Positive = 1.0
    """Its work against before, in all services: 1.2 means 20 % more (no unit)."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.errors > 0 and not self.back_to:
            raise ValueError("expected back_to, because there are errors, got none. Add it.")
        if self.time_factor != 1 and not self.decides:
            raise ValueError(
                "expected decides, because time_factor changes its work, got none. Add it."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model in which the window decides; see the class."""
        self.require_steps(model, "steps", self.steps)
        require_names("decides", "an activity", each_of(self.decides), model.activities)
        back_to = each_of(self.back_to)
        self.require_steps(model, "back_to", back_to)
        lists = lists_of_steps(model, self.services) if self.errors else {}
        if wrong := list(misplaced(lists, "back_to", back_to, self.steps)):
            raise RedesignError(wrong)

        def left(step: Step) -> Step | None:
            return None if step_name(step) in self.steps else step

        after = self.with_flows(
            model, lambda flow: map_steps(map_lists(flow, self._with_errors), left), "steps"
        )
        after = drop_unserved(model, after, "steps")
        return scale_work(after, each_of(self.decides), self.time_factor, "decides", self.source)

    def _with_errors(self, flow: Flow) -> Flow:
        """A list of steps with the errors made where the last of the steps stands."""
        names = [step_name(step) for step in flow]
        places = [k for k, name in enumerate(names) if name in self.steps]
        if not places or self.errors == 0:
            return flow
        _, here = before_those_that_go(flow, each_of(self.back_to), self.steps)
        given = {
            "rework": here[0],
            "probability": self.errors,
            "go_home": self.go_home,
            "cause": self.cause,
            "name": f"errors instead of {names[places[-1]]}",
            "provenance": self.source,
        }
        again = Rework.model_validate({k: v for k, v in given.items() if v is not None})
        return (*flow[: places[-1] + 1], again, *flow[places[-1] + 1 :])
