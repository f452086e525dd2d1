"""Redesigns in which a bot answers some and sends the others to the right place (智能分流)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from scenarios.distributions import Distribution, Positive
from scenarios.flows import Arm, Branch, Delay, Flow, Step, step_name
from scenarios.model import ServiceModel
from scenarios.redesign.base import free_name, require_names
from scenarios.redesign.channel_split import Split, split_service
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.flow_rewriting import map_steps
from scenarios.redesign.in_services import InServices
from scenarios.redesign.made_titles import BOT, BOT_MENU, CALLS_BACK, of_part
from scenarios.redesign.time_scaling import scale_work
from scenarios.section import Fraction
from scenarios.services import Channel, Service


class AiTriage(InServices):
    """A bot answers a share of the cases, and classifies and routes the others (智能分流).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *triage*, with *task automation* of the simple kind. What it costs: everybody's time
    in the menu, those whom the bot did not help and who call back, and those whom it sends to the
    wrong place. GB/T 33358-2016 advises against voice menus before an agent of a 12345 hotline:
    this redesign departs from it.

    - Who is answered leaves by the channel ``bot``; who calls back goes through the menu before
      and comes in later like the others, within the opening hours: one more visit.
    - Steps that routing spares are left to those who are routed wrongly.
    - What is left may be harder than before: ``time_factor`` on the ``activities``.
    """

    operator: Literal["ai_triage"]
    """A bot before the people."""
    menu_time: Distribution
    """How long the bot takes with everybody."""
    answered: Fraction
    """Share of the cases that the bot answers."""
    calls_back: Fraction = 0.0
    """Share of those answered who call back and want a person."""
    calls_back_after: Distribution | None = None
    """Time until then."""
    spares: tuple[str, ...] = ()
    """Steps that right routing makes needless, such as a switchboard or a transfer."""
    misrouted: Fraction = 0.0
    """Share that is routed wrongly and needs them still."""
    activities: tuple[str, ...] = ()
    """Activities whose work changes."""
    time_factor: Positive = 1.0
    """Their work against before, in all services (no unit)."""
    channel: str = "bot"
    """Name of the channel of those who need no person."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.answered * self.calls_back > 0 and self.calls_back_after is None:
            raise ValueError(
                "expected calls_back_after, because some call back, got none. Say when they do."
            )
        if self.time_factor != 1 and not self.activities:
            raise ValueError(
                "expected activities, because time_factor changes their work, got none. Add them."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the bot; see the class."""
        self.require_steps(model, "spares", self.spares)
        require_names("activities", "an activity", self.activities, model.activities)
        after = self.with_flows(model, self._behind_bot, "spares")
        services = {
            name: self._split(service) if self._is_meant(name) else service
            for name, service in after.services.items()
        }
        after = after.replace(services=services)
        return scale_work(after, self.activities, self.time_factor, "activities", self.source)

    def _is_meant(self, service: str) -> bool:
        return self.services is None or service in self.services

    def _split(self, service: Service) -> Service:
        """The service with the channel of those whom the bot has answered for good."""

        def by_bot(channel: Channel) -> Channel:
            return channel.replace(
                title=of_part(channel.title, BOT), flow=(self._menu(set()),), provenance=self.source
            )

        return split_service(
            service, Split(self.answered * (1 - self.calls_back), self.channel), by_bot
        )

    def _behind_bot(self, flow: Flow) -> Flow:
        """The flow of those who come to a person."""
        taken = set(step_names(flow))
        begin: list[Step] = [self._menu(taken)]
        first_to_bot = self.answered * self.calls_back
        if first_to_bot > 0:
            assert self.calls_back_after is not None
            name = free_name("calls_back", taken)
            later = Delay(delay=name, title=CALLS_BACK, time=self.calls_back_after, go_home=True)
            share = first_to_bot / (1 - self.answered * (1 - self.calls_back))
            arm = Arm(probability=share, steps=(later,))
            begin.append(Branch(branch=(arm,), name=free_name("bot_did_not_help", taken)))
        return (*begin, *map_steps(flow, self._spared))

    def _menu(self, taken: set[str]) -> Delay:
        return Delay(delay=free_name("bot_menu", taken), title=BOT_MENU, time=self.menu_time)

    def _spared(self, step: Step) -> Step | None:
        """A step that only those who are routed wrongly need."""
        name = step_name(step)
        if name not in self.spares:
            return step
        if self.misrouted == 0:
            return None
        arm = Arm(probability=self.misrouted, steps=(step,))
        return Branch(branch=(arm,), name=f"{name}_misrouted")
