"""Redesigns in which staff is trained (培训)."""

from __future__ import annotations

import math
from typing import Annotated, Literal

from frozendict import frozendict
from pydantic import Field

from scenarios.distributions import Positive
from scenarios.model import ServiceModel
from scenarios.pools import Learning
from scenarios.redesign.base import Operator
from scenarios.redesign.refusals import refusal, require_names
from scenarios.redesign.rework_rates import rarer_rework
from scenarios.redesign.sole_pools import require_sole_pools
from scenarios.redesign.staff_levels import headcount
from scenarios.redesign.time_scaling import scale_work
from scenarios.section import Factor, Fraction


class Train(Operator):
    """Trained staff works faster and makes fewer mistakes (培训).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *empower* and *specialist-generalist* begin with people who know more; the book of
    best practices has no training of its own. What it costs is ``hours`` of each member of staff,
    at the pool's ``staff_cost``, and ``one_off_cost`` for who trains them. The hours are not taken
    out of the opening hours: training is held while the hall is shut.

    - With ``days`` work gets faster along a learning curve: on day d (0 the first) it takes
      time_factor + (1 - time_factor) exp(-d / days) of its time. Without it, at once.
    - Fewer mistakes: rework keeps ``rework_factor`` of its probability, from the first day on.
    """

    operator: Literal["train"]
    """Trains staff."""
    pools: Annotated[tuple[str, ...], Field(min_length=1)]
    """Pools whose staff is trained."""
    time_factor: Positive = 1.0
    """Share of the time that work takes in the end (no unit)."""
    days: Positive | None = None
    """Days after which 63 % of the way to it is gone; 0 days when left out."""
    rework_factor: Fraction = 1.0
    """Share of rework that is left, in every service (no unit)."""
    causes: tuple[str, ...] | None = None
    """Rework it is about, in any service: its cause in either language, or the step it goes back
    to; all rework of all services when left out."""
    hours: Factor = 0.0
    """Hours of training for each member of staff."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with trained staff."""
        require_names("pools", "a pool", self.pools, model.pools)
        model = rarer_rework(model, self.rework_factor, self.causes, self.source)
        if self.time_factor == 1:
            return model
        if self.days is None:
            done = dict.fromkeys(a for name in self.pools for a in model.pools[name].serves)
            require_sole_pools(model, done, self.pools, "pools")
            return scale_work(model, done, self.time_factor, "pools", self.source)
        curve = Learning(factor=self.time_factor, days=self.days, provenance=self.source)
        pools = dict(model.pools)
        for name in self.pools:
            if pools[name].learning is not None:
                raise refusal(
                    "pools",
                    f"expected pools without a learning curve, got '{name}', which has one. "
                    "Leave days out, or take learning out of the baseline.",
                )
            pools[name] = pools[name].replace(learning=curve)
        return model.replace(pools=pools)

    def hours_once(self, model: ServiceModel) -> frozendict[str, float]:
        """Hours of training, by pool."""
        if self.hours == 0:
            return frozendict()
        people = {name: headcount(model.pools[name]) for name in self.pools}
        endless = [name for name, number in people.items() if math.isinf(number)]
        if endless:
            raise refusal(
                "hours",
                f"expected pools with a number of staff to train, got '{endless[0]}' without "
                "limit. Say how many there are with set_capacity first, or leave hours out.",
            )
        return frozendict({name: self.hours * number for name, number in people.items()})
