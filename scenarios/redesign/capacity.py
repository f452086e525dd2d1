"""Redesigns that open or close windows and change how many people are on duty (增减窗口)."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from scenarios.model import ServiceModel
from scenarios.pools import Level, StaffBlock, level_number
from scenarios.redesign.base import Operator, refusal, require_names
from scenarios.redesign.partly_new import partly_new
from scenarios.redesign.staff_levels import most_on_duty
from scenarios.section import TextPair

_ZH = {"seats": "席位", "staff": "在岗人数"}


class SetCapacity(Operator):
    """More or fewer seats and staff at a pool (增减窗口, 增减人手, 错峰排班).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *extra resources*, more capacity for a kind of resource. Blocks of staff put it
    where the peaks are.
    """

    operator: Literal["set_capacity"]
    """Other numbers of seats and staff."""
    pool: str
    """Pool that it is about."""
    seats: Level | None = None
    """Seats there are then; as before when left out."""
    staff: Level | tuple[StaffBlock, ...] | None = None
    """People on duty then: one level, or blocks over the day; as before when left out."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.seats is None and self.staff is None:
            raise ValueError("expected seats or staff, got neither. Give one of them, or both.")
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the pool's new capacity."""
        require_names("pool", "a pool", [self.pool], model.pools)
        pool = model.pools[self.pool]
        if self.staff is not None and pool.people:
            raise refusal(
                "staff",
                f"expected a pool without named people, got {self.pool}, whose people have shifts "
                "of their own. Change seats only, or take the people out of the baseline.",
            )
        seats = pool.seats if self.seats is None else self.seats
        most = 0.0 if self.staff is None else most_on_duty(self.staff)
        if most > level_number(seats):
            raise refusal(
                "staff",
                f"expected at most {seats} people at once, one for each seat, got {most:g}. "
                "Add seats, or lower the staff.",
            )
        new: dict[str, Any] = {"seats": self.seats, "staff": self.staff}
        changed = {
            name: value
            for name, value in new.items()
            if value is not None and value != getattr(pool, name)
        }
        if not changed:
            return model
        if isinstance(blocks := changed.get("staff"), tuple):
            changed["staff"] = tuple(
                block if block.provenance else block.replace(provenance=self.source)
                for block in blocks
            )
        if numbers := [name for name, value in changed.items() if not isinstance(value, tuple)]:
            before = pool.provenance or model.provenance
            what = TextPair(zh="、".join(map(_ZH.__getitem__, numbers)), en=" and ".join(numbers))
            changed["provenance"] = partly_new(what, self.source, before)
        return model.replace(pools={**model.pools, self.pool: pool.replace(**changed)})
