"""Redesigns in which forms fill and check themselves (智能填表, 一次性告知)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from scenarios.distributions import Positive
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator, require_names
from scenarios.redesign.rework_rates import rarer_rework
from scenarios.redesign.time_scaling import scale_work
from scenarios.section import Fraction


class SmartForms(Operator):
    """Forms fill and check themselves and say at once what is needed (智能填表, 一次性告知).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *task automation* of filling and checking, and *control relocation* to the
    applicant, who sees what is wrong before handing in. What it costs to build is
    ``one_off_cost``; what is left are those who err all the same.

    Each case keeps its draws: whoever errs still is somebody who did before, and accepting takes
    ``time_factor`` x what it took.
    """

    operator: Literal["smart_forms"]
    """Forms that check themselves."""
    activities: tuple[str, ...] = ()
    """Acceptance activities that become shorter, in every service that needs them."""
    time_factor: Positive = 1.0
    """Their work against before: 0.8 means 20 % less (no unit)."""
    rework_factor: Fraction = 1.0
    """Share of the rework that is left, in every service: those who err all the same (no unit)."""
    causes: tuple[str, ...] | None = None
    """Rework it is about, in any service: its cause in either language, or the step it goes back
    to; all rework of all services when left out."""

    @model_validator(mode="after")
    def _of_what(self) -> Self:
        if self.time_factor != 1 and not self.activities:
            raise ValueError(
                "expected activities, because time_factor changes their work, got none. Add them."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with shorter acceptance and rarer rework; see the class."""
        require_names("activities", "an activity", self.activities, model.activities)
        model = scale_work(model, self.activities, self.time_factor, "activities", self.source)
        return rarer_rework(model, self.rework_factor, self.causes, self.source)
