"""Redesigns in which the office promises a shorter time (压缩时限, 限时办结)."""

from __future__ import annotations

from typing import Literal

from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from scenarios.redesign.channel_split import require_channel
from scenarios.redesign.partly_new import partly_new
from scenarios.section import ProvenanceNote, TextPair
from scenarios.services import Limits
from scenarios.units import Time

_PROMISED = TextPair(zh="承诺时限", en="promised")


class ShortenLimit(Operator):
    """The office promises to be done within another time (压缩时限, 承诺时限).

    Reijers & Liman Mansar (2005, "Best practices in business process redesign", Omega 33) have no
    such heuristic: nothing in the work changes. So the step makes no case faster. What it costs
    are cases late against the promise, which the run counts: put it after the steps that are to
    make it true.
    """

    operator: Literal["shorten_limit"]
    """Promises another time."""
    service: str
    """Service that it is about."""
    promised: Time
    """Limit promised from now on; the statutory one stays and may not be shorter."""
    channel: str | None = None
    """Channel that it is about, such as urgent cases; the whole service when left out."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the new promise."""
        require_channel(model, self.service, self.channel)
        service = model.services[self.service]
        outer = service.provenance or model.provenance
        if self.channel is None:
            limits = self._promising(service.limits or Limits(), outer)
            changed = service.replace(limits=limits)
        else:
            channel = service.channels[self.channel]
            limits = self._promising(channel.limits or service.limits or Limits(), outer)
            new = channel.replace(limits=limits)
            changed = service.replace(channels={**service.channels, self.channel: new})
        if changed == service:
            return model
        return model.replace(services={**model.services, self.service: changed})

    def _promising(self, limits: Limits, outer: ProvenanceNote) -> Limits:
        if limits.promised == self.promised:
            return limits
        note = partly_new(_PROMISED, self.source, limits.provenance or outer)
        return limits.replace(promised=self.promised, provenance=note)
