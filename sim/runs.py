"""Some replications of a model as tables one behind the other, so that they are measured at once.

Most replications are short, and measuring one of them spends its time in calls, not in rows. What
is worked out here must not depend on who else is there: sums run over one replication at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.event_log import Duty, EventLog, Services
from sim.script import DELAY, STAY_AWAY, Codes, Script
from sim.variates import Floats, Ints

Flags = NDArray[np.bool_]
MOST_TOGETHER = 32
"""Replications measured at once; more are hardly faster."""
ROWS_TOGETHER = 131_072
"""Rows of the log measured at once: some 20 MB, and what Ctrl-C may lose is done within two seconds
even by the slower engine."""


def batches(replications: range, rows: int, most: int | None = None) -> list[range]:
    """Replications cut into those measured at once, by the rows that one has."""
    size = max(1, min(most or MOST_TOGETHER, MOST_TOGETHER, ROWS_TOGETHER // max(1, rows)))
    return [replications[k : k + size] for k in range(0, len(replications), size)]


@dataclass(frozen=True, slots=True)
class Runs:
    """What went into some replications, and what happened in them.

    Cases are numbered through: those of the second replication begin where those of the first end.
    Rows of all tables are in order of their replications.
    """

    n: int
    """Replications."""
    run: Ints
    """Replication of each case, shape (cases,); so are the next six."""
    service: Codes
    channel: Codes
    arrival: Floats
    """When it came [s]."""
    stays_away: Flags
    """True for who has booked and does not come."""
    end_time: Floats
    """When it ended [s], NaN when it did not."""
    fate: NDArray[np.int8]
    returned: Ints
    """Cases that are sent back for rework, once for each time, shape (returns,)."""
    cause: Ints
    """By which rework of the world's ``causes``, shape (returns,)."""
    services: Services
    """Rows of the logs; operations are those of their own scripts."""
    delays: Flags
    """True for rows of the logs that are delays, shape (rows,)."""
    duty: Duty
    """When resources were present."""
    duty_run: Ints
    """Replication of each of these spans, shape (spans,)."""
    until: Floats
    """When each replication stopped [s], shape (replications,)."""

    @property
    def cases(self) -> int:
        """Number of cases."""
        return self.run.size

    def of_case(self, case: Ints) -> Ints:
        """Replication of some cases."""
        # One replication, which may be large, needs no looking up.
        return np.zeros(case.size, np.int64) if self.n == 1 else self.run[case]


def joined(scripts: Sequence[Script], logs: Sequence[EventLog]) -> Runs:
    """Replications one behind the other; one alone is taken as it is, without a copy."""
    cases = [script.cases for script in scripts]
    begins = [0, *np.cumsum(cases[:-1]).tolist()]
    numbers = np.arange(len(cases))
    services = [log.services for log in logs]
    return Runs(
        n=len(cases),
        run=np.repeat(numbers, cases),
        service=_put([script.service for script in scripts]),
        channel=_put([script.channel for script in scripts]),
        arrival=_put([script.arrival for script in scripts]),
        stays_away=_put([_stays_away(script) for script in scripts]),
        end_time=_put([log.end_time for log in logs]),
        fate=_put([log.fate for log in logs]),
        returned=_put([script.returned for script in scripts], begins),
        cause=_put([script.cause for script in scripts]),
        services=Services(
            **{
                name: _put(
                    [getattr(rows, name) for rows in services], begins if name == "case" else None
                )
                for name in Services.__slots__
            }
        ),
        delays=_put(list(map(_delays, scripts, services))),
        duty=Duty(
            **{name: _put([getattr(log.duty, name) for log in logs]) for name in Duty.__slots__}
        ),
        duty_run=np.repeat(numbers, [log.duty.pool.size for log in logs]),
        until=np.array([log.until for log in logs]),
    )


def _put(columns: list[NDArray[Any]], begins: Sequence[int] | None = None) -> NDArray[Any]:
    """Columns one behind the other; what they number begins at ``begins``."""
    if len(columns) == 1:
        return columns[0]
    if begins is not None:
        columns = [column + begin for column, begin in zip(columns, begins, strict=True)]
    return np.concatenate(columns)


def _stays_away(script: Script) -> Flags:
    found = np.zeros(script.cases, np.bool_)
    at = np.flatnonzero(script.kind == STAY_AWAY)
    found[np.searchsorted(script.first_op, at, side="right") - 1] = True
    return found


def _delays(script: Script, rows: Services) -> Flags:
    found: Flags = (rows.activity < 0) & (script.kind[rows.operation] == DELAY)
    return found


@lru_cache(maxsize=64)
def _numbers(n: int) -> Ints:
    return np.arange(n)


def begins_of(run: Ints, runs: int) -> Ints:
    """Where the rows of each replication begin, and after the last of them; shape (runs + 1,)."""
    return run.searchsorted(_numbers(runs + 1))


def totals(values: Floats | Ints | Flags, run: Ints, runs: int) -> Floats:
    """Sum of the values of each replication, or how many are true; shape (replications,).

    The sum of a replication does not depend on what is beside it.
    """
    begins = begins_of(run, runs)
    first = begins[:-1]
    there = begins[1:] > first
    # Most often every replication has rows, and one that has none would get a row of the next.
    if there.all():
        return np.add.reduceat(values, first, dtype=np.float64)
    found = np.zeros(runs)
    found[there] = np.add.reduceat(values, first[there], dtype=np.float64)
    return found


def sums(group: Ints | Codes, values: Floats | Ints, n: int) -> Floats:
    """Sum of the values of each group 0 ... n - 1, shape (n,)."""
    return np.bincount(group, values, minlength=n).astype(np.float64, copy=False)
