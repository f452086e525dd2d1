"""What a log itself says about waiting, to stand beside what a run says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.arrivals import Trace
from scenarios.log_reading import read_times
from scenarios.model import ServiceModel
from scenarios.targets import ServiceLevelTarget
from scenarios.visits import served_in
from sim.clock_times import within_hours
from sim.sample import sample_of
from sim.tally import Tallies
from sim.variates import Floats

if TYPE_CHECKING:
    import pandas as pd


def observed(model: ServiceModel) -> pd.DataFrame | None:
    """Waits and kept targets as the logs of a model have them; None when no log tells.

    They are those of services whose arrivals are a trace of a log with ``wait_until``. Every row
    of such a log was answered, so the four formulas of a service level agree. Cases of the
    warm-up, and rows whose wait is negative, are left out.

    Returns
    -------
    DataFrame
        Columns ``measure, scope, of, value``, named as in `Replications.estimates`.

    Raises
    ------
    DataError
        A log cannot be read.
    """
    import pandas as pd

    tally = Tallies(1)
    for service in model.services.values():
        arrivals = service.arrivals
        if not isinstance(arrivals, Trace) or model.logs[arrivals.log].wait_until is None:
            continue
        came, wait = _waits(model, arrivals)
        first = served_in(service.flow)[0]
        line = model.activities[first].queue or first
        tally.times("wait", "queue", line, sample_of(wait, np.zeros(wait.size, np.int64), 1))
        tally.level("asa", "queue", line, float(wait.sum()), wait.size)
        for name, target in model.targets.items():
            if isinstance(target, ServiceLevelTarget) and target.queue in (first, line):
                inside = within_hours(came, target.between)
                kept = float(np.mean(wait[inside] <= target.within)) if inside.any() else np.nan
                tally.number("within_target_fraction", "target", name, kept)
    if not tally.keys:
        return None
    frame = pd.DataFrame(tally.keys, columns=["measure", "scope", "of", "at"])
    return frame.drop(columns="at").assign(value=tally.of(0).amounts())


def _waits(model: ServiceModel, arrivals: Trace) -> tuple[Floats, Floats]:
    """Arrival and wait of each measured row [s]."""
    log = model.logs[arrivals.log]
    assert model.start_date is not None
    assert log.wait_until is not None
    came = read_times(log, log.arrival, model.start_date)
    wait = read_times(log, log.wait_until, model.start_date) - came
    keep = (came >= model.warm_up) & (came < model.horizon) & (wait >= 0)
    return came[keep], wait[keep]
