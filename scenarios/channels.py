"""By which ways cases come: each channel of a model under one name."""

from __future__ import annotations

from scenarios.model import ServiceModel
from scenarios.services import Channel


def channel_name(service: str, channel: str) -> str:
    """Name of a channel by its service and its own name, the same before and after a redesign."""
    return f"{service}: {channel}"


def channels_in(model: ServiceModel) -> dict[str, tuple[str, Channel]]:
    """Service and section of each channel that a service has beside others, by its name.

    One channel alone has all the cases of its service, and stands for nothing of its own.
    """
    return {
        channel_name(name, of): (name, channel)
        for name, service in model.services.items()
        if len(service.channels) > 1
        for of, channel in service.channels.items()
    }
