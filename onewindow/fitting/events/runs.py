"""Cases simulated with models fitted to an event log, as completions of its activities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from onewindow.api import simulate
from onewindow.fitting.events.distances import Traces, people_groups
from scenarios.fit.contacts import DAY
from scenarios.fit.events.fit import EventFit
from scenarios.fit.events.keys import activity_keys, matter_keys
from scenarios.model import ServiceModel

Split = Literal["cases", "days"]
"""Held out: each fifth of the cases in turn, or those of the last days."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A fit to some of the cases, its model, and the cases that it was not shown."""

    fit: EventFit
    model: ServiceModel
    seen: Traces
    """Those held out."""
    until: float = math.inf
    """When those of the model are cut off [s since midnight of its first day]: a log has its open
    cases as far as they had come when it ended."""


def run_traces(
    fit: EventFit, model: ServiceModel, seed: int, replication: int, until: float = math.inf
) -> Traces:
    """Completions of one replication up to a moment, with the activities and groups of the log."""
    result = simulate(model, seed=seed, replication=replication)
    rows, names = result.log.services, result.world.activities
    symbols = {key: kind.symbol for kind, key in activity_keys(fit).items()}
    of_name = np.array([symbols[name] for name in names], dtype=np.int64).reshape(-1, 2)
    done = (rows.activity >= 0) & (rows.end_time <= until) & (rows.outcome == 0)
    done &= np.isfinite(rows.end_time)
    # Those carried over from the days before did not come on these.
    came_by = list(result.model.services)
    own = np.array([name in matter_keys(fit) for name in came_by])
    done &= own[result.script.service[rows.case]]
    order = np.lexsort((rows.end_time[done], rows.case[done]))
    # Numbered anew: of some nothing is done by then.
    case = np.unique(rows.case[done][order], return_inverse=True)[1]
    activity = rows.activity[done][order]
    assert model.start_date is not None
    since_monday = model.start_date.weekday() * DAY
    # Seen as the log sees its own.
    sign = {"enable": rows.enable_time, "start": rows.start_time, "end": rows.end_time}
    came = sign[fit.events.first_sign][done][order] + since_monday
    end = rows.end_time[done][order] + since_monday
    # Its first step may have lain after it was begun: in a model it lies before that.
    lay = rows.activity < 0
    since = np.full(int(rows.case.max(initial=0)) + 1, np.inf)
    np.minimum.at(since, rows.case[lay], rows.enable_time[lay])
    first = np.diff(case, prepend=-1) != 0
    came[first] = np.minimum(came[first], since[rows.case[done][order][first]] + since_monday)
    if fit.events.days_alone:
        came, end = (np.floor(moment / DAY) * DAY for moment in (came, end))
    group = people_groups(case, of_name[activity, 1], fit.events.automatic)
    return Traces(case, of_name[activity, 0], group, came, end)


def run_in_turn(folds: Sequence[Fold], seed: int, number: int) -> Traces:
    """The replication of a number: folds take turns, and none has the random numbers of another."""
    fold = folds[number % len(folds)]
    return run_traces(fold.fit, fold.model, seed, number, fold.until)
