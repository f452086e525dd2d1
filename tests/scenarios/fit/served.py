"""Contacts of which all were served, for tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np

from scenarios.fit.contacts import Contacts


def served(
    rows: Iterable[tuple[float, float, float, int]], servers: int, *, named: bool = True
) -> Contacts:
    """Rows of arrival, start and end [s] and server, from a Monday on; nobody is known by name
    without ``named``."""
    arrival, start, end, who = (np.array(column) for column in zip(*rows, strict=True))
    n = len(arrival)
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=start,
        end=end,
        left=np.full(n, np.nan),
        activity=np.full(n, -1),
        server=who.astype(np.int64) if named else np.full(n, -1),
        activities=(),
        servers=tuple(map(str, range(servers))) if named else (),
    )
