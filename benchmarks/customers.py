"""The same customers for every program: when each comes, and what each needs at each station."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.event_log import EventLog
from sim.script import Script

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Customers:
    """Customers in the order in which they come; times in seconds."""

    arrival: Floats
    """Shape (customers,)."""
    work: Floats
    """Shape (customers, stations)."""
    patience: Floats
    """Longest wait, infinity for ever; shape (customers, stations)."""

    @property
    def number(self) -> int:
        return int(self.arrival.size)


def customers_of(script: Script) -> Customers:
    """The customers of a Script in which every one walks the same stations once."""
    shape = (script.cases, -1)
    return Customers(script.arrival, script.work.reshape(shape), script.patience.reshape(shape))


def waits_of(log: EventLog, stations: int) -> Floats:
    """Time in each line, NaN where a customer did not get; shape (customers, stations)."""
    rows = log.services
    waits = np.full((len(log.fate), stations), np.nan)
    left = np.where(np.isnan(rows.seize_time), rows.end_time, rows.seize_time)
    waits[rows.case, rows.activity] = left - rows.enable_time
    return waits
