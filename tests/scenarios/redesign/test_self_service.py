"""Kiosks: who goes there, for how long, who helps, and who ends at the window after all."""

from typing import Any

import pytest

from scenarios.distributions import SumOf
from scenarios.errors import RedesignError
from scenarios.model import ServiceModel
from scenarios.redesign.self_service import SelfService
from tests.scenarios.redesign.halls import draws, hall, short, told
from tests.sim.models import at, flows, rows

AGAIN = {"rework": "w1", "probability": 0.3}


def with_kiosks(model: ServiceModel, **fields: Any) -> ServiceModel:
    data = {"operator": "self_service", "activities": ["w1"], "share": 0.5, "kiosks": 2, **fields}
    return SelfService.model_validate(data).apply(model).model


def test_a_channel_goes_to_the_kiosks() -> None:
    after = with_kiosks(hall(*short("w1", AGAIN, "w2")), services=["long"], time_factor=0.8)
    channels = after.services["long"].channels
    assert {name: channel.share for name, channel in channels.items()} == {
        "others": 0.5,
        "kiosks": 0.5,
    }
    flow = channels["kiosks"].flow
    assert flow is not None
    assert told(after, flow) == ["w1", "back to w1_kiosks", "w2"]
    assert flow[0].serve == "w1_kiosks"  # type: ignore[union-attr]
    work = after.activities["w1_kiosks"].service_time
    assert isinstance(work, SumOf)
    assert (work.parts, work.work_factor) == (("w1",), 0.8)
    kiosks = after.pools["kiosks"]
    assert kiosks.machines
    assert (kiosks.serves, kiosks.seats, kiosks.calendar) == (("w1_kiosks",), 2, "hall")
    assert after.services["brief"] == hall().services["brief"]


def test_those_who_give_up_go_to_the_window() -> None:
    model = hall(*short("w1", AGAIN, "w2"))
    after = with_kiosks(model, gives_up=0.25, services=["long"])
    flow = after.services["long"].channels["kiosks"].flow
    assert flow is not None
    assert told(after, flow) == ["w1", [["w1"]], "back to w1_kiosks", "w2"]
    assert flow[1].branch[0].probability == 0.25  # type: ignore[union-attr]


def test_a_case_takes_at_the_kiosk_its_own_time_times_the_factor() -> None:
    model = hall(*short("w1", AGAIN, "w2"))
    before = draws(model)
    after = draws(with_kiosks(model, time_factor=0.8, gives_up=0.3))
    kiosk = {a: work for a, (work, *_) in after.items() if a[3] == "w1_kiosks"}
    window = {a: work for a, (work, *_) in after.items() if a[3] == "w1"}
    assert len(kiosk) > 10
    for address, work in kiosk.items():
        usual = before[*address[:3], "w1", *address[4:]][0]
        assert work == pytest.approx(0.8 * usual, rel=1e-12)
    both = [a for a in kiosk if (*a[:3], "w1", *a[4:]) in window]
    assert 0 < len(both) < len(kiosk)
    # At the window they need what they would have needed had they gone there at once.
    for address in both:
        usual = (*address[:3], "w1", *address[4:])
        assert window[usual] == before[usual][0]


def test_a_greater_share_moves_only_those_between() -> None:
    model = hall(*short("w1", "w2"))
    few, many = (
        {a for a in draws(with_kiosks(model, share=share)) if a[3] == "w1_kiosks"}
        for share in (0.2, 0.6)
    )
    assert few < many


def test_channels_are_split_one_by_one() -> None:
    model = hall(*short("w1", "w2"))
    channels = {
        "walk_in": {"share": 0.75},
        "phone": {"share": 0.25, "flow": short("w2")},
    }
    long = model.services["long"].replace(channels=channels)
    after = with_kiosks(model.replace(services={**model.services, "long": long}))
    assert {n: c.share for n, c in after.services["long"].channels.items()} == {
        "walk_in": 0.375,
        "kiosks": 0.375,
        "phone": 0.25,
    }


def test_a_kiosk_waits_for_the_helper() -> None:
    model = flows(
        {"matter": (at(0, 10), ["w"])},
        {"w": 100.0, "guide": 30.0},
        {"window": ["w"], "guides": ["guide"]},
    )
    after = with_kiosks(
        model, activities=["w"], share=1, kiosks=1, help=1, helper="guides", help_time=30.0
    )
    assert after.pools["guides"].serves == ("kiosks_help", "guide")
    assert rows(after, "case", "activity", "who", "start_time", "end_time", "release_time") == [
        (0, "w_kiosks", "kiosks0", 0, 100, 130),
        (0, "kiosks_help", "guides0", 100, 130, 130),
        (1, "w_kiosks", "kiosks0", 130, 230, 260),
        (1, "kiosks_help", "guides0", 230, 260, 260),
    ]


BAD = {
    "back office": (
        {"activities": ["review"]},
        "self_service: activities: expected work with the applicant present, got 'review'",
    ),
    "nobody needs it": (
        {"activities": ["advise"]},
        "self_service: activities: expected activities that a service needs, got 'advise'",
    ),
    "a pool's name": (
        {"into": "office"},
        "self_service: into: expected a new name, got 'office', which is a pool already.",
    ),
    "no helper": (
        {"help": 0.2, "helper": "helpers", "help_time": 60.0},
        "self_service: helper: expected a pool that helps (pool_w1, pool_w2, pool_w3, pool_pay, ",
    ),
    "no calendar": (
        {"calendar": "hal"},
        "self_service: pools.kiosks.calendar: expected a calendar (hall), got 'hal'.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    fields, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        with_kiosks(hall(), **fields)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)
