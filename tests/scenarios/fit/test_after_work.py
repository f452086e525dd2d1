"""Work after services: as it is, though it is seen to its end only while somebody waits."""

from __future__ import annotations

import heapq
from dataclasses import replace

import numpy as np
import pytest

from scenarios.fit.after_work import AfterWork
from scenarios.fit.contacts import Contacts
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.on_duty import find_on_duty
from scenarios.fit.services_in_order import ServicesInOrder
from scenarios.fit.waiting_clock import WaitingClock
from scenarios.section import TextPair
from tests.scenarios.fit.served import served

_NUMBER = 4000
_EACH = 1000.0
"""A service begins every so many seconds, and lasts as long as its gap leaves."""
_DAY = 86400.0


def _services(work: np.ndarray, waited: np.ndarray) -> tuple[ServicesInOrder, WaitingClock]:
    """One server: after each service somebody waits for so long, and the next comes when both the
    work is done and, if nobody waits any more by then, somebody new has come 100 s later."""
    gap = np.where(work <= waited, work, np.maximum(work, waited) + 100)
    begin = np.arange(_NUMBER) * _EACH
    begin += (begin // (_DAY - 2 * _EACH)) * 2 * _EACH  # no gap over midnight
    end = begin + _EACH - gap
    rows = [(b, b, e, 0) for b, e in zip(begin, end, strict=True)]
    services = ServicesInOrder.of(served(rows, 1), ())
    return services, WaitingClock.of(end - 50, end + np.minimum(waited, gap))


@pytest.mark.parametrize("patience", [20.0, 60.0])
def test_it_is_found_though_long_work_is_seldom_seen_to_its_end(patience: float) -> None:
    rng = np.random.default_rng(7)
    work = rng.gamma(2.0, 20.0, _NUMBER)
    services, clock = _services(work, rng.exponential(patience, _NUMBER))
    after = AfterWork.of(services, clock)
    found = after.times(np.zeros(_NUMBER - 1, dtype=bool), 300.0)
    # Greenwood's variance is at most that of the times seen to their end alone, had they been all
    # in the tail: half of the number is more than enough for four standard errors.
    close = 4 * work.std() / (len(found) / 2) ** 0.5
    assert found.mean() == pytest.approx(work.mean(), abs=close)
    assert after.followed[after.ended].mean() < work.mean() - close


def test_a_gap_is_work_or_a_break_and_never_both() -> None:
    rng = np.random.default_rng(8)
    gaps = np.where(
        rng.random(_NUMBER) < 0.1, rng.uniform(150, 290, _NUMBER), rng.uniform(5, 60, _NUMBER)
    )
    begin = np.concatenate([[0.0], np.cumsum(gaps + 200.0)])[:-1]
    keep = begin < _DAY - 1000
    begin = begin[keep]
    end = begin + 200.0
    # Somebody waits all day long.
    rows = [(0.0, b, e, 0) for b, e in zip(begin, end, strict=True)]
    duty = find_on_duty(served(rows, 1), 1)
    paid = duty.present.sum() * 900.0
    worked = len(begin) * (200.0 + duty.after_work.mean())
    # All of the time on duty is services and the work after them: nothing is counted twice.
    assert paid == pytest.approx(worked, rel=0.01)


def _line(agents: int, load: float, after: float, ring: float) -> Contacts:
    """First come, first served, eight hours a day for ten days; whoever has been free for longest
    takes the next: ``ring`` seconds, 180 of service, and lognormal work after it (cv 0.8)."""
    rng = np.random.default_rng(1)
    per_day = 8 * 3600 * load * agents / (180 + after + ring)
    spread = np.log(1 + 0.8**2) ** 0.5
    rows = []
    for day in range(10):
        opening = day * _DAY + 9 * 3600
        free = [(opening - agent, agent) for agent in range(agents)]
        heapq.heapify(free)
        for came in np.sort(opening + rng.uniform(0, 8 * 3600, rng.poisson(per_day))).tolist():
            since, agent = heapq.heappop(free)
            start = max(came, since) + ring
            end = start + rng.exponential(180)
            heapq.heappush(free, (end + after * rng.lognormal(-(spread**2) / 2, spread), agent))
            rows.append((came, start, end, agent))
    return served(rows, agents)


@pytest.mark.parametrize("agents", [3, 20])
def test_picking_up_is_seen_where_somebody_is_always_there_and_is_no_after_work(
    agents: int,
) -> None:
    fit = fit_contacts(_line(agents, 0.8, 30.0, 5.0), 10, TextPair(zh="虚构", en="made up"))
    assert fit.pickup is not None
    assert fit.pickup.mean == pytest.approx(5.0, abs=0.6)
    assert fit.after_work is not None
    assert fit.after_work.mean == pytest.approx(30.0, rel=0.1)


def test_where_nobody_rings_no_picking_up_is_seen() -> None:
    fit = fit_contacts(_line(20, 0.9, 30.0, 0.0), 10, TextPair(zh="虚构", en="made up"))
    assert fit.pickup is None


def test_work_that_the_log_measures_is_known_where_nobody_ever_waits() -> None:
    rng = np.random.default_rng(9)
    begin = 9 * 3600.0 + np.arange(400) % 40 * 600 + np.arange(400) // 40 * _DAY
    contacts = served([(b, b, b + 200.0, 0) for b in begin], 1)
    work = rng.gamma(2.0, 20.0, len(begin))
    source = TextPair(zh="日志", en="a log")
    assert fit_contacts(contacts, 10, source).after_work is None
    found = fit_contacts(replace(contacts, after_work=work), 10, source).after_work
    assert found is not None
    # Gamma of shape 2 and mean 40 s; four standard errors of the mean.
    assert found.mean == pytest.approx(40.0, abs=4 * 20 * 2**0.5 / 20)
    assert found.n == len(work)
