"""Promises, guides, forms, empowered windows and case owners: what becomes of flows and pools."""

from typing import Any

import pytest

from scenarios.errors import RedesignError
from scenarios.flows import Branch, Delay, Rework, Serve
from scenarios.model import ServiceModel
from scenarios.redesign.applying import apply_redesign
from tests.scenarios.redesign.flow_steps import GAMMA, GUIDE, Data, applied, step_of
from tests.scenarios.redesign.halls import draws, hall, short, told

HOME = {"delay": 86400.0}


def rework(target: str, cause: str | None = None, **changes: Any) -> dict[str, Any]:
    told_cause = {} if cause is None else {"cause": cause}
    return {"rework": target, "probability": 0.2, **told_cause, **changes}


def long(model: ServiceModel) -> list[Any]:
    return told(model, model.services["long"].flow)


def test_a_promise_spares_the_waiting_and_some_are_returned() -> None:
    flow = short("w1", rework("w1", "missing", go_home=HOME), "walk a", "w2", rework("w2", "wrong"))
    step: Data = {
        "operator": "commitment",
        "steps": ["walk a"],
        "causes": ["missing"],
        "returned": 0.05,
        "returned_after": 864000.0,
        "returned_to": "w2",
    }
    new = applied(hall(*flow), step)
    assert long(new) == ["w1", "w2", "back to w2", [["promise_not_kept", "w2"]]]
    last = new.services["long"].flow[-1]
    assert isinstance(last, Branch)
    assert last.branch[0].probability == 0.05
    home = last.branch[0].steps[0]
    assert isinstance(home, Delay)
    assert home.go_home
    # The other service had nothing to wait for, so nobody promises there.
    assert told(new, new.services["brief"].flow) == ["w1", "pay", "w3"]


def test_without_returned_cases_the_waiting_alone_goes() -> None:
    new = applied(
        hall(*short("w1", "walk a", "w2")), {"operator": "commitment", "steps": ["walk a"]}
    )
    assert long(new) == ["w1", "w2"]


GUIDE_STEP: Data = {
    "operator": "guide_desk",
    **GUIDE,
    "service_time": GAMMA,
    "finds": 0.75,
    "mends": 0.4,
}


def test_a_guide_finds_what_is_missing_before_the_ticket() -> None:
    flow = short("w1", "w2", rework("w2", "missing", go_home=HOME), rework("w1", "wrong"), "w3")
    model = hall(*flow)
    new = applied(model, GUIDE_STEP)
    assert long(new) == [
        "guide", "back to guide", "w1", "w2", "back to w2", "back to w1", "w3",
    ]  # fmt: skip
    reworks = [step for step in new.services["long"].flow if isinstance(step, Rework)]
    chances = [step.probability for step in reworks]
    assert chances == pytest.approx([0.2 * 0.75 * 0.6, 0.2 * 0.25, 0.2])
    assert [step.go_home is None for step in reworks] == [False, False, True]
    # Nobody is sent home in the other service, so it needs no guide.
    assert new.services["brief"] == model.services["brief"]
    assert new.pools["guides"].serves == ("guide",)
    assert new.pools["guides"].calendar == "hall"


def test_those_sent_home_from_the_window_still_are_some_of_those_before() -> None:
    def again(model: ServiceModel) -> set[tuple[Any, ...]]:
        return {a[:3] for a in draws(model) if a[3] == "w2" and a[4] > 0}

    model = hall(*short("w1", "w2", rework("w2", go_home=HOME, probability=0.5), "w3"))
    assert again(applied(model, GUIDE_STEP, finds=0.5)) < again(model)


def test_a_guide_can_be_somebody_who_is_there() -> None:
    model = hall(*short("w1", rework("w1", go_home=HOME)))
    step = {k: v for k, v in GUIDE_STEP.items() if k not in GUIDE}
    new = applied(model, step, pool="pool_advise")
    assert new.pools["pool_advise"].serves == ("advise", "guide")


def test_forms_shorten_acceptance_and_make_rework_rarer() -> None:
    model = hall(*short("w1", rework("w1", "missing"), "w2", rework("w2", "wrong")))
    step = {"operator": "smart_forms", "activities": ["w1"], "time_factor": 0.5}
    new = applied(model, step, rework_factor=0.25, causes=["missing"])
    assert new.activities["w1"].service_time.mean == 150.0  # type: ignore[union-attr]
    assert [s.probability for s in new.services["long"].flow if isinstance(s, Rework)] == [
        0.05,
        0.2,
    ]
    before, after = draws(model), draws(new)
    first = [a for a in before if a[3] == "w1" and a[4] == 0]
    assert all(after[a][0] == pytest.approx(before[a][0] / 2) for a in first)


EMPOWER: dict[str, tuple[list[Any], dict[str, Any], list[Any]]] = {
    "the level goes": (["w1", "review", "w3"], {"steps": ["review"]}, ["w1", "w3"]),
    "with errors": (
        ["w1", "walk a", "review", "w3"],
        {"steps": ["walk a", "review"], "errors": 0.1, "back_to": "w1"},
        ["w1", "back to w1", "w3"],
    ),
    "rework to the level goes on": (
        ["w1", "review", "w3", rework("review")],
        {"steps": ["review"]},
        ["w1", "w3", "back to w3"],
    ),
}


@pytest.mark.parametrize("case", EMPOWER)
def test_the_window_decides(case: str) -> None:
    flow, fields, expected = EMPOWER[case]
    new = applied(hall(*short(*flow)), {"operator": "empower", **fields})
    assert long(new) == expected
    assert "review" not in new.activities
    assert "office" not in new.pools


def test_deciding_takes_the_window_longer() -> None:
    step = {"operator": "empower", "steps": ["review"], "decides": "w3", "time_factor": 1.5}
    new = applied(hall(), step)
    assert new.activities["w3"].service_time.mean == 450.0  # type: ignore[union-attr]


def test_the_owner_keeps_the_case() -> None:
    model = hall(*short("w1", "walk a", "w3", "review"))
    step = {
        "operator": "case_owner",
        "pool": "pool_w1",
        "activities": ["review", "w3"],
        "handovers": ["walk a"],
    }
    new = applied(model, step)
    assert long(new) == ["w1", "w3", "review"]
    assert new.pools["pool_w1"].serves == ("review", "w3", "w1")
    assert list(new.pools) == ["pool_w1", "pool_w2", "pool_pay", "pool_advise"]
    last = applied(model, step, finish_first=False)
    assert last.pools["pool_w1"].serves == ("w1", "review", "w3")


def test_an_owner_may_be_the_only_one_who_stays() -> None:
    model, all_ = hall(*short("w1", "w3")), ("w3", "pay", "w1")
    only = model.pools["pool_w1"].replace(serves=("w1", "w3", "pay"))
    step = {"operator": "case_owner", "pool": "pool_w1", "activities": all_}
    new = applied(model.replace(pools={"pool_w1": only}), step)
    assert new.pools["pool_w1"].serves == all_


def test_in_a_pilot_the_owner_serves_the_pilot_alone() -> None:
    model = hall(*short("w1", "w3"))
    step = {"operator": "case_owner", "pool": "pool_w1", "activities": ["w3"], "pilot": 0.4}
    new = applied(model, step)
    assert new.pools["pool_w1"].serves == ("w3_pilot", "w1")
    assert new.pools["pool_w3"].serves == ("w3",)
    flow = new.services["long"].channels["pilot"].flow
    assert flow == (Serve(serve="w1"), Serve(serve="w3_pilot", name="w3", draws_of="w3"))
    assert draws(new).keys() != draws(model).keys()


BAD: dict[str, tuple[Data, str]] = {
    "no such cause": (
        {"operator": "commitment", "causes": ["mising"]},
        (
            "commitment: causes: expected a cause of rework (missing, w1), got 'mising'. "
            "Did you mean 'missing'?"
        ),
    ),
    "no such activity": (
        {
            "operator": "commitment",
            "steps": ["w2"],
            "returned": 0.1,
            "returned_after": 1.0,
            "returned_to": "w22",
        },
        "commitment: returned_to: expected an activity (w1, w2, w3, pay, advise, review), got",
    ),
    "no seats for a new pool": (
        {k: v for k, v in GUIDE_STEP.items() if k != "seats"},
        (
            "guide_desk: pool: expected a pool (pool_w1, pool_w2, pool_w3, pool_pay, pool_advise, "
            "office), got 'guides'. Use one of these names, or give a new pool its seats."
        ),
    ),
    "seats for an old pool": (
        {**GUIDE_STEP, "pool": "office"},
        (
            "guide_desk: seats: expected nothing, because the pool 'office' is there already, got "
            "1. Leave it out, or use set_capacity."
        ),
    ),
    "nobody goes home for it": (
        {**GUIDE_STEP, "causes": ["wrong"]},
        (
            "guide_desk: causes: expected a cause of rework that sends people home (missing, w1), "
            "got 'wrong'. Use one of these names."
        ),
    ),
    "a name that is taken": (
        {**GUIDE_STEP, "activity": "pay"},
        "guide_desk: activity: expected a new name, got 'pay', which is an activity already.",
    ),
    "back to a later step": (
        {"operator": "empower", "steps": ["w2"], "errors": 0.1, "back_to": "review"},
        (
            "empower: back_to: expected a step before w2 that stays, in the same list, "
            "services.long.flow (w1), got 'review', which comes later. Name w1 for this list"
        ),
    ),
    "nobody does it": (
        {"operator": "case_owner", "pool": "office", "activities": ["advise"]},
        "case_owner: activities: expected activities that a flow serves, got 'advise', which none",
    ),
    "no such form": (
        {"operator": "smart_forms", "activities": ["w9"], "time_factor": 0.5},
        "smart_forms: activities: expected an activity (w1, w2, w3, pay, advise, review), got 'w9'",
    ),
}
FLOW = short("w1", rework("w1", "missing", go_home=HOME), "w2", "review")


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    step, sentence = BAD[case]
    with pytest.raises(RedesignError) as caught:
        applied(hall(*FLOW), step)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)


def test_the_wrong_order_names_the_step() -> None:
    steps = [
        step_of({"operator": "empower", "steps": ["review"]}),
        step_of({"operator": "parallelize", "steps": ["w2", "review"]}),
    ]
    with pytest.raises(RedesignError) as caught:
        apply_redesign(hall(*FLOW), steps)
    assert str(caught.value) == (
        "redesign[1] parallelize: steps: expected a step (w1, w2, pay, w3), got 'review'. "
        "Use one of these names."
    )


MALFORMED: dict[str, tuple[Data, str]] = {
    "empty promise": ({"operator": "commitment"}, "expected steps or causes, got neither"),
    "returned when": (
        {"operator": "commitment", "steps": ["a"], "returned": 0.1},
        "expected returned_after",
    ),
    "errors back where": (
        {"operator": "empower", "steps": ["a"], "errors": 0.1},
        "expected back_to",
    ),
    "who decides": (
        {"operator": "empower", "steps": ["a"], "time_factor": 1.1},
        "expected decides",
    ),
    "whose time": ({"operator": "smart_forms", "time_factor": 0.5}, "expected activities"),
    "one branch": ({"operator": "parallelize", "steps": ["a"]}, "steps"),
    "a step twice": ({"operator": "reorder", "steps": ["a", "a"]}, "expected each step once"),
    "finds too much": ({**GUIDE_STEP, "finds": 1.5}, "finds"),
    "fails when": (
        {"operator": "go_online", "share": 1, "replaces": ["a"], "pool": "b", "fails": 0.1},
        "expected fails_after",
    ),
    "calls back when": (
        {"operator": "ai_triage", "menu_time": 1.0, "answered": 0.5, "calls_back": 0.1},
        "expected calls_back_after",
    ),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_a_malformed_step_is_refused(case: str) -> None:
    data, sentence = MALFORMED[case]
    with pytest.raises(ValueError, match=sentence) as caught:
        step_of(data)
    assert "1 validation error" in str(caught.value)
