"""Who of those there has a seat: who comes when all are taken waits until somebody leaves."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from scenarios.calendar_days import DAY
from scenarios.errors import Problem
from scenarios.how_many import HowMany
from scenarios.roster.presence import Presence
from scenarios.roster.rosters import RosterCase
from scenarios.units import clock_text

Spans = Sequence[tuple[float, float]]
"""From when to when somebody is there [s]."""


def seated(there: Mapping[str, Spans], seats: int) -> dict[str, list[tuple[float, float]]]:
    """Spans in which everybody has a seat, of which there are too few at times.

    Who sits keeps the seat until a break or the end. Of those who wait, who came first is first,
    and of those who came together, who is named first.

    Parameters
    ----------
    there
        By person when they are there, each span apart from the others.
    seats
        How many can sit at once.
    """
    order = {name: k for k, name in enumerate(there)}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in there}
    coming = sorted(
        (begin, order[name], end, name) for name, spans in there.items() for begin, end in spans
    )
    leaving: list[float] = []
    for begin, _, end, name in coming:
        while leaving and leaving[0] <= begin:
            heapq.heappop(leaving)
        since = begin
        if len(leaving) >= seats:
            # All who sit leave at a known time, and those who came before have theirs already.
            since = heapq.heappop(leaving) if seats else end
        if since < end:
            found[name].append((since, end))
            heapq.heappush(leaving, end)
        elif seats:
            heapq.heappush(leaving, since)
    return found


def short_of_seats(
    pool: str, seats: int, shifts: Sequence[Presence], case: RosterCase
) -> Problem | None:
    """What to say of people for whom there is no seat at times; None where all have one.

    Of shifts of the eve only what is after midnight counts, on the first day of the roster.
    """
    there: dict[str, list[tuple[float, float]]] = {}
    for one in shifts:
        since = one.day * DAY
        there.setdefault(one.person, []).extend((since + b, since + e) for b, e in one.spans)
    edges = sorted(
        (at, step)
        for spans in there.values()
        for begin, end in _of_roster(spans)
        for at, step in ((begin, 1), (end, -1))
    )
    most, now, when = 0, 0, 0.0
    for at, step in edges:
        now += step
        if now > most:
            most, when = now, at
    if most <= seats:
        return None
    sitting = seated(there, seats)
    lost = (_length(there) - _length(sitting)) / 3600
    moment = f"{case.date(int(when // DAY))} {clock_text(when % DAY)}"
    return Problem(
        f"pools.{pool}",
        f"at most {HowMany(most):person is|people are} there at once ({moment}) for "
        f"{HowMany(seats):seat|seats}. Who comes when all are taken waits for one: "
        f"{lost:.4g} h are spent without a seat in all.",
        zh=f"同时最多 {most} 人在岗（{moment}），席位只有 {seats} 个：后到的人等空席，全期共 "
        f"{lost:.4g} 小时没有席位。",
    )


def _of_roster(spans: Spans) -> Spans:
    return [(max(begin, 0.0), end) for begin, end in spans if end > 0]


def _length(there: Mapping[str, Spans]) -> float:
    return sum(end - begin for spans in there.values() for begin, end in _of_roster(spans))
