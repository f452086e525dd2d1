"""A hall of four stations where visitors lose patience: the same visitors in every program."""

from __future__ import annotations

from functools import partial

from benchmarks import bare_simpy, ciw_network
from benchmarks.agreement import same_waits
from benchmarks.customers import Customers, Floats, customers_of, waits_of
from benchmarks.row import Row, Size
from benchmarks.timing import Times, Told, in_turn
from scenarios.model import ServiceModel
from sim import engine_fast, engine_simpy
from sim.drawing import draw
from sim.engines import kernels_of
from sim.world import build_world

VISITORS = {"tiny": 300, "usual": 20_000, "long": 100_000}
TURNS = {"tiny": 1, "usual": 5, "long": 5}
PER_HOUR = 36.0
STATIONS = {"reception": (2, 3.0), "documents": (3, 5.0), "data": (2, 4.0), "receipt": (4, 7.0)}
"""Clerks and minutes of work: busy enough for one visitor in four to lose patience."""
PATIENCE = "12 min"
CLERKS = tuple(clerks for clerks, _ in STATIONS.values())

BARE, CIW, ENGINE = "hall bare SimPy script", "hall Ciw", "hall SimPy engine"
DRAWN, ALONE = (
    "hall compiled engine, draws and log included",
    "hall compiled engine alone, with its log",
)


def model(visitors: float) -> ServiceModel:
    """The hall; its horizon brings the visitors on average."""
    return ServiceModel.model_validate(
        {
            "name": "hall",
            "title": "Four stations",
            "provenance": "assumed",
            "horizon": visitors / PER_HOUR * 3600,
            "activities": {
                name: {
                    "service_time": {"distribution": "exponential", "mean": f"{minutes} min"},
                    "patience": {"distribution": "exponential", "mean": PATIENCE},
                }
                for name, (_, minutes) in STATIONS.items()
            },
            "pools": {
                f"clerks_{name}": {"serves": [name], "seats": clerks}
                for name, (clerks, _) in STATIONS.items()
            },
            "services": {
                "matter": {
                    "arrivals": {"pattern": "rates", "per_hour": PER_HOUR},
                    "flow": [{"serve": name} for name in STATIONS],
                }
            },
        }
    )


def rows(size: Size, told: Told) -> list[Row]:
    """Each program, and ours beside each of the others."""
    hall = model(VISITORS[size])
    world = build_world(hall)
    fresh = partial(draw, hall, seed=1, world=world, kernels=kernels_of("fast"))
    script = fresh()
    visitors = customers_of(script)
    check(visitors, waits_of(engine_fast.run(world, script), len(CLERKS)))
    times = in_turn(
        {
            BARE: lambda: bare_simpy.stations(visitors, CLERKS),
            CIW: lambda: ciw_network.run(visitors, CLERKS),
            ENGINE: lambda: engine_simpy.run(world, draw(hall, seed=1, world=world)),
            DRAWN: lambda: engine_fast.run(world, fresh()),
            ALONE: lambda: engine_fast.run(world, script),
        },
        TURNS[size],
        told,
    )
    return table(times)


def check(visitors: Customers, ours: Floats) -> None:
    """All programs give each visitor the same wait in each line, or the same loss of patience."""
    script = bare_simpy.stations(visitors, CLERKS)
    same_waits(ours, bare_simpy.waits(script, ours.shape), BARE)
    same_waits(ours, ciw_network.waits(ciw_network.run(visitors, CLERKS), ours.shape), CIW)


def table(times: Times) -> list[Row]:
    return [
        times.row(BARE),
        times.row(CIW),
        times.beside(ENGINE, "simpy", BARE),
        times.beside(DRAWN, "simpy", BARE),
        times.beside(DRAWN, "ciw", CIW),
        times.beside(DRAWN, "reference", ENGINE),
        times.beside(ALONE, "simpy", BARE),
        times.beside(ALONE, "ciw", CIW),
    ]
