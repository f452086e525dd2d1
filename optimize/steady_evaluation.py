"""Formulas as an evaluation: each interval in the steady state of its own load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy import special

from optimize.demand import Demand
from optimize.erlang import erlang_c
from optimize.erlang_a import mm_s_g
from optimize.evaluation import Counts, Floats, Ints
from optimize.modified_load import gamma_excess, modified_offered_load
from optimize.promise import Promise
from optimize.requirement import Method
from optimize.steady_state import SteadyState

_MOMENTS = (np.arange(5) + 0.5) / 5
"""Where in an interval the modified offered load is looked at, as shares of it."""


class SteadyEvaluation:
    """What becomes of the calls of each interval by a formula.

    Queues of one group are served as one, in the order of coming, so they have the same level.
    The level in an interval depends on the staff of that interval alone, and on no random number.

    Parameters
    ----------
    demand
        The calls.
    promise
        What is counted.
    method
        ``erlang_c`` and ``erlang_a`` take the calls of each interval as if they always came;
        ``modified_offered_load`` takes those that are still busy from before (see
        `optimize.modified_load`), at five moments of each interval, by Erlang A.
    """

    def __init__(self, demand: Demand, promise: Promise, method: Method) -> None:
        self.demand, self.promise, self.method = demand, promise, method
        members = demand.members
        self.calls: Floats = demand.calls @ members
        """Calls of each group, shape (intervals, groups)."""
        work = (demand.calls * demand.aht) @ members
        rings = (demand.calls * demand.pickup) @ members
        # Where nobody comes any time will do.
        some = np.where(self.calls > 0, self.calls, 1.0)
        self.aht: Floats = np.where(self.calls > 0, work / some, 1.0)
        self.pickup: Floats = np.where(self.calls > 0, rings / some, 0.0)
        busy = (
            _busy(demand) if method == "modified_offered_load" else demand.offered_load[..., None]
        )
        cv = _ratio_of(demand.calls * demand.aht_cv, demand.calls, members)
        self._handling: list[Floats] = [gamma_parts(float(one)) for one in cv]
        """Handling time of each group in equal parts, as shares of its mean."""
        self.load: Floats = np.einsum("iqk,qg->igk", busy, members)
        """Mean number busy if nobody had to wait [erlang], shape (intervals, groups, moments)."""

    def evaluate(self, staffed: Ints, *, replications: range, seed: int) -> Counts:
        """Expected counts, the same in every replication; see `optimize.evaluation`."""
        part, whole = (
            np.stack([np.broadcast_to(one[:, group], self.calls.shape[:1])
                      for group in self.demand.group_of], axis=1)
            for one in self.shares(staffed)
        )  # fmt: skip
        shape = (len(replications), *part.shape)
        calls = self.demand.calls
        with np.errstate(invalid="ignore"):  # nobody's endless wait
            part, whole = (np.where(calls > 0, calls * one, 0.0) for one in (part, whole))
        return Counts(np.broadcast_to(part, shape), np.broadcast_to(whole, shape))

    def shares(self, staffed: Ints) -> tuple[Floats, Floats]:
        """Part and whole of each call of a group, shape (intervals, groups); see `Counts`."""
        columns = [self._of_group(staffed[:, g], g) for g in range(staffed.shape[1])]
        return (
            np.stack([part for part, _ in columns], axis=1),
            np.stack([whole for _, whole in columns], axis=1),
        )

    def _of_group(self, staffed: Ints, g: int) -> tuple[Floats, Floats]:
        aht, pickup = self.aht[:, g, None], self.pickup[:, g, None]
        rate, within = self.load[:, g] / aht, self.promise.within
        in_line = np.maximum(within - pickup, 0.0)

        def state(time: Floats | float) -> SteadyState:
            if self.method == "erlang_c":
                return erlang_c(staffed[:, None], rate, aht, time)
            return mm_s_g(staffed[:, None], rate, aht, self.demand.patience[g], time)

        if self.promise.measure == "completion":
            return self._completed(state, aht, self._handling[g], within)
        found = state(in_line)
        if (pickup > 0).any():
            # The ring counts as wait, but who gives up does so in the line.
            in_time = np.where(pickup <= within, found.answered_within, 0.0)
            found = replace(
                found,
                answered_within=in_time,
                abandoned_within=state(within).abandoned_within,
                asa=found.asa + pickup,
            )
        part, whole = counted(found, self.promise)
        return part.mean(axis=-1), whole.mean(axis=-1)

    def _completed(
        self, state: Callable[[Floats], SteadyState], aht: Floats, handling: Floats, within: float
    ) -> tuple[Floats, Floats]:
        """Share whose wait and handling together are no longer than ``within``.

        Who waits does not know how long it will take: P(W + S <= t) = E[P(W <= t - S)], with the
        handling time as a gamma in equal parts.
        """
        left = [within - aht * part for part in handling]
        done = [
            np.where(time >= 0, state(np.maximum(time, 0.0)).answered_within, 0.0) for time in left
        ]
        part = np.mean(done, axis=0).mean(axis=-1)
        return part, np.ones(part.shape)


def counted(state: SteadyState, promise: Promise) -> tuple[Floats, Floats]:
    """What a promise counts of each call offered: the part and the whole whose ratio it is about.

    The four service levels are those of `SteadyState.level`.
    """
    everyone = np.ones(state.answered_within.shape)
    answered = state.answered_fraction
    if promise.measure == "answered_fraction":
        return answered, everyone
    if promise.measure == "mean_wait":
        # Where the line grows for ever the wait is infinite, and nobody but the first is answered.
        with np.errstate(invalid="ignore"):
            waited = np.where(np.isinf(state.asa), np.inf, state.asa * answered)
        return waited, answered
    part = state.answered_within
    match promise.formula:
        case "answered_or_quick_abandoned":
            return part + state.abandoned_within, everyone
        case "of_answered":
            return part, answered
        case "less_quick_abandoned":
            return part, everyone - state.abandoned_within
        case "of_offered":
            return part, everyone


def gamma_parts(cv: float, parts: int = 32) -> Floats:
    """Equal parts of a gamma distribution with mean 1, each by its middle, shape (parts,)."""
    if cv <= 0:
        return np.ones(1)
    middle = special.gammaincinv(cv**-2, (np.arange(parts) + 0.5) / parts) * cv**2
    return np.asarray(middle / middle.mean())


def _ratio_of(value: Floats, weight: Floats, members: Floats) -> Floats:
    """Mean of each group, weighted by the calls of all intervals, shape (groups,)."""
    top, below = (one.sum(axis=0) @ members for one in (value, weight))
    return np.asarray(top / np.maximum(below, 1e-12))


def _busy(demand: Demand) -> Floats:
    """Modified offered load of each queue at moments of each interval."""
    ends = demand.starts + demand.interval
    edges = np.unique(np.concatenate([demand.starts, ends]))
    at = demand.starts[:, None] + demand.interval * _MOMENTS
    found = []
    for q in range(len(demand.queues)):
        rates = np.zeros(edges.size - 1)
        rates[np.searchsorted(edges, demand.starts)] = demand.calls[:, q] / demand.interval
        mean = float(demand.aht[q])
        excess = gamma_excess(mean, float(demand.aht_cv[q]))
        found.append(modified_offered_load(edges, rates, at, mean, excess, demand.period))
    return np.stack(found, axis=1)
