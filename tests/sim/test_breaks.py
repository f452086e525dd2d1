"""Small runs worked out by hand: breaks that start late keep their length, shift ends stay."""

import pytest

from tests.sim.models import DAY, at, desk, duty, rows


def one_person(arrivals, work, *shifts, pool=None, **more):
    """A desk with Ann, who has these shifts every day."""
    people = {"ann": {"shifts": [{"span": span} for span in shifts]}}
    return desk(arrivals, work, None, pool={"people": people, **(pool or {})}, **more)


def starts(*given, **more):
    return [start for (start,) in rows(one_person(*given, **more), "start_time")]


MORNING, AFTERNOON = (0.0, 100.0), (150.0, 300.0)


def test_a_break_that_starts_late_keeps_its_length():
    # Busy [90, 120): the break of 50, due at 100, is [120, 170). Case 1 waits for its end.
    run = one_person(at(90, 130), 30.0, MORNING, AFTERNOON)
    assert rows(run, "start_time") == [(90,), (170,)]
    assert duty(run) == [
        ("ann", 0, 100, "duty"),
        ("ann", 100, 120, "overtime"),
        ("ann", 170, 300, "duty"),
    ]


@pytest.mark.parametrize(
    ("arrivals", "work", "following"),
    [
        pytest.param(at(80, 110), 20.0, 150, id="work ends as the break begins"),
        pytest.param(at(40, 110), 20.0, 150, id="idle"),
        pytest.param(at(99, 110), 51.0, 200, id="work ends as the break should end"),
        pytest.param(at(99, 110), 61.0, 210, id="work ends after that"),
        pytest.param(at(90, 170), 30.0, 170, id="who comes as it is over is served at once"),
    ],
)
def test_when_it_is_over(arrivals, work, following):
    assert starts(arrivals, work, MORNING, AFTERNOON)[1] == following


def test_the_shift_end_does_not_move():
    # Busy until 180, so the break would be over at 230, after the shift: case 1 is served the next
    # morning. As the break is over when the shift ends, at 170, nobody comes for that instant.
    late = one_person(at(90, 130), 90.0, MORNING, (150.0, 200.0))
    assert rows(late, "start_time") == [(90,), (DAY,)]
    assert duty(late)[:2] == [("ann", 0, 100, "duty"), ("ann", 100, 180, "overtime")]
    instant = one_person(at(90, 130), 30.0, MORNING, (150.0, 170.0))
    assert rows(instant, "start_time") == [(90,), (DAY,)]


def test_each_break_of_a_day_is_for_itself():
    # Late for the first by 20, on time for the second, [200, 250).
    shifts = ((0.0, 100.0), (150.0, 200.0), (250.0, 300.0))
    assert starts(at(90, 130, 210), 30.0, *shifts) == [90, 170, 250]
    # Busy until 210: the first has passed, the second, due at 200, is [210, 260).
    assert starts(at(90, 130), 120.0, *shifts) == [90, 260]


def test_the_shift_of_the_next_day_begins_as_planned():
    assert starts(at(90, 130), 30.0, MORNING) == [90, DAY]
    # A night ends at 100 of the next day, on which the next one begins.
    night = (80_000.0, DAY + 100)
    arrivals = at(DAY + 90, DAY + 130)
    assert starts(arrivals, 30.0, night, horizon=2 * DAY) == [DAY + 90, DAY + 80_000]


def test_who_is_still_busy_when_the_next_shift_begins_has_worked_overtime():
    # A day of work from 90 on: on duty until 100, then over night, then the next shift.
    run = one_person(at(90), DAY, MORNING)
    assert duty(run) == [
        ("ann", 0, 100, "duty"),
        ("ann", 100, DAY, "overtime"),
        ("ann", DAY, DAY + 90, "duty"),
    ]


def test_who_hands_over_goes_on_time():
    run = one_person(at(90), 30.0, MORNING, AFTERNOON, pool={"on_decrease": "hand_over"})
    assert rows(run, "start_time", "end_time") == [(90, 100), (150, 170)]


def test_the_break_over_closing_ends_at_the_opening():
    # Shut [110, 140). Busy until 120, which is overtime; the next opening finds Ann at 150 as
    # planned, and at 140 when her break should be over by then.
    spans = [(0.0, 110.0), (140.0, 400.0)]
    shut = {"calendars": {"office": {"open": {"daily": spans}}}, "pool": {"calendar": "office"}}
    assert starts(at(90, 130), 30.0, MORNING, AFTERNOON, **shut) == [90, 150]
    assert starts(at(90, 130), 30.0, MORNING, (105.0, 300.0), **shut) == [90, 140]


def test_lunch_in_turns():
    # Ann's lunch is [100, 150), Bo's [150, 200). Ann is done at 120, so hers is [120, 170), and Bo
    # at 155: [155, 205). In between nobody is there: case 2, who comes at 155, waits for Ann.
    people = {
        "ann": {"shifts": [{"span": MORNING}, {"span": AFTERNOON}]},
        "bo": {"shifts": [{"span": (0.0, 150.0)}, {"span": (200.0, 300.0)}]},
    }
    run = desk(at(90, 125, 155, 199), 30.0, None, pool={"people": people})
    assert rows(run, "who", "start_time", "end_time") == [
        ("ann", 90, 120),
        ("bo", 125, 155),
        ("ann", 170, 200),
        ("ann", 200, 230),
    ]
    assert duty(run) == [
        ("ann", 0, 100, "duty"),
        ("ann", 100, 120, "overtime"),
        ("ann", 170, 300, "duty"),
        ("bo", 0, 150, "duty"),
        ("bo", 150, 155, "overtime"),
        ("bo", 205, 300, "duty"),
    ]


def test_a_number_has_no_breaks():
    # Whoever is done first leaves; at 150 the level is one again whatever happened before.
    blocks = [{"span": span, "level": 1} for span in (MORNING, AFTERNOON)]
    run = desk(at(90, 130), 30.0, None, pool={"staff": blocks})
    assert rows(run, "start_time") == [(90,), (150,)]
