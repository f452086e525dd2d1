"""Small runs worked out by hand: windows opened when many wait, and closed when few do."""

from tests.sim.models import DAY, at, desk, duty, flows, hours, rows

WHO = ("case", "who", "start_time", "end_time")


def surge(arrivals, work, seats=9, *, staff=1, pool=None, **words):
    """A desk with some staff that opens more when many wait."""
    rule = {"above": 1, "below": 1, "at_most": 9, **words}
    return desk(arrivals, work, seats, pool={"staff": staff, "surge": rule, **(pool or {})})


def test_one_more_opens_when_more_wait_than_the_number_and_closes_when_fewer_do():
    # At 2 two wait: desk 1 opens and takes case 1. At 10 case 2 is taken by desk 0, nobody waits:
    # desk 1 is to close; it is busy until 12 and leaves then, since it is done first.
    run = surge(at(0, 1, 2), 10.0)
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10),
        (1, "desk1", 2, 12),
        (2, "desk0", 10, 20),
    ]
    assert duty(run) == [
        ("desk0", 0, 1000, "duty"),
        ("desk1", 2, 10, "duty"),
        ("desk1", 10, 12, "overtime"),
    ]


def test_exactly_the_number_is_not_more():
    # above 2: at 2 two wait, at 3 three do.
    run = surge(at(0, 1, 2, 3), 10.0, above=2)
    assert rows(run, *WHO)[1] == (1, "desk1", 3, 13)


def test_it_closes_at_fewer_than_the_number():
    # above 2, below 2. At 3 three wait: desk 1 opens. At 10 two wait, nothing changes. At 13 desk 1
    # takes case 3 and one waits: whoever is done first is to leave, that is desk 0, at 20.
    run = surge(at(0, 1, 2, 3, 4), 10.0, above=2, below=2, at_most=1)
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10),
        (1, "desk1", 3, 13),
        (2, "desk0", 10, 20),
        (3, "desk1", 13, 23),
        (4, "desk1", 23, 33),
    ]
    assert duty(run) == [
        ("desk0", 0, 13, "duty"),
        ("desk0", 13, 20, "overtime"),
        ("desk1", 3, 1000, "duty"),
    ]


def test_one_change_at_an_instant_after_matching():
    # Five come at 0: one is taken, four wait. One opens at 0 and takes one; the next change is at
    # the next instant at which anything moves, at 10.
    run = surge(at(0, 0, 0, 0, 0), 10.0)
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10),
        (1, "desk1", 0, 10),
        (2, "desk0", 10, 20),
        (3, "desk1", 10, 20),
        (4, "desk0", 20, 30),
    ]
    # At 10 two are taken and one waits: neither more than 1 nor fewer than 1.


def test_it_serves_after_its_set_up():
    # Two wait at 2: desk 1 is ready at 5.
    run = surge(at(0, 1, 2), 10.0, setup=3.0)
    assert rows(run, *WHO)[1] == (1, "desk1", 5, 15)
    assert duty(run)[1][:2] == ("desk1", 5)


def test_those_being_set_up_count():
    # At most 1: at 2 and at 3 more than one waits, but one is coming.
    run = surge(at(0, 1, 2, 3, 4), 10.0, setup=3.0, at_most=1)
    assert {who for _, who, *_ in rows(run, *WHO)} == {"desk0", "desk1"}
    # At most 2: one decided at 2, one at 3.
    run = surge(at(0, 1, 2, 3, 4), 10.0, setup=3.0, at_most=2)
    assert rows(run, *WHO)[1:3] == [(1, "desk1", 5, 15), (2, "desk2", 6, 16)]


def test_seats_bound_them():
    run = surge(at(0, 0, 0, 0, 1, 2, 3), 10.0, 2)
    assert {who for _, who, *_ in rows(run, *WHO)} == {"desk0", "desk1"}


def test_the_lowest_free_seat_beyond_the_staff():
    # Desk 1 opens at 0 and is closed at 10; the next one that opens is desk 1 again.
    run = surge(at(0, 0, 0, 30, 30, 30), 10.0)
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10),
        (1, "desk1", 0, 10),
        (2, "desk0", 10, 20),
        (3, "desk0", 30, 40),
        (4, "desk1", 30, 40),
        (5, "desk0", 40, 50),
    ]


def test_one_more_of_the_staff_comes_beside_them_but_not_beyond_the_seats():
    # Two seats, one on duty and one opened since 2. From 5 two are on duty: no third seat.
    staff = [{"span": (0.0, 5.0), "level": 1}, {"span": (5.0, DAY), "level": 2}]
    run = surge(at(0, 1, 2, 3, 4, 6), 10.0, 2, staff=staff)
    assert {who for _, who, *_ in rows(run, *WHO)} == {"desk0", "desk1"}
    # Three seats: the staff's second takes the third.
    run = surge(at(0, 1, 2, 3), 10.0, 3, staff=staff, at_most=1)
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10),
        (1, "desk1", 2, 12),
        (2, "desk2", 5, 15),
        (3, "desk0", 10, 20),
    ]


def test_a_set_up_that_finds_no_seat_any_more_opens_nothing():
    # One is being set up until 10; at 5 the staff takes the last seat.
    staff = [{"span": (0.0, 5.0), "level": 1}, {"span": (5.0, DAY), "level": 2}]
    run = surge(at(0, 1, 2, 3, 4, 6), 10.0, 2, staff=staff, setup=8.0)
    assert {who for _, who, *_ in rows(run, *WHO)} == {"desk0", "desk1"}


def test_those_who_give_up_count_as_waiting_until_they_do():
    # 1 waits in [1, 2.5], 2 in [2, 3.5]: at 2 both do, and desk 1 opens.
    run = desk(
        at(0, 1, 2),
        10.0,
        9,
        activity={"patience": 1.5},
        pool={"staff": 1, "surge": {"above": 1, "below": 0, "at_most": 1}},
    )
    assert rows(run, "case", "who", "start_time", "outcome")[1:] == [
        (1, "desk1", 2, "served"),
        (2, None, None, "abandoned"),
    ]
    # With one who leaves at the instant at which another comes, both wait: patience comes last.
    run = desk(
        at(0, 1, 2.5),
        10.0,
        9,
        activity={"patience": 1.5},
        pool={"staff": 1, "surge": {"above": 1, "below": 0, "at_most": 1}},
    )
    assert rows(run, "case", "who", "start_time")[1:] == [(1, "desk1", 2.5), (2, None, None)]


def test_closing_sends_them_home_and_begins_anew():
    # Open [100, 200), four come at 150: one more opens. At 200 the queue is served out by both;
    # the next day begins with one, although two wait at the opening.
    run = desk(
        at(150, 150, 150, 150, DAY + 90, DAY + 95),
        60.0,
        9,
        pool={
            "staff": 1,
            "calendar": "office",
            "surge": {"above": 2, "below": 0, "at_most": 1},
        },
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert rows(run, *WHO) == [
        (0, "desk0", 150, 210),
        (1, "desk1", 150, 210),
        (2, "desk0", 210, 270),
        (3, "desk1", 210, 270),
        (4, "desk0", DAY + 100, DAY + 160),
        (5, "desk0", DAY + 160, DAY + 220),
    ]


def test_one_being_set_up_at_the_closing_does_not_open_later():
    # Two wait from 150 on; the one to be ready at 150 + a day would open in the midst of the
    # second day. It does not: only what is decided then opens.
    run = desk(
        at(150, 150, 150, DAY + 120, DAY + 121),
        5.0,
        9,
        pool={
            "staff": 1,
            "calendar": "office",
            "surge": {"above": 1, "below": 0, "at_most": 1, "setup": DAY},
        },
        calendars=hours(100.0, 200.0),
        horizon=2 * DAY,
    )
    assert {who for _, who, *_ in rows(run, *WHO)} == {"desk0"}


def test_nothing_opens_while_no_staff_is_planned():
    staff = [{"span": (0.0, 20.0), "level": 1}, {"span": (100.0, DAY), "level": 1}]
    run = surge(at(5, 6, 50, 50, 50), 10.0, staff=staff, below=0)
    assert rows(run, *WHO)[2:] == [
        (2, "desk0", 100, 110),
        (3, "desk1", 100, 110),
        (4, "desk0", 110, 120),
    ]
    # One opened before the gap goes home with the staff.
    run = surge(at(0, 0, 0, 30), 30.0, staff=staff, below=0)
    assert rows(run, *WHO)[:2] == [(0, "desk0", 0, 30), (1, "desk1", 0, 30)]
    assert rows(run, *WHO)[2][2] == 100


def test_all_lines_of_the_pool_count_and_each_pool_for_itself():
    # Two lines of one pool with one waiting in each: one more opens; in the other pool none does.
    run = flows(
        {"x": (at(0, 1), ["a"]), "y": (at(2), ["b"]), "z": (at(0, 1), ["c"])},
        {"a": 10.0, "b": 10.0, "c": 10.0},
        {
            name: {
                "serves": serves,
                "seats": 2,
                "staff": 1,
                "surge": {"above": 1, "below": 1, "at_most": 1},
            }
            for name, serves in {"one": ["a", "b"], "two": ["c"]}.items()
        },
    )
    assert rows(run, "case", "activity", "who", "start_time") == [
        (0, "a", "one0", 0),
        (1, "c", "two0", 0),
        (2, "a", "one1", 2),
        (3, "c", "two0", 10),
        (4, "b", "one0", 10),
    ]
