"""One run of a fitted model as those who came, as a log has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onewindow.api import simulate
from scenarios.fit.contacts import Contacts, Flags, Floats, Ints
from scenarios.model import ServiceModel
from sim.event_log import OUTCOMES

WEEK = 7
"""Days of a run: within a week each weekday is one date, so that its staff is that of a date."""
TOLD = ("staff_known", "came_known", "all_known")
"""What the model is told that nobody knows before, more and more."""
_SERVED = OUTCOMES.index("served")
_ABANDONED = OUTCOMES.index("abandoned")


@dataclass(frozen=True, slots=True)
class Came:
    """Who came, in no order, shape (people,)."""

    arrival: Floats
    """When [s since the first midnight]."""
    wait: Floats
    """Until the service or until giving up [s]."""
    end: Floats
    """When they went, served or not [s since the first midnight]."""
    served: Flags


def run(model: ServiceModel, seed: int, replication: int) -> Came:
    """Simulate a model of one visit with one service, and keep who was served or gave up."""
    return run_by_activity(model, seed, replication)[0]


def run_by_activity(model: ServiceModel, seed: int, replication: int) -> tuple[Came, Ints]:
    """The same with what each came for, as an index of the activities, shape (people,)."""
    rows = simulate(model, seed=seed, replication=replication).log.services
    kept = (rows.outcome == _SERVED) | (rows.outcome == _ABANDONED)
    arrival, end = rows.enable_time[kept], rows.end_time[kept]
    served: Flags = rows.outcome[kept] == _SERVED
    until = np.where(served, rows.start_time[kept], end)
    return Came(arrival, until - arrival, end, served), rows.activity[kept].astype(np.int64)


def came_of(contacts: Contacts) -> Came:
    """Those of a log; who left nobody knows when is taken as gone at once."""
    wait = np.nan_to_num(contacts.wait)
    end = np.where(contacts.served, contacts.end, contacts.arrival + wait)
    return Came(contacts.arrival, wait, end, contacts.served)


def leaving_unseen(contacts: Contacts) -> bool:
    """Whether some of a log left without being served, and of none of them is known when."""
    gone = ~contacts.served
    return bool(gone.any()) and bool(np.isnan(contacts.wait[gone]).all())


def as_gone_at_once(came: Came) -> Came:
    """Those of a run as `came_of` has them where nobody knows when they left."""
    wait = np.where(came.served, came.wait, 0.0)
    return replace(came, wait=wait, end=np.where(came.served, came.end, came.arrival))


def some_of(came: Came, kept: Flags) -> Came:
    """Some of them."""
    return Came(came.arrival[kept], came.wait[kept], came.end[kept], came.served[kept])


def later(came: Came, by: float) -> Came:
    """The same people so much later [s]."""
    return replace(came, arrival=came.arrival + by, end=came.end + by)


def joined(weeks: Sequence[Came]) -> Came:
    """Those of some weeks, one after the other."""
    arrival, wait, end, served = (
        np.concatenate([getattr(each, name) for each in weeks])
        for name in ("arrival", "wait", "end", "served")
    )
    return Came(arrival, wait, end, served)
