"""Redesigns of when windows are open: longer hours, and through lunch (延时服务, 午间不断岗)."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import Field, model_validator

from scenarios.calendars import WEEKDAYS, Days
from scenarios.model import ServiceModel
from scenarios.pools import Level, Pool
from scenarios.redesign.base import Operator
from scenarios.redesign.opening_hours import staff_in_added_hours, with_hours, without_arrivals_on
from scenarios.redesign.refusals import refusal, require_names
from scenarios.redesign.staggered_lunch import with_lunch_in_turns
from scenarios.section import Fraction, Map, Named
from scenarios.units import Duration, Span, span_text


class ExtendHours(Operator):
    """Windows are open longer, and through lunch with staff eating in turns (延时服务, 午间不断岗).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *extra resources* in time, and *flexible assignment* of who eats when. What it
    costs are staff hours, which the run counts: a pool with one level of staff has it in the
    added hours too, a pool with blocks has ``staff`` in them and nobody where that is left out.

    Who comes first, and when, stays as it was, also where a weekday is added: on that day come
    those who come back, and slots that open then. Those who used to wait for the opening are
    served earlier. What counts as one working day stays as long as it was.
    """

    operator: Literal["extend_hours"]
    """Longer hours, lunch in turns."""
    calendar: str | None = None
    """Calendar that opens longer."""
    open: Map[Days, tuple[Span, ...]] = Field(default_factory=frozendict)
    """Its new opening spans by weekdays; days not named keep theirs."""
    staff: Named[Level] = Field(default_factory=frozendict)
    """People on duty in the added hours, by pool; for pools with blocks of staff."""
    lunch_pools: tuple[str, ...] = ()
    """Pools whose staff eats in turns."""
    lunch: Span | None = None
    """From when to when they eat."""
    meal: Annotated[Duration, Field(gt=0)] = 1800.0
    """How long each is away."""
    at_least: Fraction = 0.25
    """Share of those on duty before lunch who are there at any time of it."""

    @model_validator(mode="after")
    def _fields_that_go_together(self) -> Self:
        if bool(self.open) != (self.calendar is not None):
            raise ValueError("expected calendar and open, got one of them. Give both, or none.")
        if bool(self.lunch_pools) != (self.lunch is not None):
            raise ValueError("expected lunch_pools and lunch, got one of them. Give both, or none.")
        if self.staff and not self.open:
            raise ValueError("expected open with staff, got none. Say which hours are added.")
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with longer hours and lunch in turns."""
        require_names("lunch_pools", "a pool", self.lunch_pools, model.pools)
        require_names("staff", "a pool", self.staff, model.pools)
        model = self._open_longer(model)
        if self.lunch is None:
            return model
        pools = dict(model.pools)
        for name in self.lunch_pools:
            self._require_open(model, name, self.lunch)
            pools[name] = with_lunch_in_turns(
                name, pools[name], self.lunch, self.meal, self.at_least, self.source
            )
        return model.replace(pools=pools)

    def _open_longer(self, model: ServiceModel) -> ServiceModel:
        if self.calendar is None:
            return model
        require_names("calendar", "a calendar", [self.calendar], model.calendars)
        before = model.calendars[self.calendar]
        after = with_hours(before, self.open, self.source)
        pools = dict(model.pools)
        for name, level in self.staff.items():
            self._require_blocks(name, pools[name])
            pools[name] = staff_in_added_hours(pools[name], level, before, after, self.source)
        if after == before:
            return model
        added = {
            name
            for day, name in enumerate(WEEKDAYS)
            if after.spans_on(day) and not before.spans_on(day)
        }
        services = {
            name: without_arrivals_on(service, added)
            if service.calendar == self.calendar
            else service
            for name, service in model.services.items()
        }
        calendars = {**model.calendars, self.calendar: after}
        return model.replace(calendars=calendars, pools=pools, services=services)

    def _require_blocks(self, name: str, pool: Pool) -> None:
        if pool.calendar != self.calendar or not isinstance(pool.staff, tuple):
            raise refusal(
                "staff",
                f"expected pools of '{self.calendar}' with blocks of staff, got '{name}'. Leave "
                "it out: one level of staff holds in the added hours too.",
            )

    def _require_open(self, model: ServiceModel, name: str, lunch: tuple[float, float]) -> None:
        """Refuse a pool that is shut for lunch: nobody would notice who eats when."""
        calendar = model.pools[name].calendar
        for day in range(7):
            spans = () if calendar is None else model.calendars[calendar].spans_on(day)
            over = any(a < lunch[0] < b for a, b in spans)
            around = any(b <= lunch[0] for _, b in spans) and any(a >= lunch[0] for a, _ in spans)
            if around and not over:
                raise refusal(
                    "lunch",
                    f"expected '{name}' to be open at {span_text(lunch)}, got a calendar "
                    f"('{calendar}') that is shut then. Give calendar and open too.",
                )
