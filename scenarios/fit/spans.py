"""How long a contact waited, was served or stayed, and the moments that follow from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from scenarios.fit.contacts import Floats

Span = Literal["wait", "service", "stay"]
"""The wait until the service, or until those left who were not served; the service; and both."""
Lasting = Span | Literal["after_work"]
"""What a log may have the length of: spans, and work after the service, whose end is no moment of
anybody who came."""
Moment = Literal["arrival", "start", "end"]
SPANS: dict[Span, tuple[Moment, Moment]] = {
    "wait": ("arrival", "start"), "service": ("start", "end"), "stay": ("arrival", "end"),
}  # fmt: skip
"""From which moment until which each lasts."""
MOMENTS: tuple[Moment, ...] = ("arrival", "start", "end")


def reached(columns: Collection[str], spans: Collection[str]) -> frozenset[Moment]:
    """Moments that are known or follow, where some have columns and some spans have.

    Parameters
    ----------
    columns
        Moments that have a column; others than arrival, start and end say nothing.
    spans
        Spans that have a column.
    """
    known = {moment for moment in MOMENTS if moment in columns}
    for _ in MOMENTS:
        for span, ends in SPANS.items():
            if span in spans and known & set(ends):
                known |= set(ends)
    return frozenset(known)


def filled(times: Mapping[Moment, Floats], spans: Mapping[Span, Floats]) -> dict[Moment, Floats]:
    """The moments of served contacts, with those that were not written down and follow.

    Parameters
    ----------
    times
        Of each moment [s], NaN where none stands, shape (rows,) each.
    spans
        How long each span of a row was [s], NaN where nothing stands, shape (rows,) each.
    """
    known = {moment: times[moment] for moment in MOMENTS}
    for _ in MOMENTS:
        for span, lasted in spans.items():
            earlier, later = SPANS[span]
            begin, finish = known[earlier], known[later]
            known[later] = np.where(np.isnan(finish), begin + lasted, finish)
            known[earlier] = np.where(np.isnan(begin), finish - lasted, begin)
    return known
