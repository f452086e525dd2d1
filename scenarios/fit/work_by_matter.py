"""Work of an activity that takes longer for one matter than for another, beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Floats, Ints
from scenarios.fit.event_fit import EventFit
from scenarios.fit.routes import Symbol
from scenarios.fit.welch import welch_p

_CHANCE = 0.001
"""p-value up to which means differ beyond chance: many activities are looked at."""
_NOTED = 0.1
"""Share of the mean of all by which a matter's has to differ to be worth a word."""
_LEAST = 10
"""Pieces of a matter that say something of its mean."""

_SECOND = 1.0
"""Logs write moments to the second, or coarser [s]."""


@dataclass(frozen=True, slots=True)
class WorkByMatter:
    """Mean work of one activity and group by matter."""

    symbol: Symbol
    means: dict[str, float]
    """Of each matter with pieces enough, the least first [s]."""
    modelled: float
    """Of the model, the same for all matters [s]."""


def work_by_matter(fit: EventFit) -> tuple[WorkByMatter, ...]:
    """Activities and groups whose work differs between matters, those of most work first.

    They differ beyond chance by Welch's analysis of variance (see `welch_p`). Only logged work is
    looked at: where completions are all there is, work is inferred over all matters.
    """
    events, work = fit.events, fit.times.work
    logged = np.isfinite(events.start)
    made: list[tuple[float, WorkByMatter]] = []
    for symbol, times in fit.work.items():
        own = logged & (events.activity == symbol[0]) & (events.group == symbol[1])
        seen = _by_matter(work[own], events.service[own])
        if not _differ(list(seen.values()), times.mean):
            continue
        means = {events.services[k]: float(one.mean()) for k, one in seen.items()}
        in_order = dict(sorted(means.items(), key=lambda item: item[1]))
        made.append((float(work[own].sum()), WorkByMatter(symbol, in_order, times.mean)))
    return tuple(one for _, one in sorted(made, key=lambda pair: -pair[0]))


def _by_matter(work: Floats, matter: Ints) -> dict[int, Floats]:
    """Work of each matter that has pieces enough [s]."""
    each = {int(k): work[matter == k] for k in np.unique(matter)}
    return {k: one for k, one in each.items() if len(one) >= _LEAST}


def _differ(samples: list[Floats], modelled: float) -> bool:
    if len(samples) < 2:
        return False
    means = np.array([one.mean() for one in samples])
    if np.abs(means - modelled).max() <= _NOTED * modelled:
        return False
    return welch_p(samples, _SECOND) <= _CHANCE
