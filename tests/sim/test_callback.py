"""Small runs worked out by hand: callers who hang up and are called back."""

from tests.sim.models import DAY, at, duty, exp, flows, hours, model, ran, rows

SERVED, CALLBACK = "served", "callback"
WHAT = ("case", "enable_time", "seize_time", "start_time", "end_time", "outcome")


def line(arrivals, work=10.0, seats=1, *, lines=None, offer=None, pool=None, retry=None, **more):
    """A telephone line that offers call-backs for waits over 10 s."""
    words = {
        "activities": {
            "talk": {"service_time": work, "queue": "trunk", **more.pop("activity", {})}
        },
        "queues": {
            "trunk": {"lines": lines, "callback": {"when_wait_over": 10.0, **(offer or {})}}
        },
        "pools": {"agents": {"serves": ["talk"], "seats": seats, **(pool or {})}},
        "services": {"call": {"arrivals": arrivals, "flow": [{"serve": "talk"}], "retry": retry}},
    }
    return model(**{**words, **more})


def kept_lines(run):
    """Cases that were blocked."""
    return [case for case, outcome in rows(run, "case", "outcome") if outcome == "blocked"]


def test_it_is_offered_when_the_wait_ahead_is_longer():
    # Work 10, one agent. 1 finds nobody ahead: 1 x 10 is not over 10. 2 finds one ahead: 2 x 10
    # is. Patience would end after 15: 1 is served at 10; 2 does not lose patience, and 3 neither.
    run = line(at(0, 1, 2, 3), activity={"patience": 15.0})
    assert rows(run, *WHAT) == [
        (0, 0, 0, 0, 10, SERVED),
        (1, 1, 10, 10, 20, SERVED),
        (2, 2, 20, 20, 30, SERVED),
        (3, 3, 30, 30, 40, SERVED),
    ]


def test_who_is_taken_at_once_gets_no_offer_and_who_does_not_accept_waits_with_patience():
    run = line(at(0, 1, 2), offer={"accept": 0.0}, activity={"patience": 9.0})
    assert rows(run, "case", "end_time", "outcome") == [
        (0, 10, SERVED),
        (1, 20, SERVED),
        (2, 11, "abandoned"),
    ]
    # With an offer at any wait, the first is still served at once.
    run = line(at(0), offer={"when_wait_over": 0.0, "answer": 0.0})
    assert rows(run, "outcome") == [(SERVED,)]


def test_staff_on_duty_shortens_the_wait_ahead():
    # Two agents: 2 finds nobody ahead, 5 s; 3 one ahead, 10 s; 4 two ahead, 15 s: it is offered
    # and does not answer.
    run = line(at(0, 0, 1, 2, 3), 10.0, 2, offer={"answer": 0.0})
    assert rows(run, "case", "outcome") == [
        (0, SERVED),
        (1, SERVED),
        (2, SERVED),
        (3, SERVED),
        (4, CALLBACK),
    ]


def test_after_work_is_no_service():
    # Mean service is 10, after-work 5: with nobody ahead the wait is 10, not over 10.
    run = line(at(0, 1), activity={"after_work": 5.0}, offer={"answer": 0.0})
    assert rows(run, "outcome") == [(SERVED,), (SERVED,)]


def test_the_mean_is_that_of_the_distribution():
    # Mean 10.1: one with nobody ahead is offered it.
    run = line(at(0, 1), exp(10.1), offer={"answer": 0.0})
    assert rows(run, "outcome") == [(SERVED,), (CALLBACK,)]


def test_of_those_who_join_together_the_later_ones_are_not_ahead():
    # 1 and 2 come at 1: 1 has nobody ahead (10), 2 has one (20).
    run = line(at(0, 1, 1), offer={"answer": 0.0})
    assert rows(run, "case", "outcome") == [(0, SERVED), (1, SERVED), (2, CALLBACK)]


def test_only_those_who_go_before_are_ahead():
    # 2 has priority over 1, who waits: nobody is ahead of it.
    run = line(at(0, 1, 2, priorities=[0, 1, 0]), offer={"answer": 0.0})
    assert rows(run, "case", "start_time", "outcome") == [
        (0, 0, SERVED),
        (1, 20, SERVED),
        (2, 10, SERVED),
    ]


def test_nobody_on_duty_is_a_long_wait():
    run = line(at(0), offer={"answer": 0.0}, pool={"staff": [{"span": (50.0, 99.0), "level": 1}]})
    assert rows(run, *WHAT) == [(0, 0, 50, None, 50, CALLBACK)]


def test_no_answer_is_one_row_without_service():
    # Dialling takes 3. 2 and 3 hang up; they are called at 30 and 33 and do not answer: no
    # service, no after-work.
    run = line(
        at(0, 1, 2, 15),
        offer={"answer": 0.0, "accept": 1.0},
        activity={"pickup": 3.0, "after_work": 2.0},
    )
    columns = (*WHAT[:5], "release_time", "outcome")
    assert rows(run, *columns) == [
        (0, 0, 0, 3, 13, 15, SERVED),
        (1, 1, 15, 18, 28, 30, SERVED),
        (2, 2, 30, None, 33, 33, CALLBACK),
        (3, 15, 33, None, 36, 36, CALLBACK),
    ]


def test_it_is_dialled_in_the_order_of_the_queue():
    # Two activities share the line; only callers of "b" hang up (its work of 30 is over the 20 of
    # the offer). They keep their places among those of "a" who hold the line.
    run = flows(
        {"x": (at(0, 2), ["a"]), "y": (at(1, 3), ["b"])},
        {
            "a": {"service_time": 5.0, "queue": "trunk"},
            "b": {"service_time": 30.0, "queue": "trunk"},
        },
        {"agents": {"serves": ["a", "b"], "seats": 1}},
        queues={"trunk": {"callback": {"when_wait_over": 20.0, "answer": 0.0}}},
    )
    assert rows(run, "case", "activity", "seize_time", "outcome") == [
        (0, "a", 0, SERVED),
        (1, "b", 5, CALLBACK),
        (2, "a", 5, SERVED),
        (3, "b", 10, CALLBACK),
    ]


def test_who_hangs_up_frees_the_line_and_takes_one_again_when_called():
    # 0 talks, 1 waits (10 are not over 10), 2 and 3 hang up at once and need a line only until
    # then: three lines are enough, two are not.
    assert kept_lines(line(at(0, 1, 2, 3), lines=3)) == []
    assert kept_lines(line(at(0, 1, 2, 3), lines=2)) == [2, 3]
    # 1 hung up at 1 and is talked to from 10 on: of two who come at 12 one finds a line.
    run = line(at(0, 1, 12, 12), lines=2, offer={"when_wait_over": 5.0})
    assert kept_lines(run) == [3]


def test_a_call_that_is_handed_over_holds_one_line():
    # Everybody who waits hangs up. At 20 both agents call: 2 and 3. At 25 agent 1 goes and hands 3
    # over; agent 0 resumes it at 40. At 45 it holds one of three lines: two callers find a line.
    staff = [{"span": (0.0, 25.0), "level": 2}, {"span": (25.0, 900.0), "level": 1}]
    run = line(
        at(0, 0, 1, 2, 45, 45),
        20.0,
        2,
        lines=3,
        pool={"staff": staff, "on_decrease": "hand_over"},
        offer={"when_wait_over": 5.0},
    )
    assert rows(run, "case", "start_time", "end_time", "outcome")[2:] == [
        (2, 20, 40, SERVED),
        (3, 20, 25, "handed_over"),
        (3, 40, 55, SERVED),
        (4, 55, 75, SERVED),
        (5, 75, 95, SERVED),
    ]


def test_no_answer_is_not_tried_again():
    run = line(at(0, 1, 2), offer={"answer": 0.0}, retry={"probability": 1.0, "delay": 50.0})
    assert rows(run, "case", "attempt", "outcome")[2:] == [(2, 0, CALLBACK)]


OFFICE = {"calendars": hours(100.0, 200.0), "horizon": 2 * DAY}


def test_who_is_not_called_by_closing_is_called_first_at_the_next_opening():
    # 2 hung up; at 200 the agents serve out 0 and 1, who are inside, but do not call 2. The next
    # day it is called before 3, who came earlier in the morning and has the same priority.
    run = line(
        at(180, 181, 182, DAY + 50),
        30.0,
        pool={"calendar": "office"},
        offer={"when_wait_over": 50.0},
        **OFFICE,
    )
    assert rows(run, *WHAT) == [
        (0, 180, 180, 180, 210, SERVED),
        (1, 181, 210, 210, 240, SERVED),
        (2, 182, DAY + 100, DAY + 100, DAY + 130, SERVED),
        (3, DAY + 50, DAY + 130, DAY + 130, DAY + 160, SERVED),
    ]


def test_it_goes_before_those_who_waited_longer_at_the_next_opening():
    # 1 and 2 wait at the closing of a pool that suspends; 1 did not accept (nobody ahead of it),
    # 2 hung up: 2 goes first the next day.
    back = {"place": "back"}
    run = line(
        at(180, 181, 182),
        30.0,
        pool={"calendar": "office", "closing": "suspend"},
        offer={"when_wait_over": 30.0},
        activity=back,
        **OFFICE,
    )
    assert rows(run, "case", "start_time", "end_time") == [
        (0, 180, DAY + 110),
        (1, DAY + 140, DAY + 170),
        (2, DAY + 110, DAY + 140),
    ]


def test_who_has_hung_up_is_not_inside_for_other_windows_either():
    # x talks [190, 400), past closing at 200. y hangs up at 195; for that call another window
    # waits, side by side. Nobody being inside, the window closes on time, and y is called at the
    # next opening and goes there after it.
    run = flows(
        {
            "x": (at(190), ["a"]),
            "y": (at(195), [{"parallel": [[{"serve": "a"}], [{"serve": "b"}]]}]),
        },
        {"a": {"service_time": 210.0, "queue": "trunk"}, "b": 10.0},
        {
            "one": {"serves": ["a"], "seats": 1, "calendar": "office"},
            "two": {"serves": ["b"], "seats": 1, "calendar": "office"},
        },
        queues={"trunk": {"callback": {"when_wait_over": 0.0}}},
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert rows(run, "case", "activity", "start_time", "end_time") == [
        (0, "a", 190, 400),
        (1, "a", DAY + 100, DAY + 310),
        (1, "b", 2 * DAY + 100, 2 * DAY + 110),
    ]
    assert duty(run)[:2] == [("one0", 100, 200, "duty"), ("one0", 200, 400, "overtime")]
    assert next(row for row in duty(run) if row[0] == "two0") == ("two0", 100, 200, "duty")


def test_it_is_not_turned_away_as_the_others_are():
    run = line(
        at(180, 181, 182),
        30.0,
        pool={"calendar": "office", "closing": "turn_away"},
        offer={"when_wait_over": 30.0},
        **OFFICE,
    )
    found = rows(run, "case", "start_time", "outcome")
    assert found[1] == (1, None, "turned_away")
    assert found[-1] == (2, DAY + 100, SERVED)


def test_a_pending_call_is_unfinished_when_the_run_stops():
    run = line(at(0, 1, 2), horizon=15.0, drain=0.0)
    assert rows(run, "case", "outcome") == [(0, SERVED), (1, "unfinished"), (2, "unfinished")]


def test_a_case_that_leaves_gives_its_pending_call_up():
    # Two branches: in the first the case waits to be called back, in the second it gives up at 5.
    # The line of the first is free already: only as many come in later as there are lines.
    run = flows(
        {
            "x": (at(0, 0.5), ["talk"]),
            "y": (at(1), [{"parallel": [[{"serve": "talk"}], [{"serve": "file"}]]}]),
            "z": (at(0), ["file"]),
            "late": (at(6, 7, 8), ["talk"]),
        },
        {
            "talk": {"service_time": 10.0, "queue": "trunk"},
            "file": {"service_time": 90.0, "place": "back", "patience": 4.0},
        },
        {"agents": {"serves": ["talk"], "seats": 1}, "clerks": {"serves": ["file"], "seats": 1}},
        queues={"trunk": {"lines": 3, "callback": {"when_wait_over": 15.0, "accept": 1.0}}},
    )
    found = rows(run, "service", "activity", "end_time", "outcome")
    assert [row[1:] for row in found if row[0] == "y"] == [
        ("talk", 5, "abandoned"),
        ("file", 5, "abandoned"),
    ]
    assert all(row[3] != "blocked" for row in found)


def test_each_call_is_counted_once():
    run = ran(line(at(0, 1, 2, 3), offer={"answer": 0.0}))
    tally = run.tally()
    of = {key.measure: v for key, v in zip(tally.keys, tally.amounts(), strict=True) if key.of}
    assert (of["offered"], of["answered"]) == (4, 2)
