"""Hours that a command is asked to measure by themselves too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from onewindow.study import Study
from scenarios.calendars import parse_days
from scenarios.errors import DataError
from scenarios.model import ServiceModel
from scenarios.section import Named
from scenarios.times_of_day import TimesOfDay
from scenarios.units import parse_span, span_text


@overload
def with_hours(
    subject: ServiceModel, hours: Sequence[str] | None, days: str | None
) -> ServiceModel: ...
@overload
def with_hours(subject: Study, hours: Sequence[str] | None, days: str | None) -> Study: ...
@overload
def with_hours(
    subject: Study | ServiceModel, hours: Sequence[str] | None, days: str | None
) -> Study | ServiceModel: ...
def with_hours(
    subject: Study | ServiceModel, hours: Sequence[str] | None, days: str | None
) -> Study | ServiceModel:
    """A model, or a baseline and its redesigns, with hours to be measured by themselves too.

    They stand beside those that the model names itself; the redesigns are looked at at the same.

    Parameters
    ----------
    subject
        What is simulated or compared.
    hours
        Each such as ``10:00-12:00``, or ``08:30-11:00,17:30-20:00`` taken together.
    days
        Such as ``mon-fri``, for all of them; every day when left out. Days alone are whole days.

    Raises
    ------
    DataError
        A span or a day cannot be read.
    """
    if hours is None and days is None:
        return subject
    asked = dict(_asked(text, days) for text in hours or [""])
    if isinstance(subject, ServiceModel):
        return _with(subject, asked)
    return replace(
        subject,
        baseline=_with(subject.baseline, asked),
        redesigns={
            name: replace(redesign, model=_with(redesign.model, asked))
            for name, redesign in subject.redesigns.items()
        },
    )


def _with(model: ServiceModel, asked: Named[TimesOfDay]) -> ServiceModel:
    return model.replace(times_of_day={**model.times_of_day, **asked})


def _asked(text: str, days: str | None) -> tuple[str, TimesOfDay]:
    """Hours by their name, which is what they are: ``10:00-12:00 mon-fri``."""
    try:
        spans = tuple(parse_span(one, None) for one in re.split(r"[,，]", text)) if text else ()
    except ValueError as error:
        raise DataError(f"--hours: {error}") from None
    try:
        parse_days(days or "daily")
    except ValueError as error:
        raise DataError(f"--days: {error}") from None
    found = TimesOfDay(between=spans, days=days or "daily")
    parts = (",".join(map(span_text, spans)), "" if days is None else found.days)
    return " ".join(filter(None, parts)), found
