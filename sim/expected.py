"""How many cases a model brings, without running it."""

from __future__ import annotations

import numpy as np

from scenarios.arrivals import Trace
from scenarios.checks.workload import days_of, expected_arrivals
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.units import SECONDS


def cases_per_day(model: ServiceModel) -> dict[str, float]:
    """Mean number of cases a day of each service, shut days included.

    Of arrivals from a log the rows within the horizon are counted; of others the expected number
    of the first days (four weeks at most).

    Raises
    ------
    DataError
        A log cannot be read.
    """
    found = {}
    for name, service in model.services.items():
        arrivals = service.arrivals
        if isinstance(arrivals, Trace):
            assert model.start_date is not None
            log = model.logs[arrivals.log]
            times = read_times(log, log.arrival, model.start_date)
            came = int(np.sum((times >= 0) & (times < model.horizon)))
            found[name] = came / (model.horizon / SECONDS["day"])
        else:
            amounts = [amount for _, _, amount in expected_arrivals(model, service)]
            found[name] = sum(amounts) / days_of(model)
    return found
