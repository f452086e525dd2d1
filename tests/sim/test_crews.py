"""Small runs worked out by hand: crews that travel to the cases and go on rounds."""

import pytest

from tests.sim.models import DAY, at, duty, flows, hours, model, ran, rows
from tests.sim.test_breakdowns import broken

SERVED = "served"
WHO = ("case", "who", "seize_time", "start_time", "end_time")
SECOND_PER_KM = 3600.0
"""A speed [km/h] at which each km takes a second."""


def repairs(arrivals, places, work=10.0, seats=1, *, crew=None, pool=None, **more):
    """Cases at these places in turn, and crews that start from (0, 0)."""
    activity = {"service_time": work, "place": "back", **more.pop("activity", {})}
    return model(
        activities={"repair": activity},
        pools={
            "crews": {
                "serves": ["repair"],
                **({} if seats is None else {"seats": seats}),
                "crew": {"base": [0.0, 0.0], "speed": SECOND_PER_KM, **(crew or {})},
                **(pool or {}),
            }
        },
        services={
            "fault": {
                "arrivals": arrivals,
                "flow": [{"serve": "repair"}],
                "where": {"points": [list(place) for place in places], "in_turn": True},
            }
        },
        **more,
    )


def test_the_way_along_the_straight_line_counts_as_pick_up():
    # 5 km to (3, 4), then 5 km on to (6, 8), with a pick-up of 1 at each.
    run = repairs(at(0, 2), [(3, 4), (6, 8)], activity={"pickup": 1.0})
    assert rows(run, *WHO) == [
        (0, "crews0", 0, 6, 16),
        (1, "crews0", 16, 22, 32),
    ]
    tally = ran(run).tally()
    of = {key.measure: v for key, v in zip(tally.keys, tally.amounts(), strict=True) if key.of}
    assert of["wait_max"] == 20


def test_the_way_takes_its_speed():
    # 5 km at 30 km/h are 10 minutes.
    run = repairs(at(0), [(3, 4)], crew={"speed": 30.0})
    assert rows(run, "start_time") == [(600,)]


def test_the_way_back_to_the_base_is_busy_time():
    # Work [5, 15), after-work until 17, back at 22: then 10 km to (6, 8).
    run = repairs(at(0, 2), [(3, 4), (6, 8)], crew={"returns": True}, activity={"after_work": 2.0})
    assert rows(run, "seize_time", "start_time", "end_time", "release_time") == [
        (0, 5, 15, 22),
        (22, 32, 42, 54),
    ]


def test_by_rota_the_crew_idle_longest_goes():
    # Crew 0 is at (10, 0) from 20 on; crew 1 has been idle since 0 and goes 9 km.
    run = repairs(at(0, 30), [(10, 0), (9, 0)], seats=2)
    assert rows(run, *WHO)[1] == (1, "crews1", 30, 39, 49)


def test_the_nearest_crew_goes():
    run = repairs(at(0, 30), [(10, 0), (9, 0)], seats=2, crew={"dispatch": "nearest"})
    assert rows(run, *WHO)[1] == (1, "crews0", 30, 31, 41)


def test_of_two_as_near_the_one_idle_longer_then_the_lower_index_goes():
    # Crews at (10, 0) since 20 and at (0, 10) since 21, as far from (0, 0) as each other.
    nearest = {"dispatch": "nearest"}
    run = repairs(at(0, 1, 50), [(10, 0), (0, 10), (0, 0)], seats=2, crew=nearest)
    assert rows(run, *WHO)[2] == (2, "crews0", 50, 60, 70)
    # Both have been idle since 20.
    run = repairs(at(0, 0, 50), [(0, 10), (10, 0), (0, 0)], seats=2, crew=nearest)
    assert rows(run, *WHO)[2] == (2, "crews0", 50, 60, 70)


def test_urgent_faults_go_first():
    # The crew is busy until 15, 5 km on the way and 10 of work. Of those who wait then the urgent
    # ones go first, 3 before 4, which came with it; then 1 and 2 in their order. From (3, 4) it is
    # 5 km to (6, 8) and as far back.
    run = repairs(
        at(0, 1, 2, 3, 3, priorities=[1, 1, 1, 0, 0]),
        [(3, 4), (3, 4), (3, 4), (6, 8), (6, 8)],
    )
    assert rows(run, *WHO) == [
        (0, "crews0", 0, 5, 15),
        (1, "crews0", 40, 45, 55),
        (2, "crews0", 55, 55, 65),
        (3, "crews0", 15, 20, 30),
        (4, "crews0", 30, 30, 40),
    ]


def test_a_round_takes_urgent_faults_along_first():
    # At 15 the crew takes the urgent 3 along and the oldest, 1; nearest next, it goes to 1 first.
    run = repairs(
        at(0, 1, 2, 3, priorities=[1, 1, 1, 0]),
        [(3, 4), (3, 4), (3, 4), (6, 8)],
        crew={"stops": 2, "order": "nearest"},
    )
    assert rows(run, *WHO) == [
        (0, "crews0", 0, 5, 15),
        (1, "crews0", 15, 15, 25),
        (2, "crews0", 40, 45, 55),
        (3, "crews0", 25, 30, 40),
    ]


def test_a_round_takes_the_stops_in_the_order_of_the_queue():
    # 9 km to the first, 8 back to the second, 4 on to the third; the fourth is left to crew 1.
    places = [(9, 0), (1, 0), (5, 0), (2, 0)]
    run = repairs(at(0, 0, 0, 0), places, seats=2, crew={"stops": 3})
    assert rows(run, *WHO) == [
        (0, "crews0", 0, 9, 19),
        (1, "crews0", 19, 27, 37),
        (2, "crews0", 37, 41, 51),
        (3, "crews1", 0, 2, 12),
    ]


def test_a_round_goes_always_to_the_nearest_next():
    # 1 km, 4 km, 4 km.
    places = [(9, 0), (1, 0), (5, 0)]
    run = repairs(at(0, 0, 0), places, crew={"stops": 3, "order": "nearest"})
    assert rows(run, *WHO) == [
        (0, "crews0", 25, 29, 39),
        (1, "crews0", 0, 1, 11),
        (2, "crews0", 11, 15, 25),
    ]
    # As near: the one first in the queue.
    run = repairs(at(0, 0), [(0, 2), (2, 0)], crew={"stops": 2, "order": "nearest"})
    assert rows(run, *WHO)[0][:4] == (0, "crews0", 0, 2)


def test_a_round_ends_at_the_base():
    # 3 km, 3 km on, 6 km back at 3 + 10 + 3 + 10 + 6 = 32; then 6 km to the third.
    run = repairs(at(0, 0, 1), [(3, 0), (6, 0), (6, 0)], crew={"stops": 2, "returns": True})
    assert rows(run, "seize_time", "start_time", "end_time", "release_time") == [
        (0, 3, 13, 13),
        (13, 16, 26, 32),
        (32, 38, 48, 54),
    ]


def test_on_a_round_patience_is_not_lost_any_more():
    run = repairs(at(0, 0), [(3, 0), (6, 0)], crew={"stops": 2}, activity={"patience": 5.0})
    assert rows(run, "outcome") == [(SERVED,), (SERVED,)]


def test_a_round_left_by_who_goes_off_duty_is_given_back_first_in_line():
    # Four faults at (1, 0); ann has taken three along. Her duty ends at 5, she finishes the first
    # at 11 and leaves. Bo comes at 50: the second and third go before the fourth, though 4 came
    # with priority and so goes first of all.
    people = {
        "ann": {"shifts": [{"span": (0.0, 5.0)}]},
        "bo": {"shifts": [{"span": (50.0, 900.0)}]},
    }
    given = repairs(
        at(0, 0, 0, 0, 7, priorities=[1, 1, 1, 1, 0]),
        [(1, 0)],
        seats=None,
        crew={"stops": 3},
        pool={"people": people, "seats": 2},
    )
    assert rows(given, *WHO) == [
        (0, "ann", 0, 1, 11),
        (1, "bo", 61, 61, 71),
        (2, "bo", 71, 71, 81),
        (3, "bo", 81, 81, 91),
        (4, "bo", 50, 51, 61),
    ]
    assert duty(given)[:2] == [("ann", 0, 5, "duty"), ("ann", 5, 11, "overtime")]


def test_a_crew_that_hands_over_gives_its_round_back_at_once():
    # At 5 ann hands over what she works on and what she took along: bo, there since 5, begins with
    # the one handed over, of which 6 are left.
    people = {
        "ann": {"shifts": [{"span": (0.0, 5.0)}]},
        "bo": {"shifts": [{"span": (5.0, 900.0)}]},
    }
    given = repairs(
        at(0, 0),
        [(1, 0)],
        seats=None,
        crew={"stops": 2},
        pool={"people": people, "seats": 2, "on_decrease": "hand_over"},
    )
    assert rows(given, *WHO) == [
        (0, "ann", 0, 1, 5),
        (0, "bo", 5, 6, 12),
        (1, "bo", 12, 12, 22),
    ]


def test_a_crew_out_of_order_on_its_way_stays_where_it_is():
    # 3 of 9 km are done at 3. It is repaired at 10 and has 6 km to go; the round begins anew with
    # the two, which go before the third.
    run = broken(repairs(at(0, 0, 0), [(9, 0)], crew={"stops": 2}), (0, 0, 3, 10))
    assert rows(run, *WHO) == [
        (0, "crews0", 0, None, 3),
        (0, "crews0", 10, 16, 26),
        (1, "crews0", 26, 26, 36),
        (2, "crews0", 36, 36, 46),
    ]


def test_a_crew_out_of_order_in_after_work_gives_its_round_back_at_once():
    # Crew 0 has taken both along; it fails at 12 in the after-work [11, 15): crew 1 goes to the
    # second at 12.
    run = broken(
        repairs(at(0, 0), [(1, 0)], seats=2, crew={"stops": 2}, activity={"after_work": 4.0}),
        (0, 0, 12, 500),
    )
    assert rows(run, *WHO) == [(0, "crews0", 0, 1, 11), (1, "crews1", 12, 13, 23)]


def test_a_crew_that_comes_on_duty_starts_from_its_base():
    # It is at (5, 0) at 15; off duty from 20 to 30.
    staff = [{"span": (0.0, 20.0), "level": 1}, {"span": (30.0, 90.0), "level": 1}]
    run = repairs(at(0, 25), [(5, 0)], seats=None, pool={"staff": staff})
    assert rows(run, *WHO) == [(0, "crews0", 0, 5, 15), (1, "crews0", 30, 35, 45)]


def test_work_stopped_at_closing_is_gone_on_with_on_the_spot():
    # Closes at 200 with 5 of 10 left at (5, 0), and another on the round: that one is given back.
    # The next day the crew is at (5, 0) from the start: no way. Then it goes 5 km to the other.
    run = repairs(
        at(190, 190),
        [(5, 0), (5, 5)],
        crew={"stops": 2},
        pool={"calendar": "office"},
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert rows(run, *WHO) == [
        (0, "crews0", 190, 195, DAY + 105),
        (1, "crews0", DAY + 105, DAY + 110, DAY + 120),
    ]


def test_after_closing_a_crew_takes_no_newcomer_along():
    # The queue is served out past 200: 1 came in time, 2 at 203, while the crew is at work; 2 waits
    # for the next day.
    run = repairs(
        at(195, 196, 203),
        [(1, 0)],
        activity={"place": "front"},
        crew={"stops": 2},
        pool={"calendar": "office"},
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert rows(run, *WHO) == [
        (0, "crews0", 195, 196, 206),
        (1, "crews0", 206, 206, 216),
        (2, "crews0", DAY + 100, DAY + 101, DAY + 111),
    ]


def test_what_a_crew_has_taken_along_is_unfinished_when_the_run_stops():
    run = repairs(at(0, 0, 0), [(1, 0)], crew={"stops": 2}, horizon=5.0, drain=0.0)
    assert rows(run, "case", "who", "start_time", "outcome") == [
        (0, "crews0", 1, "unfinished"),
        (1, None, None, "unfinished"),
        (2, None, None, "unfinished"),
    ]


def test_a_case_that_leaves_is_taken_off_the_round():
    # Case 1 waits on the round of the crew and, side by side, for a clerk; there it gives up at 3.
    # The crew goes on to case 2 without it.
    given = flows(
        {
            "x": {"arrivals": at(0), "flow": [{"serve": "repair"}], "where": {"points": [[1, 0]]}},
            "y": {
                "arrivals": at(0),
                "flow": [{"parallel": [[{"serve": "repair"}], [{"serve": "file"}]]}],
                "where": {"points": [[1, 0]]},
            },
            "z": {"arrivals": at(0), "flow": [{"serve": "repair"}], "where": {"points": [[1, 0]]}},
            "w": {"arrivals": at(0), "flow": [{"serve": "file"}]},
        },
        {
            "repair": {"service_time": 10.0, "place": "back"},
            "file": {"service_time": 50.0, "place": "back", "patience": 3.0},
        },
        {
            "crews": {
                "serves": ["repair"],
                "seats": 1,
                "crew": {"base": [0, 0], "speed": SECOND_PER_KM, "stops": 3},
            },
            "clerk": {"serves": ["file"], "seats": 1, "staff": [{"span": (5.0, 99.0), "level": 1}]},
        },
    )
    assert rows(given, "service", "activity", "end_time", "outcome") == [
        ("x", "repair", 11, SERVED),
        ("y", "repair", 3, "abandoned"),
        ("y", "file", 3, "abandoned"),
        ("z", "repair", 21, SERVED),
        ("w", "file", 3, "abandoned"),
    ]


# Where cases are


def test_places_are_in_the_area_or_at_the_addresses_and_stay_when_others_are_added():
    def places(where, *times):
        given = flows(
            {"x": {"arrivals": at(*times), "flow": [{"serve": "a"}], "where": where}},
            {"a": 1.0},
            {"crews": {"serves": ["a"], "seats": 1, "crew": {"base": [0, 0], "speed": 30.0}}},
        )
        return ran(given).script.place.tolist()

    area = {"west": 1.0, "east": 3.0, "south": -2.0, "north": -1.0}
    found = places(area, *range(200))
    assert all(1 <= east <= 3 and -2 <= north <= -1 for east, north in found)
    assert sum(east for east, _ in found) / 200 == pytest.approx(2, abs=0.2)
    assert places(area, *range(100)) == found[:100]
    points = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
    drawn = places({"points": points}, *range(300))
    assert all(60 < drawn.count(point) < 140 for point in points)
    assert places({"points": points, "in_turn": True}, *range(4)) == [*points, points[0]]
