"""Small runs worked out by hand: slots, who comes when, who does not, and who books."""

import numpy as np
import pytest
from pydantic import ValidationError

from scenarios.slots import Slots
from sim.booking import book
from sim.drawing import draw
from sim.experiment import simulate
from sim.tally import Key
from tests.sim.models import DAY, at, desk, exp, hours, poisson, ran, rows

HOUR = 3600.0
SERVED, NO_SHOW = "served", "no_show"


def slots(**words):
    """Slots every 10 s in [100, 130)."""
    return {"start": 100.0, "end": 130.0, "interval": 10.0, **words}


def appointments(**words):
    return {"pattern": "appointments", "slots": slots(**words)}


def arrivals_of(given, seed=1):
    script = draw(given, seed=seed)
    return script.arrival.tolist()


# Everybody by appointment


def test_every_slot_is_taken_in_full():
    run = desk(appointments(per_slot=2), 1.0, horizon=2 * DAY)
    assert arrivals_of(run) == [day + t for day in (0, DAY) for t in (100, 100, 110, 110, 120, 120)]


def test_only_on_open_days_and_before_the_horizon():
    calendars = {"office": {"open": {"mon, wed": [(0.0, 300.0)]}}}
    run = desk(
        appointments(),
        1.0,
        service={"calendar": "office"},
        calendars=calendars,
        horizon=2 * DAY + 115.0,
    )
    assert arrivals_of(run) == [100, 110, 120, 2 * DAY + 100, 2 * DAY + 110]


def test_the_last_slot_begins_before_the_end():
    assert Slots(start=0.0, end=25.0, interval=10.0).times() == (0, 10, 20)
    assert Slots(start=0.0, end=20.0, interval=10.0).times() == (0, 10)


def test_slots_begin_anew_with_each_span_and_skip_what_lies_between():
    # 09:00 and 09:30, the next would be 10:00; after the break 10:45 and 11:15, not 11:30.
    around = Slots(hours=["09:00-10:00", "10:45-11:20"], interval="30 min")
    assert [time / HOUR for time in around.times()] == [9.0, 9.5, 10.75, 11.25]
    run = desk(
        {"pattern": "appointments", "slots": around.model_dump(exclude_unset=True)},
        "40 min",
        horizon=DAY,
    )
    # One desk, 40 min each: 9:00, then 9:40 for him of 9:30, idle from 10:20; 10:45, then 11:25.
    found = [(e / HOUR, s / HOUR) for e, s in rows(run, "enable_time", "start_time")]
    assert found == [
        (9.0, 9.0),
        (9.5, pytest.approx(9 + 40 / 60)),
        (10.75, 10.75),
        (11.25, pytest.approx(11 + 25 / 60)),
    ]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({}, "got none of them"),
        ({"start": "09:00"}, "got start"),
        ({"end": "09:00"}, "got end"),
        ({"start": "09:00", "end": "10:00", "hours": ["11:00-12:00"]}, "got start and end and ho"),
        ({"start": "10:00", "end": "10:00"}, "got 10:00 and 10:00"),
        ({"hours": ["22:00-02:00"]}, "by 24:00, got 22:00-02:00"),
        ({"hours": ["09:00-12:00", "11:00-13:00"]}, "without overlap"),
        ({"hours": ["13:00-17:00", "09:00-12:00"]}, "in order"),
    ],
)
def test_either_start_and_end_or_spans_in_order(given, what):
    with pytest.raises(ValidationError, match=what):
        Slots(interval="10 min", **given)


def test_all_may_be_early_or_late():
    run = desk(appointments(early_share=1.0, early=30.0, late=7.0), 1.0)
    assert arrivals_of(run) == [70, 80, 90]
    run = desk(appointments(early_share=0.0, early=30.0, late=7.0), 1.0)
    assert arrivals_of(run) == [107, 117, 127]
    # Nobody comes before the first day.
    assert arrivals_of(desk(appointments(early_share=1.0, early=105.0), 1.0)) == [0, 5, 15]


def test_who_comes_at_the_horizon_or_later_is_none_of_the_cases():
    # Slots at 100, 110, 120; all 5 late: 105, 115 and, at the horizon itself, 125.
    late = appointments(late=5.0)
    assert arrivals_of(desk(late, 1.0, horizon=126.0)) == [105, 115, 125]
    assert arrivals_of(desk(late, 1.0, horizon=125.0)) == [105, 115]
    # He who would not have come is not missed either; the others keep their numbers and draws.
    run = desk(appointments(late=5.0, no_show=1.0), 1.0, horizon=125.0)
    assert rows(run, "case", "enable_time", "outcome") == [(0, 105, NO_SHOW), (1, 115, NO_SHOW)]
    again = {"retry": {"probability": 1.0, "delay": exp(5.0), "at_most": 2}}
    most, fewer = (
        draw(desk(late, exp(9.0), horizon=end, service=again), seed=1) for end in (126.0, 125.0)
    )
    assert fewer.ordinal.tolist() == [0, 0]
    assert fewer.interval.tolist() == [0, 1]
    assert fewer.work.tolist() == most.work[:6].tolist()
    assert fewer.retry_delay.tolist() == most.retry_delay[:4].tolist()


def test_within_the_window_they_have_priority_outside_it_they_are_walk_ins():
    # The desk is busy with 100 of work until 200; then those who wait: walk-ins of priority 1 since
    # 101, booked ones 20 late, 15 allowed: they are walk-ins too.
    def order(**words):
        run = ran(
            desk(
                appointments(priority=0, **words),
                5.0,
                service={"priority": 1},
                pool={"staff": [{"span": (300.0, 900.0), "level": 1}]},
                horizon=1000.0,
            )
        )
        return run.script.priority.tolist()

    assert order(late=20.0, window=15.0) == [1, 1, 1]
    assert order(late=15.0, window=15.0) == [0, 0, 0]
    assert order(early_share=1.0, early=15.0, window=15.0) == [0, 0, 0]
    assert order(early_share=1.0, early=15.5, window=15.0) == [1, 1, 1]


def test_one_who_does_not_come_is_a_row_of_his_own():
    run = desk(appointments(no_show=1.0), 1.0)
    columns = ("case", "activity", "visit", "enable_time", "end_time", "outcome")
    assert rows(run, *columns) == [
        (0, None, 1, 100, 100, NO_SHOW),
        (1, None, 1, 110, 110, NO_SHOW),
        (2, None, 1, 120, 120, NO_SHOW),
    ]
    assert ran(run).log.fate.tolist() == [1, 1, 1]


def test_who_does_not_come_does_not_try_again_either():
    run = desk(
        appointments(no_show=1.0), 1.0, service={"retry": {"probability": 1.0, "delay": 5.0}}
    )
    assert len(rows(run, "outcome")) == 3


def test_more_no_shows_are_those_who_did_not_come_and_others():
    def away(share):
        run = ran(desk(appointments(per_slot=100, no_show=share, late=exp(5.0)), 0.001))
        found = rows(run, "case", "outcome")
        script = run.script
        keys = list(zip(script.interval.tolist(), script.ordinal.tolist(), strict=True))
        return {keys[case] for case, outcome in found if outcome == NO_SHOW}

    few, many = away(0.2), away(0.5)
    assert few < many
    assert 40 < len(few) < 80
    assert 120 < len(many) < 180


def test_who_does_not_come_is_not_missing_among_the_finished():
    run = simulate(desk(appointments(per_slot=100, no_show=0.5), 0.001))
    table = run.tally()
    names = ("arrivals", "finished", "finished_fraction")
    at = [table.keys.index(Key(name, "all", "", None)) for name in names]
    came, finished, all_finished = (table.value[k] for k in at)
    assert 100 < finished < 200 < came
    # Who came was finished: the share is that of those.
    assert finished == all_finished == table.per[at[-1]] < came


def test_an_added_slot_or_place_renumbers_no_other_case():
    def works(**words):
        run = desk(appointments(late=exp(1.0), **words), exp(5.0), horizon=3 * DAY)
        script = draw(run, seed=1)
        keys = zip(script.interval.tolist(), script.ordinal.tolist(), strict=True)
        return dict(zip(keys, zip(script.arrival, script.work, strict=True), strict=True))

    one, two = works(), works(per_slot=2)
    assert {key: two[key] for key in one} == one


# Some book


def given_slots(**words):
    return Slots(**slots(**words))


def test_they_book_in_the_order_in_which_they_would_have_come():
    # Wished 99, 105, 101: by time 99 -> 100, 101 -> 110, 105 -> 120.
    times = book(given_slots(), np.array([99.0, 105.0, 101.0]))
    assert times.tolist() == [100, 120, 110]


def test_a_slot_at_the_wished_time_is_taken():
    assert book(given_slots(), np.array([110.0])).tolist() == [110]


def test_when_all_later_slots_are_taken_the_last_before_is_and_then_none():
    # 125 finds nothing later: the last one free before, 120, then 110, then 100, then none.
    times = book(given_slots(), np.array([125.0, 126.0, 127.0, 128.0]))
    assert times.tolist()[:3] == [120, 110, 100]
    assert np.isnan(times[3])


def test_who_wished_to_come_in_the_break_books_after_it():
    # Slots 100, 110, then 200, 210: 115 finds the next at 200; the last one free before is 110.
    around = Slots(hours=[(100.0, 120.0), (200.0, 220.0)], interval=10.0)
    assert book(around, np.array([115.0, 205.0])).tolist() == [200, 210]
    assert book(around, np.array([115.0, 116.0, 117.0])).tolist() == [200, 210, 110]


def test_slots_take_as_many_as_they_may_and_each_day_has_its_own():
    times = book(given_slots(per_slot=2), np.array([90.0, 91.0, 92.0, DAY + 90.0]))
    assert times.tolist() == [100, 100, 110, DAY + 100]


def channels(share, *, booking=None, walk_in=None, booked=None, service=None, **more):
    """A share books."""
    return desk(
        more.pop("arrivals", poisson(1 / 60)),
        more.pop("work", 1.0),
        service={
            "channels": {
                "walk": {"share": 1 - share, **(walk_in or {})},
                "book": {"share": share, "booking": booking or slots(), **(booked or {})},
            },
            **(service or {}),
        },
        **more,
    )


def test_on_a_full_day_they_walk_in_when_they_wished_to():
    run = ran(channels(1.0, arrivals=at(90, 91, 92, 93), walk_in={"share": 0.0}))
    assert run.script.arrival.tolist() == [93, 100, 110, 120]


def test_who_books_beyond_the_horizon_is_none_of_the_cases():
    # Wishes 90, 91, 119: slots 100, 110, 120, and the horizon is 120. He who wished 119 has the
    # slot at 120; when all are 10 late he of 110 comes at 120 too, and he of 100 at 110.
    def come(**words):
        booking = slots(**words)
        run = channels(
            1.0, arrivals=at(90, 91, 119), walk_in={"share": 0.0}, booking=booking, horizon=120.0
        )
        return ran(run).script.arrival.tolist()

    assert come() == [100, 110]
    assert come(late=10.0) == [110]
    assert come(early_share=1.0, early=0.5) == [99.5, 109.5, 119.5]


def test_who_walks_in_or_comes_outside_the_window_has_no_priority():
    # Three slots for four; channel priority -1; late by 20, window 30 or 10.
    def priorities(window, **of_slots):
        booking = slots(late=20.0, window=window, **of_slots)
        run = channels(
            1.0,
            arrivals=at(90, 91, 92, 93),
            walk_in={"share": 0.0},
            booking=booking,
            booked={"priority": -1},
            service={"priority": 3},
        )
        script = draw(run, seed=1)
        return dict(zip(script.arrival.tolist(), script.priority.tolist(), strict=True))

    assert priorities(30.0) == {93: 3, 120: -1, 130: -1, 140: -1}
    assert priorities(30.0, priority=-2) == {93: 3, 120: -2, 130: -2, 140: -2}
    assert priorities(10.0) == {93: 3, 120: 3, 130: 3, 140: 3}


def test_walk_ins_do_not_miss_an_appointment():
    run = channels(
        1.0, arrivals=at(90, 91, 92, 93), walk_in={"share": 0.0}, booking=slots(no_show=1.0)
    )
    assert rows(run, "case", "outcome") == [(0, SERVED), (1, NO_SHOW), (2, NO_SHOW), (3, NO_SHOW)]


def test_a_larger_share_moves_only_those_between():
    # Places for all, so that nobody changes anybody's slot.
    wide = {"start": 9 * HOUR, "end": 17 * HOUR, "interval": 900.0, "per_slot": 500}

    def drawn(share):
        given = channels(share, booking={**wide, "late": exp(60.0)}, work=exp(9.0), horizon=DAY)
        script = draw(given, seed=1)
        keys = list(zip(script.interval.tolist(), script.ordinal.tolist(), strict=True))
        values = zip(script.channel, script.arrival, script.work, strict=True)
        return dict(zip(keys, map(tuple, values), strict=True))

    few, many = drawn(0.2), drawn(0.5)
    assert few.keys() == many.keys()
    moved = [key for key in few if few[key] != many[key]]
    assert all((few[key][0], many[key][0]) == (0, 1) for key in moved)
    assert len(moved) == pytest.approx(0.3 * len(few), rel=0.2)
    assert all(few[key][2] == many[key][2] for key in few)
    stayed = [key for key in few if few[key][0] == 1]
    assert all(few[key] == many[key] for key in stayed)


def test_an_early_one_waits_for_the_opening():
    run = desk(
        appointments(early_share=1.0, early=50.0),
        1.0,
        pool={"calendar": "office"},
        service={"calendar": "office"},
        calendars=hours(100.0, 200.0),
        horizon=DAY,
    )
    assert rows(run, "enable_time", "start_time") == [(50, 100), (60, 101), (70, 102)]
