"""The event log as XES (IEEE 1849), the exchange format of process mining."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    import pandas as pd

NO_DATE = dt.date(2001, 1, 1)
"""First day of a model without dates: a Monday."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
    <string key="service" value=""/>
    <string key="channel" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
"""
_OF_CASES = ("service", "channel")
"""Columns that are the same in all rows of a case; process mining shows them as case:service."""
_ENDINGS = {
    "served": "complete",
    "elapsed": "complete",
    "callback": "complete",
    "handed_over": "suspend",
    "interrupted": "suspend",
    "turned_away": "ate_abort",
    "no_show": "ate_abort",
    "abandoned": "ate_abort",
    "balked": "ate_abort",
    "blocked": "ate_abort",
}
"""Transition of the standard lifecycle with which an outcome ends."""


def write_xes(events: pd.DataFrame, start_date: dt.date | None, path: Path) -> None:
    """Write an event table as XES.

    A row becomes up to three events of one activity: ``schedule`` when the case joins the line,
    ``start`` when service begins, and ``complete``, ``suspend`` (handed over) or ``ate_abort``
    (left without service). A trace has the service and the channel of its case. Local civil time
    is written as if it were UTC.

    Parameters
    ----------
    events
        As from `event_table`.
    start_date
        Date of the first day; a Monday, ``NO_DATE``, when the model has none.
    path
        The file.
    """
    midnight = dt.datetime.combine(start_date or NO_DATE, dt.time(), dt.UTC)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for case, rows in events.groupby("case_id", sort=False):
            file.write("  <trace>\n")
            file.write(_string("concept:name", str(case), 4))
            for key in _OF_CASES:
                file.write(_string(key, rows[key].iloc[0], 4))
            moves = [move for row in rows.itertuples(index=False) for move in _moves(row)]
            for time, transition, row in sorted(moves, key=lambda move: move[0]):
                file.write("    <event>\n")
                for key, value in _attributes(row, transition):
                    file.write(_string(key, value, 6))
                file.write(f'      <int key="visit" value="{row.visit}"/>\n')
                stamp = (midnight + dt.timedelta(seconds=time)).isoformat(timespec="milliseconds")
                file.write(f'      <date key="time:timestamp" value="{stamp}"/>\n    </event>\n')
            file.write("  </trace>\n")
        file.write("</log>\n")


def _moves(row: Any) -> Iterator[tuple[float, str, Any]]:
    """When a row passes from one state of its life to the next."""
    waits = row.activity != ""
    if waits and not math.isnan(row.enable_time):
        yield row.enable_time, "schedule", row
    start = row.start_time if waits else row.enable_time
    if not math.isnan(start):
        yield start, "start", row
    if not math.isnan(row.end_time):
        yield row.end_time, _ENDINGS[row.outcome], row


def _attributes(row: Any, transition: str) -> Iterator[tuple[str, str]]:
    yield "concept:name", row.activity or row.step
    yield "lifecycle:transition", transition
    if row.resource and transition != "schedule":
        yield "org:resource", row.resource
        yield "org:group", row.pool
    yield "outcome", row.outcome


def _string(key: str, value: str, indent: int) -> str:
    return f"{' ' * indent}<string key={quoteattr(key)} value={quoteattr(value)}/>\n"
