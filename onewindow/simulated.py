"""The simulation as what the optimiser evaluates plans with."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from onewindow.demand import Days
from optimize.evaluation import Counts, Floats, Ints
from optimize.promise import Promise
from scenarios.calendar_days import DAY
from scenarios.model import ServiceModel
from scenarios.pools import Person
from sim.interval_counts import Counted
from sim.staffed import StaffedRuns


class SimulatedEvaluation:
    """Plans tried out on a model: see `optimize.evaluation.Evaluation`.

    A plan for one kind of day is what every day of that kind has, and they are counted together.

    Parameters
    ----------
    model
        The model, whose pools get the levels of the plan.
    days
        The demand of the model by kind of day.
    promise
        What is counted.
    processes
        Processes to use; all processors when left out. To be closed where Ctrl-C is answered.
    """

    def __init__(
        self, model: ServiceModel, days: Days, promise: Promise, processes: int | None = None
    ) -> None:
        demand = days.demand
        first = np.floor(demand.starts / DAY)
        every = [
            (day * DAY + start % DAY, row)
            for row, start in enumerate(demand.starts.tolist())
            for day in days.of_first(int(first[row]))
        ]
        starts, rows = zip(*sorted(every), strict=True)
        self._rows = np.array(rows)
        self._of_row = np.eye(demand.starts.size)[:, self._rows]
        counted = Counted(promise.measure, promise.within, promise.formula)
        self._runs = StaffedRuns(
            model, demand.groups, days.activities, np.array(starts), demand.interval, counted,
            processes,
        )  # fmt: skip

    def close(self) -> None:
        """End the processes that it has started."""
        self._runs.close()

    def evaluate(self, staffed: Ints, *, replications: range, seed: int) -> Counts:
        """Simulate these replications with so many on position."""
        return self._by_kind(self._runs.counts(staffed[self._rows], replications, seed))

    def with_people(
        self, people: Mapping[str, Mapping[str, Person]], *, replications: range, seed: int
    ) -> Counts:
        """Simulate these replications with names on duty, by pool."""
        return self._by_kind(self._runs.counts_with(people, replications, seed))

    def _by_kind(self, counts: tuple[Floats, Floats]) -> Counts:
        """Days of a kind together."""
        part, whole = (np.einsum("ie,req->riq", self._of_row, one) for one in counts)
        return Counts(part, whole)
