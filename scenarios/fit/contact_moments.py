"""The moments of every row of calls or tickets, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.fit.contacts import Flags, Floats
from scenarios.fit.log_table import LogTable
from scenarios.fit.mapping import ROLES, Mapping, Role
from scenarios.fit.moments import moments_of, outcomes_of, over_midnight, servers_of
from scenarios.fit.spans import MOMENTS, SPANS, Lasting, Moment, Span, filled
from scenarios.fit.written_durations import read_durations

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ContactMoments:
    """What the rows of a log say of when, all of shape (rows,)."""

    times: dict[Role, Floats]
    """Seconds since the first day's midnight, NaN where there is none; with those that follow from
    how long something took."""
    no_arrival: Flags
    """Rows where nothing stands in the column of the arrival."""
    unread: Flags
    """Rows with a text that is no moment, or no duration, where one is expected."""
    outcome: pd.Series
    """What became of each row; missing where the text says nothing known."""
    begun: Flags
    """Rows whose service began, by what they say of when."""
    after_work: Floats | None = None
    """Work after each service [s], NaN where nothing stands; None in a log without."""


def contact_moments(
    table: LogTable,
    mapping: Mapping,
    first: dt.date,
    midnight: Floats,
    progress: Progress | None = None,
) -> ContactMoments:
    """Read the columns of moments and durations.

    Where no column says what became of a row, it was served if its service began by a moment of its
    own, or took any time at all.

    Parameters
    ----------
    table, mapping
        The texts, and what they say.
    first, midnight
        As `scenarios.fit.moments.days_of` gives them.
    progress
        Told (columns read, columns in all).
    """
    times: dict[Role, Floats] = {}
    unread = np.isnan(midnight)
    no_arrival = np.zeros(len(midnight), dtype=np.bool_)
    for k, role in enumerate(ROLES):
        times[role], wrong = moments_of(table, mapping, role, first, midnight)
        if role == "arrival" and role in mapping.columns:
            no_arrival = np.isnan(times[role]) & ~wrong
        unread |= wrong
        if progress is not None:
            progress(k + 1, len(ROLES))
    if mapping.date is not None:
        over_midnight(times)
    lasted: dict[Lasting, Floats] = {}
    for what in mapping.durations:
        lasted[what], wrong = _lasted(table, mapping, what)
        unread |= wrong
    spans: dict[Span, Floats] = {span: lasted[span] for span in SPANS if span in lasted}
    named = servers_of(table, mapping)[0] >= 0
    begun = np.isfinite(times["start"]) | (np.isfinite(times["end"]) & named)
    written: dict[Moment, Floats] = {moment: times[moment] for moment in MOMENTS}
    whole = filled(written, spans)
    if spans:
        service = whole["end"] - whole["start"]
        took = np.isfinite(times["start"]) | (service > 0)
        begun = np.where(np.isfinite(service), took, begun)
        if "service" in spans:
            # Whoever rang and hung up has an end and an agent, and no service.
            begun &= np.isfinite(times["start"]) | np.isfinite(spans["service"])
    outcome = outcomes_of(table, mapping, begun)
    served = (outcome == "served").to_numpy(dtype=np.bool_)
    for moment in MOMENTS:
        times[moment] = np.where(served, whole[moment], times[moment])
    _fill_leaving(times, spans, ~served)
    return ContactMoments(times, no_arrival, unread, outcome, begun, lasted.get("after_work"))


def _fill_leaving(times: dict[Role, Floats], spans: Map[Span, Floats], gone: Flags) -> None:
    """Arrival and leaving of those not served, who waited and stayed as long, in place."""
    for span in ("wait", "stay"):
        if span not in spans:
            continue
        lasted = np.where(gone, spans[span], np.nan)
        arrival, left = times["arrival"], times["left"]
        times["left"] = np.where(np.isnan(left), arrival + lasted, left)
        times["arrival"] = np.where(np.isnan(arrival), left - lasted, arrival)


def _lasted(table: LogTable, mapping: Mapping, what: Lasting) -> tuple[Floats, Flags]:
    """How long something of each row was [s], and rows with a text that is no duration.

    Of several columns it is the sum of those in which something stands.
    """
    every = np.full(len(table.rows), np.nan)
    unread = np.zeros(len(table.rows), dtype=np.bool_)
    for name in mapping.durations[what]:
        lasted, wrong = read_durations(table.rows[name], mapping.units.get(what))
        every = np.where(np.isnan(every), lasted, every + np.nan_to_num(lasted))
        unread |= wrong
    return every, unread
