"""Redesigns in which people serve themselves at kiosks, with somebody to help (自助终端, 帮办)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from scenarios.flows import Flow
from scenarios.model import ServiceModel
from scenarios.redesign.channel_split import Split, split_service
from scenarios.redesign.kiosk_flow import kiosk_flow
from scenarios.redesign.kiosks import Kiosks
from scenarios.redesign.made_titles import KIOSKS, of_part
from scenarios.redesign.refusals import free_name, refusal, require_names
from scenarios.section import Fraction
from scenarios.services import Channel, Service
from scenarios.visits import served_in


class SelfService(Kiosks):
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
    share: Fraction
    """Share of the cases that goes to a kiosk."""
    services: tuple[str, ...] | None = None
    """Services whose cases may use them; all with one of the activities when left out."""
    gives_up: Fraction = 0.0
    """Share of those at a kiosk who give up and go to the window."""

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with kiosks."""
        require_names("activities", "an activity", self.activities, model.activities)
        if self.services is not None:
            require_names("services", "a service", self.services, model.services)
        kiosk = {a: free_name(f"{a}_{self.into}", model.activities) for a in self.activities}
        equipped = self.with_kiosks(model, kiosk)
        about = self._about(model)
        if self.share == 0:
            return model
        services = {
            name: self._split(service, kiosk) if name in about else service
            for name, service in model.services.items()
        }
        return equipped.replace(services=services)

    def _about(self, model: ServiceModel) -> list[str]:
        """Services that have one of the activities on one of their ways.

        Raises
        ------
        RedesignError
            There is none, or an activity is not done at a window.
        """
        for name in self.activities:
            if model.activities[name].place == "back":
                raise refusal(
                    "activities",
                    f"expected work with the applicant present, got '{name}', which is done in the "
                    "back office. Take it out.",
                )
        names = model.services if self.services is None else self.services
        found = [name for name in names if any(map(self._has, _flows(model.services[name])))]
        if not found:
            raise refusal(
                "activities",
                f"expected activities that a service needs, got '{self.activities[0]}', which none "
                "does. Name others.",
            )
        return found

    def _has(self, flow: Flow) -> bool:
        return not set(self.activities).isdisjoint(served_in(flow))

    def _split(self, service: Service, kiosk: Mapping[str, str]) -> Service:
        def at_kiosk(channel: Channel) -> Channel:
            flow = kiosk_flow(channel.flow or service.flow, kiosk, self.gives_up)
            return channel.replace(
                title=of_part(channel.title, self.title or KIOSKS),
                flow=flow,
                provenance=self.source,
            )

        split = Split(self.share, self.into)
        return split_service(service, split, at_kiosk, lambda c: self._has(c.flow or service.flow))


def _flows(service: Service) -> list[Flow]:
    """All the ways of a service."""
    return [c.flow or service.flow for c in service.channels.values()] or [service.flow]
