"""The loop of proof, with formulas in the place of the solver and the simulator."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from optimize.evaluation import Counts
from optimize.judging import judge
from optimize.lifting import lifted, lowered
from optimize.promise import Promise
from optimize.proof import prove
from optimize.proving import Effort, Proving
from scenarios.errors import InfeasibleError, Interrupted, SolverError

LEVEL = Promise("service_level", 0.9, within=30.0)
LOAD = np.array([3.0, 8.0, 20.0, 45.0, 30.0, 12.0])
EFFORT = Effort(replications=60, rounds=100, in_vain=100, first_check=200, most_check=800)


@dataclass(frozen=True, eq=False)
class Plan:
    need: np.ndarray
    interrupted: bool = False

    @property
    def staffed(self):
        return self.need

    @property
    def cost(self):
        return float(self.need.sum())


def kept_share(staffed, load, before=0.0):
    """A level that rises with staff as the normal distribution does around the load."""
    spare = staffed - load - before
    return stats.norm.cdf(spare / np.sqrt(load))


def least(load):
    n = int(load)
    while kept_share(n, load) < 0.9:
        n += 1
    return n


def simulator(carry=0.0):
    """Calls kept in time; ``carry`` of what an interval misses burdens the one after it."""

    def simulate(plan, replications, seed):
        part, whole = [], []
        for replication in replications:
            rng = np.random.default_rng([seed, replication])
            before, shares = 0.0, []
            for staffed, load in zip(plan.staffed[:, 0], LOAD, strict=True):
                share = float(kept_share(staffed, load, before))
                before = carry * load * (1 - share)
                shares.append(share)
            calls = rng.poisson(20 * LOAD)
            part.append(rng.binomial(calls, shares))
            whole.append(calls)
        return Counts(*(np.array(one, dtype=float)[..., None] for one in (part, whole)))

    return simulate


def proving(simulate=None, most=np.inf, scopes=None):
    return Proving(
        solve=Plan,
        simulate=simulate or simulator(),
        promise=LEVEL,
        scopes=np.eye(LOAD.size, dtype=bool) if scopes is None else scopes,
        group_of=(0,),
        most=np.full((LOAD.size, 1), most),
        days=np.zeros(LOAD.size, dtype=np.int64),
    )


def run(problem, need, **given):
    rounds = []
    found = prove(problem, np.asarray(need)[:, None], effort=EFFORT, told=rounds.append, **given)
    assert tuple(rounds) == found.rounds
    return found


@pytest.mark.parametrize("begin", [np.zeros(6), LOAD, 3 * LOAD], ids=["none", "load", "too many"])
def test_it_ends_at_the_least_wherever_it_begins(begin):
    found = run(proving(), begin.astype(np.int64))
    assert found.kept
    best = np.array([least(load) for load in LOAD])
    # One more where the least is so near to the promise that it cannot be told.
    assert (found.plan.need[:, 0] >= best).all()
    assert (found.plan.need[:, 0] <= best + 1 + (LOAD > 40)).all()


def test_what_an_interval_carries_over_is_made_good():
    alone = np.array([least(load) for load in LOAD])
    found = run(proving(simulator(carry=0.5)), alone)
    assert found.kept
    assert found.plan.cost > alone.sum()


def test_a_period_is_kept_over_its_calls_and_not_in_each_interval():
    day = np.ones((1, LOAD.size), dtype=bool)
    whole = run(proving(scopes=day), LOAD.astype(np.int64))
    each = run(proving(), LOAD.astype(np.int64))
    assert whole.kept
    assert whole.plan.cost <= each.plan.cost


def test_without_room_it_says_where_the_promise_is_missed():
    found = run(proving(most=20.0), np.minimum(LOAD, 20).astype(np.int64))
    assert not found.kept
    # With 20 people the loads of 3, 8 and 12 are kept, those of 20, 45 and 30 are not.
    assert found.check.met[:, 0].tolist() == [True, True, False, False, False, True]
    assert found.check.missed[:, 0].tolist() == [False, False, True, True, True, False]
    assert (found.plan.need <= 20).all()


def covers(error=InfeasibleError, **most):
    """A solver that has no shifts for more than so many in some intervals, as seats and breaks."""
    room = np.full((LOAD.size, 1), np.inf)
    for interval, people in most.items():
        room[int(interval.removeprefix("at_"))] = people

    def solve(need):
        if (need > room).any():
            raise error("no shifts for so many")
        return Plan(need)

    return solve


def test_what_no_shifts_cover_ends_only_its_own_lifting():
    problem = replace(proving(), solve=covers(at_3=45))
    found = run(problem, LOAD.astype(np.int64))
    # The fourth of the loads needs more than its 45, all others get what they need.
    assert found.check.met[:, 0].tolist() == [True, True, True, False, True, True]
    assert found.plan.need[3] == 45
    free = run(proving(), LOAD.astype(np.int64))
    others = [0, 1, 4, 5]
    assert abs(found.plan.need[others] - free.plan.need[others]).max() <= 1
    # The one before is lifted until nobody is late there: of 24,000 calls none is beyond 4 sigma,
    # which are 38 people, and the last step was one of less than 2 sqrt(38).
    assert found.plan.need[2] <= 20 + 4 * np.sqrt(20) + 2 * np.sqrt(38) + 1


def test_it_begins_with_one_less_where_all_the_room_is_asked_for_and_breaks_leave_none():
    begin = np.minimum(LOAD, 20).astype(np.int64)
    found = run(replace(proving(most=20.0), solve=covers(at_3=19)), begin)
    assert found.plan.need[3] == 19
    assert found.plan.need[4] == 20
    # What nobody could work either way is refused in the words of the solver.
    with pytest.raises(InfeasibleError, match="no shifts for so many"):
        run(replace(proving(most=20.0), solve=covers(at_3=18)), begin)


def test_what_takes_a_solver_too_long_is_tried_once_and_not_in_parts():
    begin, asked = np.minimum(LOAD, 20).astype(np.int64), []
    slow = covers(SolverError, at_3=19)

    def solve(need):
        asked.append(need[:, 0].tolist())
        return slow(need)

    found = run(replace(proving(most=20.0), solve=solve), begin)
    assert found.plan.need[3] == 19
    too_long = [need for need in asked if need[3] > 19]
    assert too_long == [begin.tolist()]


def test_the_check_has_random_numbers_of_its_own():
    seen = set()
    inner = simulator()

    def simulate(plan, replications, seed):
        seen.add((seed, replications.start))
        return inner(plan, replications, seed)

    found = run(proving(simulate), LOAD.astype(np.int64), seed=7)
    assert {seed for seed, _ in seen} >= {7, 8}
    assert found.rounds[-1].stage == "check"
    assert found.check.replications >= EFFORT.first_check


def test_ctrl_c_keeps_the_best_plan_so_far():
    calls = []
    inner = simulator()

    def simulate(plan, replications, seed):
        calls.append(plan)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return inner(plan, replications, seed)

    found = run(proving(simulate), 2 * LOAD.astype(np.int64))
    assert found.interrupted
    assert not found.kept
    assert found.plan in calls[:3]
    assert len(found.rounds) == 3


def test_ctrl_c_before_the_first_plan_keeps_nothing():
    def solve(need):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(replace(proving(), solve=solve), LOAD.astype(np.int64))


@pytest.mark.parametrize("pressed", [KeyboardInterrupt, Interrupted("stopped")])
@pytest.mark.parametrize("refusal", [InfeasibleError("no room."), SolverError("too long.")])
def test_ctrl_c_before_the_first_plan_keeps_one_that_is_made_at_once(pressed, refusal):
    def solve(need):
        raise pressed

    def at_once(need):
        if (need >= room).any():
            raise refusal
        return Plan(need, interrupted=True)

    begin, room = np.ceil(LOAD).astype(np.int64), np.inf
    problem = replace(proving(most=begin.max()), solve=solve, at_once=at_once)
    found = run(problem, begin)
    assert (found.interrupted, found.kept, found.check.replications) == (True, False, 0)
    assert found.need[:, 0].tolist() == found.plan.need[:, 0].tolist() == begin.tolist()
    # Where all there is room for is asked for, one less, as in a search.
    room = begin.max()
    less = run(problem, begin).need[:, 0]
    assert (begin - less).tolist() == (begin == room).astype(int).tolist()
    room = 0
    with pytest.raises(Interrupted, match="nothing is kept"):
        run(problem, begin)


def test_ctrl_c_before_the_first_plan_is_simulated_keeps_it_and_knows_nothing_of_it():
    def simulate(plan, replications, seed):
        raise KeyboardInterrupt

    begin = LOAD.astype(np.int64)
    cut = replace(proving(), solve=lambda need: Plan(need, interrupted=True))
    # Stopped while it is simulated, and while it is solved for.
    for problem, ended in ((proving(simulate), False), (cut, True)):
        found = run(problem, begin)
        assert (found.interrupted, found.kept, found.rounds) == (True, False, ())
        assert found.plan.interrupted == ended
        assert found.plan.need[:, 0].tolist() == found.need[:, 0].tolist() == begin.tolist()
        assert found.check.replications == 0
        assert found.counts.part.shape == found.counts.whole.shape == (0, LOAD.size, 1)
        assert not (found.check.met | found.check.missed).any()


def test_a_later_plan_that_was_not_solved_to_its_end_is_left():
    solved = []

    def solve(need):
        solved.append(Plan(need, interrupted=len(solved) == 2))
        return solved[-1]

    found = run(replace(proving(), solve=solve), LOAD.astype(np.int64))
    assert found.interrupted
    assert found.plan is solved[1]
    assert found.check.replications == EFFORT.replications


def judged_of(shares, calls=1000, promise=LEVEL):
    whole = np.full((30, len(shares), 1), float(calls))
    part = whole * np.asarray(shares)[:, None]
    counts = Counts(part, whole)
    return counts, judge(counts, promise, np.eye(len(shares), dtype=bool), 0.05)


def test_only_what_is_short_is_lifted_and_never_beyond_the_room():
    counts, judged = judged_of([0.95, 0.88, 0.99])
    need = np.array([[10], [20], [30]])
    eye = np.eye(3, dtype=bool)
    more = lifted(need, need, counts, judged, LEVEL, eye, (0,), np.full((3, 1), np.inf))
    assert (more > need)[:, 0].tolist() == [False, True, False]
    full = lifted(need, need, counts, judged, LEVEL, eye, (0,), need.astype(float))
    assert (full == need).all()


def test_where_the_worst_have_all_the_room_the_next_are_lifted():
    counts, judged = judged_of([0.80, 0.85, 0.89, 0.89])
    need, day = np.array([[10], [10], [10], [10]]), np.ones((1, 4), dtype=bool)
    judged = judge(counts, LEVEL, day, 0.05)
    most = np.array([[10.0], [np.inf], [np.inf], [np.inf]])
    more = lifted(need, need, counts, judged, LEVEL, day, (0,), most)
    assert (more > need)[:, 0].tolist() == [False, True, False, False]


def test_a_line_that_was_there_already_lifts_the_interval_before():
    counts, judged = judged_of([0.95, 0.60, 0.99])
    need = np.array([[10], [20], [30]])
    more = lifted(
        need, need, counts, judged, LEVEL, np.eye(3, dtype=bool), (0,), np.full((3, 1), np.inf)
    )
    assert (more > need)[:, 0].tolist() == [True, True, False]


def test_what_has_most_to_spare_is_lowered_first_and_what_is_fixed_never():
    _, judged = judged_of([0.92, 0.99, 0.999])
    need, eye = np.array([[10], [10], [10]]), np.eye(3, dtype=bool)
    fixed = np.array([[False], [False], [True]])
    less = lowered(need, judged, LEVEL, eye, (0,), fixed, 0.5)
    assert (need - less)[:, 0].tolist() == [0, 1, 0]


def test_ctrl_c_while_solving_keeps_the_best_plan_so_far():
    solved = []

    def solve(need):
        if len(solved) == 3:
            raise Interrupted("stopped")
        solved.append(Plan(need))
        return solved[-1]

    found = run(replace(proving(), solve=solve), 2 * LOAD.astype(np.int64))
    assert found.interrupted
    assert found.plan in solved


def exactly(level, spread=0.05):
    """Shares that are a level in the mean of any even number of replications, with its error."""

    def simulate(plan, replications, seed):
        level_of = np.asarray(level(plan, seed), dtype=float)
        way = np.where(np.array(replications) % 2, spread, -spread)
        part = 100.0 * (level_of[None, :] + way[:, None])
        return Counts(part[..., None], np.full_like(part, 100.0)[..., None])

    return simulate


def test_a_trial_that_falls_short_on_one_day_keeps_the_gain_of_the_others():
    begin, days = np.full(6, 20), np.array([0, 1, 0, 1, 0, 1])

    def level(plan, seed):
        # On the one day nobody can be spared, on the other a quarter can.
        return np.where(plan.staffed[:, 0] < np.where(days == 0, 20, 15), 0.5, 0.95)

    problem = replace(proving(exactly(level, 0.0)), days=days)
    found = run(problem, begin)
    assert found.kept
    assert found.plan.need[:, 0].tolist() == [20, 15] * 3
    # What is tried next is what the other day gained, which cannot fall short.
    again = next(after for fallen, after in pairwise(found.rounds) if fallen.short)
    assert (again.stage, again.short) == ("trim", 0)
    assert again.cost < begin.sum()
    whole = run(replace(problem, days=np.zeros(6, dtype=int)), begin)
    assert len(found.rounds) < len(whole.rounds)
    assert found.plan.cost <= whole.plan.cost


def test_a_check_that_a_scope_can_hardly_pass_is_ended_and_its_numbers_are_searched_with():
    begin, lucky, asked = np.full(6, 20), 7, []

    def level(plan, seed):
        return np.where((plan.staffed[:, 0] > 20) | (seed == lucky), 0.95, 0.895)

    inner = exactly(level)

    def simulate(plan, replications, seed):
        asked.append((seed, replications.start, replications.stop, plan.cost))
        return inner(plan, replications, seed)

    # At 200 replications the level is short by 0.5 % +- 0.35 %: with 18 verdicts that is unclear.
    found = run(proving(simulate), begin, seed=lucky)
    first, then = next(two for two in pairwise(found.rounds) if two[0].stage == "check")
    assert (first.short, first.replications) == (6, EFFORT.first_check)
    assert then.stage == "lift"
    assert not judge(
        inner(Plan(begin[:, None]), range(200), 0), LEVEL, np.eye(6, dtype=bool), 0.05 / 18
    ).missed.any()
    assert found.kept
    after = asked[[seed for seed, *_ in asked].index(lucky + 1) + 1 :]
    assert (lucky + 1, 0, EFFORT.first_check) in [one[:3] for one in after]
    # What the last check goes by no plan was chosen with.
    last = max(seed for seed, *_ in asked)
    assert {cost for seed, *_, cost in asked if seed == last} == {found.plan.cost}


def test_the_last_check_goes_on_until_all_is_clear():
    def level(plan, seed):
        return np.full(6, 0.95 if seed == 7 else 0.895)

    problem = proving(exactly(level), most=20.0)
    found = run(problem, np.full(6, 20), seed=7)
    assert found.check.missed.all()
    assert found.check.replications > EFFORT.first_check
