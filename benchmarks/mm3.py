"""M/M/3: both engines beside a bare SimPy script, Ciw and a bare compiled loop.

All walk the same customers. Those who are not ours get them drawn, and their drawing is not
counted; the loop that draws has its own. A log is written by all: by ours and Ciw of all that is
to be known, by the script and the loop of who came, began and ended when.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks import bare_simpy, ciw_network, heap_loop
from benchmarks.agreement import mean_wait_of_theory, same_waits
from benchmarks.customers import Customers, Floats, customers_of, waits_of
from benchmarks.row import Row, Size, times_as_fast, times_its_time
from benchmarks.timing import Times, Told, in_turn
from scenarios.model import ServiceModel
from sim import engine_fast, engine_simpy
from sim.drawing import draw
from sim.engines import kernels_of
from sim.measures import measure
from sim.world import build_world

CUSTOMERS = {"tiny": 20_000, "usual": 100_000, "long": 100_000}
TURNS = {"tiny": 1, "usual": 5, "long": 9}
SERVERS = 3
RATE, MEAN = 2.5 / 60, 60.0
"""Customers per second, seconds of work."""

BARE, CIW, ENGINE = "mm3 bare SimPy script", "mm3 Ciw", "mm3 SimPy engine"
LOOP, DRAWING_LOOP = "mm3 bare compiled loop", "mm3 bare compiled loop, draws and log included"
DRAWING = "mm3 drawing"
DRAWN, ALONE = (
    "mm3 compiled engine, draws and log included",
    "mm3 compiled engine alone, with its log",
)


def model(customers: float) -> ServiceModel:
    """The M/M/3 model; its horizon brings the customers on average."""
    return ServiceModel.model_validate(
        {
            "name": "mm3",
            "title": "M/M/3",
            "provenance": "assumed",
            "horizon": customers / RATE,
            "activities": {"serve": {"service_time": {"distribution": "exponential", "mean": 60}}},
            "pools": {"desk": {"serves": ["serve"], "seats": SERVERS}},
            "services": {
                "matter": {
                    "arrivals": {"pattern": "rates", "per_hour": RATE * 3600},
                    "flow": [{"serve": "serve"}],
                }
            },
        }
    )


def rows(size: Size, told: Told) -> list[Row]:
    """Each program, and ours beside each of the others."""
    mm3 = model(CUSTOMERS[size])
    world = build_world(mm3)
    fresh = partial(draw, mm3, seed=1, world=world, kernels=kernels_of("fast"))
    script = fresh()
    customers = customers_of(script)
    work = np.ascontiguousarray(customers.work[:, 0])
    check(customers, waits_of(engine_fast.run(world, script), 1))
    own = partial(
        heap_loop.draw_and_walk, customers.number, 1 / RATE, MEAN, SERVERS, np.random.default_rng(1)
    )

    def simpy_engine() -> None:
        drawn = draw(mm3, seed=1, world=world)
        measure(mm3, world, drawn, engine_simpy.run(world, drawn))

    times = in_turn(
        {
            BARE: lambda: bare_simpy.measures(bare_simpy.one_desk(customers, SERVERS), SERVERS),
            CIW: lambda: ciw_network.run(customers, (SERVERS,)),
            LOOP: lambda: heap_loop.walk(customers.arrival, work, SERVERS),
            DRAWING_LOOP: own,
            ENGINE: simpy_engine,
            DRAWING: lambda: draw(mm3, seed=1, world=world),
            DRAWN: lambda: engine_fast.run(world, fresh()),
            ALONE: lambda: engine_fast.run(world, script),
        },
        TURNS[size],
        told,
    )
    return table(times)


def check(customers: Customers, ours: Floats) -> None:
    """All programs give each customer the same wait, and the mean wait is that of theory."""
    mean_wait_of_theory(ours[:, 0], RATE, MEAN, SERVERS, "the compiled engine")
    script = bare_simpy.one_desk(customers, SERVERS)
    theirs = np.full_like(ours, np.nan)
    for number, arrival, begun, _ in script:
        theirs[number, 0] = begun - arrival
    same_waits(ours, theirs, BARE)
    same_waits(ours, ciw_network.waits(ciw_network.run(customers, (SERVERS,)), ours.shape), CIW)
    log = heap_loop.walk(customers.arrival, np.ascontiguousarray(customers.work[:, 0]), SERVERS)
    same_waits(ours, log[:, 2:3] - log[:, 1:2], LOOP)
    generator = np.random.default_rng(1)
    log = heap_loop.draw_and_walk(customers.number, 1 / RATE, MEAN, SERVERS, generator)
    mean_wait_of_theory(log[:, 2] - log[:, 1], RATE, MEAN, SERVERS, DRAWING_LOOP)


def table(times: Times) -> list[Row]:
    return [
        *(times.row(name) for name in (BARE, CIW, LOOP, DRAWING_LOOP)),
        times.beside(ENGINE, "simpy", BARE, times_its_time(2.5)),
        times.beside(DRAWING, "reference", ENGINE, times_its_time(0.1)),
        times.beside(DRAWN, "simpy", BARE, times_as_fast(30)),
        times.beside(DRAWN, "ciw", CIW, times_as_fast(60)),
        times.beside(DRAWN, "reference", ENGINE),
        times.beside(DRAWN, "compiled", DRAWING_LOOP, times_its_time(3)),
        times.beside(ALONE, "simpy", BARE, times_as_fast(50)),
        times.beside(ALONE, "ciw", CIW, times_as_fast(100)),
        times.beside(ALONE, "compiled", LOOP),
    ]
