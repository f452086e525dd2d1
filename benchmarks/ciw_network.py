"""The same stations and the same customers in Ciw (Palmer, Knight, Harper & Hawa 2019)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ciw
import numpy as np

from benchmarks.customers import Customers, Floats

Records = list[Any]


class Given(ciw.dists.Distribution):
    """Each customer's own time, where Ciw would draw one: sooner than drawing it."""

    def __init__(self, times: Floats) -> None:
        self.times: list[float] = times.tolist()

    def __deepcopy__(self, memo: object) -> Given:
        return self

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        number: int = ind.id_number
        return self.times[number - 1]


class Gaps(ciw.dists.Distribution):
    """Times between arrivals, and nobody after the last."""

    def __init__(self, arrival: Floats) -> None:
        gaps = np.diff(arrival, prepend=0.0)
        self.left: Iterator[float] = iter([*gaps.tolist(), np.inf])

    def __deepcopy__(self, memo: object) -> Gaps:
        return self

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        return next(self.left)


def run(customers: Customers, servers: tuple[int, ...]) -> Records:
    """Stations in a row, with patience where it is not endless, until all have left.

    The log has one record for each service or loss of patience.
    """
    n = len(servers)
    patience = [None if np.isinf(times).all() else Given(times) for times in customers.patience.T]
    simulation = ciw.Simulation(
        ciw.create_network(
            arrival_distributions=[Gaps(customers.arrival)] + [None] * (n - 1),
            service_distributions=[Given(times) for times in customers.work.T],
            reneging_time_distributions=patience,
            routing=[[float(j == i + 1) for j in range(n)] for i in range(n)],
            number_of_servers=list(servers),
        )
    )
    simulation.simulate_until_max_customers(customers.number, method="Finish")
    records: Records = simulation.get_all_records()
    return records


def waits(records: Records, shape: tuple[int, ...]) -> Floats:
    """Time in each line, NaN where a customer did not get; shape (customers, stations)."""
    found = np.full(shape, np.nan)
    for one in records:
        found[one.id_number - 1, one.node - 1] = one.waiting_time
    return found
