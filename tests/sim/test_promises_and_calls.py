"""Promises, speed-ups, calls settled at once, causes of rework and paid time, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.calendar_days import workday_limit, workdays_used
from sim.experiment import simulate
from sim.periods import BY_QUARTER, quarter_name, quarters_of
from sim.promise_times import PROMISE_TIMES
from sim.tally import Key
from tests.sim.models import DAY, at, desk, flows, hours, model

DAYS = np.array([[DAY * k, DAY * k + 61200.0] for k in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)])


def numbers(given):
    tally = simulate(given, seed=1).tally()
    return dict(zip(tally.keys, tally.amounts().tolist(), strict=True))


def of(given, scope, name, *measures, place=None):
    found = numbers(given)
    return [found[Key(measure, scope, name, place)] for measure in measures]


@given(st.floats(0.0, 7 * DAY), st.floats(0.0, 4 * DAY))
def test_the_workdays_used_are_the_least_limit_that_is_kept(came, took):
    used = float(workdays_used(DAYS, np.array([came]), np.array([came + took]))[0])
    assert np.isfinite(used)
    assert came + took <= workday_limit(DAYS, came, used)
    assert used == 0 or came + took > workday_limit(DAYS, came, used - 1)


def test_nothing_is_kept_by_what_never_ends_or_ends_beyond_the_days():
    ends = np.array([np.nan, np.inf, 12 * DAY])
    assert (workdays_used(DAYS, np.zeros(3), ends) == np.inf).all()


def three(**limits):
    """Three cases, one window, work 1000 s: done after 1000, 2000 and 3000 s."""
    return desk(at(0, 0, 0), 1000.0, horizon=4000.0, service={"limits": limits})


def test_the_promise_curve_is_the_share_done_within_each_time():
    found = numbers(three(promised=2000.0))
    share = [found[Key("promise_cdf", "service", "matter", t)] for t in PROMISE_TIMES.tolist()]
    took = np.array([1000.0, 2000.0, 3000.0])
    assert share == pytest.approx([(took <= t).mean() for t in PROMISE_TIMES])


def test_who_gives_up_was_promised_too():
    impatient = {"activity": {"patience": 500.0}}
    found = numbers(desk(at(0, 0, 0), 1000.0, horizon=4000.0, **impatient))
    assert found[Key("promise_cdf", "service", "matter", PROMISE_TIMES[-1])] == pytest.approx(1 / 3)


def test_a_promise_in_workdays_is_counted_in_workdays():
    # Open [0, 1000) every day, work 600: the second is interrupted at 1000 and done on day 1.
    given_model = desk(
        at(0, 0), 600.0, horizon=DAY, pool={"calendar": "office", "closing": "suspend"},
        service={"calendar": "office", "limits": {"statutory": "4 workdays", "promised": 86400}},
        calendars=hours(0.0, 1000.0),
    )  # fmt: skip
    shares = [of(given_model, "service", "matter", "promise_cdf", place=n)[0] for n in (0, 1, 2)]
    assert shares == [0.5, 1.0, 1.0]
    # Mean (0 + 1) / 2 of 4 workdays; the promise in plain time is in no unit of the law's.
    assert of(given_model, "service", "matter", "speed_up_actual") == [1 - 0.5 / 4]
    assert Key("speed_up_promised", "service", "matter") not in numbers(given_model)


def test_speed_ups_by_hand():
    found = of(three(statutory=8000.0, promised=6000.0), "service", "matter",
               "speed_up_promised", "speed_up_actual")  # fmt: skip
    assert found == pytest.approx([0.25, 1 - 2000 / 8000])


def test_compensation_is_paid_for_what_is_late():
    # Of three due after 2500 s one is late.
    found = numbers(three(promised=2500.0, compensation=30.0))
    for scope, name in (("service", "matter"), ("all", "")):
        assert found[Key("compensation", scope, name)] == 30.0
        assert found[Key("compensation_per_case", scope, name)] == 10.0
    assert not any(key.measure == "compensation" for key in numbers(three(promised=2500.0)))


def test_each_channel_pays_its_own():
    channels = {"a": {"share": 1.0, "limits": {"promised": 1500.0, "compensation": 8.0}},
                "b": {"share": 0.0}}  # fmt: skip
    given_model = desk(at(0, 0, 0), 1000.0, horizon=4000.0, service={"channels": channels})
    assert of(given_model, "service", "matter", "compensation") == [16.0]


def hotline(**service):
    """Two calls: the first is settled at once, the second makes a work order of 100 s."""
    return model(
        1000.0,
        activities={"talk": {"service_time": 10.0},
                    "order": {"place": "back", "service_time": 100}},
        pools={"agents": {"serves": ["talk"], "seats": 2},
               "office": {"serves": ["order"], "seats": 1}},
        services={"call": {
            "arrivals": at(0, 1),
            "flow": [{"serve": "talk"}],
            "channels": {"easy": {"share": 0.5}, "hard": {
                "share": 0.5, "flow": [{"serve": "talk"}, {"serve": "order"}]}},
            **service,
        }},
        targets={"quick": {"measure": "service_level", "queue": "talk", "fraction": 0.8,
                           "within": 30}},
    )  # fmt: skip


def test_calls_settled_at_once_and_work_orders_on_time():
    hard = sum(simulate(hotline()).script.channel)
    for promised, kept in ((200.0, 1.0), (50.0, 0.0)):
        found = numbers(hotline(limits={"promised": promised}))
        assert found[Key("one_call_fraction", "service", "call")] == (2 - hard) / 2
        if hard:
            assert found[Key("work_orders_on_time_fraction", "all", "")] == kept


def test_visits_have_no_one_call_resolution():
    assert not any(key.measure == "one_call_fraction" for key in numbers(three()))


def test_each_caller_counts_once_however_often_he_calls():
    # One agent, work 100, one line: the call of 1 is blocked, and again at 11 and 21.
    again = {"probability": 1.0, "delay": 10.0, "at_most": 2}
    given_model = desk(at(0, 1), 100.0, horizon=500.0, activity={"queue": "trunk"},
                       queues={"trunk": {"lines": 1}}, service={"retry": again})  # fmt: skip
    assert of(given_model, "queue", "trunk", "offered", "unique_callers") == [4, 2]


def test_returns_by_cause():
    # Each case is sent back to b once and to a once; per finished case two returns.
    again = [{"rework": name, "probability": 1.0, "max_rounds": 1} for name in ("b", "a")]
    given_model = flows(
        {"x": (at(0, 1), ["a", "b", *again]), "y": (at(0), ["a"])},
        {"a": 1.0, "b": 1.0}, {"p": ["a", "b"]},
    )  # fmt: skip
    assert of(given_model, "cause", "x: rework a", "returns", "returns_mean") == [2, 1.0]
    assert of(given_model, "cause", "x: rework b", "returns", "returns_mean") == [2, 1.0]
    assert of(given_model, "service", "x", "returns_mean") == [2.0]
    assert of(given_model, "all", "", "returns_mean") == [4 / 3]


def test_what_was_not_finished_was_not_sent_back_for_sure():
    # The run ends before anybody is done.
    again = [{"rework": "a", "probability": 1.0}]
    given_model = flows({"x": (at(0), ["a", *again])}, {"a": 5000.0}, {"p": ["a"]}, drain=0.0)
    assert of(given_model, "cause", "x: rework a", "returns") == [0]


def test_staff_without_a_seat_are_paid():
    # Three people, two seats, an hour; two cases of 900 s each.
    given_model = desk(at(0, 0), 900.0, horizon=3600.0, pool={"staff": 3})
    given_model = given_model.replace(pools={"desk": given_model.pools["desk"].replace(seats=2)})
    found = of(given_model, "pool", "desk", "busy_hours", "paid_hours", "worked_fraction",
               "staffed_hours", "occupancy", "windows")  # fmt: skip
    assert found == pytest.approx([0.5, 3.0, 1 / 6, 2.0, 0.25, 2])


def test_machines_are_counted_and_not_paid():
    given_model = desk(at(0), 900.0, 2, horizon=3600.0, pool={"machines": True})
    found = numbers(given_model)
    assert found[Key("machines", "all", "")] == 2
    assert Key("paid_hours", "all", "") not in found
    assert Key("windows", "all", "") not in found


def test_quarters_begin_with_measuring_and_then_with_the_calendar():
    dated = desk(at(0), 1.0, horizon=200 * DAY, warm_up=10 * DAY, start_date="2026-03-02")
    # Measured from 12 March; 1 April is day 30, 1 July day 121; 1 October is after the horizon.
    assert quarters_of(dated) == (10 * DAY, 30 * DAY, 121 * DAY)
    assert [quarter_name(dated, t) for t in quarters_of(dated)] == ["2026Q1", "2026Q2", "2026Q3"]
    assert quarters_of(dated.replace(start_date=None)) == ()
    assert quarters_of(dated.replace(horizon=29 * DAY)) == ()


def test_quarters_add_up_to_the_whole():
    given_model = desk(
        {"pattern": "rates", "per_hour": 2}, "40 min", horizon=60 * DAY, start_date="2026-03-02",
        service={"limits": {"promised": "2 h"}, "retry": {"probability": 0.5, "delay": 60.0}},
        targets={"soon": {"measure": "wait", "fraction": 0.5, "within": "30 min"}},
    )  # fmt: skip
    tally = simulate(given_model, seed=1).tally()
    sums = dict(zip(tally.keys, zip(tally.value, tally.per, strict=True), strict=True))
    for measure in BY_QUARTER:
        scope, of = ("target", "soon") if measure == "within_target_fraction" else (
            "service", "matter")  # fmt: skip
        parts = [sums[Key(measure, scope, of, t)] for t in quarters_of(given_model)]
        assert np.sum(parts, axis=0) == pytest.approx(sums[Key(measure, scope, of)])
        assert len(parts) == 2
