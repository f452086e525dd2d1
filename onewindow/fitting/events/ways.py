"""What cases of a fitted event log have on the mean, from those seen as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onewindow.fitting.events.distances import Traces, traces_of
from scenarios.fit.contacts import Flags, Floats
from scenarios.fit.events.fit import EventFit
from scenarios.fit.routes import LONG


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """Of the cases that are seen as a whole; shape (cases,)."""

    weight: Floats
    """How many of the cases that came each stands for."""
    events: Floats
    """Things done for it."""
    handovers: Floats
    """Changes of the group from one to the next."""
    repeated: Floats
    """1 where an activity is done more than once, else 0."""
    repeated_at_once: Floats
    """1 where one is done over with nothing in between, and without being left lying, else 0."""

    def mean(self, values: Floats) -> float:
        """Of all cases that came."""
        return float(np.average(values, weights=self.weight))


def case_counts(fit: EventFit) -> CaseCounts:
    """Counts of each case seen as a whole."""
    kept = fit.whole.weight > 0
    left = fit.times.delay[kept[fit.events.case]] >= LONG
    return counts_of(traces_of(fit.events.of_cases(kept)), fit.whole.weight[kept], left)


def counts_of(log: Traces, weight: Floats, left: Flags) -> CaseCounts:
    """Counts of each case of a log.

    Parameters
    ----------
    log
        Its cases, numbered from 0.
    weight
        How many cases each stands for, shape (cases,).
    left
        Which events were left lying before they were begun, shape (events,).
    """
    n = len(weight)
    same = np.diff(log.case) == 0
    over = same & (np.diff(log.activity) == 0) & ~left[1:]
    kinds, often = np.unique(np.column_stack([log.case, log.activity]), axis=0, return_counts=True)
    return CaseCounts(
        weight=weight,
        events=_number(log.case, n),
        handovers=_number(log.case[1:][same & (np.diff(log.group) != 0)], n),
        repeated=np.minimum(1.0, _number(kinds[often > 1, 0], n)),
        repeated_at_once=np.minimum(1.0, _number(log.case[1:][over], n)),
    )


def _number(case: np.ndarray, cases: int) -> Floats:
    return np.bincount(case, minlength=cases).astype(np.float64)
