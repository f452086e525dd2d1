"""One window: which visits become one, what the one pool and the merged activity are like."""

from typing import Any

import pytest

from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.redesign.merge_windows import OneWindow
from tests.scenarios.redesign.halls import draws, hall, merge, short, told

HOME = {"delay": {"distribution": "constant", "value": 86400.0}}


def redesigned(model: ServiceModel, **changes: Any) -> ServiceModel:
    return OneWindow.model_validate(merge(**changes)).apply(model).model


def rework(target: str, **changes: Any) -> dict[str, Any]:
    return {"rework": target, "probability": 0.2, **changes}


FLOWS = {
    "all windows": (["w1", "w2", "w3"], ["w1+w2+w3"]),
    "some windows": (["w3", "w1"], ["w3+w1"]),
    "ways between go": (["walk a", "w1", "walk b", "w2", "walk c"], ["walk a", "w1+w2", "walk c"]),
    "a way to elsewhere stays": (
        ["w1", "walk a", "pay", "walk b", "w2"],
        ["w1+w2", "walk a", "pay"],
    ),
    "a department works between": (["w1", "w2", "review", "w3"], ["w1+w2", "review", "w3"]),
    "home between": (
        ["w1", {"delay": "wait", "time": 9e4, "go_home": True}, "w2", "w3"],
        ["w1", "wait", "w2+w3"],
    ),
    "a statutory delay between": (
        ["w1", {"delay": "notice", "time": 9e4, "calendar": "hall"}, "w2"],
        ["w1", "notice", "w2"],
    ),
    "rework to a window": (
        ["w1", "w2", rework("w2", go_home=HOME), "w3"],
        ["w1+w2+w3", "back to desk_acceptance"],
    ),
    "rework to a way": (
        ["w1", "walk a", "w2", rework("walk a")],
        ["w1+w2", "back to desk_acceptance"],
    ),
    "rework to what stays": (
        ["advise", "w1", rework("advise"), "w2"],
        ["advise", "w1+w2", "back to advise"],
    ),
    "an arm is a visit of its own": (
        ["w1", {"branch": [{"probability": 0.3, "steps": short("w3", "pay")}]}, "w2"],
        ["w1+w2", [["w3", "pay"]]],
    ),
    "side by side": (
        [{"parallel": [short("w1"), short("w2", "pay"), short("w3")]}],
        ["w1+w2+w3", "pay"],
    ),
    "side by side with the back office": (
        ["w1", {"parallel": [short("w2", "w3"), short("review")]}],
        ["w1", (["w2+w3"], ["review"])],
    ),
    "rework waits until the branches have joined": (
        [{"parallel": [short("w1", "pay"), short("w2", "advise", rework("w2"))]}, "w3"],
        ["w1+w2+w3", (["pay"], ["advise"]), "back to desk_acceptance"],
    ),
    "twice at one window": (["w1", "w2", {"serve": "w1", "name": "collect"}], ["w1+w2+w1"]),
}


@pytest.mark.parametrize("case", FLOWS)
def test_visits_of_a_stay_become_one(case: str) -> None:
    given, expected = FLOWS[case]
    after = redesigned(hall(*short(*given)))
    assert told(after, after.services["long"].flow) == expected


def test_each_set_of_parts_has_one_merged_activity_and_all_stand_in_one_line() -> None:
    after = redesigned(hall(), title="Desk")
    assert told(after, after.services["brief"].flow) == ["w1+w3", "pay"]
    assert after.pools["desk"].serves == ("desk_acceptance", "desk_acceptance_2")
    assert {after.activities[name].queue for name in after.pools["desk"].serves} == {"desk"}
    # People tell them apart by their parts; the line is called as the window is.
    titles = [str(after.activities[name].title.en) for name in after.pools["desk"].serves]
    assert titles == ["Desk (w1, w2, w3)", "Desk (w1, w3)"]
    assert after.queues["desk"].title == after.pools["desk"].title
    assert list(after.pools) == ["desk", "pool_pay", "pool_advise", "office"]


def test_a_channel_with_its_own_flow_is_merged_too() -> None:
    model = hall()
    long = model.services["long"]
    channels = {"counter": {"share": 0.5}, "vip": {"share": 0.5, "flow": short("w2", "w3")}}
    model = model.replace(services={**model.services, "long": long.replace(channels=channels)})
    after = redesigned(model)
    flow = after.services["long"].channels["vip"].flow
    assert flow is not None
    assert told(after, flow) == ["w2+w3"]
    assert after.services["long"].channels["counter"].flow is None


def test_work_is_the_factors_times_the_sum_of_the_parts_own_draws() -> None:
    model = hall()
    before = draws(model)
    after = draws(redesigned(model, time_factor=0.7, breadth_penalty=1.1))
    merged = {
        "desk_acceptance": ("long", ("w1", "w2", "w3")),
        "desk_acceptance_2": ("brief", ("w1", "w3")),
    }
    checked = 0
    for (service, interval, ordinal, activity, turn, attempt), drawn in after.items():
        if activity in merged:
            assert service == merged[activity][0]
            parts = [
                before[service, interval, ordinal, part, turn, attempt][0]
                for part in merged[activity][1]
            ]
            assert drawn[0] == sum(parts) * (0.7 * 1.1)
            checked += 1
    assert checked > 40


def test_pickup_patience_and_balking_are_those_of_the_first_part() -> None:
    model = hall()
    first = model.activities["w1"].replace(pickup=20.0, patience=600.0, balk=0.1)
    second = model.activities["w2"].replace(pickup=40.0)
    model = model.replace(activities={**model.activities, "w1": first, "w2": second})
    merged = redesigned(model).activities["desk_acceptance"]
    assert (merged.pickup, merged.patience, merged.balk) == (first.pickup, first.patience, 0.1)


def test_targets_follow_the_line() -> None:
    target = {"measure": "service_level", "queue": "w2", "fraction": 0.8, "within": 600.0}
    after = redesigned(hall(targets={"t": target}))
    assert after.targets["t"].queue == "desk"  # type: ignore[union-attr]


def test_telephone_lines_add_up() -> None:
    model = hall()
    queues = {name: {"lines": k} for k, name in enumerate(("q1", "q2", "q3"), start=2)}
    activities = {
        name: activity.replace(queue=f"q{name[1]}") if name.startswith("w") else activity
        for name, activity in model.activities.items()
    }
    after = redesigned(model.replace(activities=activities, queues=queues))
    assert after.queues["desk"].lines == 9


def test_back_office_work_of_a_window_stays_as_it_was() -> None:
    model = hall()
    pools = {name: pool for name, pool in model.pools.items() if name != "office"}
    pools["pool_w2"] = model.pools["pool_w2"].replace(serves=("w2", "review"))
    after = redesigned(model.replace(pools=pools))
    assert after.pools["desk"].serves[-1] == "review"
    assert after.activities["review"] == model.activities["review"]


def test_staff_and_prices() -> None:
    model = hall()
    pools = {
        name: pool.replace(staff_cost=price)
        for (name, pool), price in zip(model.pools.items(), (30, 50, 40, 1, 1, 1), strict=True)
    }
    after = redesigned(model.replace(pools=pools), staff=2)
    desk = after.pools["desk"]
    assert (desk.seats, desk.staff, desk.staff_cost, desk.calendar) == (3, 2, 50, "hall")


BAD = {
    "unknown pool": (
        {"pools": ["pool_w1", "pool_w22"]},
        (
            "one_window: pools: expected a pool (pool_w1, pool_w2, pool_w3, pool_pay, pool_advise, "
            "office), got 'pool_w22'. Did you mean 'pool_w2'?"
        ),
    ),
    "another pool's name": ({"into": "office"}, "one_window: into: expected a new name or one of"),
    "an activity's name": ({"activity": "pay"}, "one_window: activity: expected a new name, got"),
    "nobody visits": ({"pools": ["pool_advise"]}, "one_window: pools: expected windows that a"),
    "unknown calendar": (
        {"calendar": "hal"},
        (
            "one_window: pools.desk.calendar: expected a calendar (hall), got 'hal'. "
            "Did you mean 'hall'?"
        ),
    ),
    "unknown way": ({"walks": ["walk z"]}, "one_window: walks: expected a delay, got 'walk z'."),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    changes, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        redesigned(hall(), **changes)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)


def test_blocks_of_staff_need_an_answer() -> None:
    model = hall()
    block = {"span": (32400.0, 61200.0), "level": 2}
    pools = {**model.pools, "pool_w2": model.pools["pool_w2"].replace(staff=(block,))}
    model = model.replace(pools=pools)
    with pytest.raises(RedesignError, match=r"^one_window: staff: expected the staff of the one"):
        redesigned(model)
    assert redesigned(model, staff=3).pools["desk"].staff == 3


def test_another_pool_that_serves_a_part_has_to_join() -> None:
    model = hall()
    pools = {**model.pools, "pool_pay": model.pools["pool_pay"].replace(serves=("pay", "w1"))}
    with pytest.raises(RedesignError, match="expected every pool that serves w1"):
        redesigned(model.replace(pools=pools))


def test_several_after_works_need_an_answer() -> None:
    model = hall()
    activities = {
        name: activity.replace(after_work=30.0) if name in ("w1", "w2") else activity
        for name, activity in model.activities.items()
    }
    model = model.replace(activities=activities)
    with pytest.raises(RedesignError, match=r"^one_window: after_work: expected"):
        redesigned(model)
    assert redesigned(model, after_work=50.0).activities["desk_acceptance"].after_work is not None
