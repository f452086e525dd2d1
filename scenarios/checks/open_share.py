"""How much of a time falls into opening hours."""

from __future__ import annotations


def covered(open_spans: list[tuple[float, float]], start: float, end: float) -> float:
    """Time [s] within [start, end] in which at least one of the spans is open."""
    total, reached = 0.0, start
    for open_, close in sorted(open_spans):
        begin, stop = max(open_, reached), min(close, end)
        if stop > begin:
            total += stop - begin
            reached = stop
    return total
