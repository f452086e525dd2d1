"""The pool that does what a redesign brings: one that is there, or a new one."""

from __future__ import annotations

from abc import ABC
from typing import Any, ClassVar

from scenarios.model import ServiceModel
from scenarios.pools import Level, Pool
from scenarios.redesign.base import refusal, require_names
from scenarios.redesign.in_services import InServices
from scenarios.section import Factor, TextPair


class DoneByPool(InServices, ABC):
    """A redesign that brings work for one pool."""

    title_of_new_pool: ClassVar[TextPair]
    """What people call a pool that it makes."""
    pool: str
    """Pool that does it; a new one when ``seats`` are given."""
    seats: Level | None = None
    """Seats of a new pool, each with a person."""
    calendar: str | None = None
    """Calendar of a new pool; round the clock when left out."""
    staff_cost: Factor | None = None
    """Cost of an hour of one member of staff of a new pool, in the currency of ``costs``."""

    def pools_with(self, model: ServiceModel, activities: tuple[str, ...]) -> dict[str, Pool]:
        """All pools, the one that does these activities too.

        In a pool that is there they come last: it prefers what it did before.

        Raises
        ------
        RedesignError
            The pool is not there and no seats are given, or it is there and they are.
        """
        old = model.pools.get(self.pool)
        if old is not None:
            self._refuse_new("seats", "calendar", "staff_cost")
            new = tuple(name for name in activities if name not in old.serves)
            return {**model.pools, self.pool: old.replace(serves=(*old.serves, *new))}
        if self.seats is None:
            mend = "Use one of these names, or give a new pool its seats."
            require_names("pool", "a pool", [self.pool], model.pools, mend=mend)
        if self.calendar is not None:
            require_names("calendar", "a calendar", [self.calendar], model.calendars)
        given: dict[str, Any] = {
            "title": self.title_of_new_pool,
            "serves": activities,
            "seats": self.seats,
            "calendar": self.calendar,
            "staff_cost": self.staff_cost,
            "provenance": self.source,
        }
        new_pool = Pool.model_validate({k: v for k, v in given.items() if v is not None})
        return {**model.pools, self.pool: new_pool}

    def _refuse_new(self, *fields: str) -> None:
        for name in fields:
            if getattr(self, name) is not None:
                raise refusal(
                    name,
                    f"expected nothing, because the pool '{self.pool}' is there already, got "
                    f"{getattr(self, name)}. Leave it out, or use set_capacity.",
                )
