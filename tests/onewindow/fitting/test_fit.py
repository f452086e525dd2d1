"""`onewindow fit`: from a log to a model that is checked, run and judged."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import onewindow as ow
import sim.workers
from onewindow.fitting import forecast
from onewindow.fitting.fit_log import fit_log
from onewindow.fitting.hours import MEASURES
from scenarios.fit.mapping import mapping_text
from scenarios.reading import load_model

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
BANK = DATA / "hotline_bank_1999" / "calls_feb01_21.csv.gz"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Ten days of a hotline of three agents, first come, first served, with a few wrong rows."""
    rng = np.random.default_rng(3)
    rows = []
    for day in pd.date_range("2026-03-02", periods=10):
        free = [9 * 3600.0] * 3
        for came in np.sort(9 * 3600 + rng.uniform(0, 6 * 3600, rng.poisson(260))).tolist():
            who = int(np.argmin(free))
            start, patience = max(came, free[who]), float(rng.exponential(200))
            if start - came > patience:
                rows.append((day, came, None, None, came + patience, "lost", None))
                continue
            end = start + float(rng.gamma(1.5, 140))
            free[who] = end
            rows.append((day, came, start, end, None, "answered", f"A{who}"))
    table = pd.DataFrame(
        rows, columns=["day", "arrival", "start", "end", "left", "result", "agent"]
    )
    for name in ("arrival", "start", "end", "left"):
        stamps = table["day"] + pd.to_timedelta(table[name].round(), unit="s")
        table[name] = stamps.dt.strftime("%Y-%m-%d %H:%M:%S")
    table = table.drop(columns=["day", "result"])
    table.loc[[5, 70], "arrival"] = "??"
    path = tmp_path / "calls.csv"
    table.to_csv(path, index=False)
    return path


def test_a_log_becomes_a_model_that_is_checked_and_run(call, log: Path, tmp_path: Path) -> None:
    out = tmp_path / "hotline.yaml"
    result = call("fit", log, "--kind", "calls", "--out", out, "-n", 10, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "2 set aside" in result.stdout
    assert "time that cannot be read: 2" in result.stdout
    assert "judged on the last 2 days (from 2026-03-10), 10 replications" in result.stdout
    names = {
        f"hotline{end}" for end in (".yaml", ".mapping.yaml", ".set_aside.csv", ".judgement.csv")
    }
    assert names <= {path.name for path in tmp_path.iterdir()}
    aside = pd.read_csv(tmp_path / "hotline.set_aside.csv")
    assert aside["line"].tolist() == [7, 72]
    assert set(aside["reason"]) == {"time that cannot be read"}
    assert set(aside["reason_zh"]) == {"时间无法读取"}
    model = load_model(out)
    assert model.provenance.kind == "measured"
    assert call("check", out).exit_code == 0
    assert call("simulate", out, "-n", 2).exit_code == 0


def test_a_fitted_model_is_compared_as_it_is(call, log: Path, tmp_path: Path) -> None:
    out, scenario = tmp_path / "hotline.yaml", tmp_path / "faster.yaml"
    assert call("fit", log, "--kind", "calls", "--out", out, "-n", 10).exit_code == 0
    (matter,) = load_model(out).activities
    scenario.write_text(
        "name: faster\ntitle: faster\nbaseline: hotline.yaml\nwhy: a try\nprovenance: assumed\n"
        "redesign:\n"
        f"  - {{operator: smart_forms, activities: [{matter}], time_factor: 0.5}}\n"
    )
    result = call("compare", scenario, "-n", 5, "--json")
    assert result.exit_code == 0, result.output
    # Services of half the length: nobody waits longer, whatever else.
    assert '"better"' in result.stdout
    assert load_model(out).horizon == 7 * 86400


def test_another_kind_and_columns_not_used_are_told(call, log: Path, tmp_path: Path) -> None:
    table = pd.read_csv(log).rename(columns={"arrival": "取号时间", "start": "叫号时间"})
    table = table.rename(columns={"end": "办结时间", "left": "离开时间"})
    table.assign(remark="x").to_csv(log, index=False)
    result = call(
        "fit", log, "--kind", "calls", "--out", tmp_path / "a.yaml", "-n", 10, "--lang", "en"
    )
    assert "look like tickets: if they are, fit again with --kind tickets" in result.stdout
    assert "columns not used: remark\n" in result.stdout
    told = result.stdout[result.stdout.index("what the data cannot tell:") :]
    assert "skills are told here and not modelled" in told


def test_the_mapping_that_is_written_can_be_given_back(call, log: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    assert call("fit", log, "--kind", "calls", "--out", first, "-n", 10).exit_code == 0
    words = ("--mapping", tmp_path / "a.mapping.yaml", "--out", second, "-n", 10)
    assert call("fit", log, "--kind", "calls", *words).exit_code == 0
    assert second.read_text().replace("name: b", "name: a") == first.read_text()


def test_chinese_says_the_same(call, log: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.yaml"
    result = call("fit", log, "--kind", "calls", "--out", out, "-n", 10, "--lang", "zh")
    assert "搁置 2 行" in result.stdout
    assert "留出最后 2 天" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--kind", "letters"), "--kind: expected one of calls, tickets"),
        (("--kind", "calls", "--hold-out", "10"), "--hold-out: expected 1 to 9 of the 10 days"),
    ],
)
def test_mistakes_are_told(
    call, log: Path, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    result = call("fit", log, *words, "--out", tmp_path / "a.yaml")
    assert result.exit_code == 2
    assert any(text in result.stderr for text in told.split("|"))


def test_what_is_known_comes_back(log: Path) -> None:
    found = fit_log(log, "calls", replications=10)
    (matter,) = found.fit.matters
    assert matter.times.mean == pytest.approx(210, rel=0.08)
    assert found.fit.patience is not None
    assert found.fit.patience.family.mean == pytest.approx(200, rel=0.35)
    midday = found.fit.on_duty.present[:, 40:58].mean()
    assert midday == pytest.approx(3, rel=0.07)
    assert not found.fit.busyness.told or found.fit.busyness.cv < 0.1


@pytest.mark.skipif(not BANK.exists(), reason=f"the log is not there: {BANK}")
def test_three_weeks_of_a_bank_are_matched_by_their_own_model() -> None:
    sunday_to_thursday = (6, 0, 1, 2, 3)
    found = fit_log(BANK, "calls", hold_out=7, replications=10, weekdays=sunday_to_thursday)
    assert found.quality.rows == 25_890
    assert found.quality.dirty_fraction < 0.01
    # The data's own description: 13.0 % of those who asked for an agent gave up, 171.5 s.
    assert found.fit.abandoned_fraction == pytest.approx(0.130, abs=0.002)
    mean = sum(m.times.mean * m.times.n for m in found.fit.matters)
    assert mean / sum(m.times.n for m in found.fit.matters) == pytest.approx(171.5, abs=1)
    assert found.judgement is not None
    measures = {one.measure: one for one in found.judgement.measures}
    assert measures["arrivals"].verdict == "trust"
    # The third week had fewer agents on two days and services 9 % longer: no forecast from the
    # first two knows that, and even these weeks themselves miss it by 15 points by hour. Told who
    # was there and what each call took, the rules come within the 5 and 3 points asked for.
    assert measures["answered_within"].unmodelled > 0.12
    assert measures["answered_within"].all_known < 0.05
    assert measures["abandoned_fraction"].all_known < 0.03
    assert measures["answered_within"].verdict != "trust"


def test_the_document_for_machines_has_the_verdicts(call, log: Path, tmp_path: Path) -> None:
    words = ("--kind", "calls", "--out", tmp_path / "a.yaml", "-n", 10, "--json")
    result = call("fit", log, *words, "--weekdays", "mon-thu")
    found = json.loads(result.stdout)
    assert found["rows"]["set_aside"] == 2
    assert found["rows"]["columns_not_used"] == []
    assert found["kind"] == "calls"
    assert {Path(name).name for name in found["files"]} == {
        path.name for path in tmp_path.iterdir() if path != log
    }
    measures = {one["measure"]: one for one in found["judgement"]["measures"]}
    # Told everything but patience, the rules that made the log come close to it.
    assert measures["answered_within"]["all_known"] < 0.05
    assert set(measures) == set(MEASURES)
    hours = found["fit"]["staff_hours_a_day"]
    assert hours["least"] < hours["seen"] <= hours["most"]


def test_weekdays_that_are_none_are_told(call, log: Path, tmp_path: Path) -> None:
    words = ("--kind", "calls", "--out", tmp_path / "a.yaml", "--weekdays", "mo-fr")
    assert "--weekdays: expected days such as mon-fri" in call("fit", log, *words).stderr


@pytest.mark.parametrize(("at", "kept"), [(4, None), (12, 12)])
def test_ctrl_c_in_the_judgement_keeps_the_model(
    call, log: Path, tmp_path: Path, monkeypatch, at: int, kept: int | None
) -> None:
    real, begun = forecast.run, []

    def run(*args, **options):
        if len(begun) == at:
            raise KeyboardInterrupt
        begun.append(1)
        return real(*args, **options)

    monkeypatch.setattr(forecast, "run", run)
    out = tmp_path / "a.yaml"
    words = ("--out", out, "-n", 20, "--lang", "en", "--processes", 1)
    result = call("fit", log, "--kind", "calls", *words)
    assert result.exit_code == 130
    assert load_model(out).provenance.kind == "measured"
    assert "interrupted: the model is whole" in result.stdout
    assert out.with_suffix(".judgement.csv").exists() is (kept is not None)
    assert (f"{kept} replications" in result.stdout) is (kept is not None)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "interrupted before there was a model: nothing was written."),
        ("zh", "已中断：还没有拟合出模型，没有写入任何文件。"),
    ],
)
def test_ctrl_c_before_there_is_a_model_says_so(
    call, log: Path, tmp_path: Path, monkeypatch, lang: str, said: str
) -> None:
    def press(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("onewindow.fitting.fit_log.fit_contacts", press)
    before = set(tmp_path.iterdir())
    words = ("--out", tmp_path / "a.yaml", "--report", tmp_path / "page", "--lang", lang)
    result = call("fit", log, "--kind", "calls", *words)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.startswith(said)
    assert len(result.stderr.splitlines()) == 1
    assert "-n 10" not in result.stderr  # the judgement had not begun
    assert set(tmp_path.iterdir()) == before


def test_in_time_of_the_mapping_is_judged_and_promised(log: Path, tmp_path: Path) -> None:
    mapping = fit_log(log, "calls", replications=1).mapping.replace(in_time=8.0)
    given = tmp_path / "mapping.yaml"
    given.write_text(mapping_text(mapping), encoding="utf-8")
    found = fit_log(log, "calls", mapping=given, replications=2)
    assert found.judgement is not None
    assert found.judgement.within == 8.0
    assert found.model.targets["answered"].within == 8.0


def test_a_judgement_does_not_depend_on_the_number_of_processes(log: Path, monkeypatch) -> None:
    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)
    one, two = (fit_log(log, "calls", replications=12, processes=n).judgement for n in (1, 2))
    assert one is not None
    assert two is not None
    assert one.table.to_csv() == two.table.to_csv()
    assert (one.distances, one.replications) == (two.distances, two.replications)


def test_ctrl_c_with_processes_keeps_the_model_and_what_is_judged(log: Path, monkeypatch) -> None:
    def pressed(done: int, asked: int) -> None:
        if (done, asked) == (12, 50):
            raise KeyboardInterrupt

    monkeypatch.setattr(sim.workers, "SERIAL_SECONDS", 0.0)
    found = fit_log(log, "calls", replications=50, processes=2, progress=pressed)
    assert found.interrupted
    assert found.model.provenance.kind == "measured"
    assert found.judgement is not None
    assert found.judgement.replications == 12
    assert multiprocessing.active_children() == []


def test_a_hall_is_told_of_its_windows_and_not_of_lines_that_are_taken(
    call, log: Path, tmp_path: Path
) -> None:
    words = ("--out", tmp_path / "a.yaml", "-n", 10, "--lang", "zh")
    hall = call("fit", log, "--kind", "tickets", *words)
    assert hall.exit_code == 0, hall.output
    assert "没有取号就离开的：不在模型中" in hall.stdout
    assert "占线" not in hall.stdout
    assert "接起" not in hall.stdout
    assert "记录只显示同时最多 " in hall.stdout


def test_python_and_the_command_find_the_same(call, log: Path, tmp_path: Path) -> None:
    written = tmp_path / "command" / "hotline.yaml"
    asked = call("fit", log, "--kind", "calls", "--out", written, "-n", 10, "--lang", "en")
    assert asked.exit_code == 0, asked.output
    found = ow.fit(log, "calls", name="hotline", replications=10)
    assert "\n".join(found.lines("en")) in asked.stdout
    files = found.write(tmp_path / "python" / "hotline.yaml")
    assert {file.name for file in files} == {file.name for file in written.parent.iterdir()}
    for file in files:
        assert file.read_bytes() == (written.parent / file.name).read_bytes()
    given = ow.fit(log, mapping=files[1], replications=10, weekdays="mon-fri")
    assert given.mapping == found.mapping


def test_what_a_fit_was_made_from_is_not_written_over(log: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "hotline.yaml"
    found = ow.fit(log, "calls", replications=10)
    mapping.write_text(mapping_text(found.mapping), encoding="utf-8")
    given, before = ow.fit(log, mapping=mapping, replications=10), mapping.read_bytes()
    with pytest.raises(ow.DataError, match="another file than those that are read"):
        given.write(mapping)
    assert mapping.read_bytes() == before
    with pytest.raises(ow.DataError, match="ends in"):
        found.write(tmp_path / "hotline.csv")


@pytest.mark.parametrize(
    ("asked", "where"),
    [({}, "--kind"), ({"kind": "call"}, "--kind"), ({"kind": "calls", "weekdays": "mo"}, "week")],
)
def test_python_is_told_what_it_asked_wrong(log: Path, asked: dict[str, str], where: str) -> None:
    with pytest.raises(ow.DataError, match=where):
        ow.fit(log, **asked)
