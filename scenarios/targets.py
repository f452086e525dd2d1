"""Promises to be kept and costs to be counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scenarios.section import Factor, Fraction, Section, Text
from scenarios.units import Duration, Span, Workdays, parse_time

Formula = Literal[
    "of_offered", "of_answered", "answered_or_quick_abandoned", "less_quick_abandoned"
]
"""The four ways in use to count a service level."""


def _no_workdays(value: object) -> object:
    if isinstance(value, str) and isinstance(parse_time(value, None), Workdays):
        raise ValueError(
            f"expected a duration in s, min, h, days or weeks, got {value!r}. Give it in hours or "
            f"days, or leave the target out and write promised: {value} under the limits of the "
            "service: what share keeps it is measured by itself."
        )
    return value


Within = Annotated[Duration, BeforeValidator(_no_workdays)]
"""A duration to be kept; how to promise workdays is said to whoever writes them."""


class ServiceLevelTarget(Section):
    """A share of cases to be answered within an acceptable waiting time."""

    measure: Literal["service_level"]
    """The kind of target."""
    title: Text | None = None
    """Name for people."""
    queue: str
    """Queue or activity it is about."""
    fraction: Fraction
    """Share to be reached."""
    within: Within
    """Acceptable waiting time, from joining the queue."""
    formula: Formula = "of_offered"
    """How the share is counted."""
    between: tuple[Span, ...] = ()
    """Times of day it holds for, such as the peaks; all day when left out."""


class TimeTarget(Section):
    """A time that a share of the cases has to keep."""

    measure: Literal["wait", "hall_time", "completion_time"]
    """The time it is about."""
    title: Text | None = None
    """Name for people."""
    service: str | None = None
    """Service it is about; all when left out."""
    fraction: Fraction
    """Share to be reached."""
    within: Within
    """Time to be kept."""


Target = Annotated[ServiceLevelTarget | TimeTarget, Field(discriminator="measure")]
"""A promise to be kept."""


class Costs(Section):
    """Prices that are common to all pools."""

    currency: str = "CNY"
    """Currency of every price in the model."""
    citizen_hour: Factor | None = None
    """Value of an hour of an applicant's time."""
