"""Redesigns that open or close windows and change how many people are on duty (增减窗口)."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from scenarios.model import ServiceModel
from scenarios.pools import Level, Pool, StaffBlock, level_number
from scenarios.redesign.base import Operator, refusal, require_names
from scenarios.redesign.partly_new import partly_new
from scenarios.redesign.staff_added import Added, hours_text, staff_with, too_few
from scenarios.redesign.staff_levels import Staff, in_numbers, most_on_duty
from scenarios.section import TextPair

_ZH = {"seats": "席位", "staff": "在岗人数"}


class SetCapacity(Operator):
    """More or fewer seats and staff at a pool (增减窗口, 增减人手, 错峰排班).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *extra resources*, more capacity for a kind of resource. Blocks of staff put it
    where the peaks are.

    - ``staff_added: 1`` keeps the blocks that there are, such as those of a fitted model, and has
      one more person wherever somebody was on duty; -1 one fewer, never fewer than none.
    - ``staff_added`` in blocks adds people at those hours, also where nobody was on duty.
    """

    operator: Literal["set_capacity"]
    """Other numbers of seats and staff."""
    pool: str
    """Pool that it is about."""
    seats: Level | None = None
    """Seats there are then; as before when left out."""
    staff: Level | tuple[StaffBlock, ...] | None = None
    """People on duty then: one level, or blocks over the day; as before when left out."""
    staff_added: Added | None = None
    """So many more people on duty than before, fewer where negative: at all hours with staff, or
    in blocks over the day."""

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.seats is None and self.staff is None and self.staff_added is None:
            raise ValueError("expected seats or staff, got neither. Give one of them, or both.")
        if self.staff is not None and self.staff_added is not None:
            raise ValueError(
                "expected staff or staff_added, got both. Keep the level as it is to be, or what "
                "is added to that of before."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the pool's new capacity."""
        require_names("pool", "a pool", [self.pool], model.pools)
        pool = model.pools[self.pool]
        field = "staff" if self.staff_added is None else "staff_added"
        if (self.staff is not None or self.staff_added is not None) and pool.people:
            raise refusal(
                field,
                f"expected a pool without named people, got {self.pool}, whose people have shifts "
                "of their own. Change seats only, or take the people out of the baseline.",
            )
        seats = pool.seats if self.seats is None else self.seats
        staff = self.staff if self.staff_added is None else self._more(pool, self.staff_added)
        most = 0.0 if staff is None else most_on_duty(staff)
        if most > level_number(seats):
            raise refusal(
                field,
                f"expected at most {seats} people at once, one for each seat, got {most:g}. "
                "Add seats, or lower the staff.",
            )
        new: dict[str, Any] = {"seats": self.seats, "staff": staff}
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

    def falls_short(self, model: ServiceModel) -> TextPair | None:
        """That fewer people were on duty than are to be taken away."""
        staff = model.pools[self.pool].staff
        if self.staff_added is None or staff is None or not in_numbers(staff):
            return None
        assert staff != "unlimited"
        short = too_few(staff, self.staff_added)
        if not short:
            return None
        fewest, most = min(one.there for one in short), max(one.there for one in short)
        less = max(one.less for one in short)
        there = f"{fewest}" if fewest == most else f"{fewest}–{most}"
        hours = hours_text(short)
        return TextPair(
            zh=f"{self.pool} 应当有 {less} 人可减，但 {hours.zh} 只有 {there} 人在岗，"
            "减到 0 人为止。若不是有意全部撤走，请少减一些。",
            en=f"expected {less} people to take away at '{self.pool}', got {there} on duty at "
            f"{hours.en}, of whom 0 are left. Take fewer away, unless all are meant to go.",
        )

    def _more(self, pool: Pool, added: Added) -> Staff:
        """The pool's staff and so many more."""
        staff = pool.staff
        if staff is None or not in_numbers(staff):
            what = "one for each seat" if staff is None else "no limit"
            mend = "Change its seats instead" if staff is None else "Leave it out"
            raise refusal(
                "staff_added",
                f"expected a pool with staff in numbers, got {self.pool} with {what}. {mend}, or "
                "give staff: a level or blocks.",
            )
        assert staff != "unlimited"
        return staff_with(staff, added, self.source)
