"""A share of a service's cases that from now on come another way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios.findings import listed
from scenarios.model import ServiceModel
from scenarios.redesign import made_titles
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.refusals import free_name, refusal, require_names
from scenarios.services import Channel, Service
from scenarios.visits import served_in

OTHERS = "others"
"""Channel of those who come as before, in a service that had no channels."""


@dataclass(frozen=True, slots=True)
class Split:
    """Which share of which cases goes into a channel of its own."""

    share: float
    """Share of the cases that goes."""
    name: str
    """Name of the new channel; with several channels, of the one split off the first."""
    channel: str | None = None
    """Channel whose cases it is about; all when None."""


def split_service(
    service: Service,
    split: Split,
    change: Callable[[Channel], Channel],
    concerns: Callable[[Channel], bool] = lambda _: True,
) -> Service:
    """Split a share off each channel, or off one of them.

    Each case keeps its own uniform number for the channel, and a new channel takes the upper end
    of the numbers of the channel that it is split off. So a greater share moves only those cases
    that lie between the old and the new one, and nobody changes between other channels.

    Parameters
    ----------
    service
        The service; it is given channels when it has none.
    split
        What is split off; a share of 0 leaves the service alone.
    change
        Makes the new channel of the one it is split off, which has the new share already.
    concerns
        False for channels that stay whole.
    """
    if split.share == 0:
        return service
    old = dict(service.channels) or {OTHERS: Channel(title=made_titles.OTHERS, share=1.0)}
    channels: dict[str, Channel] = {}
    for name, channel in old.items():
        if split.channel not in (None, name) or not concerns(channel):
            channels[name] = channel
            continue
        gone = channel.share * split.share
        # A channel that is left empty stays: cases that are open at the beginning may be in it.
        channels[name] = channel.replace(share=channel.share - gone)
        new = free_name(split.name, {*old, *channels})
        channels[new] = change(channel.replace(share=gone))
    return service.replace(channels=channels)


def require_channel(model: ServiceModel, service: str, channel: str | None) -> None:
    """Refuse a service or a channel of it that the model does not have.

    Raises
    ------
    RedesignError
        One of the two is unknown.
    """
    having = [name for name, one in model.services.items() if service in _names(one)]
    if service not in model.services and having:
        raise refusal(
            "service",
            f"expected a service, got '{service}', which is a step of {listed(having)}. Name one "
            "of these, in a redesign step for each; where others share it, give the matter a "
            "service of its own in the baseline (a log is fitted so with apart in its mapping).",
        )
    require_names("service", "a service", [service], model.services)
    known = model.services[service].channels
    if channel is not None and not known:
        raise refusal(
            "channel",
            f"expected nothing, because {service} has no channels, got '{channel}'. Leave it out.",
        )
    if channel is not None:
        require_names("channel", "a channel", [channel], known)


def _names(service: Service) -> set[str]:
    """Steps and activities on the ways of a service."""
    flows = (service.flow, *(c.flow for c in service.channels.values() if c.flow))
    return {name for flow in flows for name in (*step_names(flow), *served_in(flow))}


def require_new_channel(service: Service, field: str, name: str) -> None:
    """Refuse the name of a new channel that another one has.

    Raises
    ------
    RedesignError
        It is so.
    """
    if name in service.channels or name == OTHERS:
        raise refusal(
            field,
            f"expected a new name, got '{name}', which is a channel already. Choose another name.",
        )
