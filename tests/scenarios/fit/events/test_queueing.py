"""Waiting for busy people is told from delays, in queues whose delays are known."""

from __future__ import annotations

import datetime as dt
import heapq
from typing import Literal

import numpy as np
import pytest

from scenarios.fit.contacts import Floats
from scenarios.fit.events.hours_by_group import same_for_all
from scenarios.fit.events.log import Events
from scenarios.fit.events.times import EventTimes, time_events
from scenarios.fit.events.working_time import round_the_clock

Order = Literal["first", "random", "last"]
HOUR = 3600.0
FIRST = dt.date(2026, 6, 1)
ALWAYS = same_for_all(round_the_clock(FIRST), 2)
N = 3000


def _queue(
    came: Floats, work: Floats, people: int, order: Order, rng: np.random.Generator
) -> tuple[Floats, np.ndarray]:
    """When each is begun, and by whom, of so many who take whom they find whenever free."""
    begun, by = np.empty(len(came)), np.empty(len(came), dtype=np.int64)
    free = [(0.0, k) for k in range(people)]
    line: list[int] = []
    coming = list(np.argsort(came)[::-1])
    for _ in came:
        now, who = heapq.heappop(free)
        if not line:
            now = max(now, came[coming[-1]])
        while coming and came[coming[-1]] <= now:
            line.append(coming.pop())
        at = {"first": 0, "last": -1, "random": int(rng.integers(len(line)))}[order]
        one = line.pop(at)
        begun[one], by[one] = now, who
        heapq.heappush(free, (now + work[one], who))
    return begun, by


def _office(
    delay: float, load: float, order: Order, seed: int, people: int = 3, backlog: int = 0
) -> tuple[Events, Floats]:
    """A log of cases accepted by machine-like clerks, and then decided; and their true queue."""
    rng = np.random.default_rng(seed)
    accepted = 1000.0 + np.cumsum(rng.exponential(HOUR / people / load, N))
    lay = np.where(np.arange(N) < backlog, 0.0, delay * rng.gamma(2.0, 0.5, N))
    work = HOUR * rng.gamma(3.0, 1 / 3, N)
    begun, by = _queue(accepted + lay, work, people, order, rng)
    each = np.column_stack
    nobody = np.full(N, -1)
    events = Events(
        first_day=FIRST,
        case=np.repeat(np.arange(N), 2),
        activity=np.tile([0, 1], N),
        group=np.tile([0, 1], N),
        resource=each([nobody, by]).ravel(),
        service=np.zeros(2 * N, dtype=np.int64),
        enable=np.full(2 * N, np.nan),
        start=each([accepted, begun]).ravel(),
        end=each([accepted, begun + work]).ravel(),
        activities=("accept", "decide"),
        groups=("desk", "office"),
        resources=tuple("ABCDEFGH"[:people]),
        services=("cases",),
    )
    return events, begun - accepted - lay


def _told(events: Events) -> EventTimes:
    return time_events(events, ALWAYS, 1800)


@pytest.mark.parametrize("order", ["first", "random", "last"])
@pytest.mark.parametrize(("delay", "load"), [(8.0, 0.75), (2.0, 0.9), (0.5, 0.9), (0.1, 0.95)])
def test_the_share_comes_back_in_whatever_order_a_queue_is_served(
    delay: float, load: float, order: Order
) -> None:
    events, queue = _office(delay * HOUR, load, order, seed=3)
    times = _told(events)
    total = float((times.busy + times.delay).sum())
    true = float(queue.sum()) / total
    # Truths from about 10 % to 95 %.
    assert abs(float(times.busy.sum()) / total - true) < 0.06
    # Three times the half width of an interval of 95 % is passed by hardly any log.
    half = float((times.busy_most - times.busy_least).sum()) / 2
    assert abs(float(times.busy.sum() - queue.sum())) < 3 * half + 1e-6 * total
    assert half < 0.15 * total


def test_truths_reach_from_a_tenth_to_nine_tenths() -> None:
    shares = []
    for delay, load in ((8.0, 0.75), (0.1, 0.95)):
        events, queue = _office(delay * HOUR, load, "first", seed=3)
        wait = (events.start[1::2] - events.end[::2]).sum()
        shares.append(float(queue.sum() / wait))
    assert shares[0] < 0.1
    assert shares[1] > 0.9


def test_each_wait_is_within_what_those_who_were_idle_allow() -> None:
    events, _ = _office(2 * HOUR, 0.9, "first", seed=4)
    times = _told(events)
    assert (times.busy >= 0).all()
    assert (times.delay >= -1e-6).all()
    assert np.allclose(times.busy + times.delay, np.maximum(0, events.start - times.arrival))
    assert (times.busy_least <= times.busy + 1e-6).all()
    assert (times.busy <= times.busy_most + 1e-6).all()
    assert (times.busy_most <= times.busy + times.delay + 1e-6).all()


def test_without_delays_all_waiting_is_for_people() -> None:
    events, queue = _office(0.0, 0.9, "random", seed=5)
    times = _told(events)
    assert times.delay.sum() < 1e-6 * queue.sum()


def test_where_nobody_is_ever_idle_the_range_is_told() -> None:
    # Far more comes than can be done: nothing tells how long it lay before it joined the line.
    events, queue = _office(20 * HOUR, 20.0, "first", seed=6, people=2, backlog=100)
    times = _told(events)
    assert times.busy_least.sum() < 0.01 * queue.sum()
    assert times.busy_most.sum() > queue.sum()
