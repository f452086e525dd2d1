"""What redesigns that make one pool out of several have in common."""

from __future__ import annotations

from abc import ABC
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from scenarios.model import ServiceModel
from scenarios.pools import Level, Pool, StaffBlock
from scenarios.redesign.base import Operator
from scenarios.redesign.pool_joining import Joining
from scenarios.section import NUMBER, Factor, Text


class JoinedPools(Operator, ABC):
    """A redesign that makes one pool out of several.

    What it leaves open is taken over: opening and the rule at closing from the pools, and of
    their prices the highest, because a generalist is paid like the best of them; where prices
    differ a warning says which was taken.
    """

    pools: Annotated[tuple[str, ...], Field(min_length=1)]
    """Pools that become one."""
    into: str
    """Name of the pool that they become."""
    size: Annotated[int, Field(ge=1), NUMBER] | None = None
    """Number of its seats, each with a person unless ``staff`` is given; those of the pools
    together when left out, with their people."""
    title: Text | None = None
    """Name for people."""
    staff: Level | tuple[StaffBlock, ...] | None = None
    """People on duty; needed when one of the pools has named people, or blocks of staff and a
    ``size`` is given."""
    calendar: str | None = None
    """Calendar of the one pool; open when one of the pools was when left out."""
    staff_cost: Factor | None = None
    """Cost of an hour of one member of its staff, in the currency of ``costs``; the highest of the
    pools when left out."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.pools)) < len(self.pools):
            again = next(name for k, name in enumerate(self.pools) if name in self.pools[:k])
            raise ValueError(f"expected each pool once, got '{again}' again. Take it out.")
        return self

    def old_pools(self, model: ServiceModel) -> list[Pool]:
        """The pools that become one; see `Joining.old`."""
        return self._joining.old(model)

    def joined_pools(self, model: ServiceModel, serves: tuple[str, ...]) -> dict[str, Any]:
        """Sections of the model with the one pool; see `Joining.joined`."""
        return self._joining.joined(model, serves)

    @property
    def _joining(self) -> Joining:
        return Joining(
            self.pools,
            self.into,
            self.size,
            self.title,
            self.staff,
            self.calendar,
            self.staff_cost,
            self.source,
        )
