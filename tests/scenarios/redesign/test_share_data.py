"""Shared data: steps, parts and documents go, and rework becomes rarer."""

from typing import Any

import pytest

from scenarios.distributions import SumOf
from scenarios.errors import RedesignError
from scenarios.flows import Rework
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.share_data import ShareData
from scenarios.writing import dump_model
from tests.scenarios.redesign.halls import hall, merge, short, told


def shared(model: ServiceModel, **changes: Any) -> ServiceModel:
    return ShareData.model_validate({"operator": "share_data", **changes}).apply(model).model


def rework(target: str, cause: str | None = None) -> dict[str, Any]:
    return {"rework": target, "probability": 0.2, **({"cause": cause} if cause else {})}


FLOWS = {
    "a step goes": (["w1", "w2", "w3"], ["w1", "w3"]),
    "rework goes back to the next step": (
        ["w1", "w2", "w3", rework("w2")],
        ["w1", "w3", "back to w3"],
    ),
    "rework of nothing goes": (["w1", "w2", rework("w2"), "w3"], ["w1", "w3"]),
    "rework to what stays": (["w1", "w2", rework("w1"), "w3"], ["w1", "back to w1", "w3"]),
    "an arm stays": (
        ["w1", {"branch": [{"probability": 0.3, "steps": short("w2")}]}],
        ["w1", [[]]],
    ),
    "a branch of two joins the flow": (
        [{"parallel": [short("w2"), short("w1", "pay")]}],
        ["w1", "pay"],
    ),
}


@pytest.mark.parametrize("case", FLOWS)
def test_steps_go(case: str) -> None:
    given, expected = FLOWS[case]
    after = shared(hall(*short(*given)), remove=["w2"])
    assert told(after, after.services["long"].flow) == expected
    assert "w2" not in after.activities
    assert "pool_w2" not in after.pools


def test_a_delay_goes() -> None:
    after = shared(hall(*short("w1", "walk a", "w2")), remove=["walk a"])
    assert told(after, after.services["long"].flow) == ["w1", "w2"]


def test_parts_of_a_merged_activity_go_and_with_the_last_the_activity() -> None:
    model = hall(*short("w1", "w2", "w3", "review"))
    merged = OneWindow.model_validate(merge()).apply(model).model
    after = shared(merged, remove=["w1"])
    assert told(after, after.services["long"].flow) == ["w2+w3", "review"]
    assert told(after, after.services["brief"].flow) == ["w3", "pay"]
    gone = shared(merged, remove=["w1", "w3"])
    assert told(gone, gone.services["brief"].flow) == ["pay"]
    assert gone.pools["desk"].serves == ("desk_acceptance",)
    assert isinstance(gone.activities["desk_acceptance"].service_time, SumOf)


def test_documents_go() -> None:
    model = hall()
    documents = {"copy": {"title": "Copy"}, "card": {"title": "Card"}}
    long = model.services["long"].replace(documents=documents)
    after = shared(model.replace(services={**model.services, "long": long}), remove=["copy"])
    assert list(after.services["long"].documents) == ["card"]


def test_documents_of_a_channel_go() -> None:
    model = hall()
    copy, card = {"copy": {"title": "Copy"}}, {"card": {"title": "Card"}}
    channels = {
        "desk": {"share": 0.25},
        "post": {"share": 0.5, "documents": {**copy, **card}},
        "online": {"share": 0.25, "documents": {}},
    }
    long = model.services["long"].replace(channels=channels, documents=card)
    after = shared(model.replace(services={**model.services, "long": long}), remove=["copy"])
    left = after.services["long"]
    assert [c.documents and list(c.documents) for c in left.channels.values()] == [
        None,
        ["card"],
        {},
    ]
    assert list(left.documents) == ["card"]
    assert read_model(dump_model(after)) == after


def test_rework_becomes_rarer_by_its_cause() -> None:
    flow = short("w1", rework("w1", "missing"), "w2", rework("w2"), rework("w1", "wrong"))

    def probabilities(model: ServiceModel) -> list[float]:
        return [s.probability for s in model.services["long"].flow if isinstance(s, Rework)]

    model = hall(*flow)
    assert probabilities(shared(model, rework_factor=0.5)) == [0.1, 0.1, 0.1]
    assert probabilities(shared(model, rework_factor=0.5, causes=["missing"])) == [0.1, 0.2, 0.2]
    assert probabilities(shared(model, rework_factor=0.5, causes=["w2"])) == [0.2, 0.1, 0.2]


def test_targets_about_what_goes_go_too() -> None:
    target = {"measure": "service_level", "queue": "w2", "fraction": 0.8, "within": 600.0}
    assert not shared(hall(targets={"t": target}), remove=["w2"]).targets


BAD = {
    "unknown name": (
        {"remove": ["w1", "pays"]},
        (
            "share_data: remove: expected an activity, a delay or a document (w1, w2, w3, "
            "pay, advise, review), got 'pays'. Did you mean 'pay'?"
        ),
    ),
    "unknown cause": (
        {"causes": ["x"]},
        "share_data: causes: expected a cause of rework, got 'x'.",
    ),
    "nothing left": (
        {"remove": ["w1", "pay", "w3"]},
        "share_data: remove: expected a step that stays in services.brief.flow, got none.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    changes, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        shared(hall(), **changes)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)


def test_rework_to_a_step_without_a_name_is_refused() -> None:
    arm = {"branch": [{"probability": 0.5, "steps": short("w3")}]}
    model = hall(*short("w1", "w2", arm, rework("w2")))
    with pytest.raises(RedesignError, match="share_data: expected a name for the branch step"):
        shared(model, remove=["w2"])


def test_costs_are_added_up() -> None:
    steps = [
        ShareData(operator="share_data", one_off_cost=5, yearly_cost=1),
        ShareData(operator="share_data", one_off_cost=2),
    ]
    after = apply_redesign(hall(), steps)
    assert (after.one_off_cost, after.yearly_cost) == (7, 1)
