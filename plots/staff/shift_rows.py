"""The rows of the chart of shifts: each shift, or shifts of the same times together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

MOST_EACH = 60
"""With more shifts than these those of the same times make one row."""


@dataclass(frozen=True, slots=True)
class Away:
    """A time in which some of a row are on a break."""

    start: float
    end: float
    """Seconds since midnight of the day the shift starts on."""
    share: float
    """Of those on the row, within (0, 1]."""
    paid: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Shifts of one kind with the same times."""

    group: str
    kind: str
    start: float
    end: float
    """Seconds since midnight of the day it starts on; beyond 86,400 on the next."""
    people: tuple[int, ...]
    """On each day of the plan."""
    away: tuple[Away, ...]


def shift_rows(shifts: pd.DataFrame, days: int, most_each: int = MOST_EACH) -> list[Row]:
    """The rows of a chart, by pool, kind, start and end.

    Parameters
    ----------
    shifts
        From `plots.staff.points.shift_numbers`.
    days
        Days of the plan.
    most_each
        Most shifts of a plan of one day that have a row each.
    """
    rows: list[Row] = []
    for (group, kind), found in shifts.groupby(["group", "kind"], sort=False):
        own = found.sort_values(["at", "end", "breaks"])
        each = days == 1 and len(shifts) <= most_each
        parts = own.groupby(own.index if each else [own["at"], own["end"]], sort=False)
        rows += [_row(str(group), str(kind), part, days) for _, part in parts]
    return rows


def _row(group: str, kind: str, part: pd.DataFrame, days: int) -> Row:
    first = part.iloc[0]
    people = np.bincount(part["day"].to_numpy(int), minlength=days)
    away = (*_away(part, paid=True), *_away(part, paid=False))
    return Row(group, kind, float(first["at"]), float(first["end"]), tuple(people.tolist()), away)


def _away(part: pd.DataFrame, *, paid: bool) -> list[Away]:
    """Between any two times at which somebody goes or comes, the share that is away."""
    spans = [span[:2] for breaks in part["breaks"] for span in breaks if span[2] == paid]
    edges = sorted({edge for span in spans for edge in span})
    found = []
    for begin, end in zip(edges, edges[1:], strict=False):
        count = sum(start <= begin and end <= stop for start, stop in spans)
        if count:
            found.append(Away(begin, end, count / len(part), paid))
    return found
