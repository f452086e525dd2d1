"""Dates that calendars name, and years whose holidays are known."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from scenarios.arrivals import Trace
from scenarios.calendar_days import BY_HAND, DAY, known_years
from scenarios.distributions import FromLog
from scenarios.findings import Finding
from scenarios.model import ServiceModel
from scenarios.sections import sections

_MOST_DAYS = 36525


def findings_in_dates(model: ServiceModel) -> Iterator[Finding]:
    """Dates without a first day, dates both open and shut, years that nobody knows."""
    last = _last_date(model)
    if model.horizon + model.drain > _MOST_DAYS * DAY:
        years = (model.horizon + model.drain) / DAY / 365.25
        yield Finding(
            ("horizon",),
            f"expected horizon and drain of at most 100 years, got {years:.4g}. Shorten them.",
        )
    elif last is None and model.start_date is not None:
        yield Finding(
            ("start_date",),
            f"expected days up to the year 9999, got a run beyond it from {model.start_date}. "
            "Choose an earlier date.",
        )
    for name, calendar in model.calendars.items():
        path = ("calendars", name)
        for k, date in enumerate(calendar.closed_dates):
            if date in calendar.open_dates:
                yield Finding(
                    (*path, "closed_dates", k),
                    f"expected a date that is open or shut, got {date} in both lists. "
                    "Take it out of open_dates or closed_dates.",
                )
        for key in ("holidays", "closed_dates", "open_dates"):
            if getattr(calendar, key) and model.start_date is None:
                yield Finding(
                    (*path, key),
                    f"expected a model with a start_date, because {key} are dates, got none. "
                    "Give the date of the first day, such as start_date: 2026-03-02.",
                )
        if calendar.holidays == "CN" and model.start_date is not None and last is not None:
            yield from _unknown_year(path, model, last)
    if model.start_date is None:
        yield from _logs_without_date(model)


def _last_date(model: ServiceModel) -> dt.date | None:
    if model.start_date is None or model.horizon + model.drain > _MOST_DAYS * DAY:
        return None
    try:
        days = math.ceil((model.horizon + model.drain) / DAY) - 1
        return model.start_date + dt.timedelta(days=days)
    except OverflowError:
        return None


def _unknown_year(path: tuple[str, str], model: ServiceModel, last: dt.date) -> Iterator[Finding]:
    known_from, known_to = known_years()
    # Delays of open cases began before the first day.
    open_for = [case.since for s in model.services.values() for case in s.open_cases]
    try:
        earlier = dt.timedelta(days=math.ceil(max(open_for, default=0.0) / DAY))
        start = (model.start_date or last) - earlier
    except OverflowError:
        start = dt.date.min
    if known_from <= start.year and last.year <= known_to:
        return
    horizon = (model.start_date or last) + dt.timedelta(days=math.ceil(model.horizon / DAY) - 1)
    only_drain = known_from <= start.year and horizon.year <= known_to
    shorter = ", or shorten the drain" if only_drain else ""
    yield Finding(
        (*path, "holidays"),
        f"expected days within {known_from} to {known_to}, the years whose holidays are known, "
        f"got {start} to {last}{' with the drain' if only_drain else ''}. {BY_HAND}{shorter}.",
    )


def _logs_without_date(model: ServiceModel) -> Iterator[Finding]:
    for path, section in sections(model):
        if isinstance(section, Trace | FromLog):
            yield Finding(
                (*path, "log"),
                "expected a model with a start_date, because a log has dates, got none. "
                "Give the date of the first day, such as start_date: 2026-03-02.",
            )
