"""Nobody overtakes, nobody idles while somebody waits, and no line holds more than it may."""

from __future__ import annotations

import math

import numpy as np

from sim.experiment import SimResult
from tests.sim.pieces import Ticket, by_resource, drawn, on_rounds, presence, tickets, was_in_line

Place = tuple[int, int, int, float, int, int]


def calls_back(run: SimResult, activity: int) -> bool:
    return run.world.queue_callback[run.world.activity_queue[activity]] < math.inf


def place(run: SimResult, pool: int, ticket: Ticket, handed: bool) -> Place:
    """Priority, those handed over first, the pool's preference, then who has waited longest."""
    plan = run.world.pools[pool]
    return (
        int(run.script.priority[ticket.case]),
        0 if handed else 1,
        plan.rank[plan.serves.index(ticket.activity)],
        ticket.enable,
        ticket.case,
        ticket.branch,
    )


def the_best_case_is_taken_first(run: SimResult) -> None:
    """While a pool is open it takes no case before a better one that it lets wait on.

    After closing only those inside are served. What a crew has taken along, or who is to be called
    back on another day, does not stand in line as the others do.
    """
    all_tickets = tickets(run)
    waits = [
        (since, until, ticket, k > 0)
        for ticket in all_tickets
        if not on_rounds(run, ticket.activity)
        for k, (since, until) in enumerate(ticket.waits())
        if since < until
    ]
    for ticket in all_tickets:
        hangs_up = calls_back(run, ticket.activity) and drawn(run, ticket).accepts
        if hangs_up or on_rounds(run, ticket.activity):
            continue
        for k, piece in enumerate(ticket.pieces):
            plan = run.world.pools[piece.pool]
            row = np.searchsorted(plan.duty.times, piece.seize, side="right") - 1
            is_shut = plan.duty.levels[row] == 0
            if is_shut:
                continue
            own = place(run, piece.pool, ticket, k > 0)
            for since, until, other, handed in waits:
                if since < piece.seize < until and other.activity in plan.serves:
                    assert own < place(run, piece.pool, other, handed), (ticket, other)


def idle_spans(run: SimResult) -> dict[int, list[tuple[float, float]]]:
    """When some resource of each pool was on duty, in order and free, or could be called."""
    busy, down = by_resource(run), run.script.down.by_resource()
    idle: dict[int, list[tuple[float, float]]] = {}
    for (pool, resource), spans in presence(run, "duty").items():
        taken = [(piece.seize, piece.release) for piece in busy.get((pool, resource), [])]
        taken = sorted([*taken, *down.get((pool, resource), [])])
        for on, off in spans:
            since = on
            for begin, end in taken:
                if since < min(begin, off):
                    idle.setdefault(pool, []).append((since, min(begin, off)))
                since = max(since, end)
            if since < off:
                idle.setdefault(pool, []).append((since, off))
    for pool, plan in enumerate(run.world.pools):
        ends = [*plan.duty.times[1:].tolist(), run.log.until]
        for begin, end, number in zip(plan.duty.times, ends, plan.duty.levels, strict=True):
            if number == math.inf:
                idle.setdefault(pool, []).append((float(begin), end))
    return idle


def nobody_idles_while_somebody_waits(run: SimResult) -> None:
    """The exception: who stands on the round of one crew is not taken by another."""
    idle = idle_spans(run)
    for ticket in tickets(run):
        if on_rounds(run, ticket.activity):
            continue
        for since, until in ticket.waits():
            for pool, plan in enumerate(run.world.pools):
                if ticket.activity in plan.serves:
                    for free, taken in idle.get(pool, []):
                        overlap = min(until, taken) - max(since, free)
                        assert overlap <= 0, (ticket, pool, free, taken)


def no_line_holds_more_than_it_may(run: SimResult) -> None:
    """Who is let in finds a place, and who is blocked finds none."""
    for queue, lines in enumerate(run.world.queue_lines):
        if lines == math.inf or run.world.queue_callback[queue] < math.inf:
            continue
        own = [t for t in tickets(run) if run.world.activity_queue[t.activity] == queue]
        refused = [t.outcomes[-1] in ("blocked", "turned_away") and not t.pieces for t in own]
        inside = [
            t for t, out in zip(own, refused, strict=True) if not (out and t.gone == t.enable)
        ]
        enable = np.array([t.enable for t in inside])
        gone = np.array([t.gone for t in inside])
        for ticket in own:
            t = ticket.enable
            if ticket.outcomes[-1] == "blocked":
                assert ((enable <= t) & (t <= gone)).sum() >= lines
            elif ticket in inside and not was_in_line(run, ticket):
                assert ((enable < t) & (t < gone)).sum() < lines


LAWS = (
    the_best_case_is_taken_first,
    nobody_idles_while_somebody_waits,
    no_line_holds_more_than_it_may,
)
