"""Steps that change nothing and seats on which nobody sits are told, others are not."""

from typing import Any

import pytest

from scenarios.model import ServiceModel
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.warnings import warnings_of
from tests.scenarios.redesign.flow_steps import step_of
from tests.scenarios.redesign.halls import hall, merge, short
from tests.told_in_both import in_both

DAY_AND_NIGHT = [{"span": "08:00-16:00", "level": 5}, {"span": "16:00-24:00", "level": 3}]
SURGE = {"above": 5, "below": 2, "at_most": 2}


def with_pool(**changes: Any) -> ServiceModel:
    return hall(pools={"pool_w1": {"serves": ["w1"], "seats": 5, **changes}})


def told(model: ServiceModel, *steps: dict[str, Any]) -> list[str]:
    done = apply_redesign(model, [step_of(step) for step in steps])
    return [str(warning) for warning in in_both(warnings_of(model, done.model, done.steps))]


def more(**fields: Any) -> dict[str, Any]:
    return {"operator": "set_capacity", "pool": "pool_w1", **fields}


@pytest.mark.parametrize(
    ("pool", "most"),
    [
        ({"staff": 5}, 5),
        ({"staff": 3}, 3),
        ({"staff": DAY_AND_NIGHT}, 5),
        ({"staff": 3, "surge": SURGE}, 5),
        ({"people": {"ann": {"shifts": [{"span": "09:00-12:00"}]}}}, 1),
    ],
)
def test_seats_beyond_everybody_on_duty_are_told(pool: dict[str, Any], most: int) -> None:
    (text,) = told(with_pool(**pool), more(seats=8))
    assert text == (
        "redesign[0] set_capacity: expected staff for the seats added to 'pool_w1', got 8 seats "
        f"instead of 5 where {most} at most are ever on duty, so nobody is served sooner. "
        "Raise staff too, or leave the seats as they were."
    )


def test_a_number_of_seats_where_there_was_no_limit_is_told_when_staff_stays() -> None:
    (text,) = told(with_pool(seats="unlimited", staff=3), more(seats=4))
    assert "got 4 seats instead of unlimited where 3 at most are ever on duty" in text
    assert told(with_pool(seats="unlimited", staff=3), more(seats=2)) == []
    assert told(with_pool(seats="unlimited", staff=3), more(seats=4, staff=4)) == []


@pytest.mark.parametrize(
    ("pool", "step"),
    [
        ({}, more(seats=8)),
        ({"staff": 7}, more(seats=8)),
        ({"staff": 5}, more(seats=8, staff=6)),
        ({"staff": 4, "surge": SURGE}, more(seats=8)),
        ({"staff": 3}, more(seats=4)),
        ({"staff": "unlimited"}, more(seats=8)),
        # Kiosks: of seven with breakdowns more are whole at a time than of five.
        ({"staff": 5, "breakdowns": {"up": 3600.0, "down": 600.0}}, more(seats=7)),
    ],
)
def test_seats_that_somebody_sits_on_are_not_told(pool: dict[str, Any], step: Any) -> None:
    assert told(with_pool(**pool), step) == []


def test_staff_may_come_in_a_later_step_and_the_step_to_blame_is_named() -> None:
    model = with_pool(staff=5)
    assert told(model, more(seats=8), more(staff=8)) == []
    other = {"operator": "set_capacity", "pool": "pool_w2", "seats": 3}
    (text,) = told(model, other, more(seats=8), {**other, "seats": 4})
    assert text.startswith("redesign[1] set_capacity: ")


def test_a_step_that_leaves_everything_as_it_is_is_told() -> None:
    found = told(hall(), {"operator": "share_data"}, more(seats=3))
    assert [text.split(":")[0] for text in found] == ["redesign[0] share_data"]


@pytest.mark.parametrize(
    ("field", "step"),
    [
        ("rework_factor", {"operator": "smart_forms", "activities": ["w1"], "time_factor": 1.1}),
        ("rework_factor", {"operator": "smart_forms"}),
        ("rework_factor", {"operator": "share_data", "remove": ["w2"]}),
        ("rework_factor", {"operator": "train", "pools": ["pool_w1"], "time_factor": 0.9}),
        ("transfer_factor", {"operator": "knowledge_base", "activities": ["w1"]}),
        ("lookup_factor", {"operator": "knowledge_base", "activities": ["w1"], "lookup_share": 0}),
    ],
)
def test_a_factor_that_finds_nothing_is_told_whatever_else_the_step_changes(
    field: str, step: dict[str, Any]
) -> None:
    (text,) = told(hall(), {**step, field: 0.5})
    assert text.startswith(f"redesign[0] {step['operator']}: {field}: expected ")
    assert "multiply by 0.5, got n" in text


def test_a_factor_that_was_left_out_is_not_told() -> None:
    online = {"operator": "go_online", "replaces": ["w1"], "share": 0.3}
    work = {"distribution": "exponential", "mean": "3 min"}
    place = {"pool": "online_desk", "seats": 1}
    assert not [one for one in told(hall(), {**online, **place}) if "factor" in one]
    assert not [
        one for one in told(hall(), {**online, **place, "service_time": work}) if "factor" in one
    ]


def test_a_factor_that_finds_something_is_not_told() -> None:
    back = {"rework": "w2", "probability": 0.2}
    model = hall(*short("w1", "w2", back, {"branch": [{"probability": 0.3, "steps": short("w3")}]}))
    know = {"operator": "knowledge_base", "activities": ["w1"], "transfers": ["w3"]}
    step = {**know, "lookup_factor": 0.5, "transfer_factor": 0.5, "rework_factor": 0.5}
    assert told(model, step) == []
    # What the step before it left is what counts.
    (text,) = told(model, {"operator": "smart_forms", "rework_factor": 0}, step)
    assert text.startswith("redesign[1] knowledge_base: rework_factor: ")


def test_models_without_steps_are_compared_too() -> None:
    (warning,) = warnings_of(with_pool(staff=5), with_pool(staff=5, seats=6))
    assert warning.where == "pools.pool_w1.seats"


def test_a_saving_by_joining_that_joins_nothing_is_told() -> None:
    alone = merge(pools=["pool_w1"], time_factor=0.8)
    (text,) = told(hall(), alone)
    assert text.startswith("redesign[0] one_window: ")
    assert "time_factor 0.8" in text
    assert told(hall(), {**alone, "time_factor": 1, "breadth_penalty": 1.1}) == []
    # One of the two services visits both, the other only the first.
    assert told(hall(), {**alone, "pools": ["pool_w1", "pool_w2"]}) == []
    # Shared data leaves one part of two.
    gone = {"operator": "share_data", "remove": ["w1", "w3"]}
    assert len(told(hall(), merge(time_factor=0.8), gone)) == 1


@pytest.mark.parametrize("given", [{}, {"staff_cost": 45}])
def test_a_price_that_is_chosen_from_several_is_told(given: dict[str, Any]) -> None:
    prices = {"w1": 40, "w2": 60, "w3": 40}
    pools = {
        f"pool_{name}": {"serves": [name], "seats": 2, "calendar": "hall", "staff_cost": price}
        for name, price in prices.items()
    }
    model = hall(pools=pools)
    found = told(model, merge(**given))
    desk = apply_redesign(model, [step_of(merge(**given))]).model.pools["desk"]
    assert desk.staff_cost == given.get("staff_cost", 60)
    if given:
        assert found == []
    else:
        (text,) = found
        assert text.startswith("redesign[0] one_window: ")
        assert "'desk' has the highest, 60 an hour of 'pool_w2'" in text


@pytest.mark.parametrize(("steps", "is_told"), [(["w1", "w2"], True), (["w3", "review"], False)])
def test_windows_side_by_side_are_still_gone_to_one_by_one(steps: list[str], is_told: bool) -> None:
    found = told(hall(), {"operator": "parallelize", "steps": steps})
    assert ["w1, w2, all at windows" in text for text in found] == [True] * is_told


WEEK = {"hall": {"open": {"mon-fri": [(32400.0, 61200.0)]}}}


@pytest.mark.parametrize(
    ("days", "is_told"),
    [
        # Day 0 is a Monday, and day 5 a Saturday.
        ({"horizon": 5.0}, True),
        ({"horizon": 6.0}, False),
        ({"horizon": 12.0, "warm_up": 7.0}, True),
        ({"horizon": 14.0, "warm_up": 7.0}, False),
    ],
)
def test_hours_on_days_that_are_not_measured_are_told(
    days: dict[str, float], is_told: bool
) -> None:
    model = hall(calendars=WEEK, **{name: 86400.0 * n for name, n in days.items()})
    saturday = {"operator": "extend_hours", "calendar": "hall", "open": {"sat": ["09:00-12:00"]}}
    found = told(model, saturday)
    assert ["hours added on sat within the time that is measured" in t for t in found] == (
        [True] * is_told
    )


def test_a_target_about_other_people_is_told() -> None:
    level = {"measure": "service_level", "queue": "line", "fraction": 0.8, "within": "30 s"}
    wait = {"measure": "wait", "fraction": 0.8, "within": "10 min"}
    gamma = {"distribution": "gamma", "mean": 300.0, "cv": 0.5}
    lined = {"service_time": gamma, "queue": "line"}
    model = hall(
        queues={"line": {}},
        activities={"w2": lined, "w3": {"service_time": gamma}},
        targets={"quick": level, "short": wait},
    )
    # Only the long service walks w2; merged with w1 and w3 the line is everybody's.
    (text,) = (t for t in told(model, merge()) if "before and after" in t)
    assert text.startswith("targets.quick: ")
    assert "got long before and brief, long after in line 'desk'" in text
    assert told(model, more(seats=8)) == []


def test_a_step_that_goes_while_others_of_its_activity_stay_is_told() -> None:
    again = {"serve": "w2", "name": "w2_again"}
    ways = {
        "branch": [
            {"probability": 0.5, "steps": short("w2", "pay")},
            {"probability": 0.5, "steps": [*short("w3"), again]},
        ]
    }
    model = hall(*short("w1"), ways)
    (text,) = told(model, {"operator": "eliminate", "steps": ["w2"]})
    assert "expected all steps that serve 'w2', or one of them on purpose" in text
    assert "w2_again of the same flow stay as they were" in text
    assert told(model, {"operator": "eliminate", "steps": ["w2", "w2_again"]}) == []
    assert told(model, {"operator": "eliminate", "steps": ["w2_again"]}) == []
    assert told(model, {"operator": "share_data", "remove": ["w2"]}) == []
