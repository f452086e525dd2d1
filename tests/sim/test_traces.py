"""Small runs worked out by hand: who waits, who takes whom, and ties at one instant."""

import itertools

import pytest

from sim.experiment import simulate
from sim.tally import Key
from tests.sim.models import at, desk, duty, exp, flows, model, rows

SERVED = "served"
TIMES = ("case", "start_time", "end_time")


def waits(given):
    """Case and wait of those served."""
    return [(case, s - e) for case, e, s in rows(given, "case", "enable_time", "start_time")]


# From the reference: three published traces


def test_named_staff_stay_past_the_end_of_their_shift():
    # A is on [0, 4), B and C on [4, 10); service takes 5.
    # 3: A alone, until 8, 4 too long. 6: B and C idle since 4, B by index, until 11: 1 too long.
    # 9: C, idle longest, until 14: 4 too long.
    people = {
        "A": {"shifts": [{"span": (0.0, 4.0)}]},
        "B": {"shifts": [{"span": (4.0, 10.0)}]},
        "C": {"shifts": [{"span": (4.0, 10.0)}]},
    }
    run = desk(at(3, 6, 9), 5.0, None, pool={"people": people}, horizon=12.0)
    assert rows(run, "who", "start_time", "end_time") == [("A", 3, 8), ("B", 6, 11), ("C", 9, 14)]
    assert duty(run) == [
        ("A", 0, 4, "duty"),
        ("A", 4, 8, "overtime"),
        ("B", 4, 10, "duty"),
        ("B", 10, 11, "overtime"),
        ("C", 4, 10, "duty"),
        ("C", 10, 14, "overtime"),
    ]


def test_a_plain_level_has_the_overtime_of_whoever_is_busy():
    # Level 1 from 0, 2 from 4, 0 from 10. 3: desk 0 until 8. 6: desk 1, on since 4, until 11.
    # 9: desk 0, free since 8, until 14. So 4 and 1 too long.
    staff = [{"span": (0.0, 4.0), "level": 1}, {"span": (4.0, 10.0), "level": 2}]
    run = desk(at(3, 6, 9), 5.0, None, pool={"staff": staff}, horizon=12.0)
    assert duty(run) == [
        ("desk0", 0, 10, "duty"),
        ("desk0", 10, 14, "overtime"),
        ("desk1", 4, 10, "duty"),
        ("desk1", 10, 11, "overtime"),
    ]


def test_no_capacity_is_kept_for_high_priority_cases_yet_to_come():
    # One comes every 100 s and takes 50 s, one in ten with high priority: nobody ever waits.
    times = [100.0 * k for k in range(100)]
    run = desk(at(*times, priorities=[min(k % 10, 1) for k in range(100)]), 50.0, horizon=10000.0)
    assert rows(run, *TIMES) == [(k, t, t + 50) for k, t in enumerate(times)]


def test_nobody_on_a_shift():
    # 1 on [0, 10), 0 on [10, 20), 1 on [20, 30). The one who comes at 12 waits until 20.
    staff = [{"span": (0.0, 10.0), "level": 1}, {"span": (20.0, 30.0), "level": 1}]
    run = desk(at(5, 12), 2.0, None, pool={"staff": staff})
    assert rows(run, *TIMES) == [(0, 5, 7), (1, 20, 22)]
    assert duty(run) == [("desk0", 0, 10, "duty"), ("desk0", 20, 30, "duty")]


def test_no_limit_inside_a_schedule():
    # 1 on [0, 10), no limit on [10, 20), 1 on [20, 30); work takes 6.
    # 0: desk 0, until 6; 1: desk 0 from 6 to 12; 2 waits: at 10 there is no limit, desk 1 comes.
    # 11: desk 2, until 17. At 12 desk 0 is done and gone, and comes again for the case of 12.
    # 19: desk 0 until 25, the one at 20 when the level is 1 again; 21 waits for it, 25 to 31.
    staff = [
        {"span": (0.0, 10.0), "level": 1},
        {"span": (10.0, 20.0), "level": "unlimited"},
        {"span": (20.0, 30.0), "level": 1},
    ]
    run = desk(at(0, 1, 2, 11, 12, 19, 21), 6.0, None, pool={"staff": staff})
    assert rows(run, "case", "who", "start_time", "end_time") == [
        (0, "desk0", 0, 6),
        (1, "desk0", 6, 12),
        (2, "desk1", 10, 16),
        (3, "desk2", 11, 17),
        (4, "desk0", 12, 18),
        (5, "desk0", 19, 25),
        (6, "desk0", 25, 31),
    ]
    assert duty(run) == [
        ("desk0", 0, 10, "duty"),
        ("desk0", 10, 12, "on_demand"),
        ("desk0", 12, 18, "on_demand"),
        ("desk0", 19, 20, "on_demand"),
        ("desk0", 20, 30, "duty"),
        ("desk0", 30, 31, "overtime"),
        ("desk1", 10, 16, "on_demand"),
        ("desk2", 11, 17, "on_demand"),
    ]


@pytest.mark.parametrize(("drain", "served"), [(86400.0, 7), (0.0, 6)])
def test_a_batch_left_over_is_finished_or_counted(drain, served):
    # Seven in batches of three come as 3, 3 and 1 within [0, 10); work takes 3 at one desk.
    # Done in turn they take 21 s from the first arrival on. Cut at 20 the last is unfinished.
    counts = {"pattern": "counts", "counts": [7], "interval": 10.0, "batch_size": 3}
    run = desk(counts, 3.0, horizon=20.0, drain=drain)
    arrivals = [e for (e,) in rows(run, "enable_time")]
    assert sorted(len(list(same)) for _, same in itertools.groupby(arrivals)) == [1, 3, 3]
    outcomes = [o for (o,) in rows(run, "outcome")]
    assert outcomes.count("unfinished") == 7 - served or drain == 0
    assert len(outcomes) == 7
    assert set(outcomes) <= {"served", "unfinished"}
    assert (outcomes.count("unfinished") > 0) == (drain == 0)


# Who takes whom


def test_first_come_first_served_and_equal_times_by_case():
    # Three at 0 and one at 1, in the order of the services in the file, then of the list.
    run = flows(
        {"b": (at(0, 1), ["serve"]), "a": (at(0, 0), ["serve"])},
        {"serve": 10.0},
        {"desk": ["serve"]},
    )
    assert rows(run, "case", "service", "start_time") == [
        (0, "b", 0),
        (1, "a", 10),
        (2, "a", 20),
        (3, "b", 30),
    ]


def test_smaller_priorities_go_first_and_nobody_is_interrupted():
    # 0 is served until 10. Then of 1 (priority 2), 2 (1) and 3 (0) the last, who came last.
    run = desk(at(0, 1, 2, 3, priorities=[5, 2, 1, 0]), 10.0)
    assert [(c, s) for c, s, _ in rows(run, *TIMES)] == [(0, 0), (1, 30), (2, 20), (3, 10)]


def test_a_pool_prefers_what_it_serves_first():
    # Of b waiting since 1 and a since 2 the pool takes a, which it names first.
    run = flows(
        {"x": (at(0, 2), ["a"]), "y": (at(1), ["b"])}, {"a": 10.0, "b": 10.0}, {"desk": ["a", "b"]}
    )
    assert rows(run, "activity", "start_time") == [("a", 0), ("b", 20), ("a", 10)]


def test_a_shared_ticket_line_ranks_as_its_first_listed_member():
    # a and c share a line, b has its own; the pool serves a, b, c. So c ranks with a, before b,
    # and in the shared line c of 1 goes before a of 3.
    line = {"service_time": 10.0, "queue": "tickets"}
    run = model(
        activities={"a": line, "b": {"service_time": 10.0}, "c": line},
        queues={"tickets": {}},
        pools={"desk": {"serves": ["a", "b", "c"], "seats": 1}},
        services={
            "x": {"arrivals": at(0, 3), "flow": [{"serve": "a"}]},
            "y": {"arrivals": at(2), "flow": [{"serve": "b"}]},
            "z": {"arrivals": at(1), "flow": [{"serve": "c"}]},
        },
    )
    assert rows(run, "activity", "start_time") == [("a", 0), ("c", 10), ("b", 30), ("a", 20)]


def test_priority_goes_before_what_a_pool_prefers():
    # b of priority 0 goes before a of priority 1, although the pool names a first.
    arrivals = {"x": at(0, 1, priorities=[1, 1]), "y": at(2, priorities=[0])}
    run = flows(
        {"x": (arrivals["x"], ["a"]), "y": (arrivals["y"], ["b"])},
        {"a": 10.0, "b": 10.0},
        {"desk": ["a", "b"]},
    )
    assert rows(run, "activity", "start_time") == [("a", 0), ("a", 20), ("b", 10)]


def test_the_resource_that_has_idled_longest_serves_then_the_lowest_index():
    # 0: desk 0 until 4. 1: desk 1 until 2. 3: desk 2, idle since 0. 5: desk 1, idle since 2.
    # 6: desk 0, idle since 4. 7: desk 2, idle since 6 — the instant of its end.
    works = {f"s{k}": ((at(t)), [f"a{k}"]) for k, t in enumerate((0, 1, 3, 5, 6, 7))}
    times = {"a0": 4.0, "a1": 1.0, "a2": 3.0, "a3": 9.0, "a4": 9.0, "a5": 9.0}
    run = flows(works, times, {"desk": {"serves": list(times), "seats": 3}})
    assert [who for (who,) in rows(run, "who")] == [
        "desk0", "desk1", "desk2", "desk1", "desk0", "desk2",
    ]  # fmt: skip


def test_pools_are_asked_in_the_order_of_the_file():
    # Both can serve; "second" is idle longer, but "first" stands first.
    run = flows(
        {"x": (at(0, 1, 10), ["a"])},
        {"a": 3.0},
        {"first": {"serves": ["a"], "seats": 1}, "second": {"serves": ["a"], "seats": 1}},
    )
    assert rows(run, "who", "start_time") == [("first0", 0), ("second0", 1), ("first0", 10)]


def test_nobody_waits_for_a_case_that_has_not_come():
    # The pool prefers a, which comes at 1; b at 0 is taken at once.
    run = flows(
        {"x": (at(1), ["a"]), "y": (at(0), ["b"])}, {"a": 10.0, "b": 10.0}, {"desk": ["a", "b"]}
    )
    assert rows(run, "activity", "start_time") == [("b", 0), ("a", 10)]


# Pick-up and after-work


def test_pickup_is_waiting_and_holds_the_resource():
    # Pick-up 2, work 5: seized at 0, started at 2, done at 7; the next is seized at 7.
    run = desk(at(0, 1), 5.0, activity={"pickup": 2.0})
    assert rows(run, "enable_time", "seize_time", "start_time", "end_time", "release_time") == [
        (0, 0, 2, 7, 7),
        (1, 7, 9, 14, 14),
    ]


def test_after_work_holds_the_resource_past_the_end_of_its_shift():
    # Work until 8, after-work until 12: the case leaves at 8, the next waits until 12 and is
    # taken by nobody, since the level falls to 0 at 10; duty ends at 12, 2 too long.
    staff = [{"span": (0.0, 10.0), "level": 1}]
    run = desk(at(3, 4), 5.0, None, activity={"after_work": 4.0}, pool={"staff": staff}, drain=0.0)
    assert rows(run, "start_time", "end_time", "release_time", "outcome") == [
        (3, 8, 12, SERVED),
        (None, None, None, "unfinished"),
    ]
    assert duty(run) == [("desk0", 0, 10, "duty"), ("desk0", 10, 12, "overtime")]


def test_after_work_is_no_work_of_the_case():
    # a ends at 5, its after-work at 9. The case goes on to b at once; the next a starts at 9.
    run = flows(
        {"x": (at(0, 1), ["a", "b"])},
        {"a": {"service_time": 5.0, "after_work": 4.0}, "b": 1.0},
        {"desk a": ["a"], "desk b": ["b"]},
    )
    assert rows(run, "case", "activity", "start_time") == [
        (0, "a", 0),
        (0, "b", 5),
        (1, "a", 9),
        (1, "b", 14),
    ]


# Ties at one instant


def test_work_that_ends_frees_the_resource_for_who_comes_at_that_instant():
    # 5: the first ends and the second comes, who would leave if not served at once.
    run = desk(at(0, 5), 5.0, activity={"balk": 1.0})
    assert rows(run, "start_time", "outcome") == [(0, SERVED), (5, SERVED)]


def test_patience_that_ends_when_service_can_start_is_enough():
    # The second has patience 4 from 1, and the desk is free at 5.
    run = desk(at(0, 1), 5.0, activity={"patience": 4.0})
    assert rows(run, "start_time", "outcome") == [(0, SERVED), (5, SERVED)]


def test_patience_that_ends_earlier_is_not_enough():
    run = desk(at(0, 1), 5.0, activity={"patience": 3.9})
    assert rows(run, "start_time", "end_time", "outcome") == [
        (0, 5, SERVED),
        (None, 4.9, "abandoned"),
    ]


def test_a_level_that_falls_when_work_ends_sends_the_resource_home():
    # 5: work ends first, then the level falls to 0 and the idle one leaves: the second, whose
    # patience ends at 5 too, finds nobody.
    staff = [{"span": (0.0, 5.0), "level": 1}]
    run = desk(at(0, 1), 5.0, None, activity={"patience": 4.0}, pool={"staff": staff})
    assert rows(run, "end_time", "outcome") == [(5, SERVED), (5, "abandoned")]
    assert duty(run) == [("desk0", 0, 5, "duty")]


def test_a_level_that_rises_serves_who_comes_and_who_gives_up_at_that_instant():
    # The first waits from 1 with patience 4; at 5 the level rises to 2 and another comes.
    staff = [{"span": (5.0, 9.0), "level": 2}]
    run = desk(at(1, 5), 2.0, None, activity={"patience": 4.0}, pool={"staff": staff})
    assert rows(run, "who", "start_time", "outcome") == [
        ("desk0", 5, SERVED),
        ("desk1", 5, SERVED),
    ]


def test_zero_length_work_is_done_again_and_again_within_an_instant():
    # a takes no time: at 5 the desk ends its work and does two a's in order of case, all at 5,
    # so that even the patience of the second is not over.
    run = flows(
        {"long": (at(0), ["b"]), "short": (at(1, 2), ["a"])},
        {"a": {"service_time": 0.0, "patience": 3.0}, "b": {"service_time": 4.0}},
        {"desk": ["a", "b"]},
    )
    assert rows(run, "activity", "start_time", "end_time", "outcome") == [
        ("b", 0, 4, SERVED),
        ("a", 4, 4, SERVED),
        ("a", 4, 4, SERVED),
    ]


def test_cases_enter_in_their_order_whatever_brings_them():
    # At 10 case 0 comes from a delay of 10 and case 1 arrives: case 0 goes first.
    wait = {"delay": "post", "time": 10.0}
    run = flows(
        {"new": (at(10), ["a"]), "back": (at(0), [wait, "a"])}, {"a": 10.0}, {"desk": ["a"]}
    )
    assert rows(run, "case", "service", "outcome", "start_time") == [
        (0, "back", "elapsed", None),
        (0, "back", SERVED, 10),
        (1, "new", SERVED, 20),
    ]


def test_equal_times_stay_equal_in_floating_point():
    # now + (t - now) is not t for these: an engine that schedules by differences would end the
    # work at another instant than t and turn the second away.
    now, t = next(
        (a / 10, b / 10)
        for a in range(1, 100)
        for b in range(a + 1, 100)
        if a / 10 + (b / 10 - a / 10) < b / 10
    )
    staff = [{"span": (t, 100.0), "level": 1}]
    run = desk(at(now, t), 1.0, None, activity={"balk": 1.0}, pool={"staff": staff})
    assert rows(run, "enable_time", "outcome") == [(now, "balked"), (t, SERVED)]


# What is measured, and where the run ends


def test_warm_up_discards_by_time_of_arrival():
    # The case of 99 is served at 105, but came before the warm-up ended at 100.
    run = desk(at(95, 99, 100, 104), 10.0, warm_up=100.0)
    tally = simulate(run).tally()
    number = dict(zip(tally.keys, tally.value, strict=True))
    assert waits(run) == [(0, 0), (1, 6), (2, 15), (3, 21)]
    assert number[Key("arrivals", "all", "")] == 2
    assert number[Key("wait_max", "all", "")] == 21
    assert number[Key("wait_p50", "all", "")] == 18


def test_what_is_left_when_draining_ends_is_unfinished():
    # Horizon 20, drain 5. 0: served [0, 10). 1: [10, 20). 2: starts at 20, cut at 25.
    # 3 waits. 4 is in a delay until 30.
    run = flows(
        {"x": (at(0, 1, 2, 3), ["a"]), "y": (at(10), [{"delay": "post", "time": 20.0}])},
        {"a": 10.0},
        {"desk": ["a"]},
        horizon=20.0,
        drain=5.0,
    )
    assert rows(run, "case", "start_time", "end_time", "outcome") == [
        (0, 0, 10, SERVED),
        (1, 10, 20, SERVED),
        (2, 20, None, "unfinished"),
        (3, None, None, "unfinished"),
        (4, None, None, "unfinished"),
    ]
    assert duty(run) == [("desk0", 0, 25, "duty")]


def test_service_that_began_after_the_last_event_has_begun():
    # Picked up from 18 on: after 4 it begins at 22, after 8 it would at 26; the run stops at 25.
    for pickup, begun in ((4.0, 22), (8.0, None)):
        run = desk(at(18), 10.0, activity={"pickup": pickup}, horizon=20.0, drain=5.0)
        assert rows(run, "seize_time", "start_time", "outcome") == [(18, begun, "unfinished")]


def test_nothing_comes_after_the_horizon():
    # A hundred in [0, 100), of whom the horizon of 60 leaves those before it.
    counts = {"pattern": "counts", "counts": [100], "interval": 100.0}
    arrivals = [e for (e,) in rows(desk(counts, 0.0, horizon=60.0), "enable_time")]
    everyone = [e for (e,) in rows(desk(counts, 0.0, horizon=100.0), "enable_time")]
    assert arrivals == [e for e in everyone if e < 60]
    assert 0 < len(arrivals) < len(everyone) == 100


def test_closed_days_bring_nobody_when_the_service_has_a_calendar():
    # Monday to Friday; the counts of a week come on five days.
    week = desk(
        {"pattern": "counts", "counts": [2], "start": 36000.0},
        exp(1.0),
        calendars={"office": {"open": {"mon-fri": [(32400.0, 61200.0)]}}},
        service={"calendar": "office"},
        horizon=7 * 86400.0,
    )
    assert [int(e // 86400) for (e,) in rows(week, "enable_time")] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
