"""Fewer cases take ways through a step, and the others take theirs in proportion."""

from __future__ import annotations

import math
from collections import Counter
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.checks import check_model
from scenarios.errors import RedesignError
from scenarios.flows import Branch, Flow, Parallel, Serve
from scenarios.model import ServiceModel
from sim.experiment import simulate
from tests.scenarios.redesign.flow_steps import applied
from tests.scenarios.redesign.halls import hall

Ways = Counter[tuple[str, ...]]


def either(*arms: tuple[float, list[Any]]) -> dict[str, Any]:
    return {"branch": [{"probability": p, "steps": steps} for p, steps in arms]}


def walked(*steps: Any) -> ServiceModel:
    """A hall of which one service has these steps; the other does not go to w2."""
    number = count()

    def named(step: Any) -> Any:
        if isinstance(step, str):
            return {"serve": step, "name": f"{step}_{next(number)}"}
        if "branch" in step:
            return {"branch": [{**arm, "steps": each(arm["steps"])} for arm in step["branch"]]}
        return {"parallel": [each(branch) for branch in step["parallel"]]}

    def each(flow: Any) -> list[Any]:
        return [named(step) for step in flow]

    return hall(*each(steps))


def rarer(model: ServiceModel, factor: float, **fields: Any) -> ServiceModel:
    return applied(model, {"operator": "rarer_steps", "steps": ["w2"], "factor": factor, **fields})


def ways(flow: Flow) -> Ways:
    """Probability of each way through a flow, counted out one by one."""
    found: Ways = Counter({(): 1.0})
    for step in flow:
        if isinstance(step, Branch):
            left = 1 - sum(arm.probability for arm in step.branch)
            inner: Ways = Counter({(): left})
            for arm in step.branch:
                for way, p in ways(arm.steps).items():
                    inner[way] += arm.probability * p
        elif isinstance(step, Parallel):
            inner = ways(tuple(one for branch in step.parallel for one in branch))
        else:
            assert isinstance(step, Serve)
            inner = Counter({(step.serve,): 1.0})
        together: Ways = Counter()
        for way, p in found.items():
            for then, q in inner.items():
                together[way + then] += p * q
        found = together
    return found


def way_shares(model: ServiceModel) -> Ways:
    return ways(model.services["long"].flow)


def times(found: Ways) -> float:
    """Expected number of visits to the step."""
    return math.fsum(p * way.count("w2") for way, p in found.items())


def going(found: Ways) -> float:
    """Share of the cases that goes to the step at all."""
    return math.fsum(p for way, p in found.items() if "w2" in way)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> list[Any]:
    """Steps, then a parting or an end, which is the step or is not: it is gone to once at most."""
    begin = draw(st.sampled_from([["w1"], ["w1", "w3"]]))
    if depth == 0 or draw(st.booleans()):
        return [*begin, *draw(st.sampled_from([["w2"], ["pay"], ["w2", "pay"]]))]
    weights = draw(st.lists(st.integers(1, 9), min_size=2, max_size=3))
    straight_on = draw(st.sampled_from([0, 3]))
    whole = sum(weights) + straight_on
    return [*begin, either(*((w / whole, draw(trees(depth - 1))) for w in weights))]


@settings(max_examples=30, deadline=None)
@given(
    arms=st.tuples(trees(), trees()),
    share=st.sampled_from([0.1, 0.5, 0.9]),
    factor=st.sampled_from([0.0, 0.3, 0.5, 0.999]),
)
def test_each_way_has_its_share_times_the_factor_or_in_proportion(
    arms: tuple[list[Any], list[Any]], share: float, factor: float
) -> None:
    model = walked("w1", either((share, arms[0]), (0.95 - share, arms[1]), (0.05, ["pay"])))
    before = way_shares(model)
    through = going(before)
    if through == 0:
        with pytest.raises(RedesignError):
            rarer(model, factor, services=["long"])
        return
    after = way_shares(rarer(model, factor))
    others = (1 - factor * through) / (1 - through)
    for way, p in before.items():
        expected = p * (factor if "w2" in way else others)
        assert after[way] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert math.fsum(after.values()) == pytest.approx(1, rel=1e-12)
    assert times(after) == pytest.approx(factor * times(before), rel=1e-9, abs=1e-12)


def test_the_ways_of_one_branch() -> None:
    model = walked("w1", either((0.2, ["w2", "w1"]), (0.5, ["w3"]), (0.3, ["pay"])))
    (_, branch) = rarer(model, 0.5).services["long"].flow
    assert isinstance(branch, Branch)
    shares = [arm.probability for arm in branch.branch]
    assert shares == pytest.approx([0.1, 0.5 * 0.9 / 0.8, 0.3 * 0.9 / 0.8], rel=1e-12)


def test_a_second_time_becomes_rarer_as_the_first_did() -> None:
    again = either((0.3, ["w2", "w1"]), (0.7, ["pay"]))
    model = walked("w1", either((0.2, ["w2", "w1", again]), (0.8, ["w3"])))
    before, after = way_shares(model), way_shares(rarer(model, 0.5))
    assert times(before) == pytest.approx(0.2 * 1.3, rel=1e-12)
    assert times(after) == pytest.approx(0.1 * 1.15, rel=1e-12)


@pytest.mark.parametrize("side_by_side", [False, True])
def test_several_chances_on_one_way_are_together_so_much_rarer(side_by_side: bool) -> None:
    some, more = either((0.3, ["w2"])), either((0.6, ["w2"]), (0.4, ["w3"]))
    both: list[Any] = [{"parallel": [[some], [more]]}] if side_by_side else [some, more]
    model = walked("w1", either((0.4, both), (0.6, ["pay"])))
    before, after = way_shares(model), way_shares(rarer(model, 0.5))
    assert going(before) == pytest.approx(0.4 * (1 - 0.7 * 0.4), rel=1e-12)
    assert going(after) == pytest.approx(going(before) / 2, rel=1e-9)


def test_ways_that_sum_to_one_but_for_rounding_all_go_there() -> None:
    thirds = either(*((p, ["w2"]) for p in (0.1, 0.2, 0.7 - 1e-12)))
    model = walked("w1", either((0.4, [thirds]), (0.6, ["w3"])))
    for factor in (0.0, 0.5, 1 - 1e-12):
        expected = factor * going(way_shares(model))
        assert going(way_shares(rarer(model, factor))) == pytest.approx(expected, abs=1e-9)


def test_a_factor_of_one_changes_nothing_and_of_none_sends_nobody() -> None:
    model = walked("w1", either((0.4, ["w2", "w1"]), (0.6, [either((0.5, ["w2"]))])), "w3")
    assert rarer(model, 1) == model
    never = rarer(model, 0)
    assert check_model(never) == ()
    came = simulate(model).log.services
    went = simulate(never).log.services
    w2 = list(model.activities).index("w2")
    assert (came.activity == w2).any()
    assert not (went.activity == w2).any()


def test_a_step_that_every_case_goes_to_is_refused() -> None:
    for flow in (["w1", "w2"], ["w1", either((0.4, ["w2"]), (0.6, ["w2", "w3"]))]):
        with pytest.raises(RedesignError) as caught:
            rarer(walked(*flow), 0.5)
        assert str(caught.value).startswith(
            "rarer_steps: steps: expected steps to which some cases go while others go another way"
        )
