"""Redesigns in which some go before others (绿色通道, 优先级)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from scenarios.arrivals import Times
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.channel_split import (
    Split,
    require_channel,
    require_new_channel,
    split_service,
)
from scenarios.redesign.made_titles import GREEN, of_part
from scenarios.redesign.refusals import refusal
from scenarios.section import Fraction, Text, Whole
from scenarios.services import Service


class Prioritize(Operator):
    """A service, a channel or a share of the cases goes before others (绿色通道, 优先级).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *triage* and *order types*, cases of different kinds are treated differently. What
    it costs is what the others wait, which the run shows: no piece of work becomes shorter.
    """

    operator: Literal["prioritize"]
    """Lets some go before others."""
    service: str
    """Service that it is about."""
    priority: Whole
    """Their priority from now on; smaller goes first, and services have 0 when they say nothing."""
    channel: str | None = None
    """Channel that it is about; the whole service, all its channels, when left out."""
    share: Fraction | None = None
    """Share of the cases that gets a green channel of its own; all of them when left out."""
    into: str | None = None
    """Name of the green channel; ``green`` when left out."""
    title: Text | None = None
    """Name of the green channel for people."""

    @model_validator(mode="after")
    def _named_for_a_share(self) -> Self:
        if self.share is None and (self.into is not None or self.title is not None):
            raise ValueError(
                "expected a share with the name of a channel, got none. Add share: 0.2, or leave "
                "into and title out."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the new priorities."""
        require_channel(model, self.service, self.channel)
        service = model.services[self.service]
        if isinstance(service.arrivals, Times) and service.arrivals.priorities is not None:
            raise refusal(
                "service",
                f"expected a service whose cases have its priority, got '{self.service}', whose "
                "arrivals have one each. Change those in the baseline.",
            )
        changed = self._with_priority(service)
        if changed == service:
            return model
        return model.replace(services={**model.services, self.service: changed})

    def _with_priority(self, service: Service) -> Service:
        if self.share is not None:
            name = self.into or "green"
            require_new_channel(service, "into", name)
            new = {"priority": self.priority, "title": self.title, "provenance": self.source}
            changes = {field: value for field, value in new.items() if value is not None}
            split = Split(self.share, name, self.channel)
            return split_service(
                service,
                split,
                lambda channel: channel.replace(title=of_part(channel.title, GREEN)).replace(
                    **changes
                ),
            )
        if self.channel is None:
            return self._of_all(service)
        channel = service.channels[self.channel]
        if channel.priority == self.priority:
            return service
        first = channel.replace(priority=self.priority)
        return service.replace(channels={**service.channels, self.channel: first})

    def _of_all(self, service: Service) -> Service:
        """The whole service with the priority, whatever its channels had of their own."""
        own = {
            name: channel.replace(priority=self.priority)
            for name, channel in service.channels.items()
            if channel.priority not in (None, self.priority)
        }
        if not own and service.priority == self.priority:
            return service
        return service.replace(priority=self.priority, channels={**service.channels, **own})
