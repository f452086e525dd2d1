"""What is measured at certain hours: all hours are the whole, and parts of the day add up to it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.at_hours import member_at
from scenarios.model import ServiceModel
from sim.clock_times import within_hours
from sim.experiment import simulate
from sim.hours_measured import hours_measured
from sim.tally import Key
from tests.sim.models import DAY, at, desk, exp, model

HOUR = 3600.0


def office(times_of_day, **more):
    """A hotline of two lines for three days, with people who leave; a level on one of them."""
    return model(
        3 * DAY,
        warm_up=6 * HOUR,
        activities={
            "talk": {"service_time": exp(900.0), "patience": exp(1200.0)},
            "write": {"service_time": exp(600.0)},
        },
        calendars={"open": {"open": {"daily": [(8 * HOUR, 18 * HOUR)]}}},
        pools={
            "agents": {"serves": ["talk"], "seats": 1, "calendar": "open"},
            "desk": {"serves": ["write"], "seats": 1, "calendar": "open"},
        },
        services={
            "matter": {
                "arrivals": {"pattern": "rates", "start": 8 * HOUR, "per_hour": [3] * 10},
                "flow": [{"serve": "talk"}, {"serve": "write"}],
            }
        },
        targets={
            "level": {
                "measure": "service_level", "queue": "talk", "fraction": 0.8, "within": 300.0,
                "between": [(10 * HOUR, 12 * HOUR)],
            },
            "wait": {"measure": "wait", "fraction": 0.9, "within": 900.0},
        },
        times_of_day=times_of_day,
    )  # fmt: skip


@pytest.fixture(scope="module")
def tally():
    """Sums of one run, at the whole day, at three parts of it, and at the hours of a target."""
    parts = {"early": (0, 10), "peak": (10, 12), "late": (12, 24)}
    spans = {name: {"between": [(a * HOUR, b * HOUR)]} for name, (a, b) in parts.items()}
    found = simulate(office({"day": {}, **spans})).tally()
    return dict(zip(found.keys, zip(found.value, found.per, strict=True), strict=True))


def whole(key):
    """The measure over the whole week that one at some hours is a part of."""
    inner = key.of.partition(": ")[2]
    scope, _, of = inner.partition(" ") if inner else ("all", "", "")
    return Key(key.measure, scope, of)


def test_all_hours_are_the_whole(tally):
    there = [key for key in tally if key.scope == "hours" and key.of.startswith("day")]
    assert {whole(key).scope for key in there} == {"all", "queue", "pool", "target"}
    for key in there:
        if key.measure != "queue_length":  # over the week it is told by the hour alone
            assert tally[key] == pytest.approx(tally[whole(key)], nan_ok=True), key
    lengths = [tally[key] for key in tally if key[:3] == ("queue_length", "queue", "talk")]
    length = tally[Key("queue_length", "hours", "day: queue talk")]
    # Measuring begins at 06:00 of the first day.
    assert length == pytest.approx((sum(value for value, _ in lengths), 3 * DAY - 6 * HOUR))


def test_parts_of_the_day_add_up_to_it(tally):
    levels = [
        key for key, (_, per) in tally.items()
        if key.scope == "hours" and key.of.startswith("day") and not np.isnan(per)
    ]  # fmt: skip
    assert len(levels) > 15
    for key in levels:
        of = [key.of.replace("day", part, 1) for part in ("early", "peak", "late")]
        total = np.sum([tally[key._replace(of=name)] for name in of], axis=0)
        assert total == pytest.approx(tally[key]), key


def test_hours_are_read_as_those_of_a_target(tally):
    at_peak = tally[Key("of_offered", "hours", member_at("peak", "queue", "talk"))]
    assert at_peak == tally[Key("within_target_fraction", "target", "level")]


def test_a_gain_is_told_where_it_is():
    # Two come at once at 10 and at 20 on each of two days; a second desk helps those of 10 alone.
    times = [day * DAY + hour * HOUR for day in (0, 1) for hour in (10, 10, 20, 20)]
    one = {"arrivals": at(*times), "work": 600.0, "horizon": 2 * DAY}
    hours = {
        "ten": {"between": [(10 * HOUR, 11 * HOUR)]},
        "monday": {"between": [(9 * HOUR, 12 * HOUR)], "days": "mon"},
    }
    staff = [{"days": "mon", "span": (9 * HOUR, 12 * HOUR), "level": 2},
             {"days": "mon", "span": (12 * HOUR, 24 * HOUR), "level": 1},
             {"days": "tue", "span": (0.0, 24 * HOUR), "level": 1}]  # fmt: skip
    before = desk(**one, times_of_day=hours)
    after = desk(**one, seats=2, pool={"staff": staff}, times_of_day=hours)
    waits = [
        {key.of: value for key, value in zip(run.keys, run.amounts(), strict=True)
         if key.measure == "wait_mean" and key.scope == "hours" and ":" not in key.of}
        for run in (simulate(before).tally(), simulate(after).tally())
    ]  # fmt: skip
    # Of each pair one waits 600 s; on Monday at 10 nobody does any more.
    assert waits == [{"ten": 300.0, "monday": 300.0}, {"ten": 150.0, "monday": 0.0}]


CLOCK = st.integers(0, 47).map(lambda k: k * HOUR / 2)


@given(
    st.lists(st.tuples(CLOCK, st.integers(1, 48)), max_size=4),
    st.lists(st.floats(0.0, 4 * DAY), min_size=1, max_size=30),
)
def test_moments_and_lengths_agree_with_the_clock(spans, times):
    between = [(begin, begin + n * HOUR / 2) for begin, n in spans]
    given_hours = office({"asked": {"between": between}})
    (hours,) = hours_measured(ServiceModel.model_validate(given_hours), -1, 7)
    moments = np.array(times)
    assert (hours.hold(moments) == within_hours(moments, between)).all()
    # The length from the first midnight on, by counting half hours.
    half = np.arange(0.0, 4 * DAY, HOUR / 2)
    steps = np.clip(moments[:, None] - half, 0.0, HOUR / 2)
    counted = steps @ within_hours(half, between)
    assert hours.time_within(np.zeros(moments.shape), moments) == pytest.approx(counted, abs=1e-6)


def test_a_span_past_midnight_belongs_to_the_day_it_begins():
    night = {"night": {"between": [(22 * HOUR, 26 * HOUR)], "days": "mon"}}
    (hours,) = hours_measured(office(night), -1, 9)
    # Day 0 is a Monday; so is day 7.
    moments = np.array([1.0, 22.0, 25.9, 26.0, 46.0, 24 * 7 + 23.0]) * HOUR
    assert hours.hold(moments).tolist() == [False, True, True, False, False, True]
