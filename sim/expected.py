"""How many cases a model brings, without running it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from scenarios.arrivals import Trace
from scenarios.calendar_days import DAY
from scenarios.checks.workload import days_of, expected_arrivals, open_days
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.services import Service


@dataclass(frozen=True, slots=True)
class ExpectedCases:
    """How many cases of a service come."""

    per_day: float
    """Mean number on an open day."""
    open_days: int
    """Days counted on which the service is open, or somebody comes all the same."""
    days: int
    """Days looked at, from the first."""


def expected_cases(model: ServiceModel, service: Service) -> ExpectedCases:
    """Mean number of cases of a service on an open day.

    Of arrivals from a log the rows of all days are counted; of others the expected number of the
    first days (four weeks at most).

    Raises
    ------
    DataError
        A log cannot be read.
    """
    if isinstance(service.arrivals, Trace):
        days = math.ceil(model.horizon / DAY)
        came = _rows_by_day(model, service.arrivals, days)
    else:
        days = days_of(model)
        came = [(int(start // DAY), n) for start, _, n in expected_arrivals(model, service)]
    counted = open_days(model, service, days).keys() | {day for day, n in came if n > 0}
    total = sum(n for _, n in came)
    return ExpectedCases(total / len(counted) if counted else 0.0, len(counted), days)


def _rows_by_day(model: ServiceModel, arrivals: Trace, days: int) -> list[tuple[int, float]]:
    """Each of the first days on which a log has rows, with how many."""
    assert model.start_date is not None
    log = model.logs[arrivals.log]
    of_row = np.floor(read_times(log, log.arrival, model.start_date) / DAY)
    found, counts = np.unique(of_row[(of_row >= 0) & (of_row < days)], return_counts=True)
    return list(zip(found.astype(int).tolist(), counts.tolist(), strict=True))
