"""Kiosks as a redesign puts them into a hall: the pool, its work and the help beside it."""

from __future__ import annotations

from abc import ABC
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from scenarios.activities import Activity, Help
from scenarios.distributions import Distribution, Positive, SumOf
from scenarios.model import ServiceModel
from scenarios.pools import Breakdowns, Pool
from scenarios.redesign.base import Operator
from scenarios.redesign.made_titles import KIOSK_HELP, KIOSKS, elsewhere
from scenarios.redesign.refusals import free_name, refusal, require_names
from scenarios.section import NUMBER, Factor, Fraction, Text


class Kiosks(Operator, ABC):
    """A redesign that puts up kiosks at which windows' activities can be done."""

    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities that can be done at a kiosk."""
    kiosks: Annotated[int, Field(ge=1), NUMBER]
    """Number of kiosks."""
    into: str = "kiosks"
    """Name of the pool of kiosks."""
    title: Text | None = None
    """Name of the kiosks for people."""
    time_factor: Positive = 1.0
    """Time at a kiosk against the same case's at the window (no unit)."""
    help: Fraction = 0.0
    """Share of those at a kiosk who need help."""
    helper: str | None = None
    """Pool that helps."""
    help_time: Distribution | None = None
    """How long the help takes."""
    breakdowns: Breakdowns | None = None
    """Failures of each kiosk."""
    calendar: str | None = None
    """Calendar of the kiosks; that of the windows when left out."""
    seat_cost: Factor | None = None
    """Cost of one kiosk for a day, in the currency of ``costs``."""

    @model_validator(mode="after")
    def _who_helps(self) -> Self:
        for name in ("helper", "help_time"):
            if self.help > 0 and getattr(self, name) is None:
                raise ValueError(
                    f"expected {name}, because {self.help:.0%} need help, got none. Add it, or "
                    "leave help out."
                )
        return self

    def with_kiosks(self, model: ServiceModel, kiosk: Mapping[str, str]) -> ServiceModel:
        """A model with kiosks to which nobody goes yet.

        Parameters
        ----------
        model
            The model.
        kiosk
            Activities at windows, and as which activity they are done at a kiosk.

        Raises
        ------
        RedesignError
            Nobody has the name of the helper, or a pool that of the kiosks.
        """
        if self.helper is not None:
            require_names("helper", "a pool that helps", [self.helper], model.pools)
        if self.into in model.pools:
            raise refusal(
                "into",
                f"expected a new name, got '{self.into}', which is a pool already. Choose another "
                "name.",
            )
        activities = {**model.activities}
        pools = {**model.pools, self.into: self._pool(model, tuple(kiosk.values()))}
        help_: Help | None = None
        if self.help > 0:
            assert self.helper is not None
            assert self.help_time is not None
            name = free_name(f"{self.into}_help", {*activities, *kiosk.values()})
            help_ = Help(activity=name, probability=self.help, provenance=self.source)
            activities[name] = Activity(
                title=KIOSK_HELP, service_time=self.help_time, provenance=self.source
            )
            helper = pools[self.helper]
            pools[self.helper] = helper.replace(serves=(name, *helper.serves))
        for name, new in kiosk.items():
            activities[new] = self._activity(name, model.activities[name], help_)
        return model.replace(activities=activities, pools=pools)

    def _activity(self, name: str, window: Activity, help_: Help | None) -> Activity:
        """An activity at a kiosk, which takes the window's own draw."""
        work = SumOf(distribution="sum_of", parts=(name,), work_factor=self.time_factor)
        given: dict[str, Any] = {
            "title": elsewhere(name, window.title, "自助终端", "kiosk"),
            "service_time": work,
            "help": help_,
            "provenance": self.source,
        }
        return Activity.model_validate({key: v for key, v in given.items() if v is not None})

    def _pool(self, model: ServiceModel, serves: tuple[str, ...]) -> Pool:
        windows = (p for p in model.pools.values() if set(p.serves).intersection(self.activities))
        first = next(windows, None)
        given: dict[str, Any] = {
            "title": self.title or KIOSKS,
            "serves": serves,
            "seats": self.kiosks,
            "machines": True,
            "calendar": self.calendar or (None if first is None else first.calendar),
            "breakdowns": self.breakdowns,
            "seat_cost": self.seat_cost,
            "provenance": self.source,
        }
        return Pool.model_validate({key: v for key, v in given.items() if v is not None})
