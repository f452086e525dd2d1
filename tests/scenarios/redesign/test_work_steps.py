"""Training, standard procedures and a knowledge base: shorter work, less spread, fewer mistakes."""

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from scenarios.distributions import Distribution, SumOf
from scenarios.errors import RedesignError
from scenarios.flows import Branch, Flow, Rework, Serve
from scenarios.means import mean_time, mean_work
from scenarios.model import ServiceModel
from scenarios.redesign.applying import apply_redesign
from scenarios.redesign.merge_windows import OneWindow
from scenarios.redesign.spread import less_spread
from scenarios.redesign.time_scaling import scaled
from scenarios.redesign.union import RedesignStep
from scenarios.units import Workdays
from sim.variates import quantile
from tests.scenarios.redesign.halls import draws, hall, merge, short

STEP: TypeAdapter[RedesignStep] = TypeAdapter(RedesignStep)
FAMILY: TypeAdapter[Any] = TypeAdapter(Distribution)
U = (np.arange(20_000) + 0.5) / 20_000
FAMILIES: dict[str, Any] = {
    "constant": 60.0,
    "exponential": {"distribution": "exponential", "mean": 60.0},
    "gamma": {"distribution": "gamma", "mean": 60.0, "cv": 0.5},
    "gamma by shape": {"distribution": "gamma", "shape": 4.0, "scale": 15.0},
    "lognormal": {"distribution": "lognormal", "mean": 60.0, "cv": 0.5},
    "lognormal by sigma": {"distribution": "lognormal", "median": 50.0, "sigma": 0.6},
    "weibull": {"distribution": "weibull", "mean": 60.0, "cv": 0.5},
    "weibull by shape": {"distribution": "weibull", "shape": 2.0, "scale": 60.0},
    "triangular": {"distribution": "triangular", "low": 10.0, "mode": 20.0, "high": 90.0},
    "uniform": {"distribution": "uniform", "low": 10.0, "high": 90.0},
    "empirical": {"distribution": "empirical", "values": [5.0, 20.0, 90.0], "weights": [1, 2, 1]},
    "smoothed": {"distribution": "empirical", "values": [5.0, 20.0, 90.0], "smooth": True},
    "workdays": {"distribution": "exponential", "mean": Workdays(3.0)},
}


def applied(model: ServiceModel, operator: str, **fields: Any) -> ServiceModel:
    return STEP.validate_python({"operator": operator, **fields}).apply(model).model


@pytest.mark.parametrize("name", FAMILIES)
def test_a_factor_stretches_every_draw(name: str) -> None:
    family = FAMILY.validate_python(FAMILIES[name])
    stretched = scaled(family, 1.7)
    assert type(stretched) is type(family)
    assert quantile(stretched, U) == pytest.approx(1.7 * quantile(family, U), rel=1e-12)
    assert stretched.in_workdays == family.in_workdays
    assert scaled(family, 1.0) is family


@pytest.mark.parametrize("factor", [0.5, 0.0])
@pytest.mark.parametrize("name", FAMILIES)
def test_less_spread_keeps_the_mean_and_the_order_of_draws(name: str, factor: float) -> None:
    family = FAMILY.validate_python(FAMILIES[name])
    tighter = less_spread(family, factor)
    assert mean_time(tighter) == pytest.approx(mean_time(family), rel=1e-12)
    before, after = quantile(family, U), quantile(tighter, U)
    assert after.std() == pytest.approx(factor * before.std(), rel=0.03, abs=1e-9)
    assert (np.diff(after) >= 0).all()
    assert tighter.in_workdays == family.in_workdays
    assert less_spread(family, 1.0) is family


def test_training_at_once_shortens_the_work_of_the_pools() -> None:
    model = hall()
    before = draws(model)
    after = draws(applied(model, "train", pools=["pool_w1", "office"], time_factor=0.7))
    for address, (work, *_) in after.items():
        factor = 0.7 if address[3] in ("w1", "review") else 1.0
        assert work == pytest.approx(before[address][0] * factor, rel=1e-12)


def test_training_over_days_is_a_learning_curve() -> None:
    after = applied(hall(), "train", pools=["pool_w1"], time_factor=0.7, days=20)
    learning = after.pools["pool_w1"].learning
    assert learning is not None
    assert (learning.factor, learning.days) == (0.7, 20)
    assert after.activities == hall().activities


def test_training_costs_hours_of_everybody_in_the_pools() -> None:
    shifts = [{"span": (32400.0, 61200.0)}]
    model = hall(
        pools={
            "pool_w1": {"serves": ["w1"], "seats": 3, "staff": 2, "staff_cost": 40},
            "pool_w2": {
                "serves": ["w2"],
                "seats": 2,
                "people": {"A": {"shifts": shifts}, "B": {"shifts": shifts}},
                "staff_cost": 50,
            },
            "pool_w3": {"serves": ["w3"], "seats": 4},
        }
    )
    pools = ["pool_w1", "pool_w2", "pool_w3"]
    step = STEP.validate_python(
        {"operator": "train", "pools": pools, "hours": 16, "one_off_cost": 1000}
    )
    done = apply_redesign(model, [step, step])
    assert done.staff_hours == 2 * 16 * (2 + 2 + 4)
    assert done.one_off_cost == 2 * (1000 + 16 * (2 * 40 + 2 * 50))
    assert done.steps[0].one_off_cost == 1000 + 16 * (2 * 40 + 2 * 50)
    assert done.model == model


def test_training_makes_rework_rarer() -> None:
    again = {"rework": "w1", "probability": 0.2}
    after = applied(hall(*short("w1", again)), "train", pools=["pool_w1"], rework_factor=0.25)
    step = after.services["long"].flow[1]
    assert isinstance(step, Rework)
    assert step.probability == 0.05


def test_a_standard_reaches_the_parts_of_a_merged_activity() -> None:
    model = OneWindow.model_validate(merge()).apply(hall(*short("w1", "w2", "w3"))).model
    after = applied(model, "standardize", activities=["desk_acceptance"], cv_factor=0.5)
    assert [after.activities[n].service_time.cv for n in ("w1", "w2", "w3")] == [0.25] * 3  # type: ignore[union-attr]
    assert mean_work(after, "desk_acceptance") == pytest.approx(900.0)
    assert after.activities["pay"] == model.activities["pay"]


def test_a_merged_activity_is_scaled_once() -> None:
    model = OneWindow.model_validate(merge()).apply(hall(*short("w1", "w2", "w3"))).model
    names = ["desk_acceptance", "w1", "w2", "w3"]
    whole = applied(model, "knowledge_base", activities=names[:1], lookup_factor=0.5)
    work = whole.activities["desk_acceptance"].service_time
    assert isinstance(work, SumOf)
    assert work.work_factor == 0.5
    assert mean_work(whole, "desk_acceptance") == pytest.approx(450.0)
    parts = applied(model, "knowledge_base", activities=names, lookup_factor=0.5)
    assert mean_work(parts, "desk_acceptance") == pytest.approx(450.0)
    with pytest.raises(RedesignError, match="expected desk_acceptance without its parts, or with"):
        applied(model, "knowledge_base", activities=names[:2], lookup_factor=0.5)


def test_a_knowledge_base_shortens_the_looking_up_alone() -> None:
    after = applied(
        hall(), "knowledge_base", activities=["w1"], lookup_share=0.4, lookup_factor=0.25
    )
    assert mean_work(after, "w1") == pytest.approx(300.0 * (0.6 + 0.1))


def arm(probability: float, *steps: Any) -> dict[str, Any]:
    return {"probability": probability, "steps": short(*steps)}


ARMS = {
    "straight on": ([arm(0.4, "w3")], [(0.1, "w3"), (0.3, "")]),
    "straight on beside others": (
        [arm(0.4, "w3"), arm(0.2, "w2")],
        [(0.1, "w3"), (0.3, ""), (0.2, "w2")],
    ),
    "the other way": ([arm(0.6, "w2"), arm(0.4, "w3")], [(0.9, "w2"), (0.1, "w3")]),
    "the next way": (
        [arm(0.3, "w2"), arm(0.4, "w3"), arm(0.3, "pay")],
        [(0.3, "w2"), (0.1, "w3"), (0.6, "pay")],
    ),
    "no other way": (
        [arm(0.4, "w3"), arm(0.6, "pay", {"serve": "w3", "name": "later"})],
        [(0.4, "w3"), (0.6, "pay")],
    ),
}


@pytest.mark.parametrize("case", ARMS)
def test_fewer_cases_are_passed_on(case: str) -> None:
    given, expected = ARMS[case]
    model = hall(*short("w1", {"branch": given}))
    after = applied(
        model, "knowledge_base", activities=["w1"], transfers=["w3"], transfer_factor=0.25
    )
    step = after.services["long"].flow[1]
    assert isinstance(step, Branch)
    told = [(round(a.probability, 12), a.steps[0].serve if a.steps else "") for a in step.branch]  # type: ignore[union-attr]
    assert told == expected


def to_third(flow: Flow) -> float:
    """How often a case comes to w3 on the way, on average."""
    here = sum(isinstance(step, Serve) and step.serve == "w3" for step in flow)
    branches = (step for step in flow if isinstance(step, Branch))
    inner = ((arm.probability, arm.steps) for step in branches for arm in step.branch)
    return here + sum(p * to_third(steps) for p, steps in inner)


AGAIN = {"serve": "w3", "name": "again"}
NESTED = {
    "a way on which some get there": [arm(0.5, "w2", {"branch": [arm(0.4, "w3")]})],
    "a way with no other step": [arm(0.6, {"branch": [arm(0.3, "w3"), arm(0.7, "w2")]})],
    "passed on again": [arm(0.5, "w3", {"branch": [arm(0.4, AGAIN, "pay")]}), arm(0.5, "w2")],
    "all ways inside": [arm(0.6, {"branch": [arm(0.3, "w3"), arm(0.7, "pay", AGAIN)]})],
    "some for sure, some by a branch": [
        arm(0.3, "w3"), arm(0.3, "pay", {"branch": [arm(0.5, AGAIN)]}), arm(0.4, "w2"),
    ],
    "three deep": [arm(0.8, {"branch": [arm(0.7, {"branch": [arm(0.5, "w3")]}), arm(0.3, "w2")]})],
}  # fmt: skip


@pytest.mark.parametrize("case", NESTED)
def test_who_is_passed_on_by_branches_inside_branches_is_counted_once(case: str) -> None:
    model = hall(*short("w1", {"branch": NESTED[case]}))
    fields = {"activities": ["w1"], "transfers": ["w3"], "transfer_factor": 0.25}
    after = applied(model, "knowledge_base", **fields)
    before, left = (to_third(one.services["long"].flow) for one in (model, after))
    assert left == pytest.approx(0.25 * before)


def test_whoever_is_passed_on_still_was_before() -> None:
    model = hall(*short("w1", {"branch": [arm(0.6, "w2"), arm(0.4, "w3")]}))
    fields = {"activities": ["w1"], "transfers": ["w3"], "transfer_factor": 0.5}
    before, after = draws(model), draws(applied(model, "knowledge_base", **fields))
    passed, still = ({a for a in d if a[0] == "long" and a[3] == "w3"} for d in (before, after))
    assert still < passed
    second = {a for a in before if a[3] == "w2"}
    assert second < {a for a in after if a[3] == "w2"}


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "another pool does it too": (
        {"operator": "train", "pools": ["pool_w1"], "time_factor": 0.7},
        "train: pools: expected every pool that does w1, got pool_w1 without extra. Add it",
    ),
    "nobody to count": (
        {"operator": "train", "pools": ["pool_w2"], "hours": 4},
        "train: hours: expected pools with a number of staff to train, got 'pool_w2'",
    ),
    "a curve already": (
        {"operator": "train", "pools": ["pool_w3"], "time_factor": 0.7, "days": 5},
        "train: pools: expected pools without a learning curve, got 'pool_w3'",
    ),
    "unknown cause": (
        {"operator": "train", "pools": ["pool_w1"], "rework_factor": 0.7, "causes": ["x"]},
        "train: causes: expected a cause of rework, got 'x'.",
    ),
    "times from a log": (
        {"operator": "standardize", "activities": ["pay"], "cv_factor": 0.5},
        "standardize: activities: expected work given by a distribution, got that of pay",
    ),
    "work that arrivals bring": (
        {"operator": "knowledge_base", "activities": ["advise"], "lookup_factor": 0.5},
        "knowledge_base: activities: expected work given by a distribution, got that of advise",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_step_that_does_not_fit_raises_one_sentence(case: str) -> None:
    data, sentence = BAD[case]
    log = {"file": "log.csv", "arrival": "came"}
    traced = {
        "pattern": "trace",
        "log": "log",
        "work": {"advise": {"start": "begun", "end": "done"}},
    }
    model = hall(
        start_date="2026-03-02",
        logs={"log": log},
        activities={
            "pay": {
                "service_time": {
                    "distribution": "from_log",
                    "log": "log",
                    "start": "begun",
                    "end": "done",
                }
            }
        },
        services={"traced": {"arrivals": traced, "flow": short("advise")}},
        pools={
            "extra": {"serves": ["w1"], "seats": 1},
            "pool_w2": {"serves": ["w2"], "seats": "unlimited"},
            "pool_w3": {"serves": ["w3"], "seats": 2, "learning": {"factor": 0.8, "days": 5}},
        },
    )
    with pytest.raises(RedesignError) as caught:
        STEP.validate_python(data).apply(model)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(sentence)
