"""Where the time of finished cases goes: worked out by hand, and adding up in any model."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.event_log import FINISHED
from sim.experiment import simulate
from sim.presence_spans import anybody_on_duty, of_resources
from sim.tally import Key
from tests.sim.busy_models import busy_models
from tests.sim.models import DAY, at, desk, flows, hours
from tests.strategies import models

HOUR = 3600.0
PARTS = (
    "line_time_mean", "shut_time_mean", "touch_time_mean", "delay_time_mean", "away_time_mean",
)  # fmt: skip
unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large]


def numbers(given):
    tally = simulate(given, seed=1).tally()
    return dict(zip(tally.keys, tally.amounts().tolist(), strict=True))


def of(given, scope, name, *measures):
    found = numbers(given)
    return [found[Key(measure, scope, name)] for measure in measures]


def test_one_waits_in_line_while_it_is_open_and_else_it_is_shut():
    # Open [100, 200). At 50 two come: served [100, 130) and [130, 160), by 50 and 80 after.
    given = desk(
        at(50, 50), 30.0, pool={"calendar": "office"}, calendars=hours(100.0, 200.0), horizon=DAY
    )
    for scope, name in (("all", ""), ("activity", "serve"), ("pool", "desk")):
        found = of(given, scope, name, "line_time_mean", "shut_time_mean", "touch_time_mean")
        # In line 0 and 30, shut 50 each.
        assert found == [15, 50, 30]


def test_the_time_of_a_step_is_that_of_those_who_have_it():
    # Of 200 cases some 25 are looked into, for 80 s, half of them twice; all others are not.
    again = {"rework": "look", "probability": 0.5, "max_rounds": 1, "go_home": {"delay": 60.0}}
    some = {"branch": [{"probability": 0.125, "steps": [{"serve": "look"}, again]}]}
    given = flows(
        {"matter": (at(*range(0, 20_000, 100)), ["a", some])},
        {"a": 10.0, "look": 80.0},
        {"one": ["a"], "two": ["look"]},
        horizon=DAY,
    )
    each, share, over_all = of(
        given, "activity", "look", "step_touch_mean", "step_fraction", "touch_time_mean"
    )
    assert each == 80
    # Six standard deviations of a share of 1/8 of 200.
    assert share == pytest.approx(0.125, abs=6 * (0.125 * 0.875 / 200) ** 0.5)
    assert share * 200 == int(share * 200)
    # Once or twice for each who has it.
    assert share * each < over_all < 2 * share * each
    assert of(given, "activity", "a", "step_touch_mean", "step_fraction") == [10, 1]


def test_work_that_lies_overnight_is_shut():
    # From 150 on: 50 s on the first day, 50 on the next from DAY + 100 on.
    given = desk(
        at(150),
        100.0,
        activity={"place": "back"},
        pool={"calendar": "office"},
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert of(given, "activity", "serve", *PARTS[:3]) == [0, DAY - 100, 100]


def test_delays_and_the_way_home_are_told_apart():
    # 10 s of work, a post of 70 s, 300 s at home, 20 s of work.
    given = flows(
        {
            "matter": (
                at(0),
                [
                    "a",
                    {"delay": "post", "time": 70.0},
                    {"delay": "home", "time": 300.0, "go_home": True},
                    "b",
                ],
            )
        },
        {"a": 10.0, "b": 20.0},
        {"one": ["a"], "two": ["b"]},
    )
    assert of(given, "all", "", *PARTS) == [0, 0, 30, 70, 300]
    assert of(given, "service", "matter", *PARTS) == [0, 0, 30, 70, 300]
    assert of(given, "activity", "b", "visits_mean") == [1]
    assert of(given, "activity", "a", "visits_mean") == [1]


def test_who_was_lost_does_not_count_and_the_time_between_two_calls_is_away():
    # 0 is served at once until 100. 1 gives up at 11, calls again at 211: served at once.
    # 2 gives up at 12 and, the second time, is served after it at 221, when 1 is done.
    given = desk(
        at(0, 1),
        100.0,
        activity={"patience": 10.0},
        service={"retry": {"probability": 1.0, "delay": 200.0}},
    )
    # Touch 100 each; the second waited 10 and was away for 200.
    assert of(given, "all", "", *PARTS) == [5, 0, 100, 0, 100]
    # Nobody of the pool had it when it gave up.
    assert of(given, "pool", "desk", "line_time_mean", "touch_time_mean") == [0, 100]
    assert of(given, "activity", "serve", "line_time_mean") == [5]


def test_what_is_walked_again_is_rework():
    # Always sent back once: 10 s at a, 5 at b, then again from a on after 60 s at home.
    again = {"rework": "a", "probability": 1.0, "max_rounds": 1, "go_home": {"delay": 60.0}}
    given = flows(
        {"matter": (at(0), ["a", "b", again])}, {"a": 10.0, "b": 5.0}, {"one": ["a"], "two": ["b"]}
    )
    found = of(given, "all", "", "touch_time_mean", "rework_touch_mean", "away_time_mean")
    assert found == [30, 15, 60]
    assert of(given, "all", "", "visits_mean", "rework_visits_mean") == [2, 1]
    assert of(given, "activity", "a", "visits_mean") == [2]


def test_steps_side_by_side_count_each():
    # Both back offices begin at 0: one takes 40, the other 100; nobody is away meanwhile.
    given = flows(
        {"matter": (at(0), [{"parallel": [[{"serve": "a"}], [{"serve": "b"}]]}])},
        {
            "a": {"service_time": 40.0, "place": "back"},
            "b": {"service_time": 100.0, "place": "back"},
        },
        {"one": ["a"], "two": ["b"]},
    )
    assert of(given, "all", "", *PARTS) == [0, 0, 140, 0, 0]
    assert of(given, "all", "", "completion_time_mean") == [100]


def test_occupancy_by_hour_of_the_day():
    # Open [0, 7200): busy [3300, 3900), half in each hour.
    given = desk(
        at(3300), 600.0, pool={"calendar": "office"}, calendars=hours(0.0, 7200.0), horizon=2 * DAY
    )
    found = numbers(given)
    by_hour = [found[Key("occupancy", "pool", "desk", hour * HOUR)] for hour in range(3)]
    # Two days: 2 h on duty in each hour of the clock.
    assert by_hour[:2] == pytest.approx([300 / 7200, 300 / 7200])
    assert np.isnan(by_hour[2])


@settings(max_examples=40, deadline=None, suppress_health_check=unhurried)
@given(st.one_of(models(most_days=2), busy_models()))
def test_parts_add_up_in_any_model(model):
    run = simulate(model)
    tally = run.tally()
    keys = {key: k for k, key in enumerate(tally.keys)}
    part, cases = tally.sums()
    total = {m: part[keys[Key(m, "all", "")]] for m in PARTS}
    spent = sum(total.values())
    elapsed = part[keys[Key("completion_time_mean", "all", "")]]
    # Side by side time counts twice; it never gets lost.
    assert spent >= elapsed - 1e-3
    if not any(run.log.services.branch):
        assert spent == pytest.approx(elapsed, abs=1e-3)
    assert all(value >= 0 for value in total.values())
    for measure in PARTS[:3]:
        of_activities = sum(part[k] for key, k in keys.items() if key[:2] == (measure, "activity"))
        assert of_activities == pytest.approx(total[measure], abs=1e-3)
    visits = sum(part[k] for key, k in keys.items() if key[:2] == ("visits_mean", "activity"))
    assert visits == part[keys[Key("visits_mean", "all", "")]]
    counts = run.world.is_measured(run.script.arrival) & (run.log.fate == FINISHED)
    assert cases[keys[Key("line_time_mean", "all", "")]] == counts.sum()


@settings(max_examples=40, deadline=None, suppress_health_check=unhurried)
@given(st.one_of(models(most_days=2), busy_models()))
def test_the_hours_of_a_day_add_up_to_its_occupancy(model):
    tally = simulate(model).tally()
    part, whole = tally.sums()
    for name in model.pools:
        rows = [k for k, key in enumerate(tally.keys) if key[:3] == ("occupancy", "pool", name)]
        if rows:
            total, *hourly = rows
            assert part[hourly].sum() / HOUR == pytest.approx(part[total], abs=1e-6)
            assert whole[hourly].sum() / HOUR == pytest.approx(whole[total], abs=1e-6)


spans = st.lists(st.floats(0, 100), min_size=2, max_size=8, unique=True).map(
    lambda x: np.array(sorted(x)[: len(x) // 2 * 2]).reshape(-1, 2)
)


class Duty:
    """Two resources of one pool, each with spans apart."""

    def __init__(self, *of):
        self.pool = np.zeros(sum(map(len, of)), np.int64)
        self.resource = np.repeat(np.arange(len(of)), [len(one) for one in of])
        self.run = np.zeros_like(self.pool)
        self.on_time, self.off_time = np.concatenate(of).T


@given(spans, spans, st.lists(st.tuples(st.integers(0, 1), spans), min_size=1, max_size=5))
def test_spans_are_cut_to_those_on_duty(one, two, asked):
    duty = Duty(one, two)
    who = np.array([k for k, _ in asked])
    start, end = np.array([span[0] for _, span in asked]).T
    present, group = of_resources(duty, duty.run, 0, who, np.zeros_like(who))
    _, begin, until = present.cut(group, start, end)
    exact = sum(
        max(0.0, min(end[k], off) - max(start[k], on))
        for k in range(len(who))
        for on, off in (one, two)[who[k]]
    )
    assert (until >= begin).all()
    assert (until - begin).sum() == pytest.approx(exact, abs=1e-9)
    assert present.within(group, start, end).sum() == pytest.approx(exact, abs=1e-9)


@given(spans, spans, spans)
def test_anybody_is_there_where_one_is(one, two, asked):
    duty = Duty(one, two)
    anybody = anybody_on_duty(duty, duty.run, [0])
    on, off = anybody.on, anybody.off
    assert (on[1:] > off[:-1]).all()
    grid = np.linspace(0, 100, 997)
    there = [((s[:, 0] <= t) & (t < s[:, 1])).any() for t in grid for s in (np.vstack([one, two]),)]
    found = [((on <= t) & (t < off)).any() for t in grid]
    assert found == there
    both = anybody.within(np.zeros(len(asked), np.int64), asked[:, 0], asked[:, 1])
    assert (both <= asked[:, 1] - asked[:, 0] + 1e-9).all()
