"""One run of a fitted model as those who came, as a log has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onewindow.api import simulate
from scenarios.fit.contacts import Contacts, Flags, Floats
from scenarios.model import ServiceModel
from sim.event_log import OUTCOMES

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
    rows = simulate(model, seed=seed, replication=replication).log.services
    kept = (rows.outcome == _SERVED) | (rows.outcome == _ABANDONED)
    arrival, end = rows.enable_time[kept], rows.end_time[kept]
    served: Flags = rows.outcome[kept] == _SERVED
    until = np.where(served, rows.start_time[kept], end)
    return Came(arrival, until - arrival, end, served)


def came_of(contacts: Contacts) -> Came:
    """Those of a log; who left nobody knows when is taken as gone at once."""
    wait = np.nan_to_num(contacts.wait)
    end = np.where(contacts.served, contacts.end, contacts.arrival + wait)
    return Came(contacts.arrival, wait, end, contacts.served)
