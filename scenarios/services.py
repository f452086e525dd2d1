"""What people come for: services with their arrivals, channels and flow."""

from __future__ import annotations

from typing import Annotated

from frozendict import frozendict
from pydantic import Field, field_validator

from scenarios.arrivals import Arrivals
from scenarios.distributions import Distribution
from scenarios.flows import Step
from scenarios.section import NUMBER, Fraction, Named, Section, Text, Whole
from scenarios.units import Time

Flow = Annotated[tuple[Step, ...], Field(min_length=1)]


class Channel(Section):
    """A share of the cases that come another way, or with another priority."""

    title: Text | None = None
    """Name for people."""
    share: Fraction
    """Share of the service's cases; the shares of all channels sum to 1."""
    flow: Flow | None = None
    """Steps of this channel; the service's flow when left out."""
    priority: Whole | None = None
    """Smaller goes first; the service's priority when left out."""


class Limits(Section):
    """Time limits of a service (时限)."""

    statutory: Time | None = None
    """Limit by law (法定时限)."""
    promised: Time | None = None
    """Limit promised by the office (承诺时限)."""


class Retry(Section):
    """What those do who gave up, balked or were blocked."""

    probability: Fraction
    """Share that tries again after each lost attempt."""
    delay: Distribution
    """Time until the next attempt."""
    at_most: Annotated[int, Field(ge=1, le=20), NUMBER] = 3
    """Most further attempts of one case."""


class Document(Section):
    """A document that the applicant hands in (材料)."""

    title: Text
    """Name for people."""


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
    """Days and hours on which applicants can come; also counts workdays of the limits."""
    retry: Retry | None = None
    """What those do who did not get through; they are lost when left out."""
    limits: Limits | None = None
    """Statutory and promised time limits."""
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
