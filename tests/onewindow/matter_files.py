"""Event logs of a made-up office that does several matters, as it would write them."""

from __future__ import annotations

import pandas as pd

from scenarios.model import ServiceModel
from sim.event_export import event_table
from sim.experiment import simulate
from tests.onewindow.event_files import log_of, office_of

STEPS = {"accept": "受理", "review": "审查"}
"""Activities by name: all at one pool, in this order."""
CV = 0.7
"""Of all work."""


def office_of_matters(
    work: dict[str, dict[str, float]], days: int, per_hour: float = 2.0
) -> ServiceModel:
    """An office with mean work [s] by activity and matter, and as many cases of each matter."""
    matters = list(next(iter(work.values())))
    each = {f"{step}_{matter}": mean for step in work for matter, mean in work[step].items()}
    flow = [{"serve": f"{step}_{matters[0]}"} for step in work]
    model = office_of(each, {"desk": (list(each), 2 * len(matters))}, flow, days)
    (one,) = model.services.values()
    arrivals = {"pattern": "rates", "start": "8:00", "per_hour": [per_hour] * 8}
    return model.replace(
        queues={"line": {}},
        activities={name: one.replace(queue="line") for name, one in model.activities.items()},
        services={
            matter: one.replace(
                arrivals=arrivals, flow=[{"serve": f"{step}_{matter}"} for step in work]
            )
            for matter in matters
        },
    )


def log_of_matters(
    work: dict[str, dict[str, float]], days: int = 20, seed: int = 1, *, starts: bool = True
) -> pd.DataFrame:
    """Its log, in which an activity has the same name for every matter."""
    result = simulate(office_of_matters(work, days), seed=seed)
    events = event_table(result)
    kept = (events["activity"] != "") & (events["outcome"] == "served")
    log = log_of(result, starts=starts)
    step = log["activity"].str.partition("_")[0].map(STEPS)
    return log.assign(activity=step, 事项=events["service"][kept].to_numpy(), pool="窗口")
