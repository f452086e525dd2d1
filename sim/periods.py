"""The quarters by which evaluations run, where the time measured spans several."""

from __future__ import annotations

import datetime as dt
import math

from scenarios.model import ServiceModel
from scenarios.units import SECONDS

DAY = SECONDS["day"]
BY_QUARTER = (
    "on_time_fraction", "first_time_fraction", "returns_mean", "visits_mean", "wait_mean",
    "hall_time_mean", "within_target_fraction",
)  # fmt: skip
"""What is told by the quarter in which cases came, of each service and target."""


def quarters_of(model: ServiceModel) -> tuple[float, ...]:
    """Where the quarters of the time measured begin [s]; none where there are not two.

    The first begins when measuring does. Without a date nobody knows the quarter.
    """
    if model.start_date is None:
        return ()
    days = range(math.floor(model.warm_up / DAY) + 1, math.ceil(model.horizon / DAY))
    dates = ((day, model.start_date + dt.timedelta(days=day)) for day in days)
    turns = [day * DAY for day, date in dates if date.day == 1 and date.month % 3 == 1]
    return (model.warm_up, *turns) if turns else ()


def quarter_name(model: ServiceModel, begin: float) -> str:
    """The calendar quarter in which a time lies: ``2026Q2``."""
    assert model.start_date is not None
    date = model.start_date + dt.timedelta(days=math.floor(begin / DAY))
    return f"{date.year}Q{(date.month + 2) // 3}"
