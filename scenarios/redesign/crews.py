"""Redesigns of how crews travel: who goes (就近派单), and in which order (路线优化)."""

from __future__ import annotations

from abc import ABC
from typing import Annotated, Any, Literal

from pydantic import Field

from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.refusals import refusal, require_names
from scenarios.section import NUMBER


class _CrewStep(Operator, ABC):
    """A redesign of the crews of one pool."""

    pool: str
    """Pool whose crews it is about."""

    def _with_crew(self, model: ServiceModel, **changes: Any) -> ServiceModel:
        """The model with other rules for the pool's crews."""
        require_names("pool", "a pool", [self.pool], model.pools)
        pool = model.pools[self.pool]
        if pool.crew is None:
            raise refusal(
                "pool",
                f"expected a pool whose resources travel, got '{self.pool}', which has no crew. "
                "Name another, or give it the key crew in the baseline.",
            )
        if all(getattr(pool.crew, name) == value for name, value in changes.items()):
            return model
        crew = pool.crew.replace(**changes, provenance=self.source)
        return model.replace(pools={**model.pools, self.pool: pool.replace(crew=crew)})


class DispatchNearest(_CrewStep):
    """The idle crew nearest to the case goes, instead of the one idle longest (就近派单).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *flexible assignment*, the resource is chosen case by case, by where it is. What it
    costs to know where crews are is ``one_off_cost`` and ``yearly_cost``.
    """

    operator: Literal["dispatch_nearest"]
    """Crews chosen by distance."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the nearest crew going."""
        return self._with_crew(model, dispatch="nearest")


class PlanRoutes(_CrewStep):
    """A crew takes several cases along and goes to the nearest next (路线优化).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *resequencing* of the stops, and *case-based work* the other way round: cases are
    bundled where going one by one wastes the way. The next stop is always the nearest one left,
    which is a rule of thumb and no shortest tour.
    """

    operator: Literal["plan_routes"]
    """Stops of a round ordered by distance."""
    stops: Annotated[int, Field(ge=1), NUMBER] | None = None
    """Most cases that a crew takes along on one round; as before when left out."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with rounds in the order of distance."""
        stops = {} if self.stops is None else {"stops": self.stops}
        return self._with_crew(model, order="nearest", **stops)
