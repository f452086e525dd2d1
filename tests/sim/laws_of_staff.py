"""Nobody is in two places, and all work that was drawn is done by somebody who is there."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import numpy as np
import pytest

from sim.experiment import SimResult
from tests.sim.pieces import LEAVES, PUT_DOWN, Piece, Ticket, by_resource, drawn, presence, tickets

DAY = 86400.0
SMALL = 1e-6
"""Seconds that sums of times may be off."""


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


def nobody_works_while_out_of_order(run: SimResult) -> None:
    """Service, pick-up included, stops; after-work is finished, and a kept kiosk stays kept."""
    down, spans = run.script.down.by_resource(), presence(run)
    for who, own in by_resource(run).items():
        both = itertools.product(down.get(who, []), spans[who])
        stuck = [(max(begin, on), min(end, off)) for (begin, end), (on, off) in both]
        stuck = [(begin, end) for begin, end in stuck if begin < end]
        for piece, (begin, end) in itertools.product(own, stuck):
            assert min(piece.end, end) <= max(piece.seize, begin), (piece, begin, end)


def occupancy_is_at_most_one(run: SimResult) -> None:
    tally = run.tally()
    for key, value, per in zip(tally.keys, tally.value, tally.per, strict=True):
        if key.measure == "occupancy":
            assert 0 <= value <= per + SMALL


def staff_is_on_duty_as_planned(run: SimResult) -> None:
    """Between changes of the plan: all of the people planned, or the number, or a few more.

    Fewer are those on a break that started late. More are those opened because many wait, and in a
    pool without names those who had to leave but were not yet done when the level rose again.
    """
    spans = presence(run, "duty")
    for k, plan in enumerate(run.world.pools):
        own = {resource: there for (pool, resource), there in spans.items() if pool == k}
        ends = [*plan.duty.times[1:].tolist(), math.inf]
        for row, (begin, until) in enumerate(zip(plan.duty.times.tolist(), ends, strict=True)):
            end, level = min(until, run.log.until), plan.duty.levels[row]
            if level == math.inf or end <= begin:
                continue
            edges = {t for there in own.values() for span in there for t in span}
            cuts = sorted({begin, end, *(t for t in edges if begin < t < end)})
            for t in ((a + b) / 2 for a, b in itertools.pairwise(cuts)):
                there = {r for r, on_duty in own.items() if any(a <= t < b for a, b in on_duty)}
                if plan.people:
                    away = set(plan.duty.wanted(row).people) - there
                    assert all(is_on_a_late_break(run, k, person, row, t) for person in away)
                    continue
                assert len(there) >= level, (plan.name, t, there, level)
                if plan.surge is not None and level > 0:
                    assert len(there) <= max(level, plan.seats)


def is_on_a_late_break(run: SimResult, pool: int, person: int, row: int, t: float) -> bool:
    """True when the person was busy as a break began, and has not yet had all of it."""
    plan, spans = run.world.pools[pool].duty, presence(run)[pool, person]
    if any(on <= t < off for on, off in spans):
        return True  # still busy, in overtime
    back = row
    while plan.on_duty[back - 1, person]:
        back -= 1
    went = max(k for k in range(back) if plan.breaks[k, person])
    assert not plan.closes[went:back].any()
    left = max(off for _, off in spans if off <= t)
    due = plan.times[went]
    return bool(due < left and t < left + (plan.times[back] - due))


def factor(run: SimResult, piece: Piece, since: float) -> float:
    """Time that a resource takes for work that it begins at ``since``, against the drawn one."""
    pool = run.model.pools[run.world.pools[piece.pool].name]
    people = list(pool.people.values())
    own = 1 / people[piece.resource].speed if people else 1.0
    if pool.learning is None:
        return own
    left = math.exp(-(max(since, 0.0) // DAY) / pool.learning.days)
    return own * (pool.learning.factor + (1 - pool.learning.factor) * left)


def drawn_work_is_done_and_no_more(run: SimResult) -> None:
    """What was done for one who was sent home stays done."""
    spans = presence(run)
    done: dict[tuple[int, int, int], float] = defaultdict(float)
    for ticket in sorted(tickets(run), key=lambda t: t.enable):
        needs, step = drawn(run, ticket), (ticket.case, ticket.attempt, ticket.operation)
        before = done[step]
        for piece in ticket.pieces:
            if np.isnan(piece.start):
                continue
            for on, off in spans[piece.pool, piece.resource]:
                stretch = min(off, piece.end) - max(on, piece.start)
                done[step] += max(0.0, stretch) / factor(run, piece, max(on, piece.start))
        if ticket.outcomes[-1] != "served":
            assert done[step] <= needs.work + SMALL
            continue
        assert done[step] == pytest.approx(needs.work, rel=1e-9, abs=SMALL)
        last, plan = ticket.pieces[-1], run.world.pools[ticket.pieces[-1].pool]
        goes_back = plan.crew is not None and plan.crew.returns
        keeps = run.script.keeps[ticket.operation]
        if last.release < run.log.until and not (goes_back or keeps):
            assert last.release == last.end + needs.after_work
        assert last.release >= min(last.end + needs.after_work, run.log.until)
        if plan.closing != "suspend" and plan.crew is None:
            assert last.start == last.seize + needs.pickup
            if len(ticket.pieces) == 1 and before == 0:
                assert last.end == last.start + needs.work * factor(run, last, last.start)


def crews_take_the_way_they_have(run: SimResult) -> None:
    """From the base, or from the case before, along the straight line; then they pick up."""
    every: dict[tuple[int, int], list[tuple[Piece, Ticket]]] = {}
    for ticket in tickets(run):
        for piece in ticket.pieces:
            every.setdefault((piece.pool, piece.resource), []).append((piece, ticket))
    spans = presence(run)
    for (pool, resource), own in every.items():
        plan = run.world.pools[pool]
        if plan.crew is None or plan.closing == "suspend":
            continue
        own.sort(key=lambda pair: (pair[0].seize, pair[0].release))
        # One who is called when needed begins at the base each time.
        may_be_called = bool(np.isinf(plan.duty.levels).any())
        for k, (piece, ticket) in enumerate(own):
            origins = [plan.crew.base]
            came = max((on for on, _ in spans[pool, resource] if on <= piece.seize), default=0.0)
            if k and own[k - 1][0].release >= came:
                before, there = own[k - 1]
                if before.outcome in PUT_DOWN:
                    continue  # somewhere on its way
                if not plan.crew.returns:
                    origins = [plan.crew.base] * may_be_called
                if not plan.crew.returns or plan.crew.stops > 1:
                    origins.append(tuple(run.script.place[there.case].tolist()))
            place = run.script.place[ticket.case]
            ways = [math.dist(origin, place) / plan.crew.speed * 3600 for origin in origins]
            took = piece.start - piece.seize - drawn(run, ticket).pickup
            if not np.isnan(took):
                assert any(took == pytest.approx(way, abs=SMALL) for way in ways)


def who_is_helped_keeps_the_place(run: SimResult) -> None:
    """Until the help has been given, or the case leaves."""
    found = {(t.case, t.attempt, t.operation): t for t in reversed(tickets(run))}
    lost = {(t.case, t.attempt): t.gone for t in found.values() if t.outcomes[-1] in LEAVES}
    for (case, attempt, op), ticket in found.items():
        helped = found.get((case, attempt, op + 1))
        if run.script.keeps[op] and ticket.outcomes[-1] == "served" and helped is not None:
            until = min(helped.gone, lost.get((case, attempt), math.inf), run.log.until)
            assert ticket.pieces[-1].release >= until


LAWS = (
    nobody_serves_two_at_once,
    pieces_lie_within_presence,
    nobody_works_while_out_of_order,
    occupancy_is_at_most_one,
    staff_is_on_duty_as_planned,
    drawn_work_is_done_and_no_more,
    crews_take_the_way_they_have,
    who_is_helped_keeps_the_place,
)
