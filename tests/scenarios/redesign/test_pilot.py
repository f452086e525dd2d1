"""A redesign tried on a share of the cases: who is moved, what they meet, what stays."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from scenarios.checks import check_model
from scenarios.errors import RedesignError
from scenarios.flows import Serve
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.pilot import piloted
from scenarios.redesign.union import RedesignStep
from scenarios.services import Channel
from scenarios.writing import dump_model
from sim.drawing import draw
from sim.experiment import simulate
from tests.scenarios.redesign.halls import draws, hall, merge, same_script, short, told
from tests.strategies import models

STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)
GO_HOME = {"rework": "w2", "probability": 0.3, "go_home": {"delay": 86400.0}}
BUSY = short("advise", "w1", "w2", GO_HOME, "walk a", "w3", "pay", "review")
STEPS: dict[str, dict[str, Any]] = {
    "one_window": merge(time_factor=0.6),
    "share_data": {"operator": "share_data", "remove": ["w2"], "rework_factor": 0.5},
}
Case = tuple[str, int, int]


def applied(model: ServiceModel, data: dict[str, Any], **changes: Any) -> ServiceModel:
    return STEP.validate_python({**data, **changes}).apply(model).model


@pytest.mark.parametrize("remove", [["w2", "copy"], ["copy"]])
def test_the_cases_of_the_pilot_alone_hand_in_fewer_documents(remove: list[str]) -> None:
    model = hall(*BUSY)
    papers = {name: {"title": name} for name in ("copy", "card", "form")}
    long = model.services["long"].replace(documents=papers)
    before = model.replace(services={**model.services, "long": long})
    after = applied(before, {"operator": "share_data", "remove": remove}, pilot=0.9)
    service = after.services["long"]
    assert service.documents == long.documents
    assert {
        round(channel.share, 9): len(papers if channel.documents is None else channel.documents)
        for channel in service.channels.values()
    } == {0.1: 3, 0.9: 2}
    assert not after.services["brief"].channels or "w2" in remove


def by_case(model: ServiceModel) -> dict[Case, dict[Any, Any]]:
    """Every draw of each case, by the activity's name in a model without a pilot."""
    found: dict[Case, dict[Any, Any]] = {}
    for (service, interval, ordinal, activity, *turn), drawn in draws(model).items():
        name = activity.removesuffix("_pilot")
        found.setdefault((service, interval, ordinal), {})[name, *turn] = drawn
    return found


def moved(before: dict[Case, Any], after: dict[Case, Any]) -> set[Case]:
    return {case for case, drawn in after.items() if drawn != before[case]}


def measures(model: ServiceModel) -> dict[str, float]:
    """Every measure about all cases together."""
    tally = simulate(model, seed=3).tally()
    return {
        key.measure: float(amount)
        for key, amount in zip(tally.keys, tally.amounts(), strict=True)
        if key.scope == "all" and key.at is None
    }


@pytest.mark.parametrize("name", STEPS)
def test_each_case_draws_what_it_would_before_or_after(name: str) -> None:
    model = hall(*BUSY)
    before, after = by_case(model), by_case(applied(model, STEPS[name]))
    tried = by_case(applied(model, STEPS[name], pilot=0.3))
    assert tried.keys() == before.keys()
    pilot = moved(before, tried)
    assert 0.1 * len(before) < len(pilot) < 0.5 * len(before)
    assert all(tried[case] == after[case] for case in pilot)


@pytest.mark.parametrize("name", STEPS)
def test_a_greater_share_moves_only_the_cases_between(name: str) -> None:
    model = hall(*BUSY)
    before = by_case(model)
    shares = (0.0, 0.2, 0.5, 0.9, 1.0)
    pilots = [moved(before, by_case(applied(model, STEPS[name], pilot=share))) for share in shares]
    assert pilots[0] == set()
    for small, great in zip(pilots, pilots[1:], strict=False):
        assert small < great


@pytest.mark.parametrize("name", STEPS)
def test_a_pilot_of_nobody_leaves_model_and_script_as_they_are(name: str) -> None:
    model = hall(*BUSY)
    step = STEP.validate_python({**STEPS[name], "pilot": 0})
    assert step.apply(model).changes == ()
    assert same_script(step.apply(model).model, model)


@pytest.mark.parametrize("name", STEPS)
def test_a_pilot_of_all_is_the_step_itself(name: str) -> None:
    model = hall(*BUSY)
    whole = applied(model, STEPS[name])
    assert applied(model, STEPS[name], pilot=1) == whole
    # All but nobody: every case goes the new way, beside pools that nobody comes to.
    almost = applied(model, STEPS[name], pilot=1 - 1e-9)
    one, other = (measures(m) for m in (whole, almost))
    for of_idle_pools in ("staffed_hours", "paid_hours"):
        assert one.pop(of_idle_pools) < other.pop(of_idle_pools)
    assert one.pop("windows") <= other.pop("windows")
    # The same work in more paid hours.
    assert one.pop("worked_fraction") > other.pop("worked_fraction")
    assert one == pytest.approx(other, rel=1e-12, nan_ok=True)
    assert one["hall_time_mean"] > 0


@pytest.mark.parametrize("name", STEPS)
def test_the_new_model_passes_checks_and_reads_back_from_a_file(name: str) -> None:
    model = hall(*BUSY)
    text = dump_model(model)
    after = applied(model, STEPS[name], pilot=0.3)
    assert dump_model(model) == text
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after


def test_channels_are_cut_in_two() -> None:
    model = hall(*BUSY)
    long = model.services["long"]
    channels = {"counter": Channel(share=0.75), "vip": Channel(share=0.25, priority=-1)}
    model = model.replace(services={**model.services, "long": long.replace(channels=channels)})
    after = applied(model, STEPS["share_data"], pilot=0.2).services["long"]
    shares = {name: channel.share for name, channel in after.channels.items()}
    assert shares == pytest.approx(
        {"counter": 0.6, "counter_pilot": 0.15, "vip": 0.2, "vip_pilot": 0.05}
    )
    assert [c.priority for c in after.channels.values()] == [None, None, -1, -1]
    assert after.flow == long.flow
    assert told(model, after.channels["vip_pilot"].flow or ()) == [
        "advise", "w1", "walk a", "w3", "pay", "review",
    ]  # fmt: skip


def test_old_windows_stay_open_beside_those_of_the_pilot() -> None:
    model = hall(*BUSY)
    after = applied(model, merge(), pilot=0.3)
    assert {name: pool.serves for name, pool in after.pools.items()} == {
        "desk": ("desk_acceptance", "desk_acceptance_2"),
        **{name: pool.serves for name, pool in model.pools.items()},
    }


def test_an_activity_that_is_another_for_the_pilot_shares_the_line_of_the_old_one() -> None:
    model = hall(*BUSY)
    pay = model.activities["pay"]

    def faster(model: ServiceModel) -> ServiceModel:
        activities = {**model.activities, "pay": pay.replace(service_time=60.0)}
        return model.replace(activities=activities)

    after = piloted(model, faster(model), 0.4)
    assert check_model(after) == ()
    assert after.pools["pool_pay"].serves == ("pay_pilot", "pay")
    assert (after.activities["pay"].queue, after.activities["pay_pilot"].queue) == ("pay", "pay")
    assert set(after.queues) == {"pay"}
    assert {name: set(s.channels) for name, s in after.services.items()} == {
        "long": {"others", "pilot"},
        "brief": {"others", "pilot"},
    }
    flow = after.services["brief"].channels["pilot"].flow
    assert flow is not None
    assert flow[1] == Serve(serve="pay_pilot", name="pay", draws_of="pay")
    whole = by_case(faster(model))
    before, tried = by_case(model), by_case(after)
    assert all(tried[case] in (before[case], whole[case]) for case in before)


def test_a_second_pilot_cuts_the_first_ones_channels() -> None:
    model = applied(hall(*BUSY), STEPS["share_data"], pilot=0.5)
    again = applied(model, {"operator": "share_data", "remove": ["pay"]}, pilot=0.5)
    assert list(again.services["long"].channels) == [
        "others", "others_pilot", "pilot", "pilot_pilot",
    ]  # fmt: skip
    assert check_model(again) == ()


BAD = {
    "seats": (
        {"operator": "set_capacity", "pool": "pool_w1", "seats": 5},
        (
            "set_capacity: pilot: expected a step that can be tried on a share of the cases, got "
            "one that changes pools.pool_w1.seats for all. Leave pilot out."
        ),
    ),
    "one of the old windows": (
        merge(into="pool_w1"),
        (
            "one_window: pilot: expected a step that can be tried on a share of the cases, got "
            "one that changes pools.pool_w1.seats for all. Leave pilot out."
        ),
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_cannot_be_split_by_case_raises_one_sentence(case: str) -> None:
    data, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        applied(hall(), data, pilot=0.3)
    assert str(caught.value) == sentence


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(model=models(), data=st.data())
def test_any_model_can_have_a_pilot_or_says_why(model: ServiceModel, data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(list(model.activities)), min_size=1, unique=True))
    share = data.draw(st.sampled_from([0.1, 0.5, 0.9]))
    step = {"operator": "share_data", "remove": gone, "rework_factor": 0.5}
    try:
        after = applied(model, step, pilot=share)
    except RedesignError as error:
        assert all(p.where.startswith("share_data") for p in error.problems)  # noqa: PT017
        assume(False)
    assert check_model(after) == ()
    assert read_model(dump_model(after)) == after
    assert draw(after, seed=1).cases == draw(model, seed=1).cases
