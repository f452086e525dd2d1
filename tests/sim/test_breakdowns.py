"""Small runs worked out by hand: resources that are out of order, idle or busy."""

from dataclasses import replace

import numpy as np
import pytest

from sim.breakdowns import DownSpans
from sim.drawing import draw
from sim.engine_simpy import run
from sim.event_log import OUTCOMES
from sim.experiment import SimResult
from sim.world import build_world
from tests.sim.models import DAY, at, desk, duty, exp, flows, hours, ran, rows

SERVED, INTERRUPTED = "served", "interrupted"
WHO = ("case", "who", "start_time", "end_time", "outcome")


def broken(given, *spans):
    """A run of a model whose resources are out of order as given: (pool, resource, from, to)."""
    world, script = build_world(given), draw(given, seed=1)
    pool, resource, begin, end = (np.array(column) for column in zip(*spans, strict=True))
    down = DownSpans(pool, resource, begin.astype(float), end.astype(float))
    script = replace(script, down=down)
    return SimResult(given, world, script, run(world, script), 1, 0)


def one(*spans):
    """Spans of the first resource of the first pool."""
    return [(0, 0, *span) for span in spans]


def test_failures_come_by_the_clock_whether_idle_or_busy():
    # Up 10, down 5: out of order in [10, 15), [25, 30), ... Work of 20: 10 are done until 10, the
    # others from 15 to 25: ends come before failures. Who comes at 27 waits until 30.
    run = desk(
        at(0, 27), {"distribution": "empirical", "values": [20.0]}, pool={"breakdowns": FAILS}
    )
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10, INTERRUPTED),
        (0, "desk0", 15, 25, SERVED),
        (1, "desk0", 30, 40, INTERRUPTED),
        (1, "desk0", 45, 55, SERVED),
    ]


FAILS = {"up": 10.0, "down": 5.0}


def test_repair_and_failure_at_the_instant_of_an_arrival_come_first():
    run = desk(at(15), 2.0, pool={"breakdowns": FAILS})
    assert rows(run, "start_time") == [(15,)]
    run = desk(at(10), 2.0, pool={"breakdowns": FAILS})
    assert rows(run, "start_time") == [(15,)]
    # The piece that ends at the failure leaves no time for the next.
    run = desk(at(5, 6), 5.0, pool={"breakdowns": FAILS})
    assert rows(run, *WHO) == [(0, "desk0", 5, 10, SERVED), (1, "desk0", 15, 20, SERVED)]


def test_what_is_interrupted_any_resource_may_resume_at_once():
    # Desk 1 is free when desk 0 fails at 10, and does the 20 that are left.
    run = broken(desk(at(0), 30.0, 2), (0, 0, 10, 100))
    assert rows(run, *WHO) == [(0, "desk0", 0, 10, INTERRUPTED), (0, "desk1", 10, 30, SERVED)]


def test_it_goes_first_keeps_its_place_and_has_no_patience_left_to_lose():
    # Desk 1 works [1, 31); 2 waits since 2 with a patience of 100. 0 is interrupted at 10 and goes
    # first at 31, although its patience of 5 would be over; its pick-up of 1 is repeated in full.
    run = broken(
        desk(at(0, 1, 2), 30.0, 2, activity={"pickup": 1.0, "patience": 40.0}), (0, 0, 10, 500)
    )
    assert rows(run, "case", "who", "enable_time", "seize_time", "start_time", "end_time") == [
        (0, "desk0", 0, 0, 1, 10),
        (0, "desk1", 0, 32, 33, 54),
        (1, "desk1", 1, 1, 2, 32),
        (2, None, 2, None, None, 42),
    ]


def test_a_pick_up_that_is_interrupted_had_no_service():
    run = broken(desk(at(0), 10.0, activity={"pickup": 5.0}), *one((3, 20)))
    columns = ("seize_time", "start_time", "end_time", "release_time", "outcome")
    assert rows(run, *columns) == [(0, None, 3, 3, INTERRUPTED), (20, 25, 35, 35, SERVED)]


def test_after_work_is_finished():
    # After-work [10, 14) goes on although the desk fails at 12; it is back at 20.
    run = broken(desk(at(0, 5), 10.0, activity={"after_work": 4.0}), *one((12, 20)))
    assert rows(run, "start_time", "end_time", "release_time") == [(0, 10, 14), (20, 30, 34)]


def test_who_comes_on_duty_while_out_of_order_starts_after_the_repair():
    staff = {"staff": [{"span": (20.0, 50.0), "level": 1}], "seats": 1}
    run = broken(desk(at(0), 5.0, None, pool=staff), *one((10, 25)))
    assert rows(run, "start_time") == [(25,)]
    assert duty(run) == [("desk0", 20, 50, "duty")]
    # The repair comes before the duty begins, or at that instant.
    for repaired in (15, 20):
        run = broken(desk(at(0), 5.0, None, pool=staff), *one((10, repaired)))
        assert rows(run, "start_time") == [(20,)]
    # It fails at the instant at which its duty begins.
    run = broken(desk(at(0), 5.0, None, pool=staff), *one((20, 30)))
    assert rows(run, "start_time") == [(30,)]


def test_who_is_out_of_order_leaves_at_the_end_of_duty():
    # On duty until 12, out of order in [10, 15): gone at 12, back at 40.
    staff = {
        "staff": [{"span": (0.0, 12.0), "level": 1}, {"span": (40.0, 50.0), "level": 1}],
        "seats": 1,
    }
    run = broken(desk(at(0), 20.0, None, pool=staff), *one((10, 15)))
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10, INTERRUPTED),
        (0, "desk0", 40, 50, SERVED),
    ]
    assert duty(run) == [("desk0", 0, 12, "duty"), ("desk0", 40, 50, "duty")]


def test_one_who_should_have_left_does_so_when_the_work_is_interrupted():
    staff = {"staff": [{"span": (0.0, 8.0), "level": 1}, {"span": (40.0, 90.0), "level": 1}]}
    run = broken(desk(at(0), 20.0, None, pool=staff), *one((10, 15)))
    assert duty(run)[:2] == [("desk0", 0, 8, "duty"), ("desk0", 8, 10, "overtime")]
    assert rows(run, *WHO)[1] == (0, "desk0", 40, 50, SERVED)
    # So does a person; the other one goes on.
    people = {
        "ann": {"shifts": [{"span": (0.0, 8.0)}]},
        "bo": {"shifts": [{"span": (0.0, 90.0)}]},
    }
    run = broken(desk(at(0, 1), 20.0, None, pool={"people": people, "seats": 2}), *one((10, 15)))
    assert rows(run, *WHO) == [
        (0, "ann", 0, 10, INTERRUPTED),
        (0, "bo", 21, 31, SERVED),
        (1, "bo", 1, 21, SERVED),
    ]
    assert duty(run) == [
        ("ann", 0, 8, "duty"),
        ("ann", 8, 10, "overtime"),
        ("bo", 0, 90, "duty"),
    ]


def test_an_idle_one_out_of_order_is_not_taken():
    # Desk 0 is out of order: desk 1 takes the case, and the next one too.
    run = broken(desk(at(5, 20), 5.0, 2), (0, 0, 1, 100))
    assert rows(run, *WHO) == [(0, "desk1", 5, 10, SERVED), (1, "desk1", 20, 25, SERVED)]


def test_one_repaired_has_been_idle_since_the_repair():
    # Desk 0 is repaired at 12: desk 1, idle since 10, goes first.
    run = broken(desk(at(0, 15), 10.0, 2), (0, 1, 0, 0.5), (0, 0, 0, 12))
    assert rows(run, *WHO) == [(0, "desk1", 0.5, 10.5, SERVED), (1, "desk1", 15, 25, SERVED)]


def test_a_failure_at_the_instant_of_a_repair_leaves_it_out_of_order():
    spans = one((10, 12), (12, 15))
    assert rows(broken(desk(at(11), 5.0), *spans), "start_time") == [(15,)]


def test_an_interrupted_case_that_nobody_resumes_is_unfinished():
    run = broken(desk(at(0), 20.0, horizon=50.0, drain=0.0), *one((10, 60)))
    assert rows(run, *WHO) == [
        (0, "desk0", 0, 10, INTERRUPTED),
        (0, None, None, None, "unfinished"),
    ]


def test_a_suspended_piece_is_left_to_another_when_its_resource_is_out_of_order():
    # Two reviewers close at 200 with 50 each of 100 done. In the morning reviewer 0 is out of
    # order: its piece is free for any other; reviewer 1 goes on with its own, then takes it.
    back = {"service_time": 100.0, "place": "back"}
    run = flows(
        {"x": (at(150, 150), ["a"])},
        {"a": back},
        {"desk": {"serves": ["a"], "seats": 2, "calendar": "office"}},
        calendars=hours(100.0, 200.0),
        horizon=3 * DAY,
    )
    assert rows(broken(run, (0, 0, 300, DAY + 10**4)), *WHO) == [
        (0, "desk0", 150, DAY + 100, INTERRUPTED),
        (0, "desk1", DAY + 150, DAY + 200, SERVED),
        (1, "desk1", 150, DAY + 150, SERVED),
    ]


def test_at_closing_time_an_interrupted_visit_is_served_after_the_repair():
    # Closes at 200 with the case in service; it fails in [210, 230) and serves the queue out.
    run = broken(
        desk(
            at(190), 50.0, pool={"calendar": "office"}, calendars=hours(100.0, 200.0), horizon=DAY
        ),
        *one((210, 230)),
    )
    assert rows(run, *WHO) == [
        (0, "desk0", 190, 210, INTERRUPTED),
        (0, "desk0", 230, 260, SERVED),
    ]
    assert duty(run) == [("desk0", 100, 200, "duty"), ("desk0", 200, 260, "overtime")]


def test_a_visit_interrupted_after_closing_is_turned_away_where_others_are():
    # It is served past 200, fails at 210 and goes home: the visitor comes back the next day.
    door = {"calendar": "office", "closing": "turn_away"}
    run = broken(
        desk(at(190), 50.0, pool=door, calendars=hours(100.0, 200.0), horizon=2 * DAY),
        *one((210, 230)),
    )
    assert rows(run, "start_time", "end_time", "outcome")[:2] == [
        (190, 210, INTERRUPTED),
        (None, 210, "turned_away"),
    ]
    ((start, end, outcome),) = rows(run, "start_time", "end_time", "outcome")[2:]
    assert (end - start, outcome) == (pytest.approx(30), SERVED)


# How they are drawn


def test_each_resource_fails_by_draws_of_its_own():
    def spans(**pools):
        given = flows(
            {"x": (at(0), ["a"])},
            {"a": 1.0},
            {name: {"serves": ["a"], **pool} for name, pool in pools.items()},
            horizon=9 * DAY,
        )
        down = draw(given, seed=3).down
        assert (down.begin < down.end).all()
        names = list(pools)
        return {
            (names[p], r): [
                (b, e)
                for q, s, b, e in zip(down.pool, down.resource, down.begin, down.end, strict=True)
                if (q, s) == (p, r)
            ]
            for p, r in set(zip(down.pool.tolist(), down.resource.tolist(), strict=True))
        }

    fails = {"breakdowns": {"up": exp(7200.0), "down": exp(600.0)}}
    two = spans(kiosks={"seats": 2, **fails})
    assert all(len(of) > 20 for of in two.values())
    assert two["kiosks", 0] != two["kiosks", 1]
    for of in two.values():
        edges = [edge for span in of for edge in span]
        assert edges == sorted(edges)
    more = spans(desk={"seats": 1, **fails}, kiosks={"seats": 3, **fails})
    assert {key: more[key] for key in two} == two


def test_they_are_drawn_for_people_too_and_not_beyond_the_end():
    people = {name: {"shifts": [{"span": (0.0, DAY)}]} for name in ("ann", "bo")}
    given = desk(
        at(0),
        1.0,
        None,
        pool={"people": people, "breakdowns": {"up": 0.0, "down": 400.0}},
        horizon=1000.0,
        drain=0.0,
    )
    down = draw(given, seed=1).down
    assert down.resource.tolist() == [0, 0, 0, 1, 1, 1]
    assert down.begin.tolist() == [0, 400, 800] * 2
    assert rows(given, "outcome") == [("unfinished",)]


def test_the_outcomes_of_a_kiosk_that_fails_all_the_time_are_counted():
    # It works for 1 and is out of order for 1: work of 3 takes three pieces.
    run = ran(desk(at(0), 3.0, pool={"breakdowns": {"up": 1.0, "down": 1.0}}, drain=0.0))
    codes = run.log.services.outcome.tolist()
    assert [OUTCOMES[code] for code in codes] == [INTERRUPTED, INTERRUPTED, SERVED]
    tally = run.tally()
    of = {key.measure: v for key, v in zip(tally.keys, tally.amounts(), strict=True) if key.of}
    assert (of["offered"], of["answered"]) == (1, 1)
    assert of["aht"] == pytest.approx(3)
