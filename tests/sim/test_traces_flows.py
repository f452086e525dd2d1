"""Small runs worked out by hand: delays, going home, branches side by side, rework, sums."""

import pytest
from scipy import stats

from sim.drawing import draw
from tests.sim.models import DAY, at, desk, exp, flows, hours, poisson, rows

SERVED = "served"
OFFICE = hours(100.0, 200.0)
NEXT = DAY + 100.0
"""When the office opens the next day."""
STEPS = ("step", "enable_time", "start_time", "end_time")


def back(work):
    return {"service_time": work, "place": "back"}


def ends(given):
    return [end for (end,) in rows(given, "end_time")]


# Delays


@pytest.mark.parametrize(
    ("delay", "end"),
    [
        ({"time": 20.0}, 210),  # round the clock
        ({"time": 20.0, "calendar": "office"}, NEXT + 10),  # 10 today, 10 tomorrow
        ({"time": 10.0, "calendar": "office"}, 200),  # used up at closing, not at the opening
        ({"time": 110.0, "calendar": "office"}, DAY + 200),
        ({"time": "1 workdays", "calendar": "office"}, NEXT + 90),  # a workday is 100 s
        ({"time": "2.5 workdays", "calendar": "office"}, 3 * DAY + 140),  # 10 + 100 + 100 + 40
        ({"time": 0.0, "calendar": "office"}, 190),
    ],
)
def test_delays(delay, end):
    run = flows(
        {"x": (at(190), [{"delay": "post", **delay}])},
        {"a": 1.0},
        {"desk": ["a"]},
        calendars=OFFICE,
        horizon=DAY,
    )
    assert ends(run) == [end]


def test_a_workday_may_be_stated():
    # The office is open 100 s, but a workday counts 40.
    run = flows(
        {"x": (at(150), [{"delay": "post", "time": "2 workdays", "calendar": "office"}])},
        {"a": 1.0},
        {"desk": ["a"]},
        calendars={"office": {**OFFICE["office"], "workday": 40.0}},
        horizon=DAY,
    )
    assert ends(run) == [NEXT + 30]


def test_a_delay_that_begins_when_shut_begins_at_the_opening():
    run = flows(
        {"x": (at(250), [{"delay": "post", "time": 5.0, "calendar": "office"}])},
        {"a": 1.0},
        {"desk": ["a"]},
        calendars=OFFICE,
        horizon=DAY,
    )
    assert ends(run) == [NEXT + 5]


# Going home


def going_home(arrivals, time, **step):
    home = {"delay": "home", "time": time, "go_home": True, **step}
    return flows(
        {"x": (arrivals, ["a", home, "b"])},
        {"a": 5.0, "b": 0.0},
        {"desk": {"serves": ["a", "b"], "seats": "unlimited", "calendar": "office"}},
        calendars=OFFICE,
        horizon=DAY,
    )


def test_back_at_once_when_open_and_one_more_visit():
    run = going_home(at(150), 20.0)
    assert rows(run, "step", "visit", "end_time") == [
        ("a", 1, 155),
        ("home", 1, 175),
        ("b", 2, 175),
    ]


def test_back_at_an_own_place_in_the_next_opening_when_shut():
    # Home at 155 for 60: it is shut at 215. Everybody has a place of his own in [100, 200) of
    # the next day, uniform: Kolmogorov and Smirnov see nothing against it (p > .001).
    run = going_home(at(*[150.0] * 400), 60.0)
    came = [end - NEXT for step, end in rows(run, "step", "end_time") if step == "home"]
    assert len(set(came)) == 400
    assert all(0 <= t < 100 for t in came)
    assert stats.kstest(came, stats.uniform(0, 100).cdf).pvalue > 0.001
    assert ends(run)[1] == ends(run)[2]


def test_back_when_the_calendar_of_the_delay_says():
    # 60 s of office time from 155: 45 today, 15 tomorrow, when it is open.
    assert ends(going_home(at(150), 60.0, calendar="office"))[1] == NEXT + 15


# Side by side


def test_front_office_steps_one_at_a_time_and_back_office_at_once():
    # Branches: f1 (10), then f3 (5); b (7); f2 (20). At 0: f1, b. At 10 f1 is done: of f3, now
    # wanted in branch 1, and f2, waiting in branch 3, the first branch goes first: f3 [10, 15),
    # then f2 [15, 35). The case goes on at 35.
    side = {
        "parallel": [
            [{"serve": "f1"}, {"serve": "f3"}],
            [{"serve": "b"}],
            [{"serve": "f2"}],
        ]
    }
    works = {"f1": 10.0, "f3": 5.0, "b": back(7.0), "f2": 20.0, "last": 1.0}
    run = flows({"x": (at(0), [side, "last"])}, works, {name: [name] for name in works})
    assert rows(run, *STEPS) == [
        ("f1", 0, 0, 10),
        ("f3", 10, 10, 15),
        ("b", 0, 0, 7),
        ("f2", 15, 15, 35),
        ("last", 35, 35, 36),
    ]


def test_the_applicant_waits_in_one_line_at_a_time():
    # f1 is taken until 30 by another: the case waits for it, although f2 is free.
    side = {"parallel": [[{"serve": "f1"}], [{"serve": "f2"}]]}
    run = flows(
        {"first": (at(0), ["f1"]), "x": (at(1), [side])},
        {"f1": 30.0, "f2": 5.0},
        {"one": ["f1"], "two": ["f2"]},
    )
    assert rows(run, *STEPS)[1:] == [("f1", 1, 30, 60), ("f2", 60, 60, 65)]


def test_the_join_is_at_the_end_of_the_last_branch():
    # Four offices side by side, 2, 3, 1 and 5: the next step begins at 5.
    works = {"p": 2.0, "q": 3.0, "r": 1.0, "s": 5.0}
    side = {"parallel": [[{"serve": name}] for name in works]}
    run = flows(
        {"x": (at(0), [side, {"delay": "post", "time": 1.0}])},
        {name: back(work) for name, work in works.items()},
        {"office": {"serves": list(works), "seats": 4}},
    )
    assert ends(run) == [2, 3, 1, 5, 6]


def test_branches_within_branches():
    # Branch 1: a (2), then b (3) beside c (4), then d (1): 7. Branch 2: a delay of 5. Joined at 7.
    inner = {"parallel": [[{"serve": "b"}], [{"serve": "c"}]]}
    outer = {
        "parallel": [
            [{"serve": "a"}, inner, {"serve": "d"}],
            [{"delay": "post", "time": 5.0}],
        ]
    }
    works = {"a": 2.0, "b": 3.0, "c": 4.0, "d": 1.0, "e": 1.0}
    run = flows(
        {"x": (at(0), [outer, "e"])},
        {name: back(work) for name, work in works.items()},
        {"office": {"serves": list(works), "seats": 9}},
    )
    assert dict(rows(run, "step", "end_time")) == {
        "a": 2,
        "b": 5,
        "c": 6,
        "d": 7,
        "post": 5,
        "e": 8,
    }


def test_leaving_withdraws_what_waits_and_lets_run_what_runs():
    # Three branches of back-office work. a waits behind another until its patience of 5 ends: the
    # case leaves at 5. b, which waits too, is withdrawn; c, begun at 0, is finished at 8; the step
    # after c, and the step after the join, are not done.
    side = {
        "parallel": [
            [{"serve": "a"}],
            [{"serve": "b"}],
            [{"serve": "c"}, {"serve": "after c"}],
        ]
    }
    works = {
        "hold": back(50.0),
        "a": {**back(1.0), "patience": 5.0},
        "b": back(1.0),
        "c": back(8.0),
        "after c": back(1.0),
        "last": back(1.0),
    }
    run = flows(
        {"hold": (at(0), ["hold"]), "x": (at(0), [side, "last"])},
        works,
        {"busy": ["hold", "a", "b"], "free": ["c", "after c", "last"]},
    )
    assert rows(run, "activity", "start_time", "end_time", "outcome")[1:] == [
        ("a", None, 5, "abandoned"),
        ("b", None, 5, "abandoned"),
        ("c", 0, 8, SERVED),
    ]


def test_leaving_withdraws_front_office_steps_that_wait_for_the_applicant():
    # f1 waits and f2 behind it, in another branch: the case gives up f1 at 5 and never joins f2.
    side = {"parallel": [[{"serve": "f1"}], [{"serve": "f2"}]]}
    run = flows(
        {"first": (at(0), ["f1"]), "x": (at(0), [side])},
        {"f1": {"service_time": 30.0, "patience": 5.0}, "f2": 5.0},
        {"one": ["f1"], "two": ["f2"]},
    )
    assert rows(run, "activity", "end_time", "outcome") == [
        ("f1", 30, SERVED),
        ("f1", 5, "abandoned"),
    ]


# Rework


def test_rework_at_once_is_bounded():
    # Everybody goes back each time: with at most 3 rounds a and b are done 4 times in one visit.
    again = {"rework": "a", "probability": 1.0, "max_rounds": 3}
    run = flows({"x": (at(0), ["a", "b", again, "c"])}, {"a": 1.0, "b": 2.0, "c": 5.0}, {
        "desk": ["a", "b", "c"]
    })  # fmt: skip
    seen = rows(run, "step", "round", "visit", "start_time")
    assert seen == [
        *((name, k, 1, 3 * k + t) for k in range(4) for name, t in (("a", 0), ("b", 1))),
        ("c", 0, 1, 12),
    ]
    assert draw(run, seed=1).bounded == 1


def test_rework_after_going_home_leaves_done_what_stands_before_its_target():
    # a is done once; b twice, the second time after 10 at home, on the second visit.
    again = {"rework": "b", "probability": 1.0, "max_rounds": 1, "go_home": {"delay": 10.0}}
    run = flows({"x": (at(0), ["a", "b", again])}, {"a": 1.0, "b": 2.0}, {"desk": ["a", "b"]})
    assert rows(run, "activity", "round", "visit", "enable_time", "end_time") == [
        ("a", 0, 1, 0, 1),
        ("b", 0, 1, 1, 3),
        (None, 0, 1, 3, 13),
        ("b", 1, 2, 13, 15),
    ]


def test_nobody_goes_back_with_probability_zero():
    again = {"rework": "a", "probability": 0.0}
    run = flows({"x": (at(0), ["a", again])}, {"a": 1.0}, {"desk": ["a"]})
    assert ends(run) == [1]
    assert draw(run, seed=1).bounded == 0


# Sums


def test_a_merged_activity_takes_the_sum_of_its_parts_own_draws():
    # Two desks one after the other, and one desk with both works at .8 and 1.1: the same cases,
    # the same draws.
    parts = {"a": exp(60.0), "b": {"distribution": "lognormal", "mean": 90.0, "cv": 1.5}}
    both = {"distribution": "sum_of", "parts": ["a", "b"], "time_factor": 0.8}
    both["breadth_penalty"] = 1.1
    arrivals = poisson(1 / 100)
    apart = flows({"x": (arrivals, ["a", "b"])}, parts, {"desk": ["a", "b"]}, horizon=9000.0)
    merged = flows(
        {"x": (arrivals, ["both"])}, {**parts, "both": both}, {"desk": ["both", "a", "b"]},
        horizon=9000.0,
    )  # fmt: skip
    before, after = (draw(m, seed=1) for m in (apart, merged))
    a, b = before.work[0::2], before.work[1::2]
    assert after.work.size == a.size > 50
    assert after.work.tolist() == ((a + b) * (0.8 * 1.1)).tolist()


def test_a_part_that_stands_twice_is_drawn_twice():
    both = {"distribution": "sum_of", "parts": ["a", "a"]}
    merged = flows(
        {"x": (poisson(1 / 100), ["both"])},
        {"a": exp(60.0), "both": both},
        {"desk": ["both", "a"]},
        horizon=9000.0,
    )
    apart = flows(
        {"x": (poisson(1 / 100), ["a", {"serve": "a", "name": "a again"}])},
        {"a": exp(60.0)},
        {"desk": ["a"]},
        horizon=9000.0,
    )
    first, second = draw(apart, seed=1).work[0::2], draw(apart, seed=1).work[1::2]
    assert not set(first.tolist()) & set(second.tolist())
    assert draw(merged, seed=1).work.tolist() == (first + second).tolist()


# Ways


def test_branches_and_channels_part_cases_and_bring_them_together():
    # Shares of 1 and 0 leave no chance: through b, then on to d; nobody through c.
    part = {"branch": [{"probability": 1.0, "steps": [{"serve": "b"}]}]}
    run = flows(
        {
            "x": {
                "arrivals": at(0),
                "flow": [{"serve": "c"}],
                "channels": {
                    "counter": {"share": 1.0, "flow": [{"serve": "a"}, part, {"serve": "d"}]},
                    "phone": {"share": 0.0},
                },
            }
        },
        {"a": 1.0, "b": 2.0, "c": 4.0, "d": 8.0},
        {"desk": ["a", "b", "c", "d"]},
    )
    assert rows(run, "activity", "end_time") == [("a", 1), ("b", 3), ("d", 11)]


def test_a_channel_has_its_own_priority():
    channels = {"a": {"share": 0.5}, "b": {"share": 0.5, "priority": -1}}
    run = desk(at(*range(40)), 100.0, service={"channels": channels}, horizon=90.0)
    seen = sorted(rows(run, "start_time", "channel", "enable_time"))
    assert 0 < sum(channel for _, channel, _ in seen) < 40
    # After the first come all of b, then all of a, each in order of arrival.
    assert seen[1:] == sorted(seen[1:], key=lambda row: (-row[1], row[2]))
