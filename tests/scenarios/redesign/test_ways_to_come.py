"""Cases handed in online, fetched at home, or met by a bot first: channels and flows."""

from typing import Any

import pytest

from scenarios.distributions import SumOf
from scenarios.errors import RedesignError
from scenarios.flows import Branch, Delay, Rework
from scenarios.model import ServiceModel
from scenarios.services import Channel
from sim.experiment import simulate
from tests.scenarios.redesign.flow_steps import GAMMA, Data, applied
from tests.scenarios.redesign.halls import draws, hall, short, told

HOME = {"rework": "w2", "probability": 0.4, "go_home": {"delay": 86400.0}}
ONLINE: Data = {
    "operator": "go_online",
    "share": 0.6,
    "replaces": ["w1", "w2"],
    "pool": "office",
    "time_factor": 0.5,
    "rework_factor": 0.5,
    "fails": 0.1,
    "fails_after": 86400.0,
}
BOT: Data = {
    "operator": "ai_triage",
    "menu_time": 30.0,
    "answered": 0.4,
    "calls_back": 0.25,
    "calls_back_after": 3600.0,
}


def flow_of(model: ServiceModel, channel: str, service: str = "long") -> list[Any]:
    section = model.services[service]
    return told(model, section.channels[channel].flow or section.flow)


def shares(model: ServiceModel, service: str = "long") -> dict[str, float]:
    return {name: c.share for name, c in model.services[service].channels.items()}


def test_online_one_step_behind_the_screen_stands_for_the_windows() -> None:
    model = hall(*short("w1", "w2", HOME, "w3", "review"))
    new = applied(model, ONLINE)
    assert shares(new) == pytest.approx({"others": 0.4, "online": 0.6})
    assert flow_of(new, "others") == ["w1", "w2", "back to w2", "w3", "review"]
    assert flow_of(new, "online") == [
        "w1+w2",
        "back to online_acceptance",
        [["comes_in", "w1", "w2", "back to w2"]],
        "w3",
        "review",
    ]
    flow = new.services["long"].channels["online"].flow
    assert flow is not None
    assert isinstance(flow[1], Rework)
    assert flow[1].probability == 0.2
    assert new.activities["online_acceptance"].place == "back"
    assert new.pools["office"].serves == ("review", "online_acceptance")
    # The other service has other steps: it stays at the windows.
    assert new.services["brief"] == model.services["brief"]


def test_work_online_is_a_share_of_what_the_windows_would_have_taken() -> None:
    model = hall(*short("w1", "w2", "w3"))
    before, after = draws(model), draws(applied(model, ONLINE))
    online = [address for address in after if address[3] == "online_acceptance"]
    assert len(online) > 10
    for address in online:
        parts = [before[*address[:3], part, *address[4:]][0] for part in ("w1", "w2")]
        assert after[address][0] == sum(parts) * 0.5


def test_a_greater_share_moves_only_the_cases_between() -> None:
    model = hall(*short("w1", "w2", "w3"))
    online = [
        {a[:3] for a in draws(applied(model, ONLINE, share=share)) if a[3] == "online_acceptance"}
        for share in (0.2, 0.5, 1.0)
    ]
    assert online[0] < online[1] < online[2]


def test_later_rework_to_the_windows_goes_back_to_the_screen() -> None:
    model = hall(*short("w1", "w2", "review", {"rework": "w1", "probability": 0.1}))
    new = applied(model, ONLINE, fails=0)
    assert flow_of(new, "online") == ["w1+w2", "review", "back to online_acceptance"]


def test_each_channel_with_the_steps_has_an_online_part() -> None:
    model = hall(*short("w1", "w2", "w3"))
    long = model.services["long"]
    channels = {
        "counter": Channel(share=0.5),
        "post": Channel.model_validate({"share": 0.3, "flow": short("review")}),
        "vip": Channel(share=0.2, priority=-1),
    }
    model = model.replace(services={**model.services, "long": long.replace(channels=channels)})
    new = applied(model, ONLINE, share=0.5)
    assert shares(new) == pytest.approx(
        {"counter": 0.25, "online": 0.25, "post": 0.3, "vip": 0.1, "online_2": 0.1}
    )
    assert new.services["long"].channels["online_2"].priority == -1


def test_those_who_go_online_stay_out_of_the_hall() -> None:
    model = hall(*short("w1", "w2", "review"))
    log = simulate(applied(model, ONLINE, fails=0, share=1)).log
    served = set(log.services.activity.tolist())
    assert served
    names = list(applied(model, ONLINE, fails=0, share=1).activities)
    front = {"w1", "w2"} & {names[k] for k in served if k >= 0}
    brief = {"w1"}
    assert front == brief


def test_staff_go_instead_of_the_applicant() -> None:
    model = hall(*short("w1", "w2", HOME, "w3"))
    step = {
        "operator": "door_to_door",
        "activities": ["w2", "w3"],
        "pool": "runners",
        "seats": 2,
        "calendar": "hall",
        "services": ["long"],
        "time_factor": 2,
        "travel": GAMMA,
    }
    new = applied(model, step)
    assert [s.name for s in new.services["long"].flow if s.name] == ["w2", "w3"]  # type: ignore[union-attr]
    assert new.services["brief"] == model.services["brief"]
    fetched = new.activities["w2_for_applicant"]
    assert fetched.place == "back"
    assert isinstance(fetched.service_time, SumOf)
    assert fetched.pickup == fetched.after_work
    assert new.pools["runners"].serves == ("w2_for_applicant", "w3_for_applicant")
    # The other service still needs w3 at its window; nobody needs w2 there.
    assert list(new.pools) == ["pool_w1", "pool_w3", "pool_pay", "pool_advise", "office", "runners"]
    before, after = draws(model), draws(new)
    for address in (a for a in after if a[3] == "w2_for_applicant"):
        assert after[address][0] == before[*address[:3], "w2", *address[4:]][0] * 2


def test_a_bot_answers_some_and_the_others_come_through() -> None:
    new = applied(hall(*short("w1", "w2")), BOT, services=["long"])
    assert shares(new) == pytest.approx({"others": 0.7, "bot": 0.3})
    assert flow_of(new, "bot") == ["bot_menu"]
    assert flow_of(new, "others") == ["bot_menu", [["calls_back"]], "w1", "w2"]
    branch = new.services["long"].flow[1]
    assert isinstance(branch, Branch)
    assert branch.branch[0].probability == pytest.approx(0.1 / 0.7)
    assert isinstance(branch.branch[0].steps[0], Delay)
    assert not new.services["brief"].channels


def test_routing_spares_steps_to_those_who_are_routed_rightly() -> None:
    model = hall(*short("advise", "w1", {"rework": "advise", "probability": 0.1}))
    sure = applied(model, BOT, calls_back=0, spares=["advise"], services=["long"])
    assert flow_of(sure, "others") == ["bot_menu", "w1", "back to w1"]
    some = applied(model, BOT, calls_back=0, spares=["advise"], misrouted=0.1, services=["long"])
    assert flow_of(some, "others") == [
        "bot_menu", [["advise"]], "w1", "back to advise_misrouted",
    ]  # fmt: skip


def test_matters_of_several_services_go_online_at_once() -> None:
    new = applied(hall(), ONLINE, replaces=["w2", "pay"], fails=0)
    assert flow_of(new, "online") == ["w1", "w2", "w3", "review"]
    assert flow_of(new, "online", "brief") == ["w1", "pay", "w3"]
    online = [new.activities[f"online_acceptance{end}"].service_time for end in ("", "_2")]
    assert [one.parts for one in online if isinstance(one, SumOf)] == [("w2",), ("pay",)]
    assert shares(new, "brief") == pytest.approx({"others": 0.4, "online": 0.6})
    # One step for each matter says the same.
    apart = applied(hall(), ONLINE, replaces=["w2"], fails=0)
    apart = applied(apart, ONLINE, replaces=["pay"], fails=0, activity="online_acceptance_2")
    assert new.services == apart.services


def test_left_out_all_that_the_applicant_is_present_for_goes_online() -> None:
    new = applied(hall(), {k: v for k, v in ONLINE.items() if k != "replaces"}, fails=0)
    assert flow_of(new, "online") == ["w1+w2+w3", "review"]
    assert flow_of(new, "online", "brief") == ["w1+pay+w3"]


RANKED = {
    "flow": [{"branch": [
        {"probability": 0.25, "steps": short("w1")}, {"probability": 0.25, "steps": short("w2")},
        {"probability": 0.5, "steps": short("w3")},
    ]}],
    "channels": {
        "first": {"share": 0.5, "flow": [{"branch": [
            {"probability": 0.5, "steps": short("w1")}, {"probability": 0.5, "steps": short("w2")},
        ]}]},
        "last": {"share": 0.5, "flow": short("w3")},
    },
}  # fmt: skip


def test_matters_of_several_channels_go_online_each_in_its_own() -> None:
    # As in a fitted hall whose matters are called by rank: no channel has all of them.
    model = hall()
    data = model.services["long"].replace(**RANKED)
    model = model.replace(services={**model.services, "long": data})
    new = applied(model, ONLINE, replaces=["w2", "w3"], services=["long"], fails=0)
    found = shares(new)
    online = sum(share for name, share in found.items() if name not in ("first", "last"))
    assert online == pytest.approx(0.6)
    assert found["first"] == found["last"] == pytest.approx(0.2)
    assert {a for a in new.activities if a.startswith("online")} == {
        name for name in new.pools["office"].serves if name != "review"
    }


def test_what_is_left_may_be_harder() -> None:
    new = applied(hall(), BOT, activities=["w1"], time_factor=1.2)
    assert new.activities["w1"].service_time.mean == 360.0  # type: ignore[union-attr]


BAD: dict[str, tuple[Data, str]] = {
    "unknown step": (
        {**ONLINE, "replaces": ["w1", "w9"]},
        "go_online: replaces: expected a step (w1, w2, w3, review, pay), got 'w9'. Use one of",
    ),
    "a step between": (
        {**ONLINE, "replaces": ["w1", "w3"], "services": ["long"]},
        (
            "go_online: replaces: expected steps that stand next to each other, got 'w2' between "
            "them. Name it too, use reorder before, or name other services."
        ),
    ),
    "steps of different flows": (
        {**ONLINE, "replaces": ["w1", "w2", "pay"]},
        "go_online: replaces: expected steps of one flow, got w1, w2, pay, which stand in",
    ),
    "nobody behind the screen": (
        {**ONLINE, "pool": "ofice"},
        (
            "go_online: pool: expected a pool (pool_w1, pool_w2, pool_w3, pool_pay, pool_advise, "
            "office), got 'ofice'. Did you mean 'office'?"
        ),
    ),
    "a name that is taken": (
        {**ONLINE, "activity": "pay"},
        "go_online: activity: expected a new name, got 'pay', which is an activity already.",
    ),
    "fetched from the back office": (
        {"operator": "door_to_door", "activities": ["review"], "pool": "office"},
        "door_to_door: activities: expected work with the applicant present, got 'review', which",
    ),
    "fetched for nobody": (
        {"operator": "door_to_door", "activities": ["advise"], "pool": "office"},
        (
            "door_to_door: activities: expected activities that the services need (w1, w2, w3, "
            "review, pay), got 'advise'. Take it out."
        ),
    ),
    "spares what nobody has": (
        {**BOT, "spares": ["revew"]},
        "ai_triage: spares: expected a step (w1, w2, w3, review, pay), got 'revew'. Did you mean",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    step, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        applied(hall(), step)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)
