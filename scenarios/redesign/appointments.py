"""Redesigns in which people come by appointment (预约)."""

from __future__ import annotations

from typing import Any, Literal

from scenarios.arrivals import Appointments
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.channel_split import (
    Split,
    require_channel,
    require_new_channel,
    split_service,
)
from scenarios.redesign.made_titles import BOOKED, of_part
from scenarios.redesign.refusals import refusal
from scenarios.section import Fraction, Text
from scenarios.slots import Slots


class BookAppointments(Operator):
    """A share of the cases books slots on the day on which it would have come (预约).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *control relocation*, part of the control moves to the customer, and *buffering* of
    the peaks: cases move within their day from the full hours to the empty ones.

    Who books is as it was: same needs, same draws, another time of day. A case takes the first
    free slot from its own time on, or else the last one before; when all slots of its day are
    taken it walks in. No-shows are lost cases here: those who come another day would have to be
    more arrivals.
    """

    operator: Literal["appointments"]
    """Books a share of the cases into slots."""
    service: str
    """Service whose cases book."""
    share: Fraction
    """Share of its cases that books."""
    booking: Slots
    """The slots, and how people keep them."""
    channel: str | None = None
    """Channel whose cases book; all channels when left out."""
    into: str = "appointment"
    """Name of the new channel."""
    title: Text | None = None
    """Name of the new channel for people."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the channel of those who book."""
        require_channel(model, self.service, self.channel)
        service = model.services[self.service]
        about = service.channels if self.channel is None else [self.channel]
        if isinstance(service.arrivals, Appointments) or any(
            service.channels[name].booking is not None for name in about
        ):
            raise refusal(
                "service" if self.channel is None else "channel",
                f"expected cases that come without booking, got those of '{self.service}', which "
                "have slots already. Name a channel without booking.",
            )
        require_new_channel(service, "into", self.into)
        booking = self.booking
        if booking.provenance is None:
            booking = booking.replace(provenance=self.source)
        new: dict[str, Any] = {"booking": booking, "title": self.title, "provenance": self.source}
        changes = {name: value for name, value in new.items() if value is not None}
        split = Split(self.share, self.into, self.channel)
        changed = split_service(
            service,
            split,
            lambda channel: channel.replace(title=of_part(channel.title, BOOKED)).replace(
                **changes
            ),
        )
        if changed is service:
            return model
        return model.replace(services={**model.services, self.service: changed})
