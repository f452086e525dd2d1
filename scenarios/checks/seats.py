"""Seats and staff that cannot both be meant."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Finding
from scenarios.model import ServiceModel
from scenarios.pools import level_number
from scenarios.redesign.staff_levels import least_on_duty, staff_of


def surges_without_seats(model: ServiceModel) -> Iterator[Finding]:
    """Pools that may open more windows on top than there are seats beyond the staff."""
    for name, pool in model.pools.items():
        if pool.surge is None:
            continue
        room = max(level_number(pool.seats) - least_on_duty(staff_of(pool)), 0.0)
        if pool.surge.at_most > room:
            yield Finding(
                ("pools", name, "surge", "at_most"),
                f"expected at most the {room:g} seats that are left beyond the staff, got "
                f"{pool.surge.at_most}. Add seats or lower it.",
                f"应不超过在岗人员之外余下的 {room:g} 个席位，但为 {pool.surge.at_most}。"
                "请增加席位（seats），或调低它。",
            )
