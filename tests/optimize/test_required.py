"""The least staff: tables, peaks and days by formula, and by evaluation under random numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimize.demand import Demand, one_queue
from optimize.erlang_a import erlang_a
from optimize.evaluation import Counts
from optimize.iterate import Iteration
from optimize.judging import judge
from optimize.patience import exponential
from optimize.promise import Promise
from optimize.required import required
from optimize.steady_evaluation import SteadyEvaluation
from scenarios.errors import DataError, InfeasibleError, Interrupted

LEVEL = Promise("service_level", 0.9, 30.0)
DAY = np.array([10, 4, 2, 12, 60, 110, 90, 70, 80, 120, 50, 0.0])
"""Calls in each of twelve intervals."""


@pytest.mark.parametrize(
    ("calls", "aht", "with_c", "level", "below", "with_a"),
    [
        (120, 180, 10, 0.94799, 0.88113, 9),
        (300, 240, 26, 0.93226, 0.88808, 24),
        (600, 240, 47, 0.91460, 0.87445, 43),
        (1200, 180, 67, 0.91224, 0.87291, 61),
    ],
)
def test_the_staffing_table(calls, aht, with_c, level, below, with_a):
    demand = one_queue([calls / 2], 1800.0, aht, patience=120.0)
    found = required(demand, LEVEL, "erlang_c")
    assert found.required.tolist() == [[with_c]]
    assert found.level == pytest.approx(level, abs=5e-6)
    assert found.level_below == pytest.approx(below, abs=5e-6)
    assert required(demand, LEVEL, "erlang_a").required.tolist() == [[with_a]]


PROMISES = [
    LEVEL,
    *(
        replace(LEVEL, formula=formula)
        for formula in ("of_answered", "answered_or_quick_abandoned", "less_quick_abandoned")
    ),
    Promise("answered_fraction", 0.95),
    Promise("mean_wait", 20.0),
    Promise("completion", 0.8, 600.0),
]


@pytest.mark.parametrize("within", [60.0, 300.0, 900.0])
def test_completion_of_one_server_is_that_of_theory(within):
    # Time in an M/M/1 system is exponential with rate mu - lambda; handling is cut into 32 parts.
    demand = one_queue([10.0], 1800.0, 120.0)
    formula = SteadyEvaluation(demand, Promise("completion", 0.8, within), "erlang_c")
    part, whole = formula.shares(np.array([[1]]))
    theory = 1 - np.exp(-(1 / 120 - 10 / 1800) * within)
    assert float((part / whole)[0, 0]) == pytest.approx(theory, abs=0.01)


@pytest.mark.parametrize("method", ["erlang_c", "erlang_a", "modified_offered_load"])
@pytest.mark.parametrize("promise", PROMISES, ids=lambda p: f"{p.measure} {p.formula}")
@pytest.mark.parametrize("per", ["interval", "peak", "day"])
def test_it_is_kept_and_nobody_can_be_spared(method, promise, per):
    promise = replace(promise, per=per, peaks=((2 * 3600.0, 4 * 3600.0), (4.5 * 3600, 6 * 3600)))
    demand = one_queue(DAY, 1800.0, 200.0, patience=100.0, pickup=5.0)
    found = required(demand, promise, method)
    # In sums of its own: the calls of a scope that keep the promise.
    formula = SteadyEvaluation(demand, promise, method)
    clock = demand.starts
    scopes = {
        "interval": [clock == t for t in clock[:-1]],
        "peak": [(clock >= 7200) & (clock < 14400), (clock >= 16200) & (clock < 21600)],
        "day": [clock >= 0],
    }[per]

    def level(staffed, scope):
        counts = formula.evaluate(staffed, replications=range(1), seed=1)
        return counts.part[0, scope].sum() / counts.whole[0, scope].sum()

    kept = (lambda x: x <= 20) if promise.is_time else (lambda x: x >= promise.goal)
    for scope in scopes:
        assert kept(level(found.required, scope))
        for t in np.flatnonzero(scope & (found.required[:, 0] > 1)):
            fewer = found.required.copy()
            fewer[t] -= 1
            assert not kept(level(fewer, scope)), t
    assert found.required[-1] == 0
    assert np.isnan(found.level[-1]).all()


def test_a_promise_over_the_day_needs_no_more_than_one_for_each_interval():
    demand = one_queue(DAY, 1800.0, 200.0, patience=100.0)
    each = required(demand, LEVEL, "erlang_a").required.sum()
    assert required(demand, replace(LEVEL, per="day"), "erlang_a").required.sum() <= each


def test_the_modified_load_staffs_after_the_peak():
    calls = np.array([20.0, 20, 200, 20, 20, 20])
    demand = one_queue(calls, 900.0, 1200.0, patience=300.0)
    by_rate, by_load = (
        required(demand, LEVEL, method).required[:, 0]
        for method in ("erlang_a", "modified_offered_load")
    )
    assert by_load[3] > by_rate[3]
    assert by_load[2] < by_rate[2]


def test_a_pool_of_several_queues_is_staffed_for_all_their_calls():
    calls = np.array([[60.0, 30.0], [20.0, 40.0]])
    two = Demand(
        starts=np.array([0.0, 1800.0]), interval=1800.0, queues=("a", "b"), groups=("all",),
        group_of=(0, 0), calls=calls, aht=np.array([200.0, 300.0]), aht_cv=np.ones(2),
        pickup=np.zeros(2), patience=(exponential(120.0),),
    )  # fmt: skip
    found = required(two, LEVEL, "erlang_a")
    for t in range(2):
        rate = calls[t].sum() / 1800
        aht = calls[t] @ [200.0, 300.0] / calls[t].sum()
        n = int(found.required[t, 0])
        levels = erlang_a([n, n - 1], rate, aht, 120.0, 30.0).answered_within
        assert (levels >= 0.9).tolist() == [True, False]
        assert found.level[t] == pytest.approx([levels[0]] * 2)
        assert found.level_below[t] == pytest.approx([levels[1]] * 2)
    assert found.offered_load == pytest.approx(calls * [200 / 1800, 300 / 1800])


def test_a_ring_uses_up_the_acceptable_wait():
    plain = one_queue([100.0], 1800.0, 200.0, patience=100.0)
    ringing = one_queue([100.0], 1800.0, 200.0, patience=100.0, pickup=10.0)
    shorter = required(plain, replace(LEVEL, within=20.0), "erlang_a")
    assert required(ringing, LEVEL, "erlang_a").level == pytest.approx(shorter.level)
    with pytest.raises(InfeasibleError, match="more than the pick-up of 40 s, got 30 s"):
        required(one_queue([100.0], 1800.0, 200.0, pickup=40.0), LEVEL, "erlang_a")


@pytest.mark.parametrize(
    ("promise", "told"),
    [
        (Promise("service_level", 90, 30), "goal: expected a share between 0 and 1, got 90"),
        (Promise("mean_wait", 0), "goal: expected a time above 0"),
        (replace(LEVEL, per="peak"), "peaks: expected times of day .*, got none"),
    ],
)
def test_no_such_promise(promise, told):
    with pytest.raises(DataError, match=told):
        required(one_queue([1.0], 1800.0, 200.0), promise, "erlang_a")


class Noisy:
    """A formula under random numbers: Poisson calls, each of them kept or not.

    Who cannot be served in an interval comes to the next one too, so that lines are handed on.
    """

    def __init__(self, demand, promise, carried=0.3):
        self.demand, self.promise, self.carried = demand, promise, carried
        self.plans = 0

    def evaluate(self, staffed, *, replications, seed):
        self.plans += 1
        calls = self.demand.calls[:, 0].copy()
        part, whole = np.zeros((2, len(replications), *staffed.shape))
        draws = [np.random.default_rng([seed, r]) for r in replications]
        left = 0.0
        for t, n in enumerate(staffed[:, 0]):
            rate = (calls[t] + left) / self.demand.interval
            state = erlang_a(int(n), rate, self.demand.aht[0], 100.0, self.promise.within)
            left = self.carried * (calls[t] + left) * float(1 - state.answered_within)
            for r, draw in enumerate(draws):
                came = draw.poisson(calls[t])
                better = draw.random(came) < float(state.answered_within)
                whole[r, t], part[r, t] = came, better.sum()
        return Counts(part, whole)


@settings(max_examples=8)
@given(
    st.lists(st.integers(0, 80), min_size=2, max_size=7).filter(any),
    st.sampled_from(["interval", "peak", "day"]),
    st.floats(0.7, 0.95),
)
def test_the_iteration_ends_where_one_less_fails(calls, per, goal):
    promise = Promise("service_level", goal, 30.0, per=per, peaks=((0.0, 5400.0),))
    demand = one_queue(calls, 1800.0, 200.0, patience=100.0)
    fake = Noisy(demand, promise)
    how = Iteration(replications=20, seed=3)
    found = required(demand, promise, "simulation", evaluation=fake, iteration=how)
    scopes = promise.scopes(demand.starts)

    doubt = 0.05 / max(1, int(((scopes @ np.array(calls)) > 0).sum()))

    def met(staffed):
        counts = fake.evaluate(staffed, replications=range(20), seed=3)
        return judge(counts, promise, scopes, doubt).kept

    assert met(found.required)
    asked = scopes.any(axis=0) & (np.array(calls) > 0)
    for t in np.flatnonzero(asked & (found.required[:, 0] > 1)):
        fewer = found.required.copy()
        fewer[t] -= 1
        assert not met(fewer)
        counts = fake.evaluate(fewer, replications=range(20), seed=3)
        level = counts.part[:, t].sum() / counts.whole[:, t].sum()
        assert found.level_below[t, 0] == pytest.approx(level)


def test_evaluating_a_formula_gives_its_own_requirement():
    demand = one_queue(DAY, 1800.0, 200.0, patience=100.0)
    formula = SteadyEvaluation(demand, LEVEL, "erlang_a")
    how = Iteration(replications=2)
    found = required(demand, LEVEL, "simulation", evaluation=formula, iteration=how)
    exact = required(demand, LEVEL, "erlang_a")
    assert found.required.tolist() == exact.required.tolist()
    assert found.level == pytest.approx(exact.level, nan_ok=True)


def test_the_iteration_says_how_far_it_is():
    told = []
    demand = one_queue([40.0, 60.0], 1800.0, 200.0, patience=100.0)
    how = Iteration(replications=5, progress=lambda done, asked: told.append((done, asked)))
    fake = Noisy(demand, LEVEL)
    required(demand, LEVEL, "simulation", evaluation=fake, iteration=how)
    assert [done for done, _ in told] == list(range(1, fake.plans + 1))
    assert all(done <= asked for done, asked in told)


class Hopeless:
    def evaluate(self, staffed, *, replications, seed):
        shape = (len(replications), *staffed.shape)
        return Counts(np.zeros(shape), np.ones(shape))


def test_what_no_number_can_keep_is_told():
    demand = one_queue([40.0], 1800.0, 200.0, patience=100.0)
    with pytest.raises(InfeasibleError, match=r"callers at 00:00: expected a level of 0\.9, got 0"):
        required(demand, LEVEL, "simulation", evaluation=Hopeless())


def test_simulation_needs_something_that_simulates():
    with pytest.raises(DataError, match="evaluation: expected something that simulates"):
        required(one_queue([40.0], 1800.0, 200.0), LEVEL, "simulation")


def test_bounds_cover_as_often_as_they_say():
    # Twenty intervals of which each is at the goal: that any bound is above it is rare.
    promise, rng, wrong = Promise("service_level", 0.9, 30.0), np.random.default_rng(5), 0
    for _ in range(400):
        whole = rng.poisson(50, (30, 20, 1)).astype(float)
        part = rng.binomial(whole.astype(int), 0.9).astype(float)
        wrong += judge(Counts(part, whole), promise, np.eye(20, dtype=bool), 0.05 / 20).met.any()
    assert wrong / 400 < 0.11  # 5 % by Bonferroni; a level is skewed, so a little more
    assert wrong > 0


def test_ctrl_c_keeps_a_plan_that_keeps_the_promise():
    demand = one_queue([40.0, 60.0, 50.0, 5.0], 1800.0, 200.0, patience=100.0)
    for presses_at in range(1, 12):

        def press(done, asked, at=presses_at):
            if done == at:
                raise KeyboardInterrupt

        fake = Noisy(demand, LEVEL)
        how = Iteration(replications=20, seed=3, progress=press)
        try:
            found = required(demand, LEVEL, "simulation", evaluation=fake, iteration=how)
        except Interrupted:
            continue
        assert not found.complete
        counts = fake.evaluate(found.required, replications=range(20), seed=3)
        assert judge(counts, LEVEL, LEVEL.scopes(demand.starts), 0.05 / 4).kept
        break
    else:
        pytest.fail("no plan was ever kept")
