"""Several pools made one pool in the place of the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.pools import Pool
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
    size: int
    """Number of its seats."""
    title: TextPair | None
    staff: Staff | None
    """People on duty; None is as many as seats, when none of the pools had a plan."""
    calendar: str | None
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

    def joined(self, model: ServiceModel, serves: tuple[str, ...]) -> dict[str, Pool]:
        """All pools of the model, the one pool in the place of the first that it replaces.

        Raises
        ------
        RedesignError
            The old pools disagree on what is left open.
        """
        one = self._one(self.old(model), serves)
        pools: dict[str, Pool] = {}
        for name, pool in model.pools.items():
            if name not in self.pools:
                pools[name] = pool
            elif self.into not in pools:
                pools[self.into] = one
        return pools

    def _one(self, old: list[Pool], serves: tuple[str, ...]) -> Pool:
        given: dict[str, Any] = {
            "title": self.title,
            "serves": serves,
            "seats": self.size,
            "staff": self._staff(old),
            "calendar": self._calendar(old),
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

    def _staff(self, old: list[Pool]) -> Staff | None:
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


def _highest(pools: list[Pool], price: str) -> float | None:
    return max((cost for pool in pools if (cost := getattr(pool, price)) is not None), default=None)
