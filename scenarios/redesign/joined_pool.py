"""Several pools that become one: what such redesigns have in common."""

from __future__ import annotations

from abc import ABC
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.pools import Level, Pool, StaffBlock
from scenarios.redesign.base import Operator, refusal, require_names
from scenarios.section import NUMBER, Text


class JoinedPools(Operator, ABC):
    """A redesign that makes one pool out of several.

    What it leaves open is taken over: opening and the rule at closing from the pools, and of
    their prices the highest, because a generalist is paid like the best of them.
    """

    pools: Annotated[tuple[str, ...], Field(min_length=1)]
    """Pools that become one."""
    into: str
    """Name of the pool that they become."""
    size: Annotated[int, Field(ge=1), NUMBER]
    """Number of its seats, each with a person unless ``staff`` is given."""
    title: Text | None = None
    """Name for people."""
    staff: Level | tuple[StaffBlock, ...] | None = None
    """People on duty; needed when one of the pools has blocks of staff or named people."""
    calendar: str | None = None
    """Calendar of the one pool; needed when the pools have different ones."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.pools)) < len(self.pools):
            again = next(name for k, name in enumerate(self.pools) if name in self.pools[:k])
            raise ValueError(f"expected each pool once, got '{again}' again. Take it out.")
        return self

    def old_pools(self, model: ServiceModel) -> list[Pool]:
        """The pools that become one.

        Raises
        ------
        RedesignError
            One of them is not there, or the new name belongs to another pool.
        """
        require_names("pools", "a pool", self.pools, model.pools)
        if self.into in model.pools and self.into not in self.pools:
            raise refusal(
                "into",
                f"expected a new name or one of {listed(self.pools)}, got '{self.into}', which is "
                "another pool. Choose another name.",
            )
        return [model.pools[name] for name in self.pools]

    def joined_pools(self, model: ServiceModel, serves: tuple[str, ...]) -> dict[str, Pool]:
        """All pools of the model, the one pool in the place of the first that it replaces.

        Raises
        ------
        RedesignError
            The old pools disagree on what the step leaves open.
        """
        one = self._joined(self.old_pools(model), serves)
        pools: dict[str, Pool] = {}
        for name, pool in model.pools.items():
            if name not in self.pools:
                pools[name] = pool
            elif self.into not in pools:
                pools[self.into] = one
        return pools

    def _joined(self, old: list[Pool], serves: tuple[str, ...]) -> Pool:
        given: dict[str, Any] = {
            "title": self.title,
            "serves": serves,
            "seats": self.size,
            "staff": self._staff(old),
            "calendar": self._calendar(old),
            "closing": old[0].closing,
            "on_decrease": None if old[0].on_decrease == "finish" else old[0].on_decrease,
            "provenance": self.source,
        }
        for price in ("staff_cost", "seat_cost"):
            known = [value for pool in old if (value := getattr(pool, price)) is not None]
            given[price] = max(known, default=None)
        return Pool.model_validate({key: v for key, v in given.items() if v is not None})

    def _staff(self, old: list[Pool]) -> Level | tuple[StaffBlock, ...] | None:
        planned = [
            name
            for name, pool in zip(self.pools, old, strict=True)
            if pool.people or isinstance(pool.staff, tuple)
        ]
        if self.staff is None and planned:
            raise refusal(
                "staff",
                f"expected the staff of the one pool, because {listed(planned)} had staff by time "
                "of day or by name, got none. Add a level or blocks of staff.",
            )
        return self.staff

    def _calendar(self, old: list[Pool]) -> str | None:
        names = dict.fromkeys(pool.calendar or "round the clock" for pool in old)
        if self.calendar is None and len(names) > 1:
            raise refusal(
                "calendar",
                f"expected one calendar, because the pools had several ({listed(names)}), got "
                "none. Name one.",
            )
        return self.calendar or old[0].calendar
