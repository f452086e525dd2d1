"""Work that the model has alike for matters of which the log says that it differs beyond chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.fit.events.fit import EventFit
from scenarios.fit.work_kinds import WorkKind, by_matter, differ

_LEAST = 10
"""Pieces of a matter that say something of its mean."""


@dataclass(frozen=True, slots=True)
class WorkByMatter:
    """Mean work of one kind by matter."""

    kind: WorkKind
    means: dict[str, float]
    """Of each matter with pieces enough, the least first [s]."""
    modelled: float
    """Of the model, the same for all these matters [s]."""


def work_by_matter(fit: EventFit) -> tuple[WorkByMatter, ...]:
    """Kinds of work that differ between the matters that share them, those of most work first.

    They differ beyond chance by Welch's analysis of variance (see `differ`), and some matter has
    too few pieces for work of its own. Only logged work is looked at: where completions are all
    there is, work is inferred over all matters.
    """
    events, work = fit.events, fit.times.work
    logged = np.isfinite(events.start)
    made: list[tuple[float, WorkByMatter]] = []
    for kind, times in fit.work.items():
        own = logged & kind.pieces(events)
        seen = by_matter(work[own], events.service[own], _LEAST)
        if not differ(list(seen.values()), times.mean):
            continue
        means = {events.services[k]: float(one.mean()) for k, one in seen.items()}
        in_order = dict(sorted(means.items(), key=lambda item: item[1]))
        made.append((float(work[own].sum()), WorkByMatter(kind, in_order, times.mean)))
    return tuple(one for _, one in sorted(made, key=lambda pair: -pair[0]))
