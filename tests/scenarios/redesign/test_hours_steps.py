"""Longer hours, lunch in turns, windows that open when many wait, and crews that travel less."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.pools import StaffBlock
from scenarios.redesign.staff_levels import level_at
from scenarios.redesign.staggered_lunch import turns
from scenarios.redesign.union import RedesignStep
from scenarios.units import Workdays
from sim.drawing import draw
from tests.scenarios.redesign.halls import hall, short
from tests.sim.models import DAY, at, desk, rows

STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)
HOUR = 3600.0


def applied(model: ServiceModel, operator: str, **fields: Any) -> ServiceModel:
    return STEP.validate_python({"operator": operator, **fields}).apply(model).model


def office(*spans: tuple[float, float], **pool: Any) -> ServiceModel:
    """A hall open on workdays in these spans [h], with four windows."""
    hours = [(a * HOUR, b * HOUR) for a, b in spans]
    return hall(
        *short("w1"),
        calendars={"hall": {"open": {"mon-fri": hours, "sat": [(9 * HOUR, 12 * HOUR)]}}},
        pools={"pool_w1": {"serves": ["w1"], "seats": 4, "calendar": "hall", **pool}},
    )


def levels(model: ServiceModel, *hours: float, day: int = 0) -> list[float]:
    staff = model.pools["pool_w1"].staff
    assert isinstance(staff, tuple)
    return [level_at(staff, day, hour * HOUR) for hour in hours]


def test_named_days_open_longer() -> None:
    model = office((9, 17))
    after = applied(
        model, "extend_hours", calendar="hall", open={"mon,tue": [(8 * HOUR, 18 * HOUR)]}
    )
    calendar = after.calendars["hall"]
    assert calendar.spans_on(1) == ((8 * HOUR, 18 * HOUR),)
    assert calendar.spans_on(2) == ((9 * HOUR, 17 * HOUR),)
    assert calendar.spans_on(5) == ((9 * HOUR, 12 * HOUR),)
    assert calendar.spans_on(6) == ()
    assert list(calendar.open) == ["wed,thu,fri", "sat", "mon,tue"]
    # One working day of a delay or a limit stays what it was.
    assert calendar.workday_seconds == model.calendars["hall"].workday_seconds


def test_a_new_day_opens() -> None:
    after = applied(
        office((9, 17)), "extend_hours", calendar="hall", open={"sun": [(9 * HOUR, 12 * HOUR)]}
    )
    assert after.calendars["hall"].spans_on(6) == ((9 * HOUR, 12 * HOUR),)


@pytest.mark.parametrize("day", ["sun", "sat"])
def test_the_same_people_come_on_the_same_days(day: str) -> None:
    model = office((9, 17))
    named = {n: s.replace(calendar="hall") for n, s in model.services.items()}
    model = model.replace(services=named, horizon=7 * DAY)
    after = applied(model, "extend_hours", calendar="hall", open={day: [(9 * HOUR, 17 * HOUR)]})
    assert after != model
    scripts = [draw(one, seed=1) for one in (model, after)]
    assert scripts[0].arrival.tolist() == scripts[1].arrival.tolist()


def test_a_limit_in_workdays_ends_as_before() -> None:
    model = office((9, 12))
    delay = {"delay": "law", "time": Workdays(2), "calendar": "hall"}
    long = model.services["long"].replace(flow=[*model.services["long"].flow, delay])
    model = model.replace(services={**model.services, "long": long})
    after = applied(
        model, "extend_hours", calendar="hall", open={"mon-fri": [(9 * HOUR, 15 * HOUR)]}
    )
    assert after.calendars["hall"].workday_seconds == 3 * HOUR


def test_staff_of_the_added_hours() -> None:
    model = office((9, 12), (14, 17), staff=[{"span": (9 * HOUR, 17 * HOUR), "level": 3}])
    after = applied(
        model,
        "extend_hours",
        calendar="hall",
        open={"mon-fri": [(8 * HOUR, 18 * HOUR)]},
        staff={"pool_w1": 1},
    )
    assert levels(after, 8.5, 10, 13, 15, 17.5) == [1, 3, 4, 3, 1]
    assert levels(after, 8.5, 10, day=5) == [0, 3]


def test_lunch_in_turns_keeps_a_share_open() -> None:
    after = applied(
        office((9, 17)),
        "extend_hours",
        lunch_pools=["pool_w1"],
        lunch=(12 * HOUR, 13.5 * HOUR),
        meal=0.5 * HOUR,
        at_least=0.5,
    )
    assert levels(after, 11.9, 12.2, 12.7, 13.2, 13.6) == [4, 2, 3, 3, 4]


def test_lunch_of_blocks_is_cut_out_and_filled() -> None:
    blocks = [
        {"days": "mon", "span": (9 * HOUR, 12 * HOUR), "level": 4},
        {"days": "mon", "span": (12 * HOUR, 14 * HOUR), "level": 1},
        {"days": "mon", "span": (14 * HOUR, 17 * HOUR), "level": 4},
        {"days": "tue-fri", "span": (9 * HOUR, 17 * HOUR), "level": 2},
    ]
    after = applied(
        office((9, 17), staff=blocks),
        "extend_hours",
        lunch_pools=["pool_w1"],
        lunch=(12 * HOUR, 14 * HOUR),
        meal=HOUR,
        at_least=0.5,
    )
    assert levels(after, 10, 12.5, 13.5, 14.5) == [4, 2, 2, 4]
    assert levels(after, 10, 12.5, 13.5, 14.5, day=2) == [2, 1, 1, 2]
    assert levels(after, 10, 12.5, day=6) == [0, 0]


@pytest.mark.parametrize(
    ("people", "at_least", "expected"),
    [(4, 0.25, [2, 3, 3]), (4, 0.5, [2, 3, 3]), (3, 0.6, [2, 2, 2]), (2, 0.5, [1, 1]),
     (10, 0.25, [6, 7, 7])],
)  # fmt: skip
def test_groups_are_as_small_as_the_time_allows(
    people: int, at_least: float, expected: list[int]
) -> None:
    there = turns("w", people, (0.0, 5400.0), 1800.0, at_least)
    assert there == expected
    assert sum(people - n for n in there) == people
    assert min(there) >= at_least * people


def test_nobody_notices_lunch_while_the_hall_is_shut() -> None:
    model = office((9, 12), (13.5, 17))
    with pytest.raises(RedesignError, match="lunch: expected 'pool_w1' to be open at 12:00-13:30"):
        applied(model, "extend_hours", lunch_pools=["pool_w1"], lunch=(12 * HOUR, 13.5 * HOUR))
    after = applied(
        model,
        "extend_hours",
        calendar="hall",
        open={"mon-fri": [(9 * HOUR, 17 * HOUR)]},
        lunch_pools=["pool_w1"],
        lunch=(12 * HOUR, 13.5 * HOUR),
        at_least=0.5,
    )
    assert levels(after, 12.2, 14) == [2, 4]


def test_windows_open_when_many_wait() -> None:
    model = desk(at(*range(8)), 10.0, 3, pool={"staff": 1})
    after = applied(model, "surge_windows", pool="desk", above=3, below=1, at_most=2, setup=5)
    before_last, after_last = (max(end for *_, end in rows(m, "case", "end_time"))
                               for m in (model, after))  # fmt: skip
    assert before_last == 80
    assert after_last < 50
    assert {who for (who,) in rows(after, "who")} == {"desk0", "desk1", "desk2"}


def test_who_opens_them_is_missed_elsewhere() -> None:
    model = hall(pools={"pool_w1": {"serves": ["w1"], "seats": 4, "staff": 2}})
    after = applied(
        model, "surge_windows", pool="pool_w1", above=5, below=2, at_most=1, taken_from="office"
    )
    assert after.pools["office"].staff == 1
    assert after.pools["office"].seats == 2
    surge = after.pools["pool_w1"].surge
    assert surge is not None
    assert (surge.above, surge.below, surge.at_most) == (5, 2, 1)


def test_hours_at_which_fewer_windows_have_a_seat_are_told() -> None:
    step = {"operator": "surge_windows", "pool": "pool_w1", "above": 5, "below": 2, "at_most": 2}
    surge = STEP.validate_python(step)
    blocks = [
        {"span": "09:00-17:00", "level": 2},
        {"days": "mon", "span": "10:00-12:00", "level": 1},
    ]
    told = surge.falls_short(office((9, 17), staff=blocks))
    assert told is not None
    assert "expected 2 seats" in told.en
    assert "got 1 at the least (mon 10:00–12:00)" in told.en
    assert "最少只有 1 个（周一 10:00–12:00）" in told.zh
    # With seats enough at all hours, or too few at all of them, there is no such hour.
    assert surge.falls_short(office((9, 17), staff=blocks, seats=5)) is None
    assert surge.falls_short(office((9, 17), staff=blocks[:1])) is None
    assert surge.falls_short(office((9, 17), staff=3)) is None


def crews(**crew: Any) -> ServiceModel:
    """Two crews at the origin, cases 3 km to the east and to the west in turn."""
    return desk(
        at(0, 1, 2000, 2001),
        60.0,
        2,
        horizon=10000.0,
        pool={"crew": {"base": (0.0, 0.0), "speed": 36.0, **crew}},
        service={"where": {"points": [(3.0, 0.0), (-3.0, 0.0), (-3.0, 0.0), (3.0, 0.0)],
                           "in_turn": True}},
    )  # fmt: skip


def test_the_nearest_crew_goes() -> None:
    after = applied(crews(), "dispatch_nearest", pool="desk")
    assert [who for (who,) in rows(crews(), "who")] == ["desk0", "desk1", "desk0", "desk1"]
    assert [who for (who,) in rows(after, "who")] == ["desk0", "desk1", "desk1", "desk0"]
    assert [start for (start,) in rows(after, "start_time")] == [300, 301, 2000, 2001]


def test_a_round_goes_to_the_nearest_next() -> None:
    after = applied(crews(), "plan_routes", pool="desk", stops=3)
    crew = after.pools["desk"].crew
    assert crew is not None
    assert (crew.order, crew.stops, crew.dispatch) == ("nearest", 3, "rota")
    assert applied(after, "plan_routes", pool="desk").pools == after.pools


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "shorter": (
        {"operator": "extend_hours", "calendar": "hall", "open": {"mon": [(36000.0, 64800.0)]}},
        "extend_hours: open: expected hours on mon that contain 09:00-17:00, got 10:00-18:00.",
    ),
    "staff of a pool with one level": (
        {
            "operator": "extend_hours",
            "calendar": "hall",
            "open": {"mon": [(28800.0, 64800.0)]},
            "staff": {"pool_w1": 1},
        },
        "extend_hours: staff: expected pools of 'hall' with blocks of staff, got 'pool_w1'.",
    ),
    "too many open": (
        {
            "operator": "extend_hours",
            "lunch_pools": ["pool_w1"],
            "lunch": (43200.0, 46800.0),
            "at_least": 0.75,
        },
        (
            "extend_hours: at_least: expected a share at which all 4 people of 'pool_w1' can eat "
            "for 30 min within 12:00-13:00, got 0.75, at which 2 can."
        ),
    ),
    "names at lunch": (
        {"operator": "extend_hours", "lunch_pools": ["named"], "lunch": (43200.0, 46800.0)},
        "extend_hours: lunch_pools: expected pools with staff in numbers, got 'named'",
    ),
    "no free seat": (
        {"operator": "surge_windows", "pool": "pool_w1", "above": 5, "below": 2, "at_most": 1},
        "surge_windows: pool: expected a pool with more seats than staff, got 'pool_w1' with all",
    ),
    "names in a surge": (
        {"operator": "surge_windows", "pool": "named", "above": 5, "below": 2, "at_most": 1},
        "surge_windows: pool: expected a pool with staff in numbers, got 'named'",
    ),
    "closes before it opens": (
        {"operator": "surge_windows", "pool": "pool_w2", "above": 1, "below": 2, "at_most": 1},
        "surge_windows: expected below <= above, got 2 and 1.",
    ),
    "nobody to take": (
        {
            "operator": "surge_windows",
            "pool": "pool_w2",
            "above": 5,
            "below": 2,
            "at_most": 4,
            "taken_from": "office",
        },
        "surge_windows: taken_from: expected a pool with at least 4 people whenever it has staff",
    ),
    "nobody travels": (
        {"operator": "dispatch_nearest", "pool": "office"},
        "dispatch_nearest: pool: expected a pool whose resources travel, got 'office'",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    data, sentence = BAD[case]
    model = office((9, 17))
    pools = {
        **model.pools,
        "named": {"serves": ["w1"], "people": {"A": {"shifts": [{"span": (0.0, 3600.0)}]}}},
        "pool_w2": {"serves": ["w2"], "seats": 9, "staff": [StaffBlock(span=(0.0, 9.0), level=1)]},
    }
    with pytest.raises(RedesignError) as caught:
        STEP.validate_python(data).apply(model.replace(pools=pools))
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)
