"""Several pools made one keep their people: at any time as many as the pools had then."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.calendars import Calendar
from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from sim.experiment import simulate
from sim.tally import Key
from tests.scenarios.redesign.flow_steps import applied
from tests.scenarios.redesign.halls import hall

HOUR = 3600.0
JOIN = {"operator": "pool_windows", "pools": ["pool_w1", "pool_w2"], "into": "desk"}


def two(first: dict[str, Any], second: dict[str, Any], **calendars: Any) -> ServiceModel:
    pools = {
        "pool_w1": {"serves": ["w1"], "seats": "unlimited", "calendar": "early", **first},
        "pool_w2": {"serves": ["w2"], "seats": "unlimited", "calendar": "late", **second},
    }
    hours = {
        "early": {"open": {"mon-fri": [(8 * HOUR, 16 * HOUR)]}},
        "late": {"open": {"mon": [(9 * HOUR, 18 * HOUR)], "tue-sat": [(9 * HOUR, 12 * HOUR)]}},
    }
    return hall(
        pools=pools,
        calendars={**hours, **calendars},
        start_date="2026-01-05",
        horizon=14 * 24 * HOUR,
    )


def block(days: str, begin: float, end: float, level: int) -> dict[str, Any]:
    return {"days": days, "span": (begin * HOUR, end * HOUR), "level": level}


def test_two_counters_of_a_fitted_hall_become_one_with_their_people_and_hours() -> None:
    model = two(
        {"staff": [block("mon-fri", 8, 12, 2), block("mon-fri", 12, 16, 1)]},
        {"staff": [block("mon", 9, 18, 1), block("tue-sat", 9, 12, 3)]},
    )
    desk = applied(model, JOIN).pools["desk"]
    assert desk.seats == "unlimited"
    assert isinstance(desk.staff, tuple)
    assert [(b.days, b.span[0] / HOUR, b.span[1] / HOUR, b.level) for b in desk.staff] == [
        ("mon,tue,wed,thu,fri", 8, 12, 2), ("mon,tue,wed,thu,fri", 12, 16, 1), ("mon", 9, 18, 1),
        ("tue,wed,thu,fri,sat", 9, 12, 3),
    ]  # fmt: skip
    hours = applied(model, JOIN).calendars[str(desk.calendar)]
    assert desk.calendar == "desk_hours"
    assert [hours.spans_on(day) for day in (0, 1, 5, 6)] == [
        ((8 * HOUR, 18 * HOUR),), ((8 * HOUR, 16 * HOUR),), ((9 * HOUR, 12 * HOUR),), (),
    ]  # fmt: skip


def test_one_window_takes_the_people_over_as_well() -> None:
    model = two({"staff": 2}, {"staff": [block("daily", 0, 24, 1)]})
    step = {"operator": "one_window", "pools": ["pool_w1", "pool_w2"], "into": "desk"}
    assert applied(model, step).pools["desk"].staff == applied(model, JOIN).pools["desk"].staff


def test_people_beyond_the_seats_do_not_sit_at_those_of_others() -> None:
    model = two(
        {"seats": 1, "staff": [block("mon", 8, 12, 4)]}, {"seats": 3, "staff": 1, "calendar": None}
    )
    model = model.replace(
        pools={
            name: pool.replace(calendar="early") if name == "pool_w2" else pool
            for name, pool in model.pools.items()
        }
    )
    desk = applied(model, JOIN).pools["desk"]
    assert desk.seats == 4
    assert isinstance(desk.staff, tuple)
    assert {b.level for b in desk.staff} == {1}


SPAN = st.tuples(st.integers(0, 23), st.integers(1, 12)).map(
    lambda at: (at[0] * HOUR, (at[0] + at[1]) * HOUR)
)
DAYS = st.sampled_from(["mon", "tue-thu", "mon-fri", "daily", "sat,sun"])
BLOCKS = st.lists(st.builds(StaffBlock, days=DAYS, span=SPAN, level=st.integers(0, 3)), max_size=4)
WEEK = st.dictionaries(
    st.sampled_from(["mon", "tue,wed", "fri", "sun"]), SPAN.map(lambda s: (s,)), min_size=1
)
STAFF = st.one_of(st.integers(0, 3), BLOCKS.map(tuple))
SEATS = st.one_of(st.integers(1, 4), st.just("unlimited"))


@settings(max_examples=15, deadline=None)
@given(
    weeks=st.tuples(WEEK, WEEK),
    staff=st.tuples(STAFF, STAFF),
    seats=st.tuples(SEATS, SEATS),
)
def test_the_one_pool_has_the_staffed_hours_of_the_pools(
    weeks: tuple[Any, Any], staff: tuple[Any, Any], seats: tuple[Any, Any]
) -> None:
    try:
        hours = [Calendar(open=week) for week in weeks]
        model = two(
            {"staff": staff[0], "seats": seats[0]},
            {"staff": staff[1], "seats": seats[1]},
            early=hours[0].model_dump(),
            late=hours[1].model_dump(),
        )
    except ValueError:
        return
    nobody = {
        name: service.replace(arrivals=service.arrivals.replace(per_hour=0.0))
        for name, service in model.services.items()
    }
    model = model.replace(services=nobody)
    try:
        after = applied(model, JOIN)
    except RedesignError as error:
        # Overlapping blocks of more people than seats are told; all others can be put together.
        assert "overlap" in str(error)  # noqa: PT017
        return
    assert staffed(after, "desk") == pytest.approx(
        staffed(model, "pool_w1") + staffed(model, "pool_w2")
    )


def staffed(model: ServiceModel, pool: str) -> float:
    tally = simulate(model).tally()
    return float(tally.amounts()[tally.keys.index(Key("staffed_hours", "pool", pool))])


def test_calendars_that_differ_in_their_holidays_are_for_the_planner_to_choose() -> None:
    model = two(
        {"staff": 1},
        {"staff": 1},
        late={"open": {"daily": [(0.0, HOUR)]}, "open_dates": {"2026-01-05": []}},
    )
    with pytest.raises(RedesignError, match="of which not only the weeks differ"):
        applied(model, JOIN)
    assert applied(model, {**JOIN, "calendar": "early"}).pools["desk"].calendar == "early"
