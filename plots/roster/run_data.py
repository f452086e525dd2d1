"""Everything that charts, tables and pages of a simulated roster are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from optimize.promise import Promise
from plots.language import Lang
from scenarios.model import ServiceModel


@dataclass(frozen=True, slots=True)
class RosterRunData:
    """A roster simulated in a model, with everybody there and with some absent.

    Tables have levels in the unit of the promise, a share within [0, 1] or seconds, each as
    ``level, low, high`` with everybody there, the same with ``_absent``, and ``change, change_low,
    change_high`` as absent less full over the same calls; NaN where nobody is ever absent.
    """

    model: ServiceModel
    promise: Promise
    title: Mapping[Lang, str]
    rate: float
    """Probability with which a shift is not worked, within [0, 1]."""
    shifts: int
    missing: float
    """Shifts not worked, in the mean."""
    replications: int
    seed: int
    clock: pd.DataFrame
    """By queue and interval of the day, all days together: ``queue, at, length``, ``calls`` on an
    open day of its services, ``open_days`` of them,
    ``verdict, verdict_absent``: ``met``, ``not_met``, ``unclear``, empty without calls."""
    days: pd.DataFrame
    """By day, all queues together: ``date, calls``."""
    total: pd.DataFrame
    """All together, one row: ``calls`` on an open day of any of the services, ``open_days``."""
    people: pd.DataFrame
    """``person, speed, hours`` on duty, of which ``beyond`` the roster, ``occupancy, low, high,
    occupancy_absent``; who is never on duty has no occupancy."""
    beyond: pd.DataFrame
    """Hours beyond the roster, the most first: ``person, pool, date, hours``, of which ``held``
    with nothing to do while visits inside wait for the activity ``waits_for``, if any."""
    assumed_breaks: bool
    """Whether some breaks have no time in the file."""
    notes: Mapping[Lang, tuple[str, ...]]
    version: str
    date: str

    @property
    def compares(self) -> bool:
        """There is no before and after."""
        return False

    @property
    def has_absence(self) -> bool:
        """Whether some are absent on the other side."""
        return self.rate > 0
