"""Titles of a model stand for its names in redesigns; names that are wrong are told with them."""

from collections import Counter
from collections.abc import Mapping

import pytest

from scenarios.activities import Activity
from scenarios.errors import ModelError, RedesignError
from scenarios.flows import Branch, Delay, Parallel, Rework, Serve, every_step
from scenarios.library.packs import load_pack, pack_names
from scenarios.model import ServiceModel
from scenarios.reading import read_model
from scenarios.redesign.base import Operator
from scenarios.redesign.callback import OfferCallback
from scenarios.redesign.capacity import SetCapacity
from scenarios.redesign.commitment import Commitment
from scenarios.redesign.eliminate import Eliminate
from scenarios.redesign.empower import Empower
from scenarios.redesign.extend_hours import ExtendHours
from scenarios.redesign.flow_lists import step_names
from scenarios.redesign.parallelize import Parallelize
from scenarios.redesign.refusals import require_names
from scenarios.redesign.scenario_reading import load_redesigned
from scenarios.redesign.share_data import ShareData
from scenarios.redesign.smart_forms import SmartForms

MATTERS = {
    "matter_1": Activity.model_validate({"title": "不动产登记", "service_time": "5 min"}),
    "matter_2": Activity.model_validate(
        {"title": {"zh": "社保缴费", "en": "Social security"}, "service_time": "5 min"}
    ),
    "other": Activity.model_validate({"service_time": "5 min"}),
}


@pytest.mark.parametrize("title", ["社保缴费", "Social security"])
def test_a_title_is_told_its_name(title: str) -> None:
    with pytest.raises(RedesignError) as told:
        require_names("replaces", "a step", [title], MATTERS)
    assert "got the title of 'matter_2'. Write matter_2." in str(told.value)


def test_titles_stand_beside_the_names() -> None:
    with pytest.raises(RedesignError) as told:
        require_names("replaces", "a step", ["shebao"], MATTERS)
    listed = "matter_1: 不动产登记, matter_2: Social security / 社保缴费, other"
    assert f"expected a step ({listed}), got 'shebao'." in str(told.value)


def test_a_title_that_several_have_is_told_with_their_names() -> None:
    copies = dict.fromkeys(("step_1", "step_1_4"), MATTERS["matter_1"])
    with pytest.raises(RedesignError, match=r"several have: step_1, step_1_4\. Write the name"):
        require_names("steps", "a step", ["不动产登记"], copies)


_NAMING = ("pool", "pools", "activities", "steps", "replaces", "spares", "services", "service")
"""Fields of operators that name what a model has."""


def _titles(model: ServiceModel, field: str) -> dict[str, str]:
    """Names with a Chinese title that nothing else of their kind has."""
    of = {"pool": model.pools, "service": model.services}.get(field.rstrip("s"), model.activities)
    titles = {name: one.title.zh for name, one in of.items() if one.title is not None}
    often = Counter(titles.values())
    return {name: title for name, title in titles.items() if often[title] == 1 and title not in of}


def _by_title(step: Operator, model: ServiceModel) -> Operator:
    """The step with titles wherever there is one of its own."""
    changed: dict[str, object] = {}
    for field in _NAMING:
        given = getattr(step, field, None)
        titles = _titles(model, field)
        if isinstance(given, str) and given in titles:
            changed[field] = titles[given]
        elif isinstance(given, tuple) and set(given) & set(titles):
            changed[field] = tuple(titles.get(name, name) for name in given)
    return step.replace(**changed) if changed else step


def test_every_redesign_of_the_library_can_be_written_with_titles() -> None:
    written = 0
    for name in pack_names():
        for path in load_pack(name).scenarios:
            found = load_redesigned(path)
            model = found.before
            for step in found.scenario.steps:
                by_title, by_name = _by_title(step, model), step.apply(model)
                written += by_title != step
                applied = by_title.apply(model)
                assert applied.model == by_name.model
                # Who looks at the step afterwards finds the names of the model.
                assert applied.step == step
                model = by_name.model
    assert written > 20


def _hall(**title: Mapping[str, str]) -> ServiceModel:
    model = load_redesigned(load_pack("social_security").scenarios[0]).before
    name = next(iter(model.pools))
    return model.replace(pools={**model.pools, name: model.pools[name].replace(**title)})


def test_a_title_with_its_name_beside_it_is_named_twice() -> None:
    model = _hall(title={"zh": "一号窗口", "en": "Window one"})
    name = next(iter(model.pools))
    step = ExtendHours.model_validate(
        {"operator": "extend_hours", "lunch": "12:00-13:00", "lunch_pools": [name, "一号窗口"]}
    )
    with pytest.raises(RedesignError, match=f"lunch_pools: .*got the title of '{name}'"):
        step.apply(model)


@pytest.mark.parametrize("title", ["一号窗口", "Window one"])
def test_pools_are_found_by_either_title(title: str) -> None:
    model = _hall(title={"zh": "一号窗口", "en": "Window one"})
    name = next(iter(model.pools))
    seats = {"operator": "set_capacity", "seats": 99}
    by_name, by_title = (
        SetCapacity.model_validate({**seats, "pool": one}).apply(model) for one in (name, title)
    )
    assert by_title.model == by_name.model
    assert by_title.model.pools[name].seats == 99


TWICE = """
name: office
title: {zh: 科室, en: Office}
provenance: assumed
start_date: 2026-03-02
horizon: 1 day
calendars: {hours: {open: {daily: ["09:00-17:00"]}}}
activities:
  accept: {title: {zh: 收件, en: Accept}, service_time: 5 min}
  review: {title: {zh: 审查, en: Review}, service_time: 5 min}
  decide: {title: {zh: 审批, en: Decide}, service_time: 5 min}
pools: {desk: {serves: [accept, review, decide], staff: 3, calendar: hours}}
services:
  cases:
    arrivals: {pattern: rates, per_hour: 6, start: "09:00", end: "17:00"}
    flow:
      - serve: accept
      - branch:
          - probability: 0.5
            steps:
              - {delay: wait_1, title: {zh: 等待：审查, en: "Waiting: Review"}, time: 1 h}
              - {serve: review, name: review_1}
              - {serve: decide, name: decide_1}
          - probability: 0.5
            steps:
              - {delay: wait_2, title: {zh: 等待：审查, en: "Waiting: Review"}, time: 2 h}
              - {serve: review, name: review_2}
              - {serve: decide, name: decide_2}
"""


def _office() -> ServiceModel:
    return read_model(TWICE)


@pytest.mark.parametrize("names", [["review"], ["审查"], ["Review"], ["review_1", "review_2"]])
def test_an_activity_at_several_places_stands_for_all_of_them(names: list[str]) -> None:
    step = Eliminate.model_validate({"operator": "eliminate", "steps": [*names, "等待：审查"]})
    after = step.apply(_office())
    flow = after.model.services["cases"].flow
    assert sorted(step_names(flow)) == ["accept", "decide_1", "decide_2"]
    assert "review" not in after.model.activities
    # The step that was applied names what went.
    assert set(after.step.steps) == {"review_1", "review_2", "wait_1", "wait_2"}


def test_places_of_an_activity_are_one_branch_side_by_side() -> None:
    given = {"operator": "parallelize", "steps": ["审查", "审批"], "name": "both"}
    by_name = {**given, "steps": [["review_1", "review_2"], ["decide_1", "decide_2"]]}
    after, wanted = (Parallelize.model_validate(g).apply(_office()).model for g in (given, by_name))
    assert after == wanted
    forks = [s for s in every_step(after.services["cases"].flow) if isinstance(s, Parallel)]
    assert len(forks) == 2
    assert all(len(fork.parallel) == 2 for fork in forks)


def test_each_list_goes_back_to_the_step_that_it_has_of_several() -> None:
    back = {"operator": "empower", "steps": ["decide"], "errors": 0.1, "back_to": "审查"}
    after = Empower.model_validate(back).apply(_office())
    steps = every_step(after.model.services["cases"].flow)
    assert [s.rework for s in steps if isinstance(s, Rework)] == ["review_1", "review_2"]
    assert after.step.back_to == ("review_1", "review_2")


def test_a_wrong_name_is_told_alone() -> None:
    wrong = Eliminate.model_validate({"operator": "eliminate", "steps": ["审查", "审茶"]})
    with pytest.raises(RedesignError) as told:
        wrong.apply(_office())
    assert len(told.value.problems) == 1
    assert "review_1: Review / review / 审查" in str(told.value)


def test_delays_of_one_title_go_together() -> None:
    shared = ShareData.model_validate({"operator": "share_data", "remove": ["等待：审查"]})
    flow = shared.apply(_office()).model.services["cases"].flow
    assert not any(isinstance(step, Delay) for step in every_step(flow))


def test_where_errors_may_go_back_to_is_told_for_each_list() -> None:
    # Accept stands outside the ways, and one of the reviews in the other way: neither will do.
    back = {"operator": "empower", "steps": ["decide"], "errors": 0.1}
    ways = [f"services.cases.flow[1].branch[{k}].steps" for k in (0, 1)]
    for given, wrong in (("accept", ways), ("收件", ways), ("review_1", ways[1:])):
        with pytest.raises(RedesignError) as told:
            Empower.model_validate({**back, "back_to": given}).apply(_office())
        said = [problem.what for problem in told.value.problems]
        assert len(said) == len(wrong)
        for way, one in zip(wrong, said, strict=True):
            k = 1 + ways.index(way)
            assert f"in the same list, {way} (wait_{k}, review_{k}), got " in one
            stands = ways[0] if given == "review_1" else "services.cases.flow"
            assert f"which stands in {stands}. Name one of these" in one


def test_a_way_in_which_nothing_can_be_done_again_is_told() -> None:
    back = {"operator": "empower", "steps": ["wait_1", "review_1"], "errors": 0.1}
    with pytest.raises(RedesignError, match="Nothing stands before it there: leave errors out"):
        Empower.model_validate({**back, "back_to": "accept"}).apply(_office())


@pytest.mark.parametrize("word", ["审查", "Review", "review"])
def test_rework_is_named_by_what_the_step_it_goes_back_to_is_called(word: str) -> None:
    back = {"operator": "empower", "steps": ["decide"], "errors": 0.2, "back_to": "review"}
    model = Empower.model_validate(back).apply(_office()).model
    rarer = {"operator": "smart_forms", "rework_factor": 0.5, "causes": [word]}
    after = SmartForms.model_validate(rarer).apply(model).model
    steps = every_step(after.services["cases"].flow)
    assert [s.probability for s in steps if isinstance(s, Rework)] == [0.1, 0.1]


KINDS = """
name: office
title: {zh: 科室, en: Office}
provenance: assumed
start_date: 2026-03-02
horizon: 1 day
calendars: {hours: {open: {daily: ["09:00-17:00"]}}}
activities:
  accept_a: {title: 受理（个体）, also_called: [accept, 受理], service_time: 5 min}
  accept_b: {title: 受理（公司）, also_called: [accept, 受理], service_time: 9 min}
  review: {title: 审查, service_time: 5 min}
pools: {desk: {serves: [accept_a, accept_b, review], staff: 3, calendar: hours}}
services:
  a:
    arrivals: {pattern: rates, per_hour: 6, start: "09:00", end: "17:00"}
    flow:
      - {serve: accept_a, name: accept_a_1}
      - {serve: review}
      - {serve: accept_a, name: accept_a_2}
  b:
    arrivals: {pattern: rates, per_hour: 6, start: "09:00", end: "17:00"}
    flow: [{serve: accept_b}, {serve: review}]
"""


@pytest.mark.parametrize("name", ["accept", "受理"])
def test_what_several_activities_are_called_stands_for_all_of_them(name: str) -> None:
    model = read_model(KINDS)
    steps = {"operator": "eliminate", "steps": [name]}
    after = Eliminate.model_validate(steps).apply(model)
    assert set(after.model.activities) == {"review"}
    assert set(after.step.steps) == {"accept_a_1", "accept_a_2", "accept_b"}
    shared = {"operator": "share_data", "remove": [name]}
    assert set(ShareData.model_validate(shared).apply(model).model.activities) == {"review"}
    faster = {"operator": "smart_forms", "activities": [name], "time_factor": 0.5}
    after = SmartForms.model_validate(faster).apply(model).model
    means = {key: one.service_time.value for key, one in after.activities.items()}
    assert means == {"accept_a": 150, "accept_b": 270, "review": 300}


def test_each_of_several_activities_that_are_called_the_same_decides() -> None:
    decides = {"operator": "empower", "steps": ["review"], "decides": "受理", "time_factor": 1.2}
    after = Empower.model_validate(decides).apply(read_model(KINDS))
    means = {key: one.service_time.value for key, one in after.model.activities.items()}
    assert means == {"accept_a": 360, "accept_b": 648}
    assert after.step.decides == ("accept_a", "accept_b")


def test_where_one_list_has_several_of_them_one_is_asked_for() -> None:
    model = read_model(KINDS.replace("serve: review}", "serve: review, name: first}", 1))
    flow = model.services["a"].flow
    again = {"a": model.services["a"].replace(flow=(*flow, {"serve": "review"}))}
    model = model.replace(services={**model.services, **again})
    back = {"operator": "empower", "steps": ["review"], "errors": 0.1, "back_to": "受理"}
    with pytest.raises(RedesignError, match=r"back_to: .*got accept_a_1, accept_a_2 in one list"):
        Empower.model_validate(back).apply(model)


PROMISE = {
    "operator": "commitment",
    "steps": ["review"],
    "returned": 0.1,
    "returned_after": "1 day",
}


def test_those_returned_are_served_as_their_matter_is() -> None:
    step = Commitment.model_validate({**PROMISE, "returned_to": "受理"})
    after = step.apply(read_model(KINDS)).model
    for name, service in after.services.items():
        (fork,) = (one for one in service.flow if isinstance(one, Branch))
        (again,) = (one.serve for one in fork.branch[0].steps if isinstance(one, Serve))
        assert again == f"accept_{name}"


def test_of_a_flow_with_several_of_them_one_is_asked_for() -> None:
    model = read_model(KINDS)
    both = model.services["a"].replace(flow=[{"serve": "accept_b"}, *model.services["a"].flow])
    model = model.replace(services={**model.services, "a": both})
    step = Commitment.model_validate({**PROMISE, "returned_to": "受理"})
    with pytest.raises(RedesignError, match=r"returned_to: .*a flow has accept_a, accept_b"):
        step.apply(model)


def test_a_call_back_is_offered_in_each_line_of_those_called_the_same() -> None:
    step = {"operator": "callback", "queue": "受理", "when_wait_over": "5 min"}
    after = OfferCallback.model_validate(step).apply(read_model(KINDS)).model
    assert {name for name, one in after.queues.items() if one.callback} == {"accept_a", "accept_b"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("serves: [accept_a, accept_b, 审查]", "got '审查', a title. Write review."),
        ("serves: [受理, review]", "got '受理', which stands for accept_a, accept_b."),
    ],
)
def test_in_a_model_such_words_are_told_with_the_names(line: str, told: str) -> None:
    with pytest.raises(ModelError) as error:
        read_model(KINDS.replace("serves: [accept_a, accept_b, review]", line))
    assert told in str(error.value)
