"""The fast engine compiled ahead of long work that runs replications one by one."""

from __future__ import annotations

from scenarios.model import ServiceModel
from sim.engines import is_worth_compiling
from sim.experiment import simulate

_SMALLEST = {
    "name": "smallest",
    "title": "smallest",
    "provenance": "assumed",
    "horizon": "1 h",
    "calendars": {"open": {"open": {"daily": ["00:00-24:00"]}}},
    "activities": {"serve": {"service_time": {"distribution": "exponential", "mean": "1 min"}}},
    "pools": {"windows": {"serves": ["serve"], "seats": 1, "calendar": "open"}},
    "services": {
        "one": {
            "arrivals": {"pattern": "rates", "start": "0:00", "per_hour": [10]},
            "calendar": "open",
            "flow": [{"serve": "serve"}],
        }
    },
}


def compile_ahead(seconds: float) -> None:
    """Compile the engine where work that would take so long on SimPy [s] is then done sooner.

    Whatever runs with ``engine="auto"`` after it takes the fast engine, in this process and in
    those that it starts.
    """
    if is_worth_compiling("auto", seconds):
        # One code serves all models: the smallest one compiles it.
        simulate(ServiceModel.model_validate(_SMALLEST), engine="fast")
