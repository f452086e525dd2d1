"""`onewindow fit --kind events`: a made-up office comes back from its log."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.distances import (
    cycle_times,
    handovers_per_case,
    traces_of,
    two_gram_distance_from,
)
from onewindow.fitting.events.fit import fit_cases
from onewindow.fitting.events.frames import known_frame
from onewindow.fitting.events.judgement import DISTANCES
from onewindow.fitting.events.runs import run_traces
from scenarios.checks import warnings_for
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.far_off import FAR_OFF
from scenarios.provenance import numbers
from scenarios.reading import load_model
from scenarios.section import TextPair
from sim.event_export import write_events
from sim.experiment import SimResult
from tests.onewindow.event_files import PER_HOUR, SITE, WORK, log_of, run, written
from tests.told_in_both import in_both

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
PERMITS = DATA / "permits_receipt_2011" / "receipt.csv.gz"
SOURCE = TextPair(zh="编造的日志", en="a made-up log")


@pytest.fixture(scope="module")
def result() -> SimResult:
    return run()


def _fit(file: Path) -> EventFit:
    table = read_table(file)
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


@pytest.fixture(scope="module")
def fit(result: SimResult, tmp_path_factory: pytest.TempPathFactory) -> EventFit:
    return _fit(written(log_of(result), tmp_path_factory.mktemp("log") / "events.csv"))


def _work(fit: EventFit) -> dict[str, float]:
    return {fit.events.activities[kind.activity]: times.mean for kind, times in fit.work.items()}


def test_work_hours_and_people_come_back(fit: EventFit) -> None:
    for name, mean in _work(fit).items():
        n = next(t.n for k, t in fit.work.items() if fit.events.activities[k.activity] == name)
        # Four standard errors of a mean with cv .7; work that crosses 17 h loses nothing.
        assert abs(mean / WORK[name] - 1) < 4 * 0.7 / n**0.5 + 0.02
    assert fit.hours.hours[0] == ((8 * 3600, 17 * 3600),)
    assert fit.hours.hours[5:] == ((), ())
    people = dict(zip(fit.events.groups, fit.people[:, 1], strict=True))
    assert people["clerks"] == pytest.approx(2, abs=0.1)
    assert people["experts"] == pytest.approx(5, abs=0.5)


def test_what_is_promised_has_a_title_in_either_language(fit: EventFit) -> None:
    targets = model_of_events(fit, "again", SOURCE).targets
    assert targets
    for target in targets.values():
        assert target.title is not None
        # The title of one language is not that of the other.
        chinese = [bool(re.search("[一-鿿]", told)) for told in (target.title.zh, target.title.en)]
        assert chinese == [True, False]


def test_arrivals_and_routes_come_back(fit: EventFit) -> None:
    (matter,) = fit.matters
    per_day = matter.rates.per_hour[:5].sum(axis=1) * matter.rates.interval / 3600
    assert per_day.mean() == pytest.approx(8 * PER_HOUR, rel=0.1)
    events = fit.events
    site = events.activities.index("visit_site")
    share = (events.activity == site).sum() / events.cases
    assert share == pytest.approx(SITE, abs=4 * (SITE * (1 - SITE) / events.cases) ** 0.5)
    assert matter.routes.stood_for == 0
    assert not matter.busyness.told


def test_waiting_in_line_is_no_delay_of_its_own(fit: EventFit) -> None:
    # All waiting is for people who are busy: next to nothing of it is left over for delays.
    assert fit.times.delay.sum() < 0.15 * (fit.times.delay + fit.times.busy).sum()


def test_the_model_behaves_as_the_office(fit: EventFit, result: SimResult) -> None:
    model = model_of_events(fit, "again", SOURCE)
    again, seen = run_traces(fit, model, 3, 0), traces_of(fit.events)
    # Cut off when the log ends there is what it would have had by then: no more, and whole cases
    # that were done before as they are.
    until = float(np.median(again.end)) - fit.events.first_day.weekday() * 86400
    cut = run_traces(fit, model, 3, 0, until)
    assert len(cut.end) == (again.end <= np.median(again.end)).sum()
    assert cut.case.tolist() == np.unique(cut.case, return_inverse=True)[1].tolist()
    assert cut.cases < again.cases
    assert two_gram_distance_from(again)(seen) < 0.05
    assert handovers_per_case(again) == pytest.approx(handovers_per_case(seen), rel=0.05)
    median, p90 = (
        np.quantile(cycle_times(again), q) / np.quantile(cycle_times(seen), q) for q in (0.5, 0.9)
    )
    assert median == pytest.approx(1, abs=0.15)
    assert p90 == pytest.approx(1, abs=0.25)


def test_completions_alone_bound_the_work_of_each_event(
    fit: EventFit, result: SimResult, tmp_path: Path
) -> None:
    bare = _fit(written(log_of(result, starts=False), tmp_path / "completions.csv"))
    assert not bare.events.has_starts
    true, bound = (
        one.times.work_most[np.lexsort((one.events.activity, one.events.end))]
        for one in (fit, bare)
    )
    known = np.isfinite(bound)
    assert known.mean() > 0.5
    # Stamps are whole seconds: a bound may be two short of the truth.
    assert (true[known] <= bound[known] + 2).all()
    assert bare.times.work.mean() < fit.times.work.mean()


def test_work_without_starts_is_assumed_and_staffing_by_it_is_warned_of(
    fit: EventFit, result: SimResult, tmp_path: Path
) -> None:
    bare = _fit(written(log_of(result, starts=False), tmp_path / "completions.csv"))
    for one, kind, warned in ((fit, "measured", 0), (bare, "assumed", 1)):
        model = model_of_events(one, "again", SOURCE)
        notes = [activity.service_time.provenance for activity in model.activities.values()]
        assert {note.kind for note in notes if note is not None} == {kind}
        assert sum(number.provenance.kind == "assumed" for number in numbers(model)) == (
            0 if kind == "measured" else sum("service_time" in n.where for n in numbers(model))
        )
        told = [str(problem) for problem in in_both(warnings_for(model))]
        assert sum("occupancy and staffed hours" in text for text in told) == warned
        assert sum("more or fewer of these" in text for text in told) == warned
    known = known_frame(bare)
    work = known[known["what_en"].str.startswith("Work")]
    assert (work["low"] == 0).all()
    assert (work["value"] <= work["high"])[work["high"].notna()].all()


def test_xes_says_the_same_as_csv(fit: EventFit, result: SimResult, tmp_path: Path) -> None:
    path, _ = write_events(result, tmp_path / "log.xes")
    again = _fit(path)
    assert len(again.events.end) == len(fit.events.end)
    assert again.events.activities == fit.events.activities
    for name, mean in _work(again).items():
        assert mean == pytest.approx(_work(fit)[name], rel=0.01)


def test_dirty_rows_are_set_aside_and_the_fit_stays(
    fit: EventFit, result: SimResult, tmp_path: Path
) -> None:
    rng = np.random.default_rng(1)
    dirty = log_of(result)
    wrong = {"end_time": "soon", "start_time": "2031-01-01 00:00:00", "activity": "", "case_id": ""}
    rows = rng.choice(len(dirty), len(dirty) // 20, replace=False)
    for row, column in zip(rows, rng.choice(list(wrong), len(rows)), strict=True):
        dirty.iloc[row, dirty.columns.get_loc(column)] = wrong[column]
    file = written(dirty, tmp_path / "dirty.csv")
    table = read_table(file)
    mapping = guess_events(table)
    events, quality = read_events(table, mapping)
    assert quality.set_aside["line"].tolist() == sorted((rows + 2).tolist())
    assert set(quality.reasons) == {
        "time that cannot be read", FAR_OFF, "no activity", "no case"
    }  # fmt: skip
    again = _work(fit_events(events, mapping))
    for name, mean in again.items():
        assert mean == pytest.approx(_work(fit)[name], rel=0.05)


def assert_verdicts_go_by_the_printed_limits(judged: pd.DataFrame) -> None:
    far = judged["measure"].isin(DISTANCES)
    error = (judged["predicted"] - judged["observed"]).abs()
    limit = judged["allowed"] * np.where(far, 1.0, judged["observed"].abs())
    assert ((judged["verdict"] == "trust") == (error <= limit)).all()
    inside = (judged["low"] <= judged["observed"]) & (judged["observed"] <= judged["high"])
    unsure = ~far & (error > limit) & inside
    assert ((judged["verdict"] == "too_little") == unsure).all()


def test_the_command_writes_a_model_that_is_checked_and_judged(
    call, result: SimResult, tmp_path: Path
) -> None:
    file, out = written(log_of(result), tmp_path / "events.csv"), tmp_path / "permits.yaml"
    words = ("--kind", "events", "--out", out, "-n", 10)
    told = call("fit", file, *words, "--lang", "en")
    assert told.exit_code == 0, told.output
    assert "from the lowest to the highest of the 10): has the model the right form?" in told.stdout
    assert "routing (2-gram distance): trust it" in told.stdout
    assert "what the data cannot tell:" in told.stdout
    assert "true work" not in told.stdout
    model = load_model(out)
    assert model.provenance.kind == "measured"
    assert model.judged is not None
    assert call("check", out).exit_code == 0
    simulated = call("simulate", out, "-n", 2, "--lang", "en")
    assert simulated.exit_code == 0
    assert f"The fit of this model says: {model.judged.en}." in " ".join(simulated.stderr.split())
    judged = pd.read_csv(tmp_path / "permits.judgement.csv")
    assert set(judged["split"]) == {"cases", "days"}
    assert_verdicts_go_by_the_printed_limits(judged)
    given = call(
        "fit", file, *words, "--mapping", tmp_path / "permits.mapping.yaml", "--lang", "zh"
    )
    assert given.exit_code == 0
    assert "数据无法回答的：" in given.stdout


def test_the_document_for_machines_is_of_the_same_shape(
    call, result: SimResult, tmp_path: Path
) -> None:
    log = log_of(result)
    log.iloc[3, log.columns.get_loc("end_time")] = "?"
    log["way in"] = [("desk", "post")[number % 2] for number in pd.factorize(log["case_id"])[0]]
    file, out = written(log, tmp_path / "events.csv"), tmp_path / "office.yaml"
    found = json.loads(
        call("fit", file, "--kind", "events", "--out", out, "-n", 10, "--json").stdout
    )
    assert found["rows"]["set_aside"] == 1
    assert found["rows"]["reasons"] == {"time that cannot be read": 1}
    assert found["rows"]["columns_that_could_tell_matters"] == {"way in": 2}
    assert found["fit"]["work_by_matter"] == []
    assert found["fit"]["events"] == found["rows"]["used"]
    assert set(found["fit"]["activities"]) == {one["activity"] for one in found["fit"]["work"]}
    assert found["fit"]["open"]["1"] == [[8 * 3600, 17 * 3600]]
    assert [one["split"] for one in found["judgement"]["held_out"]] == ["cases", "days"]
    measures = {
        one["measure"]: one for one in found["judgement"]["measures"] if one["split"] == "cases"
    }
    assert measures["cycle_time_p50"]["unit"] == "h"
    assert measures["cases"]["unit"] == "cases per working day"
    assert measures["handovers"]["verdict"] == "trust"
    assert {Path(name).name for name in found["files"]} == {
        path.name for path in tmp_path.iterdir() if path != file
    }


def test_ctrl_c_keeps_the_judgement_that_is_done(result: SimResult, tmp_path: Path) -> None:
    calls = iter(range(1000))

    def pressed(done: int, asked: int) -> None:
        if next(calls) >= 12:
            raise KeyboardInterrupt

    file = written(log_of(result), tmp_path / "events.csv")
    found = fit_cases(file, replications=20, progress=pressed)
    assert set(found.tables["judgement"]["split"]) == {"cases"}
    assert found.interrupted
    assert "13 replications" in "".join(found.lines("en"))


@pytest.mark.skipif(not PERMITS.exists(), reason=f"the log is not there: {PERMITS}")
def test_permits_are_matched_and_what_cannot_be_known_is_listed() -> None:
    found = fit_cases(PERMITS, replications=10)
    assert (found.quality.rows, found.quality.used) == (8_577, 8_577)
    table = found.tables["judgement"]
    cases = table[table["split"] == "cases"].set_index("measure")
    # The data's own description: 3.8 hand-overs between groups per case.
    assert cases.loc["handovers", "predicted"] == pytest.approx(3.8, rel=0.03)
    assert cases.loc["two_gram", "verdict"] == "trust"
    assert_verdicts_go_by_the_printed_limits(table)
    for q in (10, 25, 75, 90, 95):
        observed, predicted = cases.loc[f"cycle_time_p{q}", ["observed", "predicted"]]
        assert predicted == pytest.approx(observed, rel=0.15)
    # Hardly any case takes between one and six hours: so few runs leave the median anywhere there.
    assert cases.loc["done_within_1h", "predicted"] == pytest.approx(
        cases.loc["done_within_1h", "observed"], abs=0.02
    )
    told = list(found.lines("en"))
    assert any(line.startswith("change point: cycle times differ") for line in told)
    assert any("true work: there are completions only" in line for line in told)
    assert (
        "its first-time fraction and returns leave these out"
        in found.shown().findings["page"]["en"]
    )


@pytest.mark.oracles
@pytest.mark.skipif(not PERMITS.exists(), reason=f"the log is not there: {PERMITS}")
def test_cycle_times_of_permits_are_within_15_percent_the_median_too() -> None:
    table = fit_cases(PERMITS).tables["judgement"]
    cases = table[table["split"] == "cases"].set_index("measure")
    for q in (10, 25, 50, 75, 90, 95):
        observed, predicted = cases.loc[f"cycle_time_p{q}", ["observed", "predicted"]]
        assert predicted == pytest.approx(observed, rel=0.15)
    assert cases.loc["repeated", "predicted"] == pytest.approx(
        cases.loc["repeated", "observed"], abs=0.0125
    )
