"""Small runs worked out by hand: levels that change, people who leave, closing and opening."""

import pytest

from tests.sim.models import DAY, at, desk, duty, flows, hours, rows

SERVED = "served"
WHO = ("case", "who", "start_time", "end_time")
OFFICE = hours(100.0, 200.0)
NEXT = DAY + 100.0
"""When the office opens the next day."""


def staff(*levels):
    """Levels from each of these times to the next, given as (time, level) pairs and an end."""
    *blocks, end = levels
    ends = [*(t for t, _ in blocks[1:]), end]
    return {
        "staff": [
            {"span": (float(t), float(e)), "level": n}
            for (t, n), e in zip(blocks, ends, strict=True)
        ]
    }


def two_works(first, second, pool, **more):
    """At 0 one comes for ``first`` seconds of work, at 1 one for ``second``, at 2 one for 5."""
    return flows(
        {"x": (at(0), ["a"]), "y": (at(1), ["b"]), "z": (at(2), ["c"])},
        {"a": first, "b": second, "c": 5.0, **more},
        {"desk": {"serves": ["a", "b", "c"], **pool}},
    )


# Levels


def test_a_decrease_sends_idle_ones_home_the_highest_index_first():
    # Level 3, then 2 from 10: desk 0 works since 5, desks 1 and 2 are idle, desk 2 leaves.
    run = desk(at(5, 11, 12), 20.0, None, pool=staff((0, 3), (10, 2), 50))
    assert rows(run, *WHO) == [
        (0, "desk0", 5, 25),
        (1, "desk1", 11, 31),
        (2, "desk0", 25, 45),
    ]
    assert duty(run) == [
        ("desk0", 0, 50, "duty"),
        ("desk1", 0, 50, "duty"),
        ("desk2", 0, 10, "duty"),
    ]


def test_while_more_are_busy_than_the_level_whoever_finishes_next_leaves():
    # Level 2, then 1 from 10. Desk 0 works [0, 20), desk 1 [1, 13): desk 1 leaves at 13, 3 late,
    # and the third, waiting since 2, is served by desk 0 at 20.
    run = two_works(20.0, 12.0, staff((0, 2), (10, 1), 50))
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 20),
        (1, "desk1", 1, 13),
        (2, "desk0", 20, 25),
    ]
    assert duty(run) == [
        ("desk0", 0, 50, "duty"),
        ("desk1", 0, 10, "duty"),
        ("desk1", 10, 13, "overtime"),
    ]


def test_an_increase_first_cancels_pending_leaves():
    # As before, but the level is 2 again from 12: desk 1 need not leave at 13 and goes on.
    run = two_works(20.0, 12.0, staff((0, 2), (10, 1), (12, 2), 50))
    assert rows(run, *WHO)[2] == (2, "desk1", 13, 18)


def test_an_increase_then_adds_the_lowest_index_not_on_duty():
    # 2 busy, level 0 from 10 and 3 from 12: both leaves are cancelled and desk 2 comes at 12.
    run = two_works(20.0, 12.0, staff((0, 2), (10, 0), (12, 3), 50))
    assert rows(run, *WHO)[2] == (2, "desk2", 12, 17)
    # Level 3, 1, 2 with nobody busy: desks 2 and 1 leave, desk 1 comes back.
    run = desk(at(), 1.0, None, pool=staff((0, 3), (10, 1), (20, 2), 50), horizon=100.0)
    assert duty(run) == [
        ("desk0", 0, 50, "duty"),
        ("desk1", 0, 10, "duty"),
        ("desk1", 20, 50, "duty"),
        ("desk2", 0, 10, "duty"),
    ]


def test_blocks_add_up_and_seats_limit_them():
    # Two blocks of 2 overlap on [10, 20), with three seats: levels 2, 3, 2.
    blocks = [{"span": (0.0, 20.0), "level": 2}, {"span": (10.0, 30.0), "level": 2}]
    run = desk(at(), 1.0, 3, pool={"staff": blocks}, horizon=100.0)
    assert duty(run) == [
        ("desk0", 0, 30, "duty"),
        ("desk1", 0, 30, "duty"),
        ("desk2", 10, 20, "duty"),
    ]


def test_duty_of_pending_leavers_cut_by_the_end_is_overtime():
    # Level 0 from 10, work until 40, the run ends at 30: duty until 10, then overtime.
    run = desk(at(5), 35.0, None, pool=staff((0, 1), 10), horizon=20.0, drain=10.0)
    assert duty(run) == [("desk0", 0, 10, "duty"), ("desk0", 10, 30, "overtime")]


# Handing over


def test_the_one_who_started_last_hands_over():
    # Pick-up 1 each. Desk 0 works [1, 21), desk 1 [2, 14); the level falls to 1 at 10. Desk 1
    # started last: of 12 it has done 8. The case waits on, keeps its enable time and goes before
    # the third; desk 0 picks it up at 21 in full, does the 4 that are left, then the third.
    ring = {"pickup": 1.0}
    run = two_works(
        {"service_time": 20.0, **ring},
        {"service_time": 12.0, **ring},
        {**staff((0, 2), (10, 1), 50), "on_decrease": "hand_over"},
    )
    columns = ("case", "who", "enable_time", "seize_time", "start_time", "end_time", "outcome")
    assert rows(run, *columns) == [
        (0, "desk0", 0, 0, 1, 21, SERVED),
        (1, "desk1", 1, 1, 2, 10, "handed_over"),
        (1, "desk0", 1, 21, 22, 26, SERVED),
        (2, "desk0", 2, 26, 26, 31, SERVED),
    ]
    assert duty(run) == [("desk0", 0, 50, "duty"), ("desk1", 0, 10, "duty")]


def test_a_case_handed_over_has_no_patience_left_to_lose():
    # Patience 5: the third, waiting since 2, gives up at 7. The second is served from 1 on and
    # handed over at 10; it waits until 20.
    patient = {"patience": 5.0}
    run = two_works(
        20.0,
        {"service_time": 12.0, **patient},
        {**staff((0, 2), (10, 1), 50), "on_decrease": "hand_over"},
        c={"service_time": 5.0, **patient},
    )
    assert rows(run, "case", "start_time", "end_time", "outcome") == [
        (0, 0, 20, SERVED),
        (1, 1, 10, "handed_over"),
        (1, 20, 23, SERVED),
        (2, None, 7, "abandoned"),
    ]


@pytest.mark.parametrize(("priority", "starts"), [(1, [20, 23]), (0, [25, 20])])
def test_a_case_handed_over_goes_first_within_its_priority_only(priority, starts):
    # The second is handed over at 10, of priority 1. The third is an activity that the pool
    # prefers: of the same priority it waits for the second (3 left), else it goes before it.
    run = flows(
        {
            "x": (at(0), ["a"]),
            "y": {"arrivals": at(1), "flow": [{"serve": "b"}], "priority": 1},
            "z": {"arrivals": at(2), "flow": [{"serve": "c"}], "priority": priority},
        },
        {"a": 20.0, "b": 12.0, "c": 5.0},
        {
            "desk": {
                "serves": ["c", "a", "b"],
                "on_decrease": "hand_over",
                **staff((0, 2), (10, 1), 50),
            }
        },
    )
    last = dict(rows(run, "case", "start_time"))
    assert [last[1], last[2]] == starts


PAIR = {
    "people": {"A": {"shifts": [{"span": (0.0, 10.0)}]}, "B": {"shifts": [{"span": (0.0, 50.0)}]}},
    "on_decrease": "hand_over",
}


def test_a_person_whose_shift_ends_hands_over_to_one_who_is_idle():
    # A works from 4 on; at 10 B takes over at once, with pick-up, and does the 3 that are left.
    run = desk(at(2), 7.0, None, activity={"pickup": 2.0}, pool=PAIR)
    assert rows(run, "who", "seize_time", "start_time", "end_time", "outcome") == [
        ("A", 2, 4, 10, "handed_over"),
        ("B", 10, 12, 13, SERVED),
    ]


def test_a_pickup_handed_over_restarts():
    # Seized at 8, picked up until 12: at 10 nothing is done yet; B begins anew.
    run = desk(at(8), 7.0, None, activity={"pickup": 4.0}, pool=PAIR)
    assert rows(run, "who", "seize_time", "start_time", "end_time", "outcome") == [
        ("A", 8, None, 10, "handed_over"),
        ("B", 10, 14, 21, SERVED),
    ]


def test_after_work_is_finished_not_handed_over():
    # Work until 9, after-work until 13: A stays until then, 3 too long.
    run = desk(at(2), 7.0, None, activity={"after_work": 4.0}, pool=PAIR)
    assert rows(run, "who", "end_time", "release_time") == [("A", 9, 13)]
    assert ("A", 10, 13, "overtime") in duty(run)


# When those on duty serve the queue after closing


def two_windows(services, works=None, pools=("w1", "w2"), **more):
    works = {"w1": 30.0, "w2": 20.0, **(works or {})}
    seats = {f"d{p}": {"serves": [p], "seats": 1, "calendar": "office"} for p in pools}
    return flows(services, works, seats, calendars=OFFICE, horizon=DAY, **more)


def overtime(run):
    return {name: off - 200 for name, on, off, kind in duty(run) if kind == "overtime"}


def test_before_opening_nobody_serves():
    run = two_windows({"x": (at(0, 99), ["w1"])})
    assert rows(run, "start_time") == [(100,), (130,)]


def test_later_windows_stay_for_those_inside():
    # Open [100, 200). 190: w1 [190, 220), w2 [220, 240). 195: w1 [220, 250), w2 [250, 270).
    # So w1 is needed until 250 and w2 until 270.
    run = two_windows({"x": (at(190, 195), ["w1", "w2"])})
    assert rows(run, "case", "activity", "start_time", "end_time") == [
        (0, "w1", 190, 220),
        (0, "w2", 220, 240),
        (1, "w1", 220, 250),
        (1, "w2", 250, 270),
    ]
    assert overtime(run) == {"dw10": 50, "dw20": 70}


def test_a_window_that_nobody_inside_needs_closes_on_time():
    run = two_windows({"x": (at(190), ["w1"])})
    assert overtime(run) == {"dw10": 20}
    assert ("dw20", 100, 200, "duty") in duty(run)


def test_who_comes_at_closing_or_later_waits_for_the_next_day():
    # w2 is on duty until 240 for the one inside, and idle until 220. Still those who come at 200
    # and at 205 wait until the next opening.
    run = two_windows({"x": (at(190), ["w1", "w2"]), "late": (at(200, 205), ["w2"])})
    assert rows(run, "service", "activity", "start_time") == [
        ("x", "w1", 190),
        ("x", "w2", 220),
        ("late", "w2", NEXT),
        ("late", "w2", NEXT + 20),
    ]
    assert overtime(run) == {"dw10": 20, "dw20": 40}


def test_who_comes_late_does_not_go_before_those_inside():
    # Of the two who wait for w2 when it is free at 215 the late one has the better priority.
    run = two_windows(
        {
            "x": (at(185, 195), ["w2"]),
            "late": {"arrivals": at(201), "flow": [{"serve": "w2"}], "priority": -1},
        }
    )
    assert rows(run, "service", "start_time") == [("x", 185), ("x", 205), ("late", NEXT)]


def test_a_step_without_the_applicant_ends_what_he_needs():
    # After w1 the applicant is away for a delay: w2 need not wait for him.
    post = {"delay": "post", "time": 1.0}
    run = two_windows({"x": (at(190), ["w1", post, "w2"])})
    assert overtime(run) == {"dw10": 20}
    assert rows(run, "step", "end_time") == [("w1", 220), ("post", 221), ("w2", NEXT + 20)]


def test_windows_of_parallel_branches_and_after_them_stay():
    # 190: w1 [190, 220). Then back and w2 side by side: w2 [220, 240), and w3 after both.
    both = {"parallel": [[{"serve": "back"}], [{"serve": "w2"}]]}
    post = {"parallel": [[{"serve": "w1"}], [{"serve": "w2"}]]}
    back = {"service_time": 1.0, "place": "back"}
    run = two_windows({"x": (at(190), ["w1", both])}, {"back": back}, ("w1", "w2", "back"))
    assert overtime(run) == {"dw10": 20, "dw20": 40}
    # w1 and w2 one at a time, then w3 [240, 250): its staff stay too.
    run = two_windows({"x": (at(190), [post, "w3"])}, {"w3": 10.0}, ("w1", "w2", "w3"))
    assert overtime(run) == {"dw10": 20, "dw20": 40, "dw30": 50}


def test_a_branch_that_is_done_needs_nobody_any_more():
    # w3 [190, 192) beside back [190, 195), and after back w1 [195, 225).
    # At 200 w3 is done for good, so it closes on time.
    back = {"service_time": 5.0, "place": "back"}
    side = {"parallel": [[{"serve": "back"}, {"serve": "w1"}], [{"serve": "w3"}]]}
    run = two_windows({"x": (at(190), [side])}, {"back": back, "w3": 2.0}, ("w1", "back", "w3"))
    assert rows(run, "activity", "start_time", "end_time") == [
        ("back", 190, 195),
        ("w1", 195, 225),
        ("w3", 190, 192),
    ]
    assert overtime(run) == {"dw10": 25}


def test_a_pool_that_nobody_opens_again_stays_closed():
    # Open [100, 200) and [250, 300), Ann there until 220 only. The case inside at the first closing
    # is served [210, 320) in overtime. At 250 nobody comes, so at 300 nothing closes; who came at
    # 230 was not inside and waits for the next day.
    run = flows(
        {"x": (at(190, 230), ["short"]), "y": (at(195), ["long"])},
        {"short": 20.0, "long": 110.0},
        {
            "desk": {
                "serves": ["short", "long"],
                "people": {"ann": {"shifts": [{"span": (100.0, 220.0)}]}},
                "calendar": "office",
            }
        },
        calendars={"office": {"open": {"daily": [(100.0, 200.0), (250.0, 300.0)]}}},
        horizon=DAY,
    )
    assert rows(run, "start_time", "end_time") == [(190, 210), (210, 320), (NEXT, NEXT + 20)]
    assert duty(run)[:2] == [("ann", 100, 200, "duty"), ("ann", 200, 320, "overtime")]


def test_a_pool_without_a_limit_closes_too():
    # Nobody is busy at 200, so the one of 205 waits for the next day; so does the one of 230 of
    # the second run, where the one inside is still served after closing.
    kiosk = {"pool": {"calendar": "office"}, "calendars": OFFICE, "horizon": DAY}
    run = desk(at(150, 205), 5.0, "unlimited", **kiosk)
    assert rows(run, "start_time") == [(150,), (NEXT,)]
    run = desk(at(195, 197, 201), 10.0, "unlimited", **kiosk)
    assert rows(run, "start_time", "end_time") == [(195, 205), (197, 207), (NEXT, NEXT + 10)]
    assert duty(run) == [
        ("desk0", 195, 200, "on_demand"),
        ("desk0", 200, 205, "overtime"),
        ("desk0", NEXT, NEXT + 10, "on_demand"),
        ("desk1", 197, 200, "on_demand"),
        ("desk1", 200, 207, "overtime"),
    ]


def test_a_pool_without_a_limit_serves_those_inside_at_later_windows():
    # w1 until 220; nobody is at the kiosks at 200, but the one inside needs one at 220.
    run = flows(
        {"x": (at(190), ["w1", "w2"])},
        {"w1": 30.0, "w2": 20.0},
        {
            "desk": {"serves": ["w1"], "seats": 1, "calendar": "office"},
            "kiosk": {"serves": ["w2"], "seats": "unlimited", "calendar": "office"},
        },
        calendars=OFFICE,
        horizon=DAY,
    )
    assert rows(run, "start_time") == [(190,), (220,)]
    assert ("kiosk0", 220, 240, "overtime") in duty(run)


@pytest.mark.parametrize("seats", [1, "unlimited"])
@pytest.mark.parametrize("closing", ["serve_queue", "turn_away", "suspend"])
def test_a_pool_that_does_not_open_before_the_end_serves_nobody(seats, closing):
    # The run ends before the only day on which it is open.
    pool = {"calendar": "office", "closing": closing}
    sundays = {"office": {"open": {"sun": [(100.0, 200.0)]}}}
    parts = {"start_date": "2024-03-04", "calendars": sundays, "horizon": DAY, "drain": 0.0}
    run = desk(at(150), 5.0, seats, pool=pool, **parts)
    assert rows(run, "who", "start_time") == [(None, None)]
    assert duty(run) == []


# When closing suspends the work


def back_office(times, work, seats=1, activity=None, calendars=OFFICE, horizon=DAY, **pool):
    return desk(
        at(*times),
        work,
        seats,
        activity={"place": "back", **(activity or {})},
        pool={"calendar": "office", **pool},
        calendars=calendars,
        horizon=horizon,
    )


@pytest.mark.parametrize("seats", [1, "unlimited"])
def test_work_stops_at_closing_and_goes_on_at_the_next_opening(seats):
    # Work of 30 from 190: 10 today, 20 tomorrow.
    run = back_office([190], 30.0, seats)
    assert rows(run, "start_time", "end_time") == [(190, NEXT + 20)]
    assert "overtime" not in {kind for *_, kind in duty(run)}


def test_long_work_uses_open_time_only():
    # 250 from 150: 50, 100 and 100, so until the third day's closing, exactly.
    run = back_office([150], 250.0)
    assert rows(run, "end_time") == [(2 * DAY + 200,)]


def test_work_stops_over_lunch():
    calendars = {"office": {"open": {"daily": [(100.0, 200.0), (220.0, 300.0)]}}}
    run = back_office([190], 30.0, calendars=calendars)
    assert rows(run, "end_time") == [(240,)]


def test_the_same_resource_goes_on():
    # Desk 0 [150, 199) and desk 1 from 160 on. At 199 desk 0 takes the third. Tomorrow desk 0
    # goes on with the third and desk 1 with the second, before the urgent fourth.
    run = flows(
        {
            "x": (at(150), ["a"]),
            "y": (at(160), ["b"]),
            "z": (at(170), ["c"]),
            "urgent": {"arrivals": at(180), "flow": [{"serve": "a"}], "priority": 1},
        },
        {
            name: {"service_time": t, "place": "back"}
            for name, t in {"a": 49.0, "b": 60.0, "c": 11.0}.items()
        },
        {"desk": {"serves": ["a", "b", "c"], "seats": 2, "calendar": "office"}},
        calendars=OFFICE,
        horizon=DAY,
    )
    assert rows(run, *WHO) == [
        (0, "desk0", 150, 199),
        (1, "desk1", 160, NEXT + 20),
        (2, "desk0", 199, NEXT + 10),
        (3, "desk0", NEXT + 10, NEXT + 59),
    ]


def test_pickup_and_after_work_at_closing():
    # Pick-up of 10 from 195: 5 today, the rest tomorrow. After-work of 20 from 195 is finished.
    run = back_office([195], 7.0, activity={"pickup": 10.0})
    assert rows(run, "start_time", "end_time") == [(NEXT + 5, NEXT + 12)]
    run = back_office([190], 5.0, activity={"after_work": 20.0})
    assert rows(run, "end_time", "release_time") == [(195, 215)]
    assert duty(run) == [("desk0", 100, 200, "duty"), ("desk0", 200, 215, "overtime")]


def test_a_person_goes_on_when_back_on_duty():
    # A is there on Mondays, B on Tuesdays. A's work of 30 from Monday 190 goes on a week later.
    monday, tuesday = (
        {"shifts": [{"days": day, "span": (100.0, 200.0)}]} for day in ("mon", "tue")
    )
    run = desk(
        at(190),
        30.0,
        None,
        activity={"place": "back"},
        pool={"calendar": "office", "people": {"A": monday, "B": tuesday}},
        calendars=OFFICE,
        horizon=DAY,
    )
    assert rows(run, "who", "end_time") == [("A", 7 * DAY + 120)]


def test_a_front_office_may_suspend_and_a_back_office_serve_its_queue():
    run = desk(
        at(190, 191),
        20.0,
        pool={"calendar": "office", "closing": "suspend"},
        calendars=OFFICE,
        horizon=DAY,
    )
    assert rows(run, "end_time") == [(NEXT + 10,), (NEXT + 30,)]
    # Without a visitor inside nobody need stay but to finish the piece in hand.
    run = back_office([190, 191], 20.0, closing="serve_queue")
    assert rows(run, "end_time") == [(210,), (NEXT + 20,)]
