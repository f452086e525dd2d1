"""When nobody is on duty for a case that waits, or whoever works on it has gone home."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

Span = tuple[float, float]
_BLINK = 1.0
"""Spans shorter than this are not told of [s]."""


def on_duty(duty: pd.DataFrame, pools: Collection[str], resource: str = "") -> list[Span] | None:
    """Spans in which somebody of some pools is present, or one person; in order and apart.

    None when nothing is known of one of the pools: it is without limit, and always there.
    """
    if not len(duty) or not set(pools) <= set(duty["pool"]):
        return None
    rows = duty[duty["pool"].isin(pools)]
    rows = rows[rows["resource"] == resource] if resource else rows
    spans: list[Span] = []
    for on, off in sorted(zip(rows["on_time"], rows["off_time"], strict=True)):
        if spans and on <= spans[-1][1] + _BLINK:
            spans[-1] = (spans[-1][0], max(spans[-1][1], float(off)))
        else:
            spans.append((float(on), float(off)))
    return spans


def cut(span: Span, present: list[Span] | None) -> list[tuple[Span, bool]]:
    """A span in pieces, in order, and whether somebody is present in each."""
    begin, end = span
    if present is None:
        return [(span, True)]
    inside = [(max(on, begin), min(off, end)) for on, off in present if on < end and off > begin]
    pieces: list[tuple[Span, bool]] = []
    last = begin
    for on, off in inside:
        away = on - last > _BLINK
        if away:
            pieces.append(((last, on), False))
        pieces.append(((on if away else last, off), True))
        last = off
    if end - last > _BLINK:
        pieces.append(((last, end), False))
    elif pieces:
        pieces[-1] = ((pieces[-1][0][0], end), pieces[-1][1])
    return pieces or [(span, True)]


def length(spans: Collection[Span]) -> float:
    """Time that some spans cover together, what they share counted once [s]."""
    total, reached = 0.0, float("-inf")
    for begin, end in sorted(spans):
        total += max(0.0, end - max(begin, reached))
        reached = max(reached, end)
    return total
