"""What must hold of every log: nothing is lost, nobody is in two places, nobody idles."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from sim.event_log import FATES, OUTCOMES
from sim.experiment import SimResult
from sim.script import DELAY, HOME, SERVE
from sim.tally import Key
from tests.sim.pieces import ENDED, LOST, PUT_DOWN, Ticket, by_resource, drawn, presence, tickets

SMALL = 1e-6
"""Seconds that sums of times may be off."""


def front(run: SimResult, activity: int) -> bool:
    return run.world.activity_front[activity]


def every_attempt_ends_in_one_way(run: SimResult) -> None:
    tally = run.tally()
    number = dict(zip(tally.keys, tally.value, strict=True))
    for ticket in tickets(run):
        *before, last = ticket.outcomes
        assert set(before) <= PUT_DOWN
        assert last in ENDED
        if last == "served":
            assert len(ticket.pieces) == len(before) + 1
    counts = run.world.is_measured(run.script.arrival)
    measured = [t for t in tickets(run) if counts[t.case]]
    for k, name in enumerate(run.world.queues):
        own = [t for t in measured if run.world.activity_queue[t.activity] == k]
        if Key("offered", "queue", name) not in number:
            assert not own  # an activity that stands in no flow
            continue
        began = [t for t in own if not np.isnan([p.start for p in t.pieces]).all()]
        others = Counter(t.outcomes[-1] for t in own if t not in began)
        assert number[Key("answered", "queue", name)] == len(began)
        assert number[Key("offered", "queue", name)] == len(own) - others["unfinished"]
        lost = sum(others[outcome] for outcome in LOST)
        assert len(own) == len(began) + lost + others["unfinished"]


def every_case_is_finished_lost_or_open(run: SimResult) -> None:
    script, rows = run.script, run.log.services
    seen: dict[int, list[tuple[int, int, str]]] = {}
    for case, attempt, op, outcome in zip(
        rows.case.tolist(),
        rows.attempt.tolist(),
        rows.operation.tolist(),
        (OUTCOMES[o] for o in rows.outcome.tolist()),
        strict=True,
    ):
        seen.setdefault(case, []).append((attempt, op, outcome))
    for case in range(script.cases):
        fate = FATES[run.log.fate[case]]
        ops = range(script.first_op[case], script.first_op[case + 1])
        wanted = {op for op in ops if script.kind[op] in (SERVE, DELAY, HOME)}
        own = seen.get(case, [])
        done = Counter(op for _, op, outcome in own if outcome in ("served", "elapsed"))
        if fate == "finished":
            last = max((attempt for attempt, *_ in own), default=0)
            assert set(done) == wanted
            # Who is turned away comes back.
            lost = {o for attempt, _, o in own if attempt == last and o in LOST}
            assert lost <= {"turned_away"}
            again = Counter(op for a, op, o in own if a == last and o in ("served", "elapsed"))
            assert max(again.values(), default=1) == 1
        elif fate == "lost":
            assert any(outcome in LOST for *_, outcome in own)
        else:
            # One between two attempts is at home: the last that is known of him is a loss.
            assert any(outcome in LOST | {"unfinished"} for *_, outcome in own)
            assert run.log.until == run.world.end
        assert np.isnan(run.log.end_time[case]) == (fate == "unfinished")


def nobody_serves_two_at_once(run: SimResult) -> None:
    for own in by_resource(run).values():
        for one, other in itertools.pairwise(own):
            assert one.release <= other.seize


def pieces_lie_within_presence(run: SimResult) -> None:
    spans = presence(run)
    for own in spans.values():
        assert all(on < off for on, off in own)
        assert all(a[1] < b[0] for a, b in itertools.pairwise(own))
    for (pool, resource), own in by_resource(run).items():
        suspends = run.world.pools[pool].closing == "suspend"
        there = spans[pool, resource]
        for piece in own:
            if piece.seize == piece.release:
                continue
            if suspends:
                # At its begin and at its end somebody is there; between them he may be at home.
                for t in (piece.seize, piece.release):
                    assert any(on <= t <= off for on, off in there) or t == run.log.until
            else:
                assert any(on <= piece.seize and piece.release <= off for on, off in there)


def occupancy_is_at_most_one(run: SimResult) -> None:
    tally = run.tally()
    for key, value, per in zip(tally.keys, tally.value, tally.per, strict=True):
        if key.measure == "occupancy":
            assert 0 <= value <= per + SMALL


def drawn_work_is_done_and_no_more(run: SimResult) -> None:
    spans = presence(run)
    for ticket in tickets(run):
        if ticket.outcomes[-1] != "served":
            continue
        pickup, work, after = drawn(run, ticket)
        worked = 0.0
        for piece in ticket.pieces:
            there = spans[piece.pool, piece.resource]
            if not np.isnan(piece.start):
                worked += sum(
                    max(0.0, min(off, piece.end) - max(on, piece.start)) for on, off in there
                )
        assert worked == pytest.approx(work, rel=1e-9, abs=SMALL)
        last = ticket.pieces[-1]
        if last.release < run.log.until:
            assert last.release == last.end + after
        if run.world.pools[last.pool].closing != "suspend":
            assert last.start == last.seize + pickup
            if len(ticket.pieces) == 1:
                assert last.end == last.start + work


def times_of_a_row_are_in_order(run: SimResult) -> None:
    rows = run.log.services
    order = (
        rows.enable_time,
        rows.seize_time,
        rows.start_time,
        rows.end_time,
        rows.release_time,
    )
    for earlier, later in itertools.combinations(order, 2):
        assert not (earlier > later).any()
    assert (rows.enable_time >= 0).all()


def a_case_is_at_one_place_at_a_time(run: SimResult) -> None:
    own: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for ticket in tickets(run):
        if front(run, ticket.activity):
            own.setdefault((ticket.case, ticket.attempt), []).append((ticket.enable, ticket.gone))
    for stays in own.values():
        for one, other in itertools.pairwise(sorted(stays)):
            assert one[1] <= other[0]


def first_come_first_served_within_a_priority(run: SimResult) -> None:
    """Of two who wait for one activity who came earlier is seized first, but for hand-overs.

    After closing only those inside are served, so seizes in overtime are left out; and those to be
    called back the next day go first then.
    """
    late = presence(run, "overtime")
    calls_back = np.isfinite(run.world.queue_callback)
    lines: dict[tuple[int, int], list[Ticket]] = {}
    for ticket in tickets(run):
        known = not set(ticket.outcomes) & (PUT_DOWN | LOST - {"abandoned"})
        if known and not calls_back[run.world.activity_queue[ticket.activity]]:
            key = (ticket.activity, int(run.script.priority[ticket.case]))
            lines.setdefault(key, []).append(ticket)
    for line in lines.values():
        for one, other in itertools.permutations(line, 2):
            if one.enable >= other.enable or not other.pieces:
                continue
            piece = other.pieces[0]
            if one.gone < piece.seize:
                continue
            spans = late[piece.pool, piece.resource]
            if any(on <= piece.seize <= off for on, off in spans):
                continue
            assert one.pieces
            assert one.pieces[0].seize <= piece.seize


def nobody_idles_while_somebody_waits(run: SimResult) -> None:
    busy = by_resource(run)
    idle: dict[int, list[tuple[float, float]]] = {}
    for (pool, resource), spans in presence(run, "duty").items():
        if run.model.pools[run.world.pools[pool].name].breakdowns is not None:
            continue  # those out of order are there too
        for on, off in spans:
            since = on
            for piece in busy.get((pool, resource), []):
                if (
                    run.world.pools[pool].closing == "suspend"
                    and piece.seize <= since < piece.release
                ):
                    since = max(since, piece.release)
                if since < piece.seize < off and piece.release > on:
                    idle.setdefault(pool, []).append((since, piece.seize))
                if piece.release > since and piece.seize < off:
                    since = piece.release
            if since < off:
                idle.setdefault(pool, []).append((since, off))
    for ticket in tickets(run):
        for since, until in ticket.waits():
            for pool, plan in enumerate(run.world.pools):
                if ticket.activity in plan.serves:
                    for free, taken in idle.get(pool, []):
                        overlap = min(until, taken) - max(since, free)
                        assert overlap <= 0, (ticket, pool, free, taken)


LAWS = (
    every_attempt_ends_in_one_way,
    every_case_is_finished_lost_or_open,
    nobody_serves_two_at_once,
    pieces_lie_within_presence,
    occupancy_is_at_most_one,
    drawn_work_is_done_and_no_more,
    times_of_a_row_are_in_order,
    a_case_is_at_one_place_at_a_time,
    first_come_first_served_within_a_priority,
    nobody_idles_while_somebody_waits,
)
