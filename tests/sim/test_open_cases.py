"""Small runs worked out by hand: cases that are open when the run begins."""

import pytest

from sim.drawing import draw
from tests.sim.models import DAY, at, desk, exp, flows, hours, ran, rows

SERVED = "served"
HOUR = 3600.0


def office(opened, arrivals=(), work=10.0, **more):
    """A desk with cases that wait at its start."""
    service = {"open_cases": opened, **more.pop("service", {})}
    return desk(at(*arrivals), work, service=service, **more)


def test_they_come_first_and_have_waited_since_they_came():
    # Two have waited, the second longer; one more comes at 0.
    run = office([{"step": "serve", "since": 5.0}, {"step": "serve", "since": 60.0}], [0])
    columns = ("case", "enable_time", "start_time", "end_time", "visit", "outcome")
    assert rows(run, *columns) == [
        (0, -60, 0, 10, 1, SERVED),
        (1, -5, 10, 20, 1, SERVED),
        (2, 0, 20, 30, 1, SERVED),
    ]


def test_their_waits_are_measured():
    run = ran(office([{"step": "serve", "since": 60.0}], [0]))
    tally = run.tally()
    found = zip(tally.keys, tally.amounts().tolist(), strict=True)
    of = {key.measure: v for key, v in found if key[1:3] == ("queue", "serve")}
    assert (of["offered"], of["wait_max"]) == (2, 60)


def test_patience_is_counted_from_the_beginning():
    # Patience 15: nobody gives up before 0. At 15 the third does, having waited since -90.
    run = office([{"step": "serve", "since": 90.0}] * 3, activity={"patience": 15.0}, work=10.0)
    assert rows(run, "enable_time", "end_time", "outcome") == [
        (-90, 10, SERVED),
        (-90, 20, SERVED),
        (-90, 15, "abandoned"),
    ]


def test_later_steps_have_the_patience_that_they_have():
    # It did a at 0; b is taken until 50 by another: it gives up at 1 + 3, not at 1 + 3 + 90.
    run = flows(
        {
            "x": {
                "arrivals": at(),
                "flow": [{"serve": "a"}, {"serve": "b"}],
                "open_cases": [{"step": "a", "since": 90.0}],
            },
            "y": (at(0), ["hold"]),
        },
        {"a": 1.0, "b": {"service_time": 1.0, "patience": 3.0}, "hold": 50.0},
        {"one": ["a"], "two": ["hold", "b"]},
    )
    assert rows(run, "activity", "end_time", "outcome")[:2] == [
        ("a", 1, SERVED),
        ("b", 4, "abandoned"),
    ]


def test_they_walk_from_the_step_on_which_they_are():
    run = flows(
        {
            "x": {
                "arrivals": at(),
                "flow": [{"serve": "a"}, {"delay": "post", "time": 100.0}, {"serve": "b"}],
                "open_cases": [
                    {"step": "b", "since": 7.0},
                    {"step": "post", "since": 40.0},
                    {"step": "a"},
                ],
            }
        },
        {"a": 10.0, "b": 10.0},
        {"one": ["a"], "two": ["b"]},
    )
    columns = ("case", "activity", "step", "enable_time", "start_time", "end_time", "outcome")
    assert rows(run, *columns) == [
        (0, None, "post", -40, None, 60, "elapsed"),
        (0, "b", "b", 60, 60, 70, SERVED),
        (1, "b", "b", -7, 0, 10, SERVED),
        (2, "a", "a", 0, 0, 10, SERVED),
        (2, None, "post", 10, None, 110, "elapsed"),
        (2, "b", "b", 110, 110, 120, SERVED),
    ]


def test_a_delay_has_used_up_the_open_time_of_the_days_before():
    # Open [100, 200) each day: since 4 days before (at midnight) 3 x 100 of 450 are used up... four
    # openings, that of the last day included: 400. The 50 left end at 150.
    run = flows(
        {
            "x": {
                "arrivals": at(),
                "flow": [{"delay": "wait", "time": 450.0, "calendar": "office"}, {"serve": "a"}],
                "open_cases": [{"step": "wait", "since": 4 * DAY}],
            }
        },
        {"a": 1.0},
        {"one": ["a"]},
        calendars=hours(100.0, 200.0),
        horizon=DAY,
    )
    assert rows(run, "enable_time", "end_time") == [(-4 * DAY, 150), (150, 151)]


def test_who_waits_at_the_beginning_is_let_in_already():
    # One line, balking, doors shut at that hour: they wait inside all the same.
    opened = [{"step": "serve", "since": 6 * HOUR}, {"step": "serve"}, {"step": "serve"}]
    run = office(opened, activity={"balk": 1.0})
    assert rows(run, "outcome") == [(SERVED,)] * 3
    run = office(
        opened,
        activity={"queue": "trunk"},
        queues={"trunk": {"lines": 1, "callback": {"when_wait_over": 0.0, "answer": 0.0}}},
    )
    assert rows(run, "outcome") == [(SERVED,)] * 3
    # 6 hours before midnight, 18:00, the office was shut.
    run = office(
        opened,
        pool={"calendar": "office", "closing": "turn_away", "last_ticket": HOUR},
        calendars=hours(9 * HOUR, 17 * HOUR),
        horizon=DAY,
    )
    assert rows(run, "start_time") == [(9 * HOUR,), (9 * HOUR + 10,), (9 * HOUR + 20,)]


def test_who_comes_after_them_is_not():
    # They hold the lines: a newcomer at 0 finds none.
    run = office(
        [{"step": "serve", "since": 5.0}] * 2,
        [0],
        activity={"queue": "trunk"},
        queues={"trunk": {"lines": 2}},
    )
    assert rows(run, "outcome") == [(SERVED,), (SERVED,), ("blocked",)]


def test_a_line_that_they_join_later_is_like_that_of_others():
    # Two windows side by side: served at a [0, 10) the applicant joins the line for b at 10, where
    # the desk is busy until 50, and balks.
    run = flows(
        {
            "x": {
                "arrivals": at(),
                "flow": [{"name": "both", "parallel": [[{"serve": "a"}], [{"serve": "b"}]]}],
                "open_cases": [{"step": "both", "since": 30.0}],
            },
            "y": (at(0), ["c"]),
        },
        {"a": 10.0, "b": {"service_time": 10.0, "balk": 1.0}, "c": 50.0},
        {"one": ["a"], "two": ["b", "c"]},
    )
    assert rows(run, "activity", "enable_time", "end_time", "outcome") == [
        ("a", -30, 10, SERVED),
        ("b", 10, 10, "balked"),
        ("c", 0, 50, SERVED),
    ]


def test_their_further_attempts_are_like_those_of_others():
    # Gives up at 15, comes again at 20: it would balk then.
    run = office(
        [{"step": "serve", "since": 90.0}, {"step": "serve", "since": 80.0}],
        work=100.0,
        activity={"patience": 15.0, "balk": 1.0},
        service={"retry": {"probability": 1.0, "delay": 5.0, "at_most": 1}},
    )
    assert rows(run, "case", "attempt", "end_time", "outcome") == [
        (0, 0, 100, SERVED),
        (1, 0, 15, "abandoned"),
        (1, 1, 20, "balked"),
    ]


def test_they_come_by_their_channel_with_its_priority():
    channels = {
        "counter": {"share": 1.0},
        "online": {"share": 0.0, "flow": [{"serve": "serve", "name": "on line"}], "priority": -1},
    }
    run = ran(
        office(
            [{"step": "serve", "since": 9.0}, {"step": "on line", "channel": "online"}],
            service={"channels": channels},
        )
    )
    assert rows(run, "step", "start_time") == [("serve", 10), ("on line", 0)]
    assert run.script.channel.tolist() == [0, 1]


def test_all_branches_of_a_parallel_step_began_then():
    run = flows(
        {
            "x": {
                "arrivals": at(),
                "flow": [
                    {"serve": "a"},
                    {"name": "checks", "parallel": [[{"serve": "b"}], [{"serve": "c"}]]},
                ],
                "open_cases": [{"step": "checks", "since": 30.0}],
            }
        },
        {"a": 1.0, **{name: {"service_time": 10.0, "place": "back"} for name in "bc"}},
        {"one": ["a", "b"], "two": ["c"]},
    )
    assert rows(run, "activity", "enable_time", "start_time") == [("b", -30, 0), ("c", -30, 0)]


def test_they_change_no_draw_of_those_who_come():
    def works(opened):
        given = desk(
            {"pattern": "rates", "per_hour": 60.0},
            exp(10.0),
            service={"open_cases": opened},
            horizon=DAY,
        )
        script = draw(given, seed=1)
        keys = zip(script.interval.tolist(), script.ordinal.tolist(), strict=True)
        return dict(zip(keys, zip(script.arrival, script.work, strict=True), strict=True))

    without = works([])
    some = works([{"step": "serve", "since": 60.0}] * 3)
    assert len(some) == len(without) + 3
    assert {key: some[key] for key in without} == without


def test_their_promise_runs_since_they_came():
    # Promised 100 s: the first came 95 s before and is finished at 10, too late.
    run = ran(
        office(
            [{"step": "serve", "since": 95.0}],
            [20],
            service={"limits": {"promised": 100.0}},
        )
    )
    tally = run.tally()
    found = zip(tally.keys, tally.amounts().tolist(), strict=True)
    assert next(v for k, v in found if k.measure == "on_time_fraction") == pytest.approx(0.5)
