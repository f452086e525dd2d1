"""The event log: one flat record of who did what for whom and when; the result of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from sim.script import SERVE, Codes, Script
from sim.variates import Floats, Ints

OUTCOMES = (
    "served", "abandoned", "balked", "blocked", "turned_away", "no_show", "callback",
    "handed_over", "interrupted", "elapsed", "unfinished",
)  # fmt: skip
"""How a row of the log ended, by code."""
(SERVED, ABANDONED, BALKED, BLOCKED, TURNED_AWAY, NO_SHOW, CALLBACK, HANDED_OVER, INTERRUPTED,
 ELAPSED, UNFINISHED) = range(len(OUTCOMES))  # fmt: skip
FATES = ("finished", "lost", "unfinished")
"""How a case ended, by code."""
FINISHED, LOST, OPEN = range(len(FATES))
DUTIES = ("duty", "overtime", "on_demand")
"""Kinds of presence, by code: as planned, after it should have ended, or called when needed."""
DUTY, OVERTIME, ON_DEMAND = range(len(DUTIES))

Row = tuple[int, int, int, int, int, float, float, float, float, float, int, int]
"""case, operation, attempt, pool, resource, enable, seize, start, end, release, outcome, and how
often the case has been turned away before"""
DutyRow = tuple[int, int, float, float, int]
"""pool, resource, on, off, kind"""


@dataclass(frozen=True, slots=True)
class Services:
    """Rows of the log, one for each piece of service, delay or lost attempt; shape (rows,).

    Times are seconds since midnight of the first day, NaN where it did not come to that. Codes
    are indices into the names of the world, or small numbers; -1 for none.
    """

    case: Ints
    operation: Ints
    """Operation of the Script; with case and attempt it names the ticket."""
    service: Codes
    channel: Codes
    visit: Codes
    activity: Codes
    step: Codes
    branch: Codes
    round: Codes
    attempt: Codes
    pool: Codes
    resource: Codes
    enable_time: Floats
    seize_time: Floats
    start_time: Floats
    end_time: Floats
    release_time: Floats
    outcome: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Duty:
    """When resources were present, until they really left; shape (spans,)."""

    pool: Codes
    resource: Codes
    on_time: Floats
    off_time: Floats
    kind: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class EventLog:
    """Everything that happened in one replication."""

    services: Services
    duty: Duty
    end_time: Floats
    """When each case ended [s], NaN when it did not, shape (cases,)."""
    fate: NDArray[np.int8]
    """How each case ended, shape (cases,)."""
    until: float
    """When the run stopped [s]."""

    def __repr__(self) -> str:
        rows, cases = len(self.services.case), len(self.fate)
        finished = int((self.fate == FINISHED).sum())
        return (
            f"EventLog({rows} rows, {cases} cases, {finished} finished, "
            f"{len(self.duty.pool)} spans of duty, until {self.until:,.0f} s)"
        )

    def tobytes(self) -> bytes:
        """All of the log as bytes: equal logs, equal bytes."""
        tables = (self.services, self.duty)
        columns = [getattr(table, f.name) for table in tables for f in fields(table)]
        parts = [*columns, self.end_time, self.fate, np.array(self.until)]
        return b"".join(np.ascontiguousarray(part).tobytes() for part in parts)


def collect(
    script: Script,
    rows: Sequence[Row],
    duty: Sequence[DutyRow],
    end_time: Floats,
    fate: NDArray[np.int8],
    until: float,
) -> EventLog:
    """Put an engine's rows in the one order of the log: by case, attempt, operation, time."""
    table = np.array(rows, dtype=np.float64).reshape(-1, 12)
    codes = table[:, [0, 1, 2, 3, 4, 10, 11]].astype(np.int64)
    order = np.lexsort((table[:, 6], table[:, 5], codes[:, 1], codes[:, 2], codes[:, 0]))
    case, op, attempt, pool, resource, outcome, turned_away = codes[order].T.copy()
    enable, seize, start, end, release = table[order, 5:10].T.copy()
    serves = script.kind[op] == SERVE
    services = Services(
        case=case,
        operation=op,
        service=script.service[case],
        channel=script.channel[case],
        visit=script.visit[op] + turned_away.astype(np.int32),
        activity=np.where(serves, script.what[op], np.int32(-1)),
        step=script.step[op],
        branch=script.branch[op],
        round=script.round[op],
        attempt=attempt.astype(np.int32),
        pool=pool.astype(np.int32),
        resource=resource.astype(np.int32),
        enable_time=enable,
        seize_time=seize,
        start_time=start,
        end_time=end,
        release_time=release,
        outcome=outcome.astype(np.int8),
    )
    spans = np.array(duty, dtype=np.float64).reshape(-1, 5)
    return EventLog(services, duty_table(spans), end_time, fate, until)


def duty_table(spans: Floats) -> Duty:
    """Rows of presence, shape (spans, 5), in order of pool, resource and time."""
    spans = spans[np.lexsort((spans[:, 2], spans[:, 1], spans[:, 0]))]
    return Duty(
        pool=spans[:, 0].astype(np.int32),
        resource=spans[:, 1].astype(np.int32),
        on_time=spans[:, 2],
        off_time=spans[:, 3],
        kind=spans[:, 4].astype(np.int8),
    )
