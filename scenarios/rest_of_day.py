"""What is left of a day: those who wait now, and those who are still to come."""

from __future__ import annotations

import math
from collections.abc import Mapping

from scenarios.arrivals import Counts, Rates
from scenarios.errors import DataError, Problem
from scenarios.findings import wrong_name
from scenarios.model import ServiceModel
from scenarios.services import Service
from scenarios.visits import served_in

GRID = 60.0
"""Grid of the time from which people come [s]."""


def rest_of_day(model: ServiceModel, now: float, waiting: Mapping[str, int]) -> ServiceModel:
    """The model with nobody coming before a time, and some who are there already at it.

    Those who wait are cases of the services that begin in their queue, in proportion to what these
    have coming; what each needs and how patient each is from then on is drawn anew.

    Parameters
    ----------
    model
        A model of one day.
    now
        Time since midnight [s], rounded down to whole minutes.
    waiting
        People by queue.

    Raises
    ------
    DataError
        There is no such queue, or arrivals are neither rates nor counts.
    """
    now = math.floor(now / GRID) * GRID
    first = {name: _first_queue(model, service) for name, service in model.services.items()}
    problems = [
        Problem("--waiting", wrong_name("a queue in which people begin", queue,
                                        [q for q in first.values() if q], "Name one of them."))
        for queue in waiting
        if queue not in first.values()
    ]  # fmt: skip
    services: dict[str, Service] = {}
    for name, service in model.services.items():
        arrivals = service.arrivals
        if not isinstance(arrivals, Rates | Counts):
            what = f"expected rates or counts, got {arrivals.pattern}. Fit rates to it first."
            problems.append(Problem(f"services.{name}.arrivals", what))
            continue
        services[name] = service.replace(arrivals=_from(arrivals, now))
    if problems:
        raise DataError(problems)
    for queue, number in waiting.items():
        of_queue = [name for name, one in first.items() if one == queue]
        for name, some in _shared(services, of_queue, number).items():
            if some:
                there = {"pattern": "times", "at": (now,) * some}
                services[f"{name}_waiting"] = model.services[name].replace(
                    arrivals=there,
                    open_cases=(),
                    provenance={"kind": "measured", "source": "Waiting now."},
                )
    return model.replace(services=services)


def _first_queue(model: ServiceModel, service: Service) -> str | None:
    """The queue in which a service begins."""
    served = served_in(service.flow)
    return model.activities[served[0]].queue or served[0] if served else None


def _from(arrivals: Rates | Counts, now: float) -> Rates | Counts:
    """Arrivals without those before a time."""
    if isinstance(arrivals, Counts):
        counts = tuple(
            round(n * _left(arrivals.start + k * arrivals.interval, arrivals.interval, now))
            for k, n in enumerate(arrivals.counts)
        )
        return arrivals.replace(counts=counts)
    steps = round(86400 / GRID)
    rates = [0.0] * steps
    for start, length, rate in arrivals.without_crowds():
        for k in range(round(start / GRID), round((start + length) / GRID)):
            rates[k] = rate if k * GRID >= now else 0.0
    crowds = tuple(left for one in arrivals.crowds if (left := one.since(now)) is not None)
    return arrivals.replace(
        start=0.0, interval=GRID, per_hour=tuple(rates), crowds=crowds, end=86400.0
    )


def _left(start: float, length: float, now: float) -> float:
    """Share of an interval that is still to come."""
    return min(1.0, max(0.0, (start + length - now) / length))


def _shared(services: Mapping[str, Service], names: list[str], number: int) -> dict[str, int]:
    """A number in proportion to the arrivals of some services, by largest remainders."""
    weights = {name: _weight(services[name].arrivals) for name in names}
    total = sum(weights.values()) or 1.0
    parts = {name: number * weight / total for name, weight in weights.items()}
    found = {name: math.floor(part) for name, part in parts.items()}
    for name in sorted(parts, key=lambda one: found[one] - parts[one])[
        : number - sum(found.values())
    ]:
        found[name] += 1
    return found


def _weight(arrivals: object) -> float:
    if isinstance(arrivals, Rates):
        return sum(length * rate for _, length, rate in arrivals.by_interval())
    return float(sum(arrivals.counts)) if isinstance(arrivals, Counts) else 0.0
