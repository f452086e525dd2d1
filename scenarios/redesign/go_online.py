"""Redesigns in which a share of the cases is handed in online (网上办, 一次提交)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from scenarios.distributions import Distribution, Positive
from scenarios.findings import listed
from scenarios.flows import Flow
from scenarios.model import ServiceModel
from scenarios.redesign.base import refusal
from scenarios.redesign.channel_split import Split, split_service
from scenarios.redesign.doing_pool import DoneByPool
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.made_titles import ONLINE, ONLINE_CHANNEL, of_part, partly_online
from scenarios.redesign.online_flow import (
    OnlineSteps,
    all_take,
    online_flow,
    replaced_in,
)
from scenarios.redesign.online_work import OnlineWork
from scenarios.redesign.replaced_steps import Names, front_steps, had_by, in_groups
from scenarios.section import Fraction, Text, TextPair
from scenarios.services import Channel, Service


class GoOnline(DoneByPool):
    """A share of the cases is handed in online instead of at windows (网上办, 一次提交).

    In the words of Reijers & Liman Mansar (2005, "Best practices in business process redesign",
    Omega 33): *integral technology*, with *contact reduction*: the windows' acceptance becomes one
    back-office step. What it costs: the work behind the screen, and those who fail online and
    come in anyway.

    - The steps that it replaces have to stand next to each other; the rest of the flow stays. They
      may stand in several lists, such as arms of a branch or services, one for each matter: each
      list gets an online step of its own, with the work of what it replaces. Where a flow has all
      of them, those that have not stay at the windows. Where none has, as with matters that are
      services or channels of their own, each hands in what it has, but no part of a list.
    - Of the cases of such a flow the ``share`` is of channel ``online``; those among them whose
      way leads past the steps go to the windows as before. Where there are such ways, the title of
      the channel says whom it is about: its cases and waits are not of people online alone.
    - Online cases are sent back like those at the windows, by the rework among the replaced steps,
      times ``rework_factor``; they correct from home.
    - Those who fail come in and walk the replaced steps too, with the draws that they had.
    """

    title_of_new_pool: ClassVar[TextPair] = ONLINE
    operator: Literal["go_online"]
    """Cases handed in online."""
    share: Fraction
    """Share of the cases that is handed in online."""
    replaces: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    """Names of the steps that it replaces; all for which the applicant is present, of every matter,
    when left out."""
    activity: str = "online_acceptance"
    """Name of the work on what is handed in."""
    title: Text | None = None
    """Its name for people."""
    service_time: Distribution | None = None
    """How long it takes; ``time_factor`` x what the windows would have taken for the same case
    when left out."""
    time_factor: Positive | None = None
    """Work on a case against that of the replaced steps (no unit); 1 when left out."""
    rework_factor: Fraction = 1.0
    """Share of the rework among the replaced steps that is left (no unit)."""
    fails: Fraction = 0.0
    """Share of those online who fail and come in anyway."""
    fails_after: Distribution | None = None
    """Time until they come in."""
    channel: str = "online"
    """Name of the new channel."""

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if self.service_time is not None and self.time_factor is not None:
            raise ValueError("expected service_time or time_factor, got both. Keep one of them.")
        if self.fails > 0 and self.fails_after is None:
            raise ValueError(
                "expected fails_after, because some fail, got none. Say when they come in."
            )
        return self

    def rewritten(self, model: ServiceModel) -> ServiceModel:
        """The model with the online channel; see the class."""
        walked = list(self._walked(model))
        replaces = front_steps(walked, model) if self.replaces is None else self.replaces
        if not replaces:
            raise refusal(
                "replaces",
                "expected steps for which the applicant is present, got none in these services. "
                "Name the steps that it replaces, or other services.",
            )
        self.require_steps(model, "replaces", replaces)
        if self.activity in model.activities:
            raise refusal(
                "activity",
                f"expected a new name, got '{self.activity}', which is an activity already. "
                "Choose another name.",
            )
        replaced = self._replaced(walked, model)
        found = [(flow, own) for flow in walked if (own := replaced(flow))]
        left = set(replaces).difference(*(own for _, own in found))
        if left:
            raise refusal(
                "replaces",
                f"expected steps of one flow, got {listed(n for n in replaces if n in left)}, "
                "which stand in different ones. Name steps of one flow; for the others add a "
                "go_online step with an activity of its own.",
            )
        if self.share == 0:
            return model
        factor = 1.0 if self.time_factor is None else self.time_factor
        work = OnlineWork(self.activity, self.title, self.service_time, factor, self.source)
        names = work.names(model, [p for flow, own in found for p in replaced_in(flow, own)])
        steps = OnlineSteps((), names, self.rework_factor, self.fails, self.fails_after)
        services = {
            name: self._split(service, steps, replaced, model)
            if self.services is None or name in self.services
            else service
            for name, service in model.services.items()
        }
        return model.replace(
            activities={**model.activities, **work.activities(model, names)},
            pools=self.pools_with(model, tuple(dict.fromkeys(names.values()))),
            services=services,
        )

    def _walked(self, model: ServiceModel) -> Iterator[Flow]:
        """Flows that cases walk: that of a service is none where every channel has its own."""
        list(self.flows(model))  # refuses unknown services
        for name, service in model.services.items():
            if self.services is None or name in self.services:
                yield from dict.fromkeys(flow_of(service, c) for c in channels_of(service))

    def _replaced(self, walked: Sequence[Flow], model: ServiceModel) -> Callable[[Flow], Names]:
        """Tells the steps of a flow that go online."""
        if self.replaces is None:
            return lambda flow: frozenset(front_steps([flow], model))
        groups = in_groups(walked, self.replaces)
        return lambda flow: had_by(flow, groups)

    def _split(
        self,
        service: Service,
        steps: OnlineSteps,
        replaced: Callable[[Flow], Names],
        model: ServiceModel,
    ) -> Service:
        def online(channel: Channel) -> Channel:
            old = flow_of(service, channel)
            own = replaced(old)
            title = of_part(channel.title, self._whom(old, own, model))
            flow = online_flow(old, replace(steps, replaces=own))
            return channel.replace(title=title, flow=flow, provenance=self.source)

        def concerns(channel: Channel) -> bool:
            return bool(replaced(flow_of(service, channel)))

        if not any(map(concerns, channels_of(service))):
            return service
        return split_service(service, Split(self.share, self.channel), online, concerns)

    def _whom(self, flow: Flow, replaces: Names, model: ServiceModel) -> TextPair:
        """What to call the cases of a flow that are of the channel."""
        if all_take(flow, replaces):
            return ONLINE_CHANNEL
        done = [name for parts in replaced_in(flow, replaces) for name in parts]
        titles = []
        for name in dict.fromkeys(
            done or [n for n in step_names(flow) if n in replaces]
        ):  # nobody serves what only waits
            activity = model.activities.get(name)
            own = None if activity is None else activity.title
            titles.append(own or TextPair(zh=name, en=name))
        return partly_online(self.share, tuple(titles))


def channels_of(service: Service) -> tuple[Channel, ...]:
    """The channels of a service; one of all its cases where it has none."""
    return tuple(service.channels.values()) or (Channel(share=1.0),)


def flow_of(service: Service, channel: Channel) -> Flow:
    """The flow that cases of a channel walk."""
    return channel.flow or service.flow
