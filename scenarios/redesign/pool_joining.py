"""Several pools made one pool in the place of the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scenarios.calendars import Calendar
from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.pools import Pool
from scenarios.redesign.joined_people import seats_of_one, staff_of_one, with_common_hours
from scenarios.redesign.refusals import refusal, require_names
from scenarios.redesign.staff_levels import Staff
from scenarios.section import ProvenanceNote, TextPair

_TAKEN_OVER = ("last_ticket", "breakdowns", "learning", "crew", "shifts")
"""Rules that the one pool has when all pools have them."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Which pools become one, and what it is like.

    What it leaves open is taken over: opening and the rule at closing from the pools, and of
    their prices the highest, because a generalist is paid like the best of them.
    """

    pools: tuple[str, ...]
    """Pools that become one."""
    into: str
    """Name of the pool that they become."""
    size: int | None
    """Number of its seats; those of the pools together when None, with their people."""
    title: TextPair | None
    staff: Staff | None
    """People on duty; None is as many as the ``size``, when none of the pools had a plan."""
    calendar: str | None
    """Its calendar; open when one of the pools was when None."""
    staff_cost: float | None
    """Cost of an hour of one member of staff; the highest of the pools when None."""
    source: ProvenanceNote
    """Provenance of the one pool."""

    def old(self, model: ServiceModel) -> list[Pool]:
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

    def joined(self, model: ServiceModel, serves: tuple[str, ...]) -> dict[str, Any]:
        """Sections of the model with the one pool in the place of the first that it replaces.

        They are its pools, and its calendars where the one pool has hours of its own.

        Raises
        ------
        RedesignError
            The old pools disagree on what is left open.
        """
        old = self.old(model)
        calendars: dict[str, Calendar] = {}
        if self.calendar is None and len({pool.calendar for pool in old}) > 1:
            calendars = with_common_hours(model, old, self.into, self.source)
        one = self._one(model, old, serves, next(reversed(calendars)) if calendars else None)
        pools: dict[str, Pool] = {}
        for name, pool in model.pools.items():
            if name not in self.pools:
                pools[name] = pool
            elif self.into not in pools:
                pools[self.into] = one
        return {"pools": pools, "calendars": calendars} if calendars else {"pools": pools}

    def _one(
        self, model: ServiceModel, old: list[Pool], serves: tuple[str, ...], hours: str | None
    ) -> Pool:
        named = dict(zip(self.pools, old, strict=True))
        given: dict[str, Any] = {
            "title": self.title,
            "serves": serves,
            "seats": seats_of_one(named, self.size),
            "staff": self.staff
            if self.staff is not None
            else staff_of_one(model, named, self.size),
            "calendar": self.calendar or hours or old[0].calendar,
            "closing": old[0].closing,
            "on_decrease": None if old[0].on_decrease == "finish" else old[0].on_decrease,
            "staff_cost": self.staff_cost
            if self.staff_cost is not None
            else _highest(old, "staff_cost"),
            "seat_cost": _highest(old, "seat_cost"),
            "provenance": self.source,
            **{rule: self._rule(old, rule) for rule in _TAKEN_OVER},
        }
        if any(pool.surge is not None for pool in old):
            raise refusal(
                "pools",
                "expected pools without windows that open when many wait, got some with surge. "
                "Join them first, and add surge_windows after it.",
            )
        return Pool.model_validate({key: v for key, v in given.items() if v is not None})

    def _rule(self, old: list[Pool], rule: str) -> object:
        first, *others = [getattr(pool, rule) for pool in old]
        if any(other != first for other in others):
            raise refusal(
                "pools",
                f"expected pools with the same {rule}, got different ones in {listed(self.pools)}. "
                "Make them alike in the baseline.",
            )
        return first


def _highest(pools: list[Pool], price: str) -> float | None:
    return max((cost for pool in pools if (cost := getattr(pool, price)) is not None), default=None)
