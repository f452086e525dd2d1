"""A hotline from 8 to 21 o'clock, 300 replications, all measures: both engines.

Its callers, staff, lines and retries are those of the library's hotline in these thirteen hours.
The SimPy engine does fewer replications, and its time is scaled to as many.
"""

from __future__ import annotations

from benchmarks.both_engines import replications, same_measures
from benchmarks.row import Row, Size
from benchmarks.timing import Told, in_turn
from scenarios.arrivals import Rates
from scenarios.library.packs import load_pack
from scenarios.model import ServiceModel
from scenarios.reading import load_model
from sim import engines

REPLICATIONS = {"tiny": 4, "usual": 300, "long": 300}
WITH_SIMPY = {"tiny": 2, "usual": 60, "long": 300}
TURNS = {"tiny": 1, "usual": 3, "long": 3}
FIRST, LAST = 8, 21
"""Hours in which calls come."""


def model() -> ServiceModel:
    """The library's hotline, whose callers come in these hours only."""
    whole = load_model(load_pack("hotline_12345").baseline)
    call = whole.services["call"]
    assert isinstance(call.arrivals, Rates)
    assert isinstance(call.arrivals.per_hour, tuple)
    per_hour = len(call.arrivals.per_hour) // 24
    rates = call.arrivals.per_hour[FIRST * per_hour : LAST * per_hour]
    arrivals = call.arrivals.replace(start=FIRST * 3600.0, per_hour=rates)
    return whole.replace(name="hotline", services={"call": call.replace(arrivals=arrivals)})


def rows(size: Size, told: Told) -> list[Row]:
    """Time of all replications with each engine."""
    hotline, n, few = model(), REPLICATIONS[size], WITH_SIMPY[size]
    engines.chosen("fast")
    same_measures(
        replications([hotline], "fast", 2), replications([hotline], "simpy", 2), "hotline"
    )
    times = in_turn(
        {
            "simpy": lambda: replications([hotline], "simpy", few),
            "fast": lambda: replications([hotline], "fast", n),
        },
        TURNS[size],
        told,
    )
    scale = n / few
    engine = f"hotline of 13 hours × {n}, SimPy engine ({few} run, scaled)"
    return [
        Row(engine, times.median("simpy") * scale, "s"),
        Row(
            f"hotline of 13 hours × {n}, compiled engine",
            times.median("fast"),
            "s",
            "reference",
            times.ratio("fast", "simpy") / scale,
            engine,
        ),
    ]
