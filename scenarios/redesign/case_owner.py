"""Redesigns in which whoever takes a case keeps it to the end (首问负责制)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.distributions import Positive
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator, refusal, require_names
from scenarios.redesign.names_given import delays_of
from scenarios.redesign.references import drop_steps
from scenarios.redesign.served_activities import served, with_serves
from scenarios.redesign.time_scaling import scale_work


class CaseOwner(Operator):
    """The pool that takes a case keeps it to the end; it is not passed on (首问负责制).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *case manager* and *case assignment*, one party is responsible for each case, and
    *split responsibilities* avoided. What it costs: cases wait for that pool, whose people do
    what specialists did, ``time_factor`` x as long.

    - The activities are done by the owners alone; pools that have nothing left to do close, and
      their staff is not put elsewhere (use ``set_capacity``).
    - A case goes back to the pool, whose people are interchangeable: to have it go back to one
      and the same person, give each person a pool.
    - Delays that were only the passing on go.
    """

    operator: Literal["case_owner"]
    """One owner for each case."""
    pool: str
    """Pool that owns the cases."""
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities that were passed on and are kept now."""
    handovers: tuple[str, ...] = ()
    """Delays that were only the passing on."""
    time_factor: Positive = 1.0
    """Work of those activities against that of the specialists (no unit)."""
    finish_first: bool = True
    """True when the owners finish what they have begun before they take new cases."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model in which the pool keeps its cases; see the class."""
        require_names("pool", "a pool", [self.pool], model.pools)
        require_names("activities", "an activity", self.activities, model.activities)
        require_names("handovers", "a delay", self.handovers, delays_of(model))
        for name in self.activities:
            if name not in served(model):
                raise refusal(
                    "activities",
                    f"expected activities that a flow serves, got '{name}', which none does. "
                    "Take it out.",
                )
        owner = model.pools[self.pool]
        rest = tuple(name for name in owner.serves if name not in self.activities)
        # The order of the list is the order in which work is taken up.
        serves = (*self.activities, *rest) if self.finish_first else (*rest, *self.activities)
        after = with_serves(model, {self.pool: serves}, self.activities)
        after = drop_steps(after, "handovers", delays=self.handovers)
        return scale_work(after, self.activities, self.time_factor, "activities", self.source)
