"""Times of one service's cases, each from the stream of its purpose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.arrivals import Trace
from scenarios.distributions import Constant, Family, FromLog, SumOf
from scenarios.log_reading import from_log, read_times
from scenarios.means import mean_time
from scenarios.model import ServiceModel
from sim.population import Population
from sim.streams import Address, Streams
from sim.variates import Floats, Ints, quantile


@dataclass(frozen=True, slots=True)
class Turn:
    """Cases that walk a step, and for which time."""

    cases: Ints
    """Indices into the population."""
    round: Ints
    """How often each has walked the step before."""
    address: Address
    """By what the random numbers of each are found."""


def mean_service(model: ServiceModel, activity: str) -> float:
    """Mean work of an activity [s], that of a log included.

    Raises
    ------
    DataError
        A log cannot be read.
    """
    family = model.activities[activity].service_time
    if isinstance(family, SumOf):
        total = sum(mean_service(model, part) for part in family.parts)
        return total * family.factor
    if isinstance(family, FromLog):
        assert model.start_date is not None
        family = from_log(family, model.logs[family.log], model.start_date)
    return mean_time(family)


@dataclass(frozen=True, slots=True)
class TimeDrawer:
    """Draws the times of one service's cases."""

    model: ServiceModel
    service: str
    streams: Streams
    population: Population

    def turn(self, cases: Ints, rounds: Ints, attempt: int = 0) -> Turn:
        """A turn of some cases at a step; ``attempt`` counts those that they have made before."""
        return Turn(cases, rounds, self.population.address(cases, rounds, attempt))

    def uniform(self, label: str, purpose: str, turn: Turn) -> Floats:
        """The cases' own uniform numbers for a purpose, shape (cases,)."""
        return self.streams.stream(self.service, label, purpose).of(turn.address)

    def time(
        self, family: Family | FromLog, label: str, purpose: str, turn: Turn, workday: float = 0.0
    ) -> Floats:
        """Times [s]; ``workday`` is the length of a working day where they are in workdays."""
        if isinstance(family, FromLog):
            assert self.model.start_date is not None
            family = from_log(family, self.model.logs[family.log], self.model.start_date)
        # What is always the same asks for no random numbers: their size will do.
        is_random = not isinstance(family, Constant)
        u = self.uniform(label, purpose, turn) if is_random else np.empty(turn.cases.size)
        times = quantile(family, u, self.streams.kernels.look_up)
        return times * workday if family.in_workdays else times

    def work(self, activity: str, label: str, turn: Turn) -> Floats:
        """Work of an activity [s]; a merged one adds its parts' own draws."""
        arrivals = self.model.services[self.service].arrivals
        if isinstance(arrivals, Trace) and activity in arrivals.work:
            return self._from_trace(arrivals, activity, turn)
        family = self.model.activities[activity].service_time
        if isinstance(family, SumOf):
            total = np.zeros(turn.cases.size)
            for k, part in enumerate(family.parts):
                again = family.parts[:k].count(part)
                total += self.work(part, f"{part}#{again + 1}" if again else part, turn)
            return total * family.factor
        return self.time(family, label, "service_time", turn)

    def _from_trace(self, arrivals: Trace, activity: str, turn: Turn) -> Floats:
        assert self.model.start_date is not None
        between, log = arrivals.work[activity], self.model.logs[arrivals.log]
        start, end = (
            read_times(log, column, self.model.start_date)
            for column in (between.start, between.end)
        )
        rows = self.population.ordinal[turn.cases]
        return np.maximum(end[rows] - start[rows], 0.0)
