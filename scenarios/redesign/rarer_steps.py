"""Redesigns after which fewer cases need some steps (减少补正)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.findings import listed
from scenarios.flows import Flow
from scenarios.model import ServiceModel
from scenarios.redesign.in_services import InServices
from scenarios.redesign.rarer_ways import rarer_ways
from scenarios.redesign.refusals import refusal
from scenarios.section import Fraction


class RarerSteps(InServices):
    """Fewer cases go to steps to which some have to go, such as corrections (减少补正, 一次性告知).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *contact reduction*, fewer exchanges with the applicant, and *control relocation*:
    who knows beforehand what is needed hands in what is complete. It is for models in which such
    steps stand in ways of branches, as in those fitted to event logs; ``rework`` becomes rarer
    with `smart_forms`, `share_data` and `train`. What it takes to have fewer is not in it:
    ``one_off_cost``, and a step that makes other work longer.

    - Of all ways out of a branch, those through the steps become ``factor`` times as probable, and
      the others more probable in proportion: probabilities sum to what they did. Cases that no
      longer go to the steps take the ways of those like them.
    - Ways that part only further on are counted with the share of their cases that goes to the
      steps, so nothing is multiplied twice. A second time after the first is a branch of its own,
      and becomes rarer, too.
    - Rework, and branches all of whose ways go to the steps, stay as they are.
    """

    operator: Literal["rarer_steps"]
    """Fewer cases that need some steps."""
    steps: Annotated[tuple[str, ...], Field(min_length=1)]
    """Names of the steps."""
    factor: Fraction
    """Share of the cases that go to them that still does (no unit)."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model in which fewer cases go to the steps; see the class.

        Raises
        ------
        RedesignError
            A step is unknown, or no case could go another way.
        """
        self.require_steps(model, "steps", self.steps)

        def rarer(flow: Flow) -> Flow:
            return rarer_ways(flow, self.steps, self.factor)

        if self.factor == 1:
            return model
        made = self.with_flows(model, rarer, "steps")
        if made is model:
            raise refusal(
                "steps",
                "expected steps to which some cases go while others go another way, got "
                f"{listed(self.steps)}, to which all cases of their flows go. Name a step inside a "
                "branch, take steps out with eliminate, or make rework rarer with smart_forms.",
            )
        return made
