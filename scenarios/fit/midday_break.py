"""The break at midday in which hardly anything is done, where an office has one."""

from __future__ import annotations

import numpy as np

from scenarios.fit.contacts import Floats, Ints

HALF_HOUR = 1800.0
"""Hours and breaks begin and end on half hours [s]: no nearer are they known."""
_LEAST = 2
"""Half hours that it lasts at the least: shorter ones are taken in turns."""
_HARDLY = 0.05
"""Share of the usual half hour's events below which hardly anything is done."""
_SURE = 20.0
"""Events that would be due in a break at the least, or chance alone may have kept it empty."""
ROUND_THE_CLOCK = 20 * 3600.0
"""Hours longer than this are a day without end [s], which has a night and no break."""

Spans = tuple[tuple[float, float], ...]
"""From when until when a day is worked [s since midnight], in order; none for a day that is not."""


def find_break(moments: Floats, begin: float, end: float) -> tuple[float, float] | None:
    """The longest time of an hour or more within the hours in which hardly anything is done.

    Parameters
    ----------
    moments
        Starts, or completions where no starts are known, of all days [s since midnight].
    begin, end
        Hours of every day that is worked [s since midnight].

    Returns
    -------
    Begin and end [s since midnight]; None where nothing is worked less, or too little is seen.
    """
    n = max(0, int((end - begin) // HALF_HOUR))
    edges = begin + HALF_HOUR * np.arange(n + 1)
    return break_among(np.histogram(moments, edges)[0], begin)


def break_among(counts: Ints | Floats, begin: float) -> tuple[float, float] | None:
    """The break of `find_break` from events counted by half hours.

    Parameters
    ----------
    counts
        Events of all days by half hour, from opening to closing, shape (half hours,).
    begin
        Opening [s since midnight].
    """
    n = len(counts)
    if n < _LEAST + 2 or n * HALF_HOUR > ROUND_THE_CLOCK:
        return None
    usual = float(np.median(counts))
    quiet = (counts < _HARDLY * usual).tolist()
    longest = (0, 0)
    first = 0
    for k, still in enumerate(quiet):
        if not still:
            first = k + 1
        elif k + 1 - first > longest[1] - longest[0]:
            longest = (first, k + 1)
    low, high = longest
    if high - low < _LEAST or low == 0 or high == n or usual * (high - low) < _SURE:
        return None
    return begin + low * HALF_HOUR, begin + high * HALF_HOUR


def without_break(spans: Spans, midday: tuple[float, float] | None) -> Spans:
    """Hours less a break; those of a day that ends before it, or begins after it, stay."""
    if midday is None:
        return spans
    pieces = [
        piece
        for begin, end in spans
        for piece in ((begin, min(end, midday[0])), (max(begin, midday[1]), end))
    ]
    return tuple((begin, end) for begin, end in pieces if begin < end)
