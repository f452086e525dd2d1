"""Redesigns in which people serve themselves at kiosks, with somebody to help (自助终端, 帮办)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from scenarios.activities import Activity, Help
from scenarios.distributions import Distribution, Positive, SumOf
from scenarios.flows import Flow
from scenarios.model import ServiceModel
from scenarios.pools import Breakdowns, Pool
from scenarios.redesign.base import Operator, free_name, refusal, require_names
from scenarios.redesign.channel_split import Split, split_service
from scenarios.redesign.kiosk_flow import kiosk_flow
from scenarios.section import NUMBER, Factor, Fraction, Text
from scenarios.services import Channel, Service
from scenarios.visits import served_in


class SelfService(Operator):
    """A share of the cases does activities at a kiosk instead of at a window (自助终端, 帮办).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *task automation*, and *control relocation* to the customer. What it costs besides
    the machines: the helper's hours, breakdowns, and those who give up and queue a second time.

    - Who goes to a kiosk does so for all the activities and in every round, and takes
      ``time_factor`` x what the window would have taken for that same case. Whoever was sent back
      to the window is sent back to the kiosk.
    - A kiosk stays taken until the helper has come and is done; the helper puts it before the
      rest of the work.
    - Those who give up have used the kiosk in full before they join the line at the window, where
      they need what they would have needed before.
    """

    operator: Literal["self_service"]
    """Kiosks besides the windows."""
    activities: Annotated[tuple[str, ...], Field(min_length=1)]
    """Activities that can be done at a kiosk."""
    share: Fraction
    """Share of the cases that goes to a kiosk."""
    kiosks: Annotated[int, Field(ge=1), NUMBER]
    """Number of kiosks."""
    into: str = "kiosks"
    """Name of the pool of kiosks."""
    title: Text | None = None
    """Name of the kiosks for people."""
    services: tuple[str, ...] | None = None
    """Services whose cases may use them; all with one of the activities when left out."""
    time_factor: Positive = 1.0
    """Time at a kiosk against the same case's at the window (no unit)."""
    gives_up: Fraction = 0.0
    """Share of those at a kiosk who give up and go to the window."""
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

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with kiosks."""
        self._check(model)
        if self.share == 0:
            return model
        taken = {*model.activities}
        kiosk = {a: free_name(f"{a}_{self.into}", taken) for a in self.activities}
        help_name = free_name(f"{self.into}_help", {*taken, *kiosk.values()})
        services = {
            name: self._split(service, kiosk) if name in self._about(model) else service
            for name, service in model.services.items()
        }
        activities = {**model.activities, **self._activities(model, kiosk, help_name)}
        pools = {**model.pools, self.into: self._pool(model, tuple(kiosk.values()))}
        if self.help > 0:
            assert self.helper is not None
            helper = pools[self.helper]
            pools[self.helper] = helper.replace(serves=(help_name, *helper.serves))
        return model.replace(activities=activities, pools=pools, services=services)

    def _check(self, model: ServiceModel) -> None:
        require_names("activities", "an activity", self.activities, model.activities)
        if self.services is not None:
            require_names("services", "a service", self.services, model.services)
        if self.helper is not None:
            require_names("helper", "a pool that helps", [self.helper], model.pools)
        if self.into in model.pools:
            raise refusal(
                "into",
                f"expected a new name, got '{self.into}', which is a pool already. Choose another "
                "name.",
            )
        for name in self.activities:
            if model.activities[name].place == "back":
                raise refusal(
                    "activities",
                    f"expected work with the applicant present, got '{name}', which is done in the "
                    "back office. Take it out.",
                )
        if not self._about(model):
            raise refusal(
                "activities",
                f"expected activities that a service needs, got '{self.activities[0]}', which none "
                "does. Name others.",
            )

    def _about(self, model: ServiceModel) -> list[str]:
        """Services that have one of the activities on one of their ways."""
        found = model.services if self.services is None else self.services
        return [name for name in found if any(map(self._has, _flows(model.services[name])))]

    def _has(self, flow: Flow) -> bool:
        return not set(self.activities).isdisjoint(served_in(flow))

    def _split(self, service: Service, kiosk: dict[str, str]) -> Service:
        def at_kiosk(channel: Channel) -> Channel:
            flow = kiosk_flow(channel.flow or service.flow, kiosk, self.gives_up)
            return channel.replace(flow=flow, provenance=self.source)

        split = Split(self.share, self.into)
        return split_service(service, split, at_kiosk, lambda c: self._has(c.flow or service.flow))

    def _activities(
        self, model: ServiceModel, kiosk: dict[str, str], help_name: str
    ) -> dict[str, Activity]:
        """What is done at the kiosks, in one line, and the help."""
        made: dict[str, Activity] = {}
        for name, new in kiosk.items():
            work = SumOf(distribution="sum_of", parts=(name,), time_factor=self.time_factor)
            given: dict[str, Any] = {
                "title": model.activities[name].title,
                "service_time": work,
                "provenance": self.source,
            }
            if self.help > 0:
                given["help"] = Help(activity=help_name, probability=self.help)
            made[new] = Activity(**{key: v for key, v in given.items() if v is not None})
        if self.help > 0:
            assert self.help_time is not None
            made[help_name] = Activity(service_time=self.help_time, provenance=self.source)
        return made

    def _pool(self, model: ServiceModel, serves: tuple[str, ...]) -> Pool:
        windows = (p for p in model.pools.values() if set(p.serves).intersection(self.activities))
        first = next(windows, None)
        given: dict[str, Any] = {
            "title": self.title,
            "serves": serves,
            "seats": self.kiosks,
            "calendar": self.calendar or (None if first is None else first.calendar),
            "breakdowns": self.breakdowns,
            "seat_cost": self.seat_cost,
            "provenance": self.source,
        }
        return Pool.model_validate({key: v for key, v in given.items() if v is not None})


def _flows(service: Service) -> list[Flow]:
    """All the ways of a service."""
    return [c.flow or service.flow for c in service.channels.values()] or [service.flow]
