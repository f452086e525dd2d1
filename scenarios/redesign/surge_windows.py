"""Redesigns in which more windows open while many wait (潮汐窗口)."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from scenarios.model import ServiceModel
from scenarios.pools import Pool, Surge, level_number
from scenarios.redesign.base import Operator
from scenarios.redesign.refusals import refusal, require_names
from scenarios.redesign.staff_added import TooFew, hours_text, staff_with
from scenarios.redesign.staff_levels import (
    edges_of,
    in_numbers,
    least_on_duty,
    level_at,
    staff_of,
)
from scenarios.section import NUMBER, TextPair
from scenarios.units import Duration


class SurgeWindows(Operator):
    """One more window opens while many wait, and closes when few do (潮汐窗口).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *extra resources* where they are short, and *flexible assignment* of staff.

    Who opens the window has to come from somewhere. With ``taken_from``, that pool has ``at_most``
    fewer people on duty whenever it has staff, because they stand by: the model errs on the side
    of the cost. Without it they are people nobody else misses; their hours are counted when they
    serve.
    """

    operator: Literal["surge_windows"]
    """Opens windows when many wait."""
    pool: str
    """Pool whose windows open."""
    above: Annotated[int, Field(ge=0), NUMBER]
    """One more opens while more than so many wait."""
    below: Annotated[int, Field(ge=0), NUMBER]
    """One closes while fewer than so many wait."""
    at_most: Annotated[int, Field(ge=1), NUMBER]
    """Most windows beyond the staff on duty."""
    setup: Duration = 0.0
    """Time until an opened window serves."""
    taken_from: str | None = None
    """Pool whose staff stand by for it."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with windows that open when many wait."""
        surge = Surge(
            above=self.above,
            below=self.below,
            at_most=self.at_most,
            setup=self.setup,
            provenance=self.source,
        )
        require_names("pool", "a pool", [self.pool], model.pools)
        pool = model.pools[self.pool]
        _require_free_seats(self.pool, pool)
        pools = {**model.pools, self.pool: pool.replace(surge=surge)}
        if self.taken_from is not None:
            others = {name: one for name, one in model.pools.items() if name != self.pool}
            require_names("taken_from", "another pool", [self.taken_from], others)
            pools[self.taken_from] = self._without_standby(pools[self.taken_from])
        return model.replace(pools=pools)

    def falls_short(self, model: ServiceModel) -> TextPair | None:
        """Hours at which fewer windows have a seat beside the staff than may open.

        Where that is so at all hours, `scenarios.checks.warnings_for` says it of the model.
        """
        rooms = _rooms(model.pools[self.pool], self.at_most)
        short = [one for one in rooms if one.there < self.at_most]
        if not short or len(short) == len(rooms):
            return None
        hours, least = hours_text(short), min(one.there for one in short)
        return TextPair(
            en=f"expected {self.at_most} seats that are free beside the staff of '{self.pool}', "
            f"for as many windows on top, got {least} at the least ({hours.en}): no more open "
            "then. Add seats, or take it as meant for other hours.",
            zh=f"{self.pool} 在岗人员之外应当有 {self.at_most} 个空席位，供增开的窗口使用，"
            f"但有的时段最少只有 {least} 个（{hours.zh}），那时开不了更多。请增加席位（seats）；"
            "如果只为其他时段增开，可不改。",
        )

    def _without_standby(self, pool: Pool) -> Pool:
        staff = staff_of(pool)
        if pool.people or not in_numbers(staff):
            raise refusal(
                "taken_from",
                f"expected a pool with staff in numbers, got '{self.taken_from}', whose staff has "
                "names or no limit. Set its staff with set_capacity and leave taken_from out.",
            )
        assert staff != "unlimited"
        if (least := least_on_duty(staff)) < self.at_most:
            raise refusal(
                "taken_from",
                f"expected a pool with at least {self.at_most} people whenever it has staff, got "
                f"'{self.taken_from}' with {least:g}. Lower at_most, name another pool, or leave "
                "taken_from out and take them from some hours with set_capacity "
                f"(staff_added: [{{span: ..., level: -{self.at_most}}}]).",
            )
        return pool.replace(staff=staff_with(staff, -self.at_most, self.source))


def _rooms(pool: Pool, at_most: int) -> list[TooFew]:
    """Seats that are free beside the staff, by hours of the week with any, up to ``at_most``."""
    staff, seats = staff_of(pool), level_number(pool.seats)
    blocks = staff if isinstance(staff, tuple) else ()
    found = []
    for day in range(7):
        for begin, end in pairwise(edges_of(day, blocks)):
            if there := level_at(staff, day, begin):
                room = int(max(0.0, min(seats - there, at_most)))
                found.append(TooFew(day, begin, end, room, at_most))
    return found


def _require_free_seats(name: str, pool: Pool) -> None:
    """Refuse a pool in which no window could open."""
    staff = staff_of(pool)
    if pool.people or not in_numbers(staff):
        raise refusal(
            "pool",
            f"expected a pool with staff in numbers, got '{name}', whose staff has names or no "
            "limit. Name another.",
        )
    if least_on_duty(staff) >= level_number(pool.seats):
        raise refusal(
            "pool",
            f"expected a pool with more seats than staff, got '{name}' with all of its "
            f"{pool.seats} seats staffed. Add seats or lower the staff with set_capacity first.",
        )
