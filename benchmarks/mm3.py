"""M/M/3 with 100,000 customers: both engines beside a bare SimPy script of the same model.

Both do the whole job: arrivals and service times drawn (the script draws them all at once with
numpy, its fastest way), every customer routed through the queue, a log with one record a
customer, and from the log the mean wait, its percentiles and the occupancy.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import numpy as np
import simpy

from benchmarks.row import Row, in_turn, median_ratio, seconds
from scenarios.model import ServiceModel
from sim import engine_fast
from sim.drawing import draw
from sim.engine_simpy import run
from sim.measures import measure
from sim.world import build_world

CUSTOMERS = 100_000
SERVERS = 3
PER_MINUTE = 2.5
BARE = "bare SimPy script"


def model() -> ServiceModel:
    """The M/M/3 model; its horizon brings the customers on average."""
    return ServiceModel.model_validate(
        {
            "name": "mm3",
            "title": "M/M/3",
            "provenance": "assumed",
            "horizon": CUSTOMERS / PER_MINUTE * 60,
            "activities": {"serve": {"service_time": {"distribution": "exponential", "mean": 60}}},
            "pools": {"desk": {"serves": ["serve"], "seats": SERVERS}},
            "services": {
                "matter": {
                    "arrivals": {"pattern": "rates", "per_hour": PER_MINUTE * 60},
                    "flow": [{"serve": "serve"}],
                }
            },
        }
    )


def bare_script(seed: int = 1) -> dict[str, float]:
    """What one would write with SimPy alone."""
    rng = np.random.default_rng(seed)
    gaps = rng.exponential(1 / PER_MINUTE, CUSTOMERS).tolist()
    services = rng.exponential(1.0, CUSTOMERS).tolist()
    env = simpy.Environment()
    desk = simpy.Resource(env, SERVERS)
    log: list[tuple[int, float, float, float]] = []

    def customer(number: int, service: float) -> Iterator[simpy.Event]:
        arrival = env.now
        with desk.request() as request:
            yield request
            start = env.now
            yield env.timeout(service)
        log.append((number, arrival, start, env.now))

    def source() -> Iterator[simpy.Event]:
        for number, (gap, service) in enumerate(zip(gaps, services, strict=True)):
            yield env.timeout(gap)
            env.process(customer(number, service))

    env.process(source())
    env.run()
    _, arrival, start, end = np.array(log).T
    wait = start - arrival
    return {
        "mean": float(wait.mean()),
        **{f"p{p}": float(np.percentile(wait, p)) for p in (50, 90, 95)},
        "occupancy": float((end - start).sum() / (SERVERS * env.now)),
    }


def rows() -> list[Row]:
    """Whole runs in turn, and within ours the share that drawing takes."""
    mm3 = model()
    world = build_world(mm3)

    def ours() -> None:
        script = draw(mm3, seed=1, world=world)
        measure(mm3, world, script, run(world, script))

    def compiled() -> None:
        engine_fast.run(world, draw(mm3, seed=1, world=world))

    script = draw(mm3, seed=1, world=world)
    engine_fast.run(world, script)  # compiles it, or takes it from disk
    ours_s, bare_s, draw_s, compiled_s, alone_s = in_turn(
        ours,
        bare_script,
        lambda: draw(mm3, seed=1, world=world),
        compiled,
        lambda: engine_fast.run(world, script),
    )
    day = mm3.replace(horizon=86400.0, services=_busy_day(mm3))
    day_world = build_world(day)
    day_s = statistics.median(seconds(lambda: draw(day, seed=1, world=day_world)) for _ in range(9))
    return [
        Row("mm3 bare SimPy script", statistics.median(bare_s), "s"),
        Row("mm3 SimPy engine", statistics.median(ours_s), "s", BARE, median_ratio(ours_s, bare_s)),
        Row(
            "mm3 drawing",
            statistics.median(draw_s),
            "s",
            "mm3 SimPy engine",
            median_ratio(draw_s, ours_s),
        ),
        Row(
            "mm3 compiled engine, draws and log included",
            statistics.median(compiled_s),
            "s",
            BARE,
            median_ratio(compiled_s, bare_s),
        ),
        Row(
            "mm3 compiled engine alone, with its log",
            statistics.median(alone_s),
            "s",
            BARE,
            median_ratio(alone_s, bare_s),
        ),
        Row("drawing a day of 5,000 cases", day_s * 1000, "ms"),
    ]


def _busy_day(mm3: ServiceModel) -> dict[str, object]:
    service = mm3.services["matter"]
    return {"matter": service.replace(arrivals={"pattern": "rates", "per_hour": 5000 / 24})}
