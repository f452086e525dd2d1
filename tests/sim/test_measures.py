"""Every number of small logs worked out by hand."""

import math

import pytest

from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.experiment import simulate
from sim.row_units import units_of
from sim.tally import Key
from tests.sim.models import DAY, at, desk, flows, hours, model

HOUR = 3600.0


def numbers(given):
    """All measures of a run, by key."""
    tally = simulate(given, seed=1).tally()
    return dict(zip(tally.keys, tally.amounts().tolist(), strict=True))


def of(given, scope, name, *measures, place=None):
    found = numbers(given)
    return [found[Key(measure, scope, name, place)] for measure in measures]


# Callers


def calls(within=9.0, **more):
    """Five calls, one agent, three lines, work 10, patience 15; the run is 100 s long.

    The call of 0 is served at once; that of 1 at 10, after 9; that of 2 gives up at 17, after 15;
    that of 3 finds all three lines taken; that of 20 is served at once, as the agent is free then.
    """
    return model(
        100.0,
        activities={"talk": {"service_time": 10.0, "patience": 15.0, "queue": "trunk"}},
        queues={"trunk": {"lines": 3}},
        pools={"agents": {"serves": ["talk"], "seats": 1}},
        services={"call": {"arrivals": at(0, 1, 2, 3, 20), "flow": [{"serve": "talk"}]}},
        targets={
            "level": {
                "measure": "service_level",
                "queue": "trunk",
                "fraction": 0.8,
                "within": within,
                **more,
            }
        },
    )


FORMULAS = ("of_offered", "of_answered", "answered_or_quick_abandoned", "less_quick_abandoned")


@pytest.mark.parametrize(
    ("within", "levels"),
    [
        # Answered in time 2, answered 3, given up after Y 1, blocked 1.
        (5.0, (2 / 5, 2 / 3, 2 / 5, 2 / 4)),
        # The second is answered just in time.
        (9.0, (3 / 5, 3 / 3, 3 / 5, 3 / 4)),
        # The third gives up just within Y.
        (15.0, (3 / 5, 3 / 3, 4 / 5, 3 / 3)),
    ],
)
def test_four_service_levels(within, levels):
    given = calls(within)
    assert of(given, "queue", "trunk", *FORMULAS) == pytest.approx(levels)
    assert of(given, "queue", "trunk", *FORMULAS, place=0.0) == pytest.approx(levels)
    assert of(given, "target", "level", "within_target_fraction") == pytest.approx([levels[0]])


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_target_has_its_formula_and_its_time_of_day(formula):
    # Between 0 and 2 come the calls of 0 and of 1, both answered, one within 5.
    level = dict(zip(FORMULAS, (2 / 5, 2 / 3, 2 / 5, 2 / 4), strict=True))[formula]
    assert of(calls(5.0, formula=formula), "target", "level", "within_target_fraction") == [
        pytest.approx(level)
    ]
    early = calls(5.0, formula=formula, between=[(0.0, 2.0)])
    assert of(early, "target", "level", "within_target_fraction") == [1 / 2]


def test_what_callers_get():
    found = of(calls(), "queue", "trunk", "offered", "answered", "asa", "aht", "wait_mean")
    # Waits of the answered 0, 9, 0; of all who got a line 0, 9, 15, 0.
    assert found == [5, 3, 3, 10, 6]
    shares = of(
        calls(), "queue", "trunk", "answered_fraction", "abandoned_fraction", "blocked_fraction"
    )
    assert shares == [3 / 5, 1 / 5, 1 / 5]
    assert of(calls(), "queue", "trunk", "wait_p50", "wait_max") == [4.5, 15]
    # The blocked one has no wait in any scope.
    for scope, name in (("all", ""), ("service", "call"), ("activity", "talk")):
        assert of(calls(), scope, name, "wait_mean") == [6]
    assert of(calls(), "all", "", "arrivals", "finished", "finished_fraction") == [5, 3, 3 / 5]
    assert of(calls(), "all", "", "wait_cdf", place=0.0) == [2 / 4]


def test_what_is_finished_on_the_spot_is_a_share_of_what_was_accepted():
    # Five call: three are answered and finished in that call, one gives up, one finds no line.
    assert of(calls(), "all", "", "finished_fraction", "on_the_spot_fraction") == [3 / 5, 1]
    # Both are accepted and pass the first desk; the second one gives up at the next, at which the
    # first is served for long.
    given = flows(
        {"matter": {"arrivals": at(0, 1), "flow": [{"serve": "a"}, {"serve": "b"}]}},
        {"a": 10.0, "b": {"service_time": 100.0, "patience": 5.0}},
        {"first": ["a"], "second": ["b"]},
    )
    assert of(given, "all", "", "on_the_spot_fraction") == [1 / 2]


def test_who_balks_has_given_up_at_once():
    given = desk(at(0, 1), 10.0, activity={"balk": 1.0})
    assert of(given, "queue", "serve", "abandoned_fraction", "wait_max") == [1 / 2, 0]


def test_an_attempt_that_finds_it_shut_is_offered_and_has_no_wait():
    # Gives up at 195 after 5, tries again at 205, when it is shut since 200.
    given = desk(
        at(150, 190),
        60.0,
        activity={"patience": 5.0},
        pool={"calendar": "office"},
        service={"retry": {"probability": 1.0, "delay": 10.0}},
        calendars=hours(100.0, 200.0),
        targets={
            "level": {"measure": "service_level", "queue": "serve", "fraction": 0.8, "within": 9.0}
        },
        horizon=DAY,
    )
    assert of(given, "queue", "serve", "offered", "answered", "wait_mean") == [3, 1, 2.5]
    # In time 1, answered 1, given up within 9 once, turned away 1.
    assert of(given, "queue", "serve", *FORMULAS) == [1 / 3, 1, 2 / 3, 1]
    assert of(given, "all", "", "arrivals", "finished") == [2, 1]


def test_what_began_counts_as_offered_though_it_is_not_finished():
    # The run ends at 20. One is served, one in service, one waits.
    given = desk(at(0, 1, 2), 15.0, horizon=20.0, drain=0.0)
    assert of(given, "queue", "serve", "offered", "answered", "answered_fraction") == [2, 2, 1]


def test_queue_length_is_the_integral_of_those_waiting():
    # One desk, work 300, coming at 3300 and twice at 3500: waits 0, 100 [3500, 3600) and
    # 400 [3500, 3900). Hour 0 has 200 s of waiting, hour 1 has 300.
    given = desk(at(3300, 3500, 3500), 300.0, horizon=DAY)
    found = numbers(given)
    profile = [found[Key("queue_length", "queue", "serve", hour * HOUR)] for hour in range(24)]
    assert profile == pytest.approx([200 / HOUR, 300 / HOUR, *[0] * 22])


def test_queue_length_is_a_mean_over_the_days_on_which_somebody_is_on_duty():
    # The same on Monday and on Tuesday; from Wednesday on it is shut.
    twice = [day * DAY + t for day in (0, 1) for t in (3300, 3500, 3500)]
    given = desk(
        at(*twice),
        300.0,
        pool={"calendar": "office"},
        calendars={"office": {"open": {"mon, tue": [(0.0, 7200.0)]}}},
        horizon=5 * DAY,
    )
    assert of(given, "queue", "serve", "queue_length", place=0.0) == pytest.approx([200 / HOUR])


def test_service_levels_by_interval_of_arrival():
    # 0: at once. 890: served until 1790. 895 waits 895 and 905 is of the next interval.
    given = model(
        activities={"talk": {"service_time": 900.0}},
        pools={"agents": {"serves": ["talk"], "seats": 1}},
        services={
            "call": {"arrivals": at(890, 895, 905), "flow": [{"serve": "talk"}]},
            "none": {
                "arrivals": {"pattern": "rates", "per_hour": 0.0, "interval": 900.0},
                "flow": [{"serve": "talk"}],
            },
        },
        targets={
            "level": {"measure": "service_level", "queue": "talk", "fraction": 0.8, "within": 9.0}
        },
        horizon=2000.0,
    )
    found = numbers(given)
    assert found[Key("of_offered", "queue", "talk", 0.0)] == 1 / 2
    assert found[Key("of_offered", "queue", "talk", 900.0)] == 0
    assert math.isnan(found[Key("of_offered", "queue", "talk", 1800.0)])


# Staff


def test_occupancy_and_hours():
    # On duty 1000 s. Picked up for 2, worked on for 5, after-work 3: 10 s each, three of them.
    busy = {"pickup": 2.0, "after_work": 3.0}
    given = desk(at(0, 100, 200), 5.0, activity=busy)
    assert of(given, "pool", "desk", "occupancy", "staffed_hours") == pytest.approx(
        [30 / 1000, 1000 / HOUR]
    )
    assert of(given, "queue", "serve", "aht", "asa") == [8, 2]
    assert of(given, "all", "", "touch_time_mean") == [5]


def test_overtime():
    # Open [100, 200), served [190, 220): 20 s of overtime, 120 on duty, 30 busy.
    given = desk(
        at(190), 30.0, pool={"calendar": "office"}, calendars=hours(100.0, 200.0), horizon=DAY
    )
    assert of(
        given, "pool", "desk", "overtime_hours", "staffed_hours", "occupancy"
    ) == pytest.approx([20 / HOUR, 120 / HOUR, 30 / 120])
    assert of(given, "all", "", "overtime_hours") == pytest.approx([20 / HOUR])


def test_at_closing_all_stay_until_the_last_visitor_is_done():
    # Two windows shut at 200, and nobody waits: the one at work till 220 keeps the other.
    shut = {"calendar": "office", "seats": 2}
    given = desk(at(190), 30.0, pool=shut, calendars=hours(100.0, 200.0), horizon=DAY)
    assert of(given, "pool", "desk", "overtime_hours") == pytest.approx([2 * 20 / HOUR])


def test_suspended_work_is_done_in_open_time_only():
    # 150 to the third day: 50 + 100 + 100 s of work, on duty for 100 s a day on four days.
    given = desk(
        at(150),
        250.0,
        activity={"place": "back"},
        pool={"calendar": "office"},
        calendars=hours(100.0, 200.0),
        horizon=4 * DAY,
    )
    assert of(given, "all", "", "touch_time_mean", "completion_time_mean") == [
        250,
        2 * DAY + 50,
    ]
    assert of(given, "pool", "desk", "occupancy") == pytest.approx([250 / 400])


# Cases


def three(promised, work=10.0, **more):
    """Coming at 0, 5 and 6 to one desk: done at 10, 20 and 30, after 10, 15 and 24."""
    return desk(at(0, 5, 6), work, service={"limits": {"promised": promised}, **more})


@pytest.mark.parametrize(
    ("promised", "on_time", "early"),
    [(20.0, 2 / 3, 2 / 3), (24.0, 1, 2 / 3), (9.0, 0, 0), (5 * DAY, 1, 1)],
)
def test_on_time_and_early(promised, on_time, early):
    # A promise of five days is kept although the run stops when all are done.
    assert of(three(promised), "all", "", "on_time_fraction", "early_fraction") == pytest.approx(
        [on_time, early]
    )
    assert of(three(promised), "service", "matter", "on_time_fraction") == pytest.approx([on_time])


def test_nothing_is_due_to_who_booked_and_did_not_come():
    # Half of a hundred booked stay away; all the others are served within their minute.
    slots = {"start": 0.0, "end": 1000.0, "interval": 10.0, "no_show": 0.5}
    given = desk(
        {"pattern": "appointments", "slots": slots}, 5.0, service={"limits": {"promised": 60.0}}
    )
    finished, on_time, early = of(
        given, "all", "", "finished", "on_time_fraction", "early_fraction"
    )
    assert 30 < finished < 70
    assert (on_time, early) == (1, 1)


def test_lost_and_unfinished_cases_are_due_but_not_on_time():
    # 0 is done at 10, 1 gives up; 2, in a delay for ever, is due at 100 and open at 200.
    given = flows(
        {
            name: {
                "arrivals": at(0),
                "flow": flow,
                "limits": {"promised": 100.0},
            }
            for name, flow in (
                ("done", [{"serve": "a"}]),
                ("lost", [{"serve": "b"}]),
                ("open", [{"delay": "post", "time": 900.0}]),
            )
        },
        {"a": 10.0, "b": {"service_time": 1.0, "patience": 5.0}},
        {"desk": ["a", "b"]},
        horizon=100.0,
        drain=100.0,
    )
    assert of(given, "all", "", "on_time_fraction", "early_fraction") == [1 / 3, 1]
    assert of(given, "all", "", "finished_fraction", "on_the_spot_fraction") == [1 / 3, 1]


def test_a_promise_in_workdays_ends_at_closing():
    # Monday to Friday [100, 200). Accepted on Friday 150, one workday: until Monday 200.
    def given(work):
        return desk(
            at(4 * DAY + 150),
            work,
            activity={"place": "back"},
            pool={"calendar": "office"},
            service={"calendar": "office", "limits": {"promised": "1 workdays"}},
            calendars={"office": {"open": {"mon-fri": [(100.0, 200.0)]}}},
            horizon=5 * DAY,
        )

    # 50 s are left on Friday: 150 s of work end on Monday at 200, sharp; 151 on Tuesday.
    assert of(given(149.0), "all", "", "on_time_fraction", "early_fraction") == [1, 1]
    assert of(given(150.0), "all", "", "on_time_fraction", "early_fraction") == [1, 0]
    assert of(given(151.0), "all", "", "on_time_fraction", "early_fraction") == [0, 0]


def test_work_orders_are_due_by_their_urgency():
    # Orders every 10 s to one back office, 10 s each: done as they come, after 10 s. Urgent ones
    # have 5 s, which is too short; others the service's own 10 s, kept to the second.
    channels = {
        "urgent": {"share": 0.3, "limits": {"promised": 5.0}},
        "soon": {"share": 0.3, "limits": {"promised": 15.0}},
        "others": {"share": 0.4},
    }
    given = desk(
        at(*map(float, range(0, 600, 10))),
        10.0,
        activity={"place": "back"},
        service={"channels": channels, "limits": {"promised": 10.0}},
    )
    script = draw(given, seed=1)
    number = [int((script.channel == k).sum()) for k in range(3)]
    assert min(number) > 10
    (on_time,) = of(given, "all", "", "on_time_fraction")
    assert on_time == pytest.approx((number[1] + number[2]) / 60)


def test_work_orders_by_urgency_go_first_where_their_priority_says_so():
    # All at 0, 10 s each: the urgent ones are done first, so that the k-th is done at 10 (k + 1).
    channels = {
        "urgent": {"share": 0.5, "priority": -1, "limits": {"promised": 60.0}},
        "others": {"share": 0.5, "limits": {"promised": 1000.0}},
    }
    given = desk(at(*[0.0] * 20), 10.0, service={"channels": channels})
    urgent = int((draw(given, seed=1).channel == 0).sum())
    assert 6 < urgent < 14
    assert of(given, "all", "", "on_time_fraction") == [(6 + 20 - urgent) / 20]


BACK = {"service_time": 4.0, "place": "back"}
HOME = {"delay": "home", "time": 50.0, "go_home": True}


@pytest.mark.parametrize(
    ("flow", "visits", "windows", "spot", "first", "hall", "done", "touch"),
    [
        (["a", "b"], 1, 2, 1, 1, 16, 16, 16),
        (["a", "back"], 1, 1, 0, 1, 10, 14, 14),
        (["a", HOME, "b"], 2, 2, 0, 1, 8, 66, 16),
        (["a", {"rework": "a", "probability": 1.0, "max_rounds": 1}], 1, 2, 1, 0, 20, 20, 20),
        ([{"parallel": [[{"serve": "a"}], [{"serve": "b"}]]}], 1, 2, 1, 1, 16, 16, 16),
        ([{"parallel": [[{"serve": "a"}], [{"serve": "back"}]]}], 1, 1, 1, 1, 10, 10, 14),
    ],
)
def test_one_case(flow, visits, windows, spot, first, hall, done, touch):
    # a takes 10, b 6, the back office 4, home 50; nobody else is there. In the third the two
    # visits take 10 and 6: 8 on average.
    given = flows(
        {"matter": (at(0), flow)},
        {"a": 10.0, "b": 6.0, "back": BACK},
        {"front": ["a", "b"], "office": ["back"]},
    )
    for scope, name in (("all", ""), ("service", "matter")):
        found = of(
            given,
            scope,
            name,
            "visits_mean",
            "windows_mean",
            "on_the_spot_fraction",
            "first_time_fraction",
            "hall_time_mean",
            "completion_time_mean",
            "touch_time_mean",
            "value_added_fraction",
        )
        expected = [visits, windows, spot, first, hall, done, touch, touch / done]
        assert found == pytest.approx(expected)


def test_time_targets():
    # Times of 10, 15 and 24 s, waits of 0, 5 and 14.
    given = three(20.0).replace(
        targets={
            name: {"measure": measure, "fraction": 0.9, "within": within}
            for name, measure, within in (
                ("wait", "wait", 5.0),
                ("hall", "hall_time", 14.9),
                ("done", "completion_time", 24.0),
            )
        }
    )
    found = [
        of(given, "target", name, "within_target_fraction")[0] for name in ("wait", "hall", "done")
    ]
    assert found == pytest.approx([2 / 3, 1 / 3, 1])


def test_means_of_services_and_of_all():
    # x waits 0 and 10, y 20: means 5 and 20, of all 10.
    given = flows({"x": (at(0, 0), ["a"]), "y": (at(0), ["a"])}, {"a": 10.0}, {"desk": ["a"]})
    assert of(given, "service", "x", "wait_mean", "wait_p90") == pytest.approx([5, 9])
    assert of(given, "service", "y", "wait_mean") == [20]
    assert of(given, "all", "", "wait_mean") == [10]


def test_files_at_a_back_office_are_cases_and_those_in_line_people():
    keys = [Key("queue_length", "queue", name, 0.0) for name in ("serve", "review", "both")]
    office = ServiceModel.model_validate(
        {
            "name": "office",
            "title": "Office",
            "provenance": "assumed",
            "horizon": "1 day",
            "activities": {
                "serve": {"service_time": "1 min"},
                "review": {"service_time": "1 min", "place": "back"},
                "one": {"service_time": "1 min", "place": "back", "queue": "both"},
                "two": {"service_time": "1 min", "queue": "both"},
            },
            "queues": {"both": {}},
            "pools": {"all": {"seats": 1, "serves": ["serve", "review", "one", "two"]}},
            "services": {
                "matter": {
                    "arrivals": {"pattern": "rates", "per_hour": 1},
                    "flow": [{"serve": name} for name in ("serve", "review", "one", "two")],
                }
            },
        }
    )
    assert units_of(keys, [office]) == ["people", "cases", "people"]
