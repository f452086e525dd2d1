"""Small runs worked out by hand: who is blocked, balks, loses patience or tries again."""

from sim.experiment import simulate
from sim.tally import Key
from tests.sim.models import DAY, at, desk, flows, hours, model, rows

SERVED = "served"
WHAT = ("case", "attempt", "enable_time", "start_time", "end_time", "outcome")


def line(arrivals, work, lines, seats=1, retry=None, **activity):
    """A telephone line with so many lines before so many agents."""
    return model(
        activities={"talk": {"service_time": work, "queue": "trunk", **activity}},
        queues={"trunk": {"lines": lines}},
        pools={"agents": {"serves": ["talk"], "seats": seats}},
        services={"call": {"arrivals": arrivals, "flow": [{"serve": "talk"}], "retry": retry}},
    )


def outcomes(given):
    return [outcome for (outcome,) in rows(given, "outcome")]


def number(given, measure, scope, of):
    tally = simulate(given).tally()
    k = tally.keys.index(Key(measure, scope, of))
    return tally.value[k]


# Balking


def test_only_those_not_served_at_once_balk():
    # All would: 0 is served until 5, 1 balks at 1, 2 is served at 5, 3 balks.
    run = desk(at(0, 1, 5, 5), 5.0, activity={"balk": 1.0})
    assert rows(run, *WHAT) == [
        (0, 0, 0, 0, 5, SERVED),
        (1, 0, 1, None, 1, "balked"),
        (2, 0, 5, 5, 10, SERVED),
        (3, 0, 5, None, 5, "balked"),
    ]


def test_who_does_not_balk_waits_with_patience():
    run = desk(at(0, 1), 5.0, activity={"patience": 2.0})
    assert outcomes(run) == [SERVED, "abandoned"]


def test_who_is_not_there_when_called_is_lost_though_somebody_is_free():
    # Nobody would be served by more staff; a second line of people is not held up by them.
    run = desk(at(0, 1), 5.0, activity={"no_show": 1.0}, pool={"staff": 3})
    assert rows(run, *WHAT) == [
        (0, 0, 0, None, 0, "abandoned"),
        (1, 0, 1, None, 1, "abandoned"),
    ]


# Blocking


def test_blocked_comes_before_served():
    # One line, two agents: the second is blocked although an agent is idle.
    assert outcomes(line(at(0, 0), 5.0, lines=1, seats=2)) == [SERVED, "blocked"]


def test_lines_count_those_waiting_picked_up_and_served():
    # Two lines. 0: ringing until 2, then talking until 7; 1: waits; 2 is blocked. At 7 the second
    # is picked up; 8 enters, 9 is blocked.
    run = line(at(0, 1, 2, 8, 9), 5.0, lines=2, pickup=2.0)
    assert outcomes(run) == [SERVED, SERVED, "blocked", SERVED, "blocked"]


def test_a_blocked_caller_is_lost_at_once():
    run = line(at(0, 1), 5.0, lines=1)
    assert rows(run, *WHAT)[1] == (1, 0, 1, None, 1, "blocked")


def test_after_work_takes_no_line():
    # One line: talked to until 5, after-work until 10. The caller of 6 enters, and waits until 10;
    # that of 7 is blocked.
    run = line(at(0, 6, 7), 5.0, lines=1, after_work=5.0)
    assert rows(run, "start_time", "outcome") == [(0, SERVED), (10, SERVED), (None, "blocked")]


def test_a_line_is_free_at_the_instant_at_which_work_ends():
    assert outcomes(line(at(0, 5), 5.0, lines=1)) == [SERVED, SERVED]


def test_a_line_freed_by_who_gives_up_is_free_only_after_who_comes_at_that_instant():
    # The second gives up at 3: patience comes last, so the third, at 3, finds both lines taken.
    run = line(at(0, 1, 3), 10.0, lines=2, patience=2.0)
    assert outcomes(run) == [SERVED, "abandoned", "blocked"]
    run = line(at(0, 1, 3.5), 10.0, lines=2, patience=2.0)
    assert outcomes(run) == [SERVED, "abandoned", "abandoned"]


def test_two_at_one_instant_take_the_last_line_in_order_of_case():
    assert outcomes(line(at(0, 1, 1), 5.0, lines=2)) == [SERVED, SERVED, "blocked"]


# Patience


def test_patience_stops_at_seize():
    # Seized at once, picked up for 10: patience of 3 does not matter any more.
    run = desk(at(0), 5.0, activity={"patience": 3.0, "pickup": 10.0})
    assert rows(run, "start_time", "outcome") == [(10, SERVED)]


def test_patience_of_zero_serves_only_at_once():
    run = desk(at(0, 0, 1), 1.0, activity={"patience": 0.0})
    assert outcomes(run) == [SERVED, "abandoned", SERVED]


def test_each_queue_has_its_own_patience():
    # Patience 4 in both queues. b is busy [0, 8); case 1 joins b at 5 and waits 3; case 2 gets a
    # at 5 and joins b at 10, where case 1 is served [8, 16): it gives up at 14; case 3 gives up a
    # at 6.
    run = flows(
        {"x": (at(0), ["b"]), "y": (at(0, 1, 2), ["a", "b"])},
        {"a": {"service_time": 5.0, "patience": 4.0}, "b": {"service_time": 8.0, "patience": 4.0}},
        {"a": ["a"], "b": ["b"]},
    )
    assert rows(run, "case", "activity", "enable_time", "start_time", "end_time") == [
        (0, "b", 0, 0, 8),
        (1, "a", 0, 0, 5),
        (1, "b", 5, 8, 16),
        (2, "a", 1, 5, 10),
        (2, "b", 10, None, 14),
        (3, "a", 2, None, 6),
    ]


# Trying again


def test_each_attempt_begins_anew_in_its_own_interval():
    # The second gives up at 3 and calls again after 10, at 13: the agent is busy until 20, it gives
    # up at 15, comes again at 25 and is served.
    run = desk(
        at(0, 1),
        20.0,
        activity={"patience": 2.0},
        service={"retry": {"probability": 1.0, "delay": 10.0}},
    )
    assert rows(run, *WHAT) == [
        (0, 0, 0, 0, 20, SERVED),
        (1, 0, 1, None, 3, "abandoned"),
        (1, 1, 13, None, 15, "abandoned"),
        (1, 2, 25, 25, 45, SERVED),
    ]
    assert number(run, "offered", "queue", "serve") == 4
    assert number(run, "arrivals", "all", "") == 2


def test_no_more_attempts_than_allowed():
    retry = {"probability": 1.0, "delay": 1.0, "at_most": 2}
    run = desk(at(0, 1), 90.0, activity={"balk": 1.0}, service={"retry": retry})
    assert rows(run, *WHAT)[1:] == [
        (1, 0, 1, None, 1, "balked"),
        (1, 1, 2, None, 2, "balked"),
        (1, 2, 3, None, 3, "balked"),
    ]


def test_blocked_callers_try_again_too():
    # Blocked at 1; at 6 the line is free.
    run = line(at(0, 1), 5.0, lines=1, retry={"probability": 1.0, "delay": 5.0})
    assert rows(run, *WHAT)[1:] == [(1, 0, 1, None, 1, "blocked"), (1, 1, 6, 6, 11, SERVED)]


def test_nobody_tries_again_with_probability_zero():
    run = line(at(0, 1), 5.0, lines=1, retry={"probability": 0.0, "delay": 5.0})
    assert outcomes(run) == [SERVED, "blocked"]


def test_an_attempt_after_closing_is_lost_and_counted():
    # Open [100, 200). Gives up at 195; the next attempt at 200 finds it shut. After 4 it is 199,
    # still open: he waits, gives up at 204, and finds it shut at 208.
    def run(delay):
        return desk(
            at(150, 190),
            60.0,
            activity={"patience": 5.0},
            pool={"calendar": "office"},
            service={"retry": {"probability": 1.0, "delay": delay}},
            calendars=hours(100.0, 200.0),
            horizon=DAY,
        )

    assert rows(run(5.0), *WHAT)[1:] == [
        (1, 0, 190, None, 195, "abandoned"),
        (1, 1, 200, None, 200, "turned_away"),
    ]
    assert number(run(5.0), "finished", "all", "") == 1
    assert outcomes(run(4.0)) == [SERVED, "abandoned", "abandoned", "turned_away"]


def test_a_further_attempt_begins_with_the_first_step_of_the_visit():
    # a [0, 1), then b is taken: gives up at 3, comes again at 13 and does a again, then b.
    # After going home a visit begins with b: only b is done again.
    def run(*between):
        return flows(
            {
                "x": (at(0), ["hold"]),
                "y": {
                    "arrivals": at(0),
                    "flow": [{"serve": "a"}, *between, {"serve": "b"}],
                    "retry": {"probability": 1.0, "delay": 10.0},
                },
            },
            {"hold": 12.0, "a": 1.0, "b": {"service_time": 1.0, "patience": 2.0}},
            {"one": ["hold", "b"], "two": ["a"]},
        )

    assert rows(run(), "case", "activity", "attempt", "end_time", "outcome")[1:] == [
        (1, "a", 0, 1, SERVED),
        (1, "b", 0, 3, "abandoned"),
        (1, "a", 1, 14, SERVED),
        (1, "b", 1, 15, SERVED),
    ]
    home = {"delay": "home", "time": 1.0, "go_home": True}
    assert rows(run(home), "case", "activity", "attempt", "visit", "end_time")[1:] == [
        (1, "a", 0, 1, 1),
        (1, None, 0, 1, 2),
        (1, "b", 0, 2, 4),
        (1, "b", 1, 2, 15),
    ]


def test_each_attempt_has_its_own_draws():
    # Every caller but the first gives up after his own patience, and is served in the end.
    spread = {"distribution": "uniform", "low": 1.0, "high": 2.0}
    run = desk(
        at(*(0.001 * k for k in range(9))),
        {"distribution": "uniform", "low": 5.0, "high": 9.0},
        activity={"patience": spread},
        service={"retry": {"probability": 1.0, "delay": 50.0, "at_most": 9}},
    )
    seen = rows(run, *WHAT)
    patience = [end - enable for *_, enable, _, end, outcome in seen if outcome == "abandoned"]
    work = [end - start for *_, start, end, outcome in seen if outcome == SERVED]
    assert len(patience) > 8
    assert len({round(t, 9) for t in patience}) == len(patience)
    assert all(1 <= t <= 2 for t in patience)
    assert len({round(t, 9) for t in work}) == len(work) == 9


def test_a_case_keeps_its_place_among_cases_when_it_tries_again():
    # Case 1 comes again at 10, at the instant at which case 2 arrives: it goes first.
    run = desk(
        at(0, 1, 10),
        10.0,
        activity={"patience": 15.0},
        service={"retry": {"probability": 1.0, "delay": 8.0}},
        pool={"seats": 1},
    )
    assert [row[3] for row in rows(run, *WHAT)] == [0, 10, 20]
    run = line(at(0, 2, 10), 5.0, lines=1, retry={"probability": 1.0, "delay": 8.0})
    assert rows(run, *WHAT)[1:4] == [
        (1, 0, 2, None, 2, "blocked"),
        (1, 1, 10, 10, 15, SERVED),
        (2, 0, 10, None, 10, "blocked"),
    ]


def test_who_gives_up_and_comes_again_at_one_instant():
    # No patience, and no time until the next attempt: all three attempts are at 1.
    run = desk(
        at(0, 1),
        5.0,
        activity={"patience": 0.0},
        service={"retry": {"probability": 1.0, "delay": 0.0, "at_most": 2}},
    )
    assert rows(run, *WHAT)[1:] == [(1, k, 1, None, 1, "abandoned") for k in range(3)]
