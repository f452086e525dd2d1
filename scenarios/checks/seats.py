"""Seats and staff that cannot both be meant."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.model import ServiceModel
from scenarios.pools import Pool, level_number


def surges_without_seats(model: ServiceModel) -> Iterator[Finding]:
    """Pools that may open more windows on top than there are seats beyond the staff."""
    for name, pool in model.pools.items():
        if pool.surge is None:
            continue
        room = max(level_number(pool.seats) - min(_levels(pool), default=0.0), 0.0)
        if pool.surge.at_most > room:
            yield Finding(
                ("pools", name, "surge", "at_most"),
                f"expected at most the {room:g} seats that are left beyond the staff, got "
                f"{pool.surge.at_most}. Add seats or lower it.",
                f"应不超过在岗人员之外余下的 {room:g} 个席位，但为 {pool.surge.at_most}。"
                "请增加席位（seats），或调低它。",
            )


def _levels(pool: Pool) -> list[float]:
    """Levels of staff when there is any."""
    staff = pool.seats if pool.staff is None else pool.staff
    levels = [block.level for block in staff] if isinstance(staff, tuple) else [staff]
    return [level for level in map(level_number, levels) if level > 0]
