"""Work that differs by matter comes back by matter, and goes along wherever it is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.as_json import events_document
from onewindow.fitting.events.contention import with_contention
from onewindow.fitting.events.frames import known_frame
from onewindow.fitting.events.runs import run_traces
from onewindow.fitting.events.unknown_words import unknown_lines
from onewindow.fitting.events.words import times_lines
from plots.language import LANGS
from scenarios.checks.called_alike import called_alike
from scenarios.fit.contacts import Quality
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.keys import activity_keys, keys_for
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.work_by_matter import work_by_matter
from scenarios.flows import Parallel, every_step
from scenarios.model import ServiceModel
from scenarios.redesign.eliminate import Eliminate
from scenarios.redesign.merge_steps import Merge
from scenarios.redesign.parallelize import Parallelize
from scenarios.redesign.standardize import Standardize
from scenarios.section import TextPair
from sim.experiment import simulate
from tests.onewindow.event_files import written
from tests.onewindow.matter_files import CV, STEPS, log_of_matters

SOURCE = TextPair(zh="记录", en="log")
WORK = {
    "accept": {"个体登记": 900.0, "公司登记": 1800.0, "注销": 900.0},
    "review": {"个体登记": 1200.0, "公司登记": 1200.0, "注销": 1200.0},
}
"""Mean work [s]."""
OTHERS = TextPair(zh="受理（其余事项）", en="受理 (other matters)")
OWN = TextPair(zh="受理（公司登记）", en="受理 (公司登记)")


def _read(log: pd.DataFrame, folder: Path) -> tuple[EventFit, Quality]:
    table = read_table(written(log, folder / "log.csv"))
    mapping = guess_events(table)
    events, quality = read_events(table, mapping)
    return fit_events(events, mapping), quality


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[EventFit, Quality]:
    return _read(log_of_matters(WORK), tmp_path_factory.mktemp("log"))


@pytest.fixture(scope="module")
def fit(both: tuple[EventFit, Quality]) -> EventFit:
    return both[0]


@pytest.fixture(scope="module")
def model(fit: EventFit) -> ServiceModel:
    return model_of_events(fit, "again", SOURCE)


def test_the_work_of_each_matter_comes_back(fit: EventFit) -> None:
    names = fit.events.services
    shares: dict[str, list[set[str]]] = {step: [] for step in STEPS.values()}
    for kind, times in fit.work.items():
        step = fit.events.activities[kind.activity]
        shares[step].append({names[k] for k in kind.matters})
        (true,) = {WORK[key][names[k]] for k in kind.matters for key in STEPS if STEPS[key] == step}
        # Four standard errors; stamps are whole seconds.
        assert abs(times.mean - true) < 4 * CV * true / times.n**0.5 + 1
    assert shares == {"受理": [{"个体登记", "注销"}, {"公司登记"}], "审查": [set(names)]}


def test_the_model_has_an_activity_for_it_at_the_same_line_and_pool(
    fit: EventFit, model: ServiceModel
) -> None:
    titles = {one.title for one in model.activities.values()}
    assert titles == {OTHERS, OWN, TextPair(zh="审查", en="审查")}
    (pool,) = model.pools.values()
    assert set(pool.serves) == set(model.activities)
    assert {one.queue for one in model.activities.values()} == set(model.queues)
    assert len(model.queues) == 1
    for service in model.services.values():
        served = [model.activities[step.serve].title for step in service.flow]
        assert served[0] == (OWN if service.title.zh == "公司登记" else OTHERS)


def test_simulated_work_is_that_of_each_matter_and_traces_are_of_the_activities_of_the_log(
    fit: EventFit, model: ServiceModel
) -> None:
    result = simulate(model, seed=3)
    rows, names = result.log.services, result.world.activities
    for kind, key in activity_keys(fit).items():
        own = rows.activity == names.index(key)
        took = (rows.end_time - rows.start_time)[own]
        within = took[took < 8 * 3600]  # a night between is none of the work
        mean = fit.work[kind].mean
        assert abs(within.mean() - mean) < 4 * CV * mean / len(within) ** 0.5
    traces = run_traces(fit, model, 3, 0)
    assert set(traces.activity) == set(range(len(fit.events.activities)))
    assert (np.bincount(traces.activity) == traces.cases).all()


def test_waiting_is_shared_out_by_kind(fit: EventFit) -> None:
    # All waiting is for people who are busy, before as after: queues of the model make as much.
    shared = with_contention(fit, SOURCE)
    for kind in fit.work:
        own = kind.pieces(fit.events)
        before, after = ((one.times.busy + one.times.delay)[own].mean() for one in (fit, shared))
        assert after == pytest.approx(before, abs=30)


@pytest.mark.parametrize("name", ["受理", "activity_1"])
def test_names_of_the_activity_stand_for_all_its_kinds(model: ServiceModel, name: str) -> None:
    gone = Eliminate.model_validate({"operator": "eliminate", "steps": [name]}).apply(model).model
    assert {one.title.zh for one in gone.activities.values()} == {"审查"}
    even = Standardize.model_validate(
        {"operator": "standardize", "activities": [name], "cv_factor": 0.5}
    )
    after = even.apply(model).model
    for key, one in model.activities.items():
        changed = one.service_time != after.activities[key].service_time
        assert changed == (one.title in (OTHERS, OWN))
    beside = {"operator": "parallelize", "steps": [name, "审查"]}
    forked = Parallelize.model_validate(beside).apply(model).model
    for service in forked.services.values():
        assert next(type(step) for step in every_step(service.flow)) is Parallel
    merging = {"operator": "merge", "activities": [name, "审查"], "into": "both"}
    merged = Merge.model_validate(merging).apply(model).model
    assert all(len(service.flow) == 1 for service in merged.services.values())
    assert len({service.flow[0].serve for service in merged.services.values()}) == 2


def test_one_kind_is_named_by_its_own_title(model: ServiceModel) -> None:
    step = Eliminate.model_validate({"operator": "eliminate", "steps": [OWN.zh]})
    gone = step.apply(model).model
    assert OWN not in {one.title for one in gone.activities.values()}
    assert OTHERS in {one.title for one in gone.activities.values()}


def test_what_is_told_follows(fit: EventFit) -> None:
    assert work_by_matter(fit) == ()
    for lang, title, others in zip(LANGS, (OWN.zh, OWN.en), (OTHERS.zh, OTHERS.en), strict=True):
        assert not any("Welch" in line for line in unknown_lines(fit, lang))
        (line,) = (line for line in times_lines(fit, lang) if "公司登记" in line)
        assert "受理" in line
        named = set(known_frame(fit)[f"of_{lang}"])
        assert {title, others, "审查"} <= named


def test_programs_are_told_whose_work_it_is(both: tuple[EventFit, Quality]) -> None:
    document = events_document(*both, (), None)
    whose = {(one["activity"], str(one["matters"])) for one in document["fit"]["work"]}
    assert whose == {("受理", "['个体登记', '注销']"), ("受理", "['公司登记']"), ("审查", "None")}


def test_a_matter_that_never_had_the_activity_shares_its_work(fit: EventFit) -> None:
    keys = activity_keys(fit)
    shared = {kind.symbol: key for kind, key in keys.items() if len(kind.matters) > 1}
    assert keys_for(len(fit.events.services), keys) == shared


def test_of_two_matters_both_are_named(tmp_path: Path) -> None:
    two = {
        "accept": {"个体登记": 900.0, "公司登记": 1800.0},
        "review": dict.fromkeys(("个体登记", "公司登记"), 600.0),
    }
    titles = {
        one.title.zh
        for one in model_of_events(
            _read(log_of_matters(two), tmp_path)[0], "two", SOURCE
        ).activities.values()
    }
    assert titles == {"受理（个体登记）", "受理（公司登记）", "审查"}


def test_kinds_of_one_activity_stand_in_one_line_although_it_is_all_that_is_done(
    tmp_path: Path,
) -> None:
    fit, _ = _read(log_of_matters({"accept": WORK["accept"]}), tmp_path)
    model = model_of_events(fit, "one", SOURCE)
    (line,) = model.queues
    assert [one.queue for one in model.activities.values()] == [line, line]
    # Who came first is begun first, whatever the matter.
    rows = simulate(model, seed=3).log.services
    order = np.lexsort((rows.enable_time, rows.start_time))
    assert (rows.start_time > rows.enable_time + 60).any()
    assert (np.diff(rows.enable_time[order]) >= 0).all()


def test_groups_and_matters_stand_together_in_titles(tmp_path: Path) -> None:
    log = log_of_matters(WORK)
    # Whichever comes: groups are no part of the way.
    chance = np.random.default_rng(1).integers(0, 2, len(log))
    fit, _ = _read(log.assign(pool=np.array(["一科", "二科"])[chance]), tmp_path)
    assert not fit.grouped
    model = model_of_events(fit, "groups", SOURCE)
    titles = {one.title.zh: one for one in model.activities.values()}
    assert set(titles) == {
        f"受理（{matter}，{group}）"
        for matter in ("公司登记", "其余事项")
        for group in ("一科", "二科")
    } | {"审查 (一科)", "审查 (二科)"}
    assert titles["受理（公司登记，一科）"].title.en == "受理 (公司登记, 一科)"
    alike = {"operator": "eliminate", "steps": ["受理 (一科)", "受理 (二科)"]}
    gone = Eliminate.model_validate(alike).apply(model).model
    assert {one.title.zh for one in gone.activities.values()} == {"审查 (一科)", "审查 (二科)"}
    traces = run_traces(fit, model, 3, 0)
    assert set(zip(traces.activity.tolist(), traces.group.tolist(), strict=True)) == {
        kind.symbol for kind in fit.work
    }


def test_completions_alone_are_not_told_apart(tmp_path: Path) -> None:
    bare, _ = _read(log_of_matters(WORK, starts=False), tmp_path)
    assert not bare.events.has_starts
    assert len(bare.work) == len(bare.events.activities)
    model = model_of_events(bare, "bare", SOURCE)
    assert {one.title.zh for one in model.activities.values()} == set(STEPS.values())
    assert all(not one.also_called for one in model.activities.values())
    assert work_by_matter(bare) == ()


@pytest.mark.parametrize(
    ("first", "second", "matters"),
    [("acc", "acc_ept", ["ept", "x", "y"]), ("受理", "受理（ept）", ["ept", "x", "y"])],
)
def test_words_for_several_activities_are_no_names_and_titles_of_others(
    first: str, second: str, matters: list[str], tmp_path: Path
) -> None:
    named = dict(zip(("公司登记", "个体登记", "注销"), matters, strict=True))
    log = log_of_matters({"accept": WORK["accept"], "review": WORK["accept"]})
    log = log.assign(
        activity=log["activity"].map({"受理": first, "审查": second}), 事项=log["事项"].map(named)
    )
    model = model_of_events(_read(log, tmp_path)[0], "again", SOURCE)
    # Both are told apart by matter, so that two activities are called each of two words or more.
    assert len(model.activities) == 4
    words = [set(one.also_called) for one in model.activities.values()]
    assert all(words)
    assert len({frozenset(one) for one in words}) == 2
    assert list(called_alike(model)) == []
