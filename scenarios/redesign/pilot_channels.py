"""Channels of a service cut into those of a pilot and those of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from scenarios.flows import Flow
from scenarios.redesign.made_titles import OTHERS, PILOT, of_part
from scenarios.redesign.refusals import free_name
from scenarios.services import Channel, Service

_NOBODY = 1e-12
_OTHERS = "others"
"""Channel of those who go as before, in a service that had no channels."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way through a service: a channel, with the flow that it has or inherits."""

    name: str
    """Name of the channel, empty for the only way of a service without channels."""
    channel: Channel
    service: Service
    """Service that the channel inherits from."""
    flow: Flow

    def in_service(self, service: Service, share: float) -> Channel:
        """The way as a channel of the service as it was before."""
        own, old = self.channel, self.service
        priority = old.priority if own.priority is None else own.priority
        limits = own.limits or old.limits
        documents = old.documents if own.documents is None else own.documents
        given: dict[str, Any] = {
            "title": own.title,
            "share": share,
            "flow": None if self.flow == service.flow else self.flow,
            "priority": None if priority == service.priority else priority,
            "booking": own.booking,
            "limits": None if limits == service.limits else limits,
            "documents": None if documents == service.documents else documents,
            "provenance": own.provenance,
        }
        return Channel.model_validate({k: v for k, v in given.items() if v is not None})


def ways_of(service: Service) -> list[Way]:
    """The ways through a service, in the order of their shares."""
    channels = service.channels or {"": Channel(share=1.0)}
    return [Way(name, c, service, c.flow or service.flow) for name, c in channels.items()]


def cut_channels(before: Service, after: Sequence[Way], share: float) -> dict[str, Channel] | None:
    """The channels of a service in which a share of the cases goes the new ways.

    The ways before and after cut the cases into pieces: who comes one way before and one way
    after. The upper end of each piece, by the cases' own numbers for the channel, is the pilot.
    So a greater share moves only the cases between the two shares, and a case of the pilot goes
    the way that it would go if all were redesigned.

    Parameters
    ----------
    before
        The service before.
    after
        The ways through the redesigned service.
    share
        Share of each piece that goes the new way.

    Returns
    -------
    dict or None
        None when the new ways are the old ones.
    """
    old = ways_of(before)
    names = [way.name or _OTHERS for way in old]
    channels: dict[str, Channel] = {}
    last: Way | None = None
    for one, other, size in _pieces(old, after):
        kept, moved = one.in_service(before, 1.0), other.in_service(before, 1.0)
        same = _silent(kept) == _silent(moved)
        rest = size if same else size * (1 - share)
        if one is last:
            name = next(reversed(channels))
            channels[name] = channels[name].replace(share=channels[name].share + rest)
        else:
            name = one.name or _OTHERS
            name = free_name(name, {*channels, *names}) if name in channels else name
            told = one.channel.title or OTHERS
            channels[name] = one.channel.replace(title=told, share=rest)
        last = one
        if not same:
            pilot = f"{other.name}_pilot" if other.name in names else other.name or "pilot"
            told = of_part(moved.title, PILOT)
            name = free_name(pilot, {*channels, *names})
            channels[name] = moved.replace(title=told, share=size * share)
            last = None
    return channels if len(channels) > len(old) else None


def _silent(channel: Channel) -> Channel:
    """A channel without what no case notices."""
    return channel.replace(title=None, provenance=None)


def _pieces(old: Sequence[Way], new: Sequence[Way]) -> Iterator[tuple[Way, Way, float]]:
    """Who comes which way before and after, and their share of all cases, in order."""
    begin = 0.0
    for one in old:
        end, lower = begin + one.channel.share, 0.0
        if one.channel.share <= _NOBODY:
            # Nobody comes this way, but cases that are open at the beginning may be on it.
            yield one, one, one.channel.share
        for other in new:
            upper = lower + other.channel.share
            size = min(end, upper) - max(begin, lower)
            if size > _NOBODY:
                yield one, other, size
            lower = upper
        begin = end
