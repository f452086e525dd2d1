"""Small runs worked out by hand: who is sent home at closing, or comes too late for a ticket."""

import pytest

from tests.sim.models import DAY, at, desk, duty, flows, hours, ran, rows

SERVED, TURNED_AWAY = "served", "turned_away"
OFFICE = hours(100.0, 200.0)
WHAT = ("case", "visit", "enable_time", "start_time", "end_time", "outcome")
DOOR = {"calendar": "office", "closing": "turn_away"}


def own(run, case, op=0):
    """The uniform by which a case comes back to its step."""
    script = run.script
    return float(script.comes_back[script.first_draw[case] + op])


def office(arrivals, work, *, spans=((100.0, 200.0),), days=3, pool=None, **more):
    """A desk open daily in these spans that turns away."""
    return ran(
        desk(
            arrivals,
            work,
            pool={**DOOR, **(pool or {})},
            calendars={"office": {"open": {"daily": list(spans)}}},
            horizon=days * DAY,
            **more,
        )
    )


def test_who_waits_at_closing_goes_home_and_comes_back_on_the_next_open_day():
    # 0 is served [190, 220), past closing; 1 waits since 195 and is sent home at 200. It comes
    # back at its own place in [100, 200) of the next day, one visit more, and is served at once.
    run = office(at(190, 195), 30.0)
    back = DAY + 100 + own(run, 1) * 100
    assert rows(run, *WHAT) == [
        (0, 1, 190, 190, 220, SERVED),
        (1, 1, 195, None, 200, TURNED_AWAY),
        (1, 2, back, back, pytest.approx(back + 30), SERVED),
    ]
    assert duty(run)[:2] == [("desk0", 100, 200, "duty"), ("desk0", 200, 220, "overtime")]


def test_who_comes_at_the_closing_is_turned_away_and_before_the_opening_waits():
    # Open spans are [open, close): 200 is shut, and so is 300. Who comes at 50 waits until 100.
    run = office(at(50, 200, 300), 1.0)
    assert [row for row in rows(run, *WHAT) if row[2] < DAY] == [
        (0, 1, 50, 100, 101, SERVED),
        (1, 1, 200, None, 200, TURNED_AWAY),
        (2, 1, 300, None, 300, TURNED_AWAY),
    ]


def test_work_that_ends_at_the_closing_takes_the_next_no_more():
    # 0 ends at 200, at which the desk closes: ends come first, then the closing, then matching.
    run = office(at(150, 160), 50.0)
    assert rows(run, *WHAT)[1] == (1, 1, 160, None, 200, TURNED_AWAY)
    assert duty(run)[0] == ("desk0", 100, 200, "duty")


def test_over_the_midday_break_those_who_wait_stay():
    # Open [100, 200) and [300, 400): at 200 it opens again on that day. Who comes in between
    # waits too; 400 is the end of the day.
    run = office(at(190, 195, 250, 395), 20.0, spans=((100.0, 200.0), (300.0, 400.0)))
    assert rows(run, *WHAT)[:5] == [
        (0, 1, 190, 190, 210, SERVED),
        (1, 1, 195, 300, 320, SERVED),
        (2, 1, 250, 320, 340, SERVED),
        (3, 1, 395, 395, 415, SERVED),
    ]


def test_a_night_belongs_to_the_day_on_which_it_begins():
    # Open from 80000 to 90000 (past midnight at 86400). Whoever waits at 90000 is turned away and
    # comes back in the next night, which begins on the second day.
    night = ((80000.0, 90000.0),)
    run = office(at(89990, 89995), 30.0, spans=night)
    back = DAY + 80000 + own(run, 1) * 10000
    assert rows(run, *WHAT)[1:] == [
        (1, 1, 89995, None, 90000, TURNED_AWAY),
        (1, 2, back, back, pytest.approx(back + 30), SERVED),
    ]
    # Later on that second day it is before the opening.
    assert rows(office(at(90010), 30.0, spans=night), *WHAT) == [
        (0, 1, 90010, DAY + 80000, DAY + 80030, SERVED)
    ]


def test_shut_days_are_passed_over():
    # Open on Monday and Thursday (the first day is a Monday).
    run = ran(
        desk(
            at(200),
            5.0,
            pool=DOOR,
            calendars={"office": {"open": {"mon, thu": [(100.0, 200.0)]}}},
            horizon=7 * DAY,
        )
    )
    assert rows(run, "enable_time", "outcome")[1] == (3 * DAY + 100 + own(run, 0) * 100, SERVED)


def test_a_line_that_another_pool_still_serves_is_not_sent_home():
    # Two pools serve; one closes at 200, the other never.
    run = flows(
        {"x": (at(150, 150, 160, 250), ["a"])},
        {"a": 60.0},
        {
            "one": {"serves": ["a"], "seats": 1, **DOOR},
            "two": {"serves": ["a"], "seats": 1},
        },
        calendars=OFFICE,
        horizon=2 * DAY,
    )
    assert rows(run, "who", "start_time", "outcome") == [
        ("one0", 150, SERVED),
        ("two0", 150, SERVED),
        ("two0", 210, SERVED),
        ("two0", 270, SERVED),
    ]


def test_later_windows_are_done_again_from_the_step_at_which_one_was_sent_home():
    # a until 195, then b is busy until 300: sent home from b at 200, only b is done again; the
    # rest of the way counts as the second visit.
    run = ran(
        flows(
            {"x": (at(180), ["b"]), "y": (at(185), ["a", "b", {"delay": "d", "time": 1.0}])},
            {"a": 10.0, "b": 120.0},
            {
                "one": {"serves": ["a"], "seats": 1, **DOOR},
                "two": {"serves": ["b"], "seats": 1, **DOOR},
            },
            calendars=OFFICE,
            horizon=3 * DAY,
        )
    )
    back = DAY + 100 + own(run, 1, op=1) * 100
    found = rows(run, "case", "activity", "visit", "enable_time", "start_time", "outcome")
    assert found == [
        (0, "b", 1, 180, 180, SERVED),
        (1, "a", 1, 185, 185, SERVED),
        (1, "b", 1, 195, None, TURNED_AWAY),
        (1, "b", 2, back, back, SERVED),
        (1, None, 2, pytest.approx(back + 120), None, "elapsed"),
    ]


def test_patience_that_would_end_at_the_closing_does_not_count_any_more():
    # 1 would give up at 200: the closing comes first. On the next day it has its patience again.
    run = office(at(190, 195, DAY + 100), 100.0, activity={"patience": 5.0})
    assert rows(run, "case", "end_time", "outcome")[1] == (1, 200, TURNED_AWAY)


def test_what_was_done_before_a_hand_over_stays_done():
    # Two desks, one from 150 on. The second, on since 140, hands over at 150 with 10 of 100 done;
    # the case is sent home at 200, since desk 0 is busy with 0 until 210. It needs 90 more.
    run = office(
        at(110, 140),
        100.0,
        pool={
            "staff": [{"span": (0.0, 150.0), "level": 2}, {"span": (150.0, DAY), "level": 1}],
            "on_decrease": "hand_over",
            "seats": 2,
        },
    )
    assert rows(run, *WHAT)[1:3] == [
        (1, 1, 140, 140, 150, "handed_over"),
        (1, 1, 140, None, 200, TURNED_AWAY),
    ]
    ((start, end),) = [row[3:5] for row in rows(run, *WHAT)[3:]]
    assert end - start == pytest.approx(90)


def test_a_case_that_leaves_does_not_come_back_from_being_turned_away():
    # Two branches: at b the case is sent home at 200; at the back office c it gives up at 250,
    # and leaves. It must not turn up at b the next day.
    run = flows(
        {
            "x": (at(180), ["b"]),
            "y": (at(190), [{"parallel": [[{"serve": "b"}], [{"serve": "c"}]]}]),
            "z": (at(0), ["c"]),
        },
        {
            "b": 120.0,
            "c": {"service_time": 1000.0, "place": "back", "patience": 60.0},
        },
        {"one": {"serves": ["b"], "seats": 1, **DOOR}, "two": {"serves": ["c"], "seats": 1}},
        calendars=OFFICE,
        horizon=3 * DAY,
    )
    assert rows(run, "case", "activity", "end_time", "outcome")[2:] == [
        (2, "b", 200, TURNED_AWAY),
        (2, "c", 250, "abandoned"),
    ]


def test_who_is_sent_home_from_several_branches_comes_back_once():
    # Both windows are busy until 250. Sent home from a at 200, the applicant turns to b and is
    # sent home from there too. On the next day he comes to each at its own place: one visit more.
    # The 300 at home began on the first visit and count for it; so does the back office at 490.
    parallel = [[{"serve": "a"}], [{"serve": "b"}], [{"delay": "d", "time": 300.0}, {"serve": "c"}]]
    run = ran(
        flows(
            {"x": (at(130, 130), ["long"]), "z": (at(190), [{"parallel": parallel}])},
            {
                "long": 120.0,
                "a": 5.0,
                "b": 5.0,
                "c": {"service_time": 2 * DAY, "place": "back"},
            },
            {
                "one": {"serves": ["a", "long"], "seats": 1, **DOOR},
                "two": {"serves": ["b", "long"], "seats": 1, **DOOR},
                "three": {"serves": ["c"], "seats": 1},
            },
            calendars=OFFICE,
            horizon=3 * DAY,
        )
    )
    found = [row[1:] for row in rows(run, "case", "activity", "visit", "outcome") if row[0] == 2]
    assert found == [
        ("a", 1, TURNED_AWAY),
        ("a", 2, SERVED),
        ("b", 1, TURNED_AWAY),
        ("b", 2, SERVED),
        (None, 1, "elapsed"),
        ("c", 1, SERVED),
    ]


def test_papers_that_are_turned_away_are_no_visit():
    # The back office, busy until 250, shuts at 200; its work is done on the next day, and nobody
    # has come for it: the applicant, let in at 190, is at the window b all the while.
    run = ran(
        flows(
            {
                "x": (at(130), ["a"]),
                "y": (at(190), [{"parallel": [[{"serve": "a"}], [{"serve": "b"}]]}]),
            },
            {"a": {"service_time": 120.0, "place": "back"}, "b": 50.0},
            {
                "one": {"serves": ["a"], "seats": 1, **DOOR},
                "two": {"serves": ["b"], "seats": 1},
            },
            calendars=OFFICE,
            horizon=3 * DAY,
        )
    )
    assert rows(run, "activity", "visit", "end_time", "outcome")[1:3] == [
        ("a", 1, 200, TURNED_AWAY),
        ("a", 1, pytest.approx(DAY + 220 + own(run, 1, op=2) * 100), SERVED),
    ]
    assert rows(run, "activity", "visit", "end_time", "outcome")[3] == ("b", 1, 240, SERVED)


def test_each_time_counts_as_an_attempt_of_its_own():
    # Three attempts: 0 answered, 1 turned away after a wait of 5, answered at once the next day.
    run = office(at(190, 195), 30.0)
    tally = run.tally()
    found = zip(tally.keys, tally.amounts().tolist(), strict=True)
    of = {key.measure: value for key, value in found if key[1:3] == ("queue", "serve")}
    assert (of["offered"], of["answered"]) == (3, 2)
    assert (of["wait_max"], of["asa"]) == (5, 0)


# Last tickets


def test_after_the_last_ticket_new_visits_are_sent_home_but_not_later_windows():
    # Tickets are given until 170. Case 1 came at 160 and may go to b at 180; case 2 comes at 170.
    # It comes back between 100 and 170 of the next day.
    run = ran(
        flows(
            {"x": (at(160), ["a", "b"]), "y": (at(169, 170), ["b"])},
            {"a": 20.0, "b": 1.0},
            {
                "one": {"serves": ["a"], "seats": 1, "calendar": "office", "last_ticket": 30.0},
                "two": {"serves": ["b"], "seats": 1, "calendar": "office", "last_ticket": 30.0},
            },
            calendars=OFFICE,
            horizon=3 * DAY,
        )
    )
    back = DAY + 100 + own(run, 2) * 70
    assert rows(run, "case", "activity", "visit", "enable_time", "start_time", "outcome") == [
        (0, "a", 1, 160, 160, SERVED),
        (0, "b", 1, 180, 180, SERVED),
        (1, "b", 1, 169, 169, SERVED),
        (2, "b", 1, 170, None, TURNED_AWAY),
        (2, "b", 2, back, back, SERVED),
    ]


def test_a_window_after_no_time_at_all_is_a_later_window():
    # a takes no time: b is asked for at the instant at which the visit began, at 180.
    run = flows(
        {"x": (at(180), ["a", "b"])},
        {"a": 0.0, "b": 1.0},
        {
            "one": {"serves": ["a"], "seats": 1},
            "two": {"serves": ["b"], "seats": 1, "calendar": "office", "last_ticket": 30.0},
        },
        calendars=OFFICE,
        horizon=3 * DAY,
    )
    assert rows(run, "activity", "start_time", "outcome") == [
        ("a", 180, SERVED),
        ("b", 180, SERVED),
    ]


def test_a_window_after_the_back_office_is_of_the_same_visit():
    run = flows(
        {"x": (at(160), ["a", "c", "b"])},
        {"a": 5.0, "c": {"service_time": 10.0, "place": "back"}, "b": 1.0},
        {
            "one": {"serves": ["a", "b"], "seats": 1, "calendar": "office", "last_ticket": 30.0},
            "two": {"serves": ["c"], "seats": 1},
        },
        calendars=OFFICE,
        horizon=3 * DAY,
    )
    assert rows(run, "activity", "start_time", "outcome")[-1] == ("b", 175, SERVED)


def test_the_last_ticket_is_that_of_the_day_not_of_the_morning():
    # Open [100, 200) and [300, 400), last tickets 30 before the end: 180 is let in, 370 is not.
    run = office(
        at(180, 369, 370),
        5.0,
        spans=((100.0, 200.0), (300.0, 400.0)),
        pool={"closing": None, "last_ticket": 30.0},
    )
    assert rows(run, "case", "enable_time", "outcome")[:3] == [
        (0, 180, SERVED),
        (1, 369, SERVED),
        (2, 370, TURNED_AWAY),
    ]


def test_with_last_tickets_the_staff_still_serves_the_queue():
    # Three wait at 165; serve_queue goes on past 200. At 210, before the staff has gone, nobody
    # new is let in.
    run = office(at(165, 165, 165, 210), 20.0, pool={"closing": "serve_queue", "last_ticket": 30.0})
    assert rows(run, "case", "start_time", "outcome")[:4] == [
        (0, 165, SERVED),
        (1, 185, SERVED),
        (2, 205, SERVED),
        (3, None, TURNED_AWAY),
    ]


def test_who_comes_back_is_let_in_whatever_his_number():
    # Many come after the last ticket: each is let in on the next day, none is sent home for ever.
    run = office(
        at(*(170 + 0.1 * k for k in range(100))), 0.001, pool={"closing": None, "last_ticket": 30.0}
    )
    found = rows(run, "visit", "enable_time", "outcome")
    assert [row for row in found if row[2] == TURNED_AWAY] == [
        (1, 170 + 0.1 * k, TURNED_AWAY) for k in range(100)
    ]
    assert all(DAY + 100 <= t < DAY + 170 for visit, t, _ in found if visit == 2)


def test_people_come_back_by_the_hours_of_the_place_that_sent_them_home():
    # The desk is open in [100, 200), the matter all day long: they come back in [100, 200).
    run = ran(
        desk(
            at(250),
            5.0,
            pool=DOOR,
            service={"calendar": "day"},
            calendars={**OFFICE, "day": {"open": {"daily": [(0.0, DAY)]}}},
            horizon=3 * DAY,
        )
    )
    back = DAY + 100 + own(run, 0) * 100
    assert rows(run, "enable_time", "outcome")[1] == (back, SERVED)
