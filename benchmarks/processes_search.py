"""Plan after plan of a hotline's week, simulated on one process and on two.

What a search for shifts spends most of its time with: the same replications under other and other
levels of staff, whose scripts each process draws once and keeps.
"""

from __future__ import annotations

from contextlib import closing

import numpy as np

from benchmarks import staffing_week
from benchmarks.row import Row, Size, times_as_fast
from benchmarks.timing import Told, in_turn
from onewindow.demand import demand_of
from onewindow.simulated import SimulatedEvaluation
from optimize.promise import Promise
from optimize.required import required

PLANS = {"tiny": 2, "usual": 20, "long": 60}
REPLICATIONS = {"tiny": 4, "usual": 100, "long": 100}
TURNS = {"tiny": 1, "usual": 5, "long": 5}
PROMISE = Promise("service_level", 0.9, within=30.0)


def rows(size: Size, told: Told) -> list[Row]:
    """The week of `benchmarks.staffing_week` under what the formula asks for, and some more."""
    model = staffing_week.model(staffing_week.CALLS[size])
    days = demand_of(model, 1800.0)
    need = required(days.demand, PROMISE, "modified_offered_load").required
    plans, replications = PLANS[size], range(REPLICATIONS[size])

    def work(processes: int) -> None:
        with closing(SimulatedEvaluation(model, days, PROMISE, processes)) as evaluation:
            for more in range(plans):
                staffed = need + np.where(need > 0, more % 3, 0)
                evaluation.evaluate(staffed, replications=replications, seed=1)

    what = f"search: {plans} plans of a hotline's week × {len(replications)}"
    one, two = f"{what}, 1 process", f"{what}, 2 processes"
    times = in_turn({one: lambda: work(1), two: lambda: work(2)}, TURNS[size], told)
    return [times.row(one), times.beside(two, "reference", one, times_as_fast(1.6))]
