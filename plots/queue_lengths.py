"""The numbers behind the maps of queues: mean number waiting by window and hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plots.headline import shown_lines
from plots.language import LANGS, Lang
from plots.naming import line_titles
from plots.open_hours import open_at
from plots.pairs import pairs, profile
from plots.report_data import ReportData
from plots.shown_services import Services, lines_walked

Place = Literal["front", "back"]
"""Where one waits: applicants at the front office, files at the back office."""
UNITS: Mapping[Place, str] = {"front": "people", "back": "files"}
HOUR = 3600.0
_MOST = 12
"""Most queues shown by name; the quieter ones are one row."""
QUIET = 0.005
"""Mean number waiting below which a queue has not been seen in an hour."""
SEEN = 0.05
"""Mean number waiting that is not written as zero."""
_TOLD = 0.25
"""Mean number waiting at the fullest hour, from which a map says more than noughts."""
_NIGHT = 5
"""Hours shut, one after the other, that are a night and no break."""
TOTAL = "(total)"
OTHERS = "(others)"
_NAMES: Mapping[str, Mapping[Lang, str]] = {
    TOTAL: {"zh": "合计", "en": "Total"},
    OTHERS: {"zh": "其他", "en": "Others"},
}


def queue_map_numbers(
    data: ReportData, *, place: Place = "front", services: Services = None
) -> pd.DataFrame:
    """Mean number waiting by queue and hour, at the front office or at the back office.

    Parameters
    ----------
    data
        Tables and facts.
    place
        Where one waits. A line in which any applicant waits is one of the front office.
    services
        Services whose lines are meant; all when left out. Of a model with visits and calls
        then those of the headline's kind: a sum over both says nothing.

    Returns
    -------
    DataFrame
        Columns ``of, zh, en, at, unit, shown, before, after, difference``; ``at`` in seconds
        since midnight, NaN where that side has no such queue. ``shown`` is true for hours in
        which a pool of these lines is on duty, or people wait who do not wait all night; files
        lie overnight. ``of`` ends
        with the row of the total, after that of the quieter queues when there are many. Empty
        where hardly anybody ever waits.
    """
    rows = queue_rows(data, place, services)
    table = rows[["of", "at", "before", "after"]].copy()
    # A queue that is not in the model has no row, or only empty ones.
    busy = table.groupby("at")[["before", "after"]].sum().max(axis=1)
    if not (busy >= _TOLD).any():
        return table.head(0).assign(zh="", en="", unit="", shown=False, difference=np.nan)
    shown = _shown(data, busy, set(table["of"]), place)
    order = _order(data, table)
    table = _gather_others(table, order[_MOST:]) if len(order) > _MOST + 1 else table
    order = [*order[:_MOST], OTHERS] if len(order) > _MOST + 1 else order
    total = table.groupby("at", as_index=False)[["before", "after"]].sum(min_count=1)
    table = pd.concat([table, total.assign(of=TOTAL)], ignore_index=True)
    table["difference"] = table["after"] - table["before"]
    for k, lang in enumerate(LANGS):
        names = line_titles(data, [of for of in order if of != OTHERS], lang)
        names |= {of: known[lang] for of, known in _NAMES.items()}
        table.insert(1 + k, lang, table["of"].map(names))
    table.insert(4, "unit", UNITS[place])
    table.insert(5, "shown", table["at"].map(shown))
    place_of = {of: k for k, of in enumerate([*order, TOTAL])}
    return table.sort_values(["of", "at"], key=lambda c: c.map(place_of) if c.name == "of" else c,
                             ignore_index=True)  # fmt: skip


def queue_rows(data: ReportData, place: Place, services: Services = None) -> pd.DataFrame:
    """Rows of `plots.pairs.pairs` with the lengths of the lines meant, by hour."""
    rows = profile(pairs(data), "queue_length", "queue")
    only = shown_lines(data) if services is None else set(lines_walked(data, services))
    front = {of for of in set(rows["of"]) if _is_front(data, of)}
    meant = front if place == "front" else set(rows["of"]) - front
    # Lines that only another redesign has, in the same comparison, are in neither of these models.
    there = set(rows.loc[rows[["before", "after"]].notna().any(axis=1), "of"])
    return rows[rows["of"].isin(there & (meant if only is None else meant & only))]


def _is_front(data: ReportData, line: str) -> bool:
    places = {
        activity.place
        for model in (data.model_before, data.model_after) if model is not None
        for name, activity in model.activities.items() if (activity.queue or name) == line
    }  # fmt: skip
    return places != {"back"}


def _shown(data: ReportData, busy: pd.Series, lines: set[str], place: Place) -> pd.Series:
    """Which hours are shown, by ``at``."""
    open_ = open_at(data, lines, busy.index.to_numpy(float), HOUR)
    waiting = busy.to_numpy(float)
    shown = open_ | (waiting - _all_night(waiting, open_) >= SEEN) if place == "front" else open_
    return pd.Series(shown if shown.any() else waiting > QUIET, busy.index)


def _all_night(waiting: NDArray[np.float64], open_: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How many wait from closing to opening, by hour: nobody during breaks within the day.

    They have gone home or have not come yet: over a night the hall is not full of them.
    """
    hours, found = len(open_), np.zeros(len(open_))
    for first in np.flatnonzero(~open_ & np.roll(open_, 1)):
        run = [(first + k) % hours for k in range(hours)]
        shut = run[: int(np.argmax(open_[run]))]
        if len(shut) >= _NIGHT:
            found[shut] = waiting[shut].min()
    return found


def _order(data: ReportData, table: pd.DataFrame) -> list[str]:
    """Queues in the order of the models; of many, the busiest first."""
    names = list(dict.fromkeys(
        a.queue or name
        for model in (data.model_before, data.model_after) if model is not None
        for name, a in model.activities.items()
    ))  # fmt: skip
    there = list(dict.fromkeys(table["of"]))
    order = [n for n in names if n in there] + [n for n in there if n not in names]
    if len(order) > _MOST + 1:
        peak = table.groupby("of")[["before", "after"]].max().max(axis=1)
        order.sort(key=lambda of: -peak[of])
    return order


def _gather_others(table: pd.DataFrame, others: list[str]) -> pd.DataFrame:
    at = table["of"].isin(others)
    rest = table[at].groupby("at", as_index=False)[["before", "after"]].sum(min_count=1)
    return pd.concat([table[~at], rest.assign(of=OTHERS)], ignore_index=True)
