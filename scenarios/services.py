"""What people come for: services with their arrivals, channels and flow."""

from __future__ import annotations

from typing import Annotated

from frozendict import frozendict
from pydantic import Field, field_validator

from scenarios.arrivals import Arrivals
from scenarios.distributions import Distribution
from scenarios.flows import Step
from scenarios.places import Where
from scenarios.section import NUMBER, Factor, Fraction, Named, Section, Text, Whole
from scenarios.slots import Slots
from scenarios.units import Duration, Time

Flow = Annotated[tuple[Step, ...], Field(min_length=1)]


class Limits(Section):
    """Time limits of a service (时限)."""

    statutory: Time | None = None
    """Limit by law (法定时限)."""
    promised: Time | None = None
    """Limit promised by the office (承诺时限)."""
    compensation: Factor | None = None
    """Paid for a case that is not finished within the promised limit (超时赔付), in the currency of
    ``costs``."""


class Document(Section):
    """A document that the applicant hands in (材料)."""

    title: Text
    """Name for people."""


class Channel(Section):
    """A share of the cases that come another way, or with another priority.

    Of a service that has several, cases, waits and what callers get are told by channel too.
    """

    title: Text | None = None
    """Name for people."""
    share: Fraction
    """Share of the service's cases; the shares of all channels sum to 1."""
    flow: Flow | None = None
    """Steps of this channel; the service's flow when left out."""
    priority: Whole | None = None
    """Smaller goes first; the service's priority when left out."""
    booking: Slots | None = None
    """Slots that these cases book for the day on which they would have come."""
    limits: Limits | None = None
    """Time limits of this channel, such as by urgency; the service's when left out."""
    documents: Named[Document] | None = None
    """Documents to hand in this way; the service's when left out."""


class OpenCase(Section):
    """A case that is open when the run begins."""

    step: str
    """Name of the step at which it waits or is."""
    since: Duration = 0.0
    """How long before the first midnight it came to that step."""
    channel: str | None = None
    """Its channel; the first when left out."""


class Retry(Section):
    """What those do who gave up, balked or were blocked."""

    probability: Fraction
    """Share that tries again after each lost attempt."""
    delay: Distribution
    """Time until the next attempt."""
    at_most: Annotated[int, Field(ge=1, le=20), NUMBER] = 3
    """Most further attempts of one case."""


class Service(Section):
    """A matter (事项) for which cases come."""

    title: Text | None = None
    """Name for people."""
    arrivals: Arrivals
    """How cases come."""
    flow: Flow
    """Steps of a case, in order."""
    channels: Named[Channel] = Field(default_factory=frozendict)
    """Ways to come; one way with the service's flow when left out."""
    priority: Whole = 0
    """Smaller goes first."""
    calendar: str | None = None
    """Days on which applicants come: rates, counts and slots bring nobody on its shut days, and
    the times of day are those of the arrivals. Within its hours people who were sent home come
    back and callers try again. It also counts the workdays of the limits."""
    retry: Retry | None = None
    """What those do who did not get through; they are lost when left out."""
    limits: Limits | None = None
    """Statutory and promised time limits."""
    where: Where | None = None
    """Where the cases are, for crews that travel to them."""
    open_cases: tuple[OpenCase, ...] = ()
    """Cases that are open when the run begins (start from now)."""
    documents: Named[Document] = Field(default_factory=frozendict)
    """Documents to hand in."""

    @field_validator("channels")
    @classmethod
    def _whole(cls, channels: dict[str, Channel]) -> dict[str, Channel]:
        total = sum(channel.share for channel in channels.values())
        if channels and abs(total - 1) > 1e-6:
            raise ValueError(
                f"expected shares of channels that sum to 1, got {total:g}. Correct a share."
            )
        return channels
