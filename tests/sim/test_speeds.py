"""Small runs worked out by hand: people with a speed of their own, and learning over the days."""

import math

import pytest

from tests.sim.models import DAY, at, desk, flows, hours, rows
from tests.sim.test_breakdowns import broken

WHO = ("case", "who", "start_time", "end_time")
ALL_DAY = [{"span": (0.0, DAY)}]


def staff(**speeds):
    return {"people": {name: {"speed": v, "shifts": ALL_DAY} for name, v in speeds.items()}}


def test_work_takes_its_time_over_the_speed_of_who_does_it():
    # Ann needs 8 for work of 10, bo 20; pick-up and after-work take the same for all.
    run = desk(
        at(0, 0),
        10.0,
        None,
        activity={"pickup": 1.0, "after_work": 2.0},
        pool=staff(ann=1.25, bo=0.5),
    )
    assert rows(run, *WHO, "release_time") == [
        (0, "ann", 1, 9, 11),
        (1, "bo", 1, 21, 23),
    ]


def test_what_is_left_is_work_whoever_goes_on_with_it():
    # Bo, at half the speed, works [0, 8) and does 4 of 10; ann does the 6 left in 3 at double.
    people = {
        "bo": {"speed": 0.5, "shifts": [{"span": (0.0, 8.0)}]},
        "ann": {"speed": 2.0, "shifts": [{"span": (8.0, 99.0)}]},
    }
    run = desk(at(0), 10.0, None, pool={"people": people, "on_decrease": "hand_over"})
    assert rows(run, *WHO) == [(0, "bo", 0, 8), (0, "ann", 8, 11)]


def test_what_is_interrupted_is_work_too():
    # Ann, at double speed, fails at 2 with 6 of 10 left; bo takes 12 for them.
    run = broken(desk(at(0), 10.0, None, pool=staff(ann=2.0, bo=0.5)), (0, 0, 2, 90))
    assert rows(run, *WHO) == [(0, "ann", 0, 2), (0, "bo", 2, 14)]


def test_a_suspended_piece_goes_on_at_the_same_speed():
    # Open [100, 200): 5 s at double speed do 10 of 30; the 20 left take 10 the next day.
    run = flows(
        {"x": (at(195), ["a"])},
        {"a": {"service_time": 30.0, "place": "back"}},
        {"desk": {"serves": ["a"], "calendar": "office", **staff(ann=2.0)}},
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert rows(run, *WHO) == [(0, "ann", 195, DAY + 110)]


def test_work_gets_faster_with_the_days():
    # Towards 0.6 in 2 days: 0.6 + 0.4 exp(-d / 2), by the day on which it begins.
    run = desk(
        at(0, DAY - 1, DAY + 200, 3 * DAY),
        100.0,
        2,
        pool={"learning": {"factor": 0.6, "days": 2.0}},
        horizon=4 * DAY,
    )
    taken = [end - start for start, end in rows(run, "start_time", "end_time")]
    assert taken == pytest.approx([100 * (0.6 + 0.4 * math.exp(-d / 2)) for d in (0, 0, 1, 3)])


def test_it_may_get_slower_and_only_work_does():
    # Towards 2: pick-up and after-work stay 5.
    run = desk(
        at(DAY),
        10.0,
        activity={"pickup": 5.0, "after_work": 5.0},
        pool={"learning": {"factor": 2.0, "days": 1.0}},
        horizon=2 * DAY,
    )
    ((start, end, release),) = rows(run, "start_time", "end_time", "release_time")
    assert start == DAY + 5
    assert end - start == pytest.approx(10 * (2 - math.exp(-1)))
    assert release - end == pytest.approx(5)


def test_speed_and_learning_multiply():
    run = desk(
        at(DAY),
        10.0,
        None,
        pool={
            "people": {"ann": {"speed": 2.0, "shifts": ALL_DAY}},
            "learning": {"factor": 0.5, "days": 1.0},
        },
        horizon=2 * DAY,
    )
    ((start, end),) = rows(run, "start_time", "end_time")
    assert end - start == pytest.approx(5 * (0.5 + 0.5 * math.exp(-1)))


def test_work_put_down_on_one_day_is_gone_on_with_at_the_pace_of_the_next():
    # Day 0 factor 1: from 195 to 200 5 of 30 are done; day 1 factor 0.5 + 0.5 / e for the 25 left.
    run = flows(
        {"x": (at(195), ["a"])},
        {"a": {"service_time": 30.0, "place": "back"}},
        {
            "desk": {
                "serves": ["a"],
                "seats": 1,
                "calendar": "office",
                "learning": {"factor": 0.5, "days": 1.0},
            }
        },
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    ((end,),) = rows(run, "end_time")
    assert end == pytest.approx(DAY + 100 + 25 * (0.5 + 0.5 * math.exp(-1)))
