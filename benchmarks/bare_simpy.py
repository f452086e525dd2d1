"""What one would write with SimPy alone: one desk, or stations in a row with patience."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import simpy

from benchmarks.customers import Customers, Floats

Walk = Generator[simpy.Event, object, None]
Served = tuple[int, float, float, float]
"""customer, arrival, start, end"""
Passed = tuple[int, int, float, float, float]
"""customer, station, arrival, end of the wait, end; NaN for the end of who lost patience"""


def one_desk(customers: Customers, servers: int) -> list[Served]:
    """One line, nobody loses patience: the log, one row a customer."""
    env = simpy.Environment()
    desk = simpy.Resource(env, servers)
    log: list[Served] = []

    def customer(number: int, work: float) -> Walk:
        arrival = env.now
        with desk.request() as request:
            yield request
            start = env.now
            yield env.timeout(work)
        log.append((number, arrival, start, env.now))

    def source() -> Walk:
        given = zip(_gaps(customers), customers.work[:, 0].tolist(), strict=True)
        for number, (gap, work) in enumerate(given):
            yield env.timeout(gap)
            env.process(customer(number, work))

    env.process(source())
    env.run()
    return log


def measures(log: list[Served], servers: int) -> dict[str, float]:
    """What one would ask of such a log."""
    _, arrival, start, end = np.array(log).T
    wait = start - arrival
    return {
        "mean": float(wait.mean()),
        **{f"p{p}": float(np.percentile(wait, p)) for p in (50, 90, 95)},
        "occupancy": float((end - start).sum() / (servers * end.max())),
    }


def stations(customers: Customers, servers: tuple[int, ...]) -> list[Passed]:
    """One station after the other; who has waited longer than the patience leaves for good."""
    env = simpy.Environment()
    desks = [simpy.Resource(env, size) for size in servers]
    log: list[Passed] = []

    def customer(number: int, works: list[float], limits: list[float]) -> Walk:
        for station, desk in enumerate(desks):
            arrival = env.now
            with desk.request() as request:
                # Who is served at once needs no clock.
                if not request.triggered:
                    yield request | env.timeout(limits[station])
                if not request.triggered:
                    log.append((number, station, arrival, env.now, np.nan))
                    return
                start = env.now
                yield env.timeout(works[station])
            log.append((number, station, arrival, start, env.now))

    def source() -> Walk:
        works, limits = customers.work.tolist(), customers.patience.tolist()
        for number, gap in enumerate(_gaps(customers)):
            yield env.timeout(gap)
            env.process(customer(number, works[number], limits[number]))

    env.process(source())
    env.run()
    return log


def waits(log: list[Passed], shape: tuple[int, ...]) -> Floats:
    """Time in each line, NaN where a customer did not get; shape (customers, stations)."""
    found = np.full(shape, np.nan)
    for number, station, arrival, left, _ in log:
        found[number, station] = left - arrival
    return found


def _gaps(customers: Customers) -> list[float]:
    gaps: list[float] = np.diff(customers.arrival, prepend=0.0).tolist()
    return gaps
