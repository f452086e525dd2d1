"""What resources do for a case, and the lines in which cases wait for it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.distributions import Distribution, ServiceTime
from scenarios.section import NUMBER, Fraction, Section, Text
from scenarios.units import Duration


class Help(Section):
    """Help that some need at the end of a service, while they keep their place (帮办)."""

    activity: str
    """The helper's activity, done by another pool."""
    probability: Fraction
    """Share of the cases that need it."""


class Callback(Section):
    """An offer to be called back instead of waiting (漏接回拨)."""

    when_wait_over: Duration
    """Offered when (those ahead + 1) x mean service / staff on duty is longer."""
    accept: Fraction = 1.0
    """Share of the callers who accept."""
    answer: Fraction = 1.0
    """Share of those called back who answer."""


class Activity(Section):
    """One kind of work that a resource does for a case."""

    title: Text | None = None
    """Name for people."""
    also_called: tuple[str, ...] = ()
    """Names that several activities may have, such as kinds of one: in redesigns, and as a skill on
    a roster, each stands for all that have it."""
    service_time: ServiceTime
    """Work it takes."""
    place: Literal["front", "back"] = "front"
    """front: the applicant is present and hall time runs; back: the applicant is not needed."""
    queue: str | None = None
    """Ticket line it shares with other activities (see ``queues``); its own when left out."""
    pickup: Distribution | None = None
    """Ring or walk-up time: holds the resource, still counts as the case's waiting."""
    after_work: Distribution | None = None
    """Work after the case has gone (后处理): holds the resource, counts as busy."""
    patience: Distribution | None = None
    """How long a case waits before it gives up; for ever when left out."""
    balk: Fraction = 0.0
    """Share of those not served at once who leave on arrival."""
    no_show: Fraction = 0.0
    """Share of those who draw a number and are not there when it is called, however soon: they are
    lost at once, count as left without being served, and more staff does not win them."""
    help: Help | None = None
    """Help needed at its end; the resource stays taken until it is given."""


class Queue(Section):
    """A ticket line or a set of telephone lines shared by activities."""

    title: Text | None = None
    """Name for people."""
    lines: Annotated[int, Field(ge=1), NUMBER] | None = None
    """Most cases inside at once, waiting or served; more are blocked. No limit when left out."""
    callback: Callback | None = None
    """An offer to be called back."""
