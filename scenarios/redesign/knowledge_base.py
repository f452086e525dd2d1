"""Redesigns in which staff looks answers up in one knowledge base (知识库)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.distributions import Positive
from scenarios.model import ServiceModel
from scenarios.redesign.arm_rates import arms_to, rarer_arms
from scenarios.redesign.base import Operator
from scenarios.redesign.refusals import require_names
from scenarios.redesign.rework_rates import rarer_rework
from scenarios.redesign.time_scaling import scale_work
from scenarios.section import Fraction


class KnowledgeBase(Operator):
    """Answers are looked up faster, and more are given at first contact (知识库).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *integral technology* and *empower*: who has the knowledge decides at once instead
    of passing the case on. What it costs to build is ``one_off_cost``, to keep ``yearly_cost``.

    - Of the work of the activities, ``lookup_share`` is looking things up, and of that
      ``lookup_factor`` is left. Each case keeps its draw.
    - Fewer cases are passed on: the ways out of branches that lead to the ``transfers`` keep
      ``transfer_factor`` of their probability, and the rest goes straight on or the other way. A
      branch inside a way counts where the way itself leads there for some only: nothing is
      multiplied twice.
    - Fewer cases come back: rework keeps ``rework_factor`` of its probability.
    """

    operator: Literal["knowledge_base"]
    """One place to look answers up."""
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities in which answers are looked up, in every service that needs them."""
    lookup_share: Fraction = 1.0
    """Share of their work that is looking things up."""
    lookup_factor: Positive = 1.0
    """Share of that time that is left (no unit)."""
    transfers: tuple[str, ...] = ()
    """Activities and delays of those that are not answered at first contact."""
    transfer_factor: Fraction = 1.0
    """Share of the cases passed on to them that is left (no unit)."""
    rework_factor: Fraction = 1.0
    """Share of rework that is left, in every service (no unit)."""
    causes: tuple[str, ...] | None = None
    """Rework it is about, in any service: its cause in either language, or the step it goes back
    to; all rework of all services when left out."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with quicker and better answers."""
        require_names("activities", "an activity", self.activities, model.activities)
        places = arms_to(model)
        require_names("transfers", "a step inside a branch", self.transfers, places)
        factor = 1 - self.lookup_share * (1 - self.lookup_factor)
        model = scale_work(model, self.activities, factor, "activities", self.source)
        model = rarer_arms(model, self.transfers, self.transfer_factor, "transfers")
        return rarer_rework(model, self.rework_factor, self.causes, self.source)
