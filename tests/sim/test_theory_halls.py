"""Halls and offices whose numbers are known: windows in series, generalists, work side by side.

As in `test_theory` each number lies in a 99.9 % interval, at most 10 % wide to each side among the
normal tests and 2 % among the long ones.
"""

from heapq import heapify, heapreplace
from typing import Any

import numpy as np
import pytest

from scenarios.model import ServiceModel
from sim.experiment import simulate
from sim.tally import Key
from tests.sim import queueing_theory as theory
from tests.sim.confidence import Known, check
from tests.sim.models import DAY, exp, flows, hours, mm_s, poisson, series

MINUTE, HOUR = 60.0, 3600.0
REPLICATIONS = 40
HALL_TIME = Key("hall_time_mean", "all", "")
OPEN = (9 * HOUR, 17 * HOUR)


def day_of(per_hour: float) -> dict[str, Any]:
    """Visitors while the hall is open."""
    return {"pattern": "rates", "per_hour": per_hour, "start": OPEN[0], "end": OPEN[1]}


def five_windows(per_hour: float, days: int) -> ServiceModel:
    """Five single windows in series, 6 min each, open 09:00-17:00 until all inside are served."""
    return series(
        5,
        day_of(per_hour),
        exp(6 * MINUTE),
        pool={"calendar": "office"},
        calendars=hours(*OPEN),
        horizon=days * DAY,
    )


def five_generalists(factor: float, days: int) -> ServiceModel:
    """Five windows that each do all five works, at this factor of their sum."""
    parts = [f"w{k}" for k in range(1, 6)]
    merged = {"distribution": "sum_of", "parts": parts, "time_factor": factor}
    return flows(
        {"matter": (day_of(7.5), ["all"])},
        {**{name: exp(6 * MINUTE) for name in parts}, "all": merged},
        {"windows": {"serves": ["all", *parts], "seats": 5, "calendar": "office"}},
        calendars=hours(*OPEN),
        horizon=days * DAY,
    )


@pytest.mark.parametrize(
    ("days", "half"), [(4, 0.10), pytest.param(50, 0.02, marks=pytest.mark.oracles)]
)
@pytest.mark.parametrize(
    ("build", "given", "minutes", "unsure"),
    [
        (five_windows, 7.5, 91.5, 0.2),
        (five_windows, 9.0, 122.0, 0.5),
        (five_generalists, 0.6, 18.39, 0.005),
        (five_generalists, 0.65, 20.1, 0.05),
    ],
    ids=["five windows", "five windows 9/h", "generalists .6", "generalists .65"],
)
def test_a_day_in_a_hall(build, given, minutes, unsure, days, half):
    """The printed numbers are simulated themselves, and good to the last figure or as stated."""
    known = [Known(HALL_TIME, minutes * MINUTE, unsure * MINUTE)]
    check(build(given, days), known, REPLICATIONS, half)


def test_windows_in_series_are_lindleys_recursion():
    """On the same draws: each begins when he has come and the one before has gone, to the bit."""
    run = simulate(five_windows(9.0, 10), seed=1)
    work = run.script.work.reshape(-1, 5)
    day = (run.script.arrival // DAY).astype(int)
    end = np.array(run.script.arrival)
    for window in range(5):
        free = np.full(day.max() + 1, -np.inf)
        for case in range(end.size):
            end[case] = free[day[case]] = max(end[case], free[day[case]]) + work[case, window]
    assert end.size > 500
    assert np.array_equal(end, run.log.end_time)


@pytest.mark.parametrize("servers", [1, 3])
def test_a_line_is_kiefer_and_wolfowitzs_recursion(servers):
    """G/G/s on the same draws: each begins when he has come and the first server is free."""
    work = {"distribution": "lognormal", "mean": 0.9 * servers, "cv": 1.5}
    run = simulate(mm_s(1.0, work, servers, customers=4000, warm_up=0), seed=1)
    free = [0.0] * servers
    heapify(free)
    for case, (came, needs) in enumerate(zip(run.script.arrival, run.script.work, strict=True)):
        start = max(came, free[0])
        heapreplace(free, start + needs)
        assert run.log.services.start_time[case] == start
    assert (run.log.services.start_time > run.script.arrival).mean() > 0.5


def approvals(means: list[float], side_by_side: bool, cases: int) -> ServiceModel:
    """Back offices with ample staff, one after the other or all at once; means in days."""
    names = [f"office {k}" for k in range(len(means))]
    steps = [{"serve": name} for name in names]
    flow = [{"parallel": [[step] for step in steps]}] if side_by_side else steps
    activities = {
        name: {"service_time": exp(mean * DAY), "place": "back"}
        for name, mean in zip(names, means, strict=True)
    }
    return flows(
        {"permit": {"arrivals": poisson(cases / DAY), "flow": flow}},
        activities,
        {"staff": {"serves": names, "seats": "unlimited"}},
        horizon=DAY,
        drain=1000 * DAY,
    )


@pytest.mark.parametrize(
    ("cases", "half"), [(20, 0.10), pytest.param(600, 0.02, marks=pytest.mark.oracles)]
)
@pytest.mark.parametrize(
    ("means", "side_by_side", "days"),
    [
        ([2.0, 3.0, 1.0, 5.0], False, 11.0),
        ([2.0, 3.0, 1.0, 5.0], True, 6.508231),
        ([1.0] * 5, True, 2.283333),
    ],
)
def test_approvals_one_after_the_other_and_side_by_side(means, side_by_side, days, cases, half):
    value = theory.expected_longest(means) if side_by_side else sum(means)
    assert value == pytest.approx(days, abs=5e-7)
    known = [Known(Key("completion_time_mean", "all", ""), value * DAY)]
    model = approvals(means, side_by_side, cases)
    check(model, known, REPLICATIONS, half, with_controls=False)
