"""`onewindow fit --kind queue-snapshots`: a made-up hall comes back from its snapshots."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.judgement import Judged
from onewindow.fitting.snapshots.fit import fit_office
from onewindow.fitting.snapshots.judgement import judge_snapshots
from onewindow.fitting.snapshots.judgement_words import missed
from onewindow.fitting.snapshots.words import unknown_lines
from scenarios.checks import warnings_for
from scenarios.fit.log_table import read_log
from scenarios.fit.snapshots.fit import SnapshotFit, fit_snapshots
from scenarios.fit.snapshots.mapping import guess_snapshots
from scenarios.fit.snapshots.model import model_of_snapshots
from scenarios.fit.snapshots.reading import choose_office, offices_of, read_snapshots
from scenarios.reading import load_model
from scenarios.section import TextPair
from tests.onewindow.snapshot_files import PER_HOUR, TIMES, snapshots, written

DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
WARSAW = DATA / "offices_warsaw_2020" / "queues_jan02_16.csv.gz"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return snapshots()


def _fit(file: Path) -> SnapshotFit:
    log = read_log(file)
    mapping = guess_snapshots(log)
    office = choose_office(offices_of(log, mapping), None)
    return fit_snapshots(read_snapshots(log, mapping, office)[0])


def _by_name(fit: SnapshotFit, values: np.ndarray) -> dict[str, float]:
    return {queue.key: float(v) for queue, v in zip(fit.seen.queues, values, strict=True)}


@pytest.fixture(scope="module")
def fit(table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> SnapshotFit:
    return _fit(written(table, tmp_path_factory.mktemp("hall") / "queues.csv"))


def test_shared_counters_are_found(fit: SnapshotFit) -> None:
    names = {frozenset(fit.seen.queues[q].key for q in group.queues): group for group in fit.groups}
    assert set(names) == {frozenset(("pension", "health")), frozenset(("cash",))}
    desks = names[frozenset(("pension", "health"))]
    assert desks.level[0, 44] == 3
    assert desks.hours(0) == (9 * 3600, 16 * 3600)
    assert desks.hours(6) is None


def test_time_per_call_lies_within_its_interval(fit: SnapshotFit) -> None:
    for group in fit.groups:
        true = TIMES[fit.seen.queues[group.queues[0]].key]
        time = group.call_time
        # A step in which the queue ran empty and filled again has counters idle for a while.
        assert 0.97 * time.low <= true <= 1.03 * time.high
        assert time.high / time.low < 1.5


def test_arrivals_come_back(fit: SnapshotFit) -> None:
    days = len(fit.seen.dates)
    for key, per_day in _by_name(fit, fit.arrived.mean(axis=1)).items():
        expected = 6 * PER_HOUR[key]
        # Four standard errors of a Poisson mean.
        assert abs(per_day - expected) < 4 * (expected / days) ** 0.5
    assert fit.busyness.cv < 0.12


def test_rows_that_are_there_twice_are_no_dirt(table: pd.DataFrame, tmp_path: Path) -> None:
    log = read_log(written(pd.concat([table, table.iloc[::3]]), tmp_path / "twice.csv"))
    seen, quality = read_snapshots(log, guess_snapshots(log), "Centre")
    assert (quality.used, quality.reasons) == (len(table), {"same row twice": len(table.iloc[::3])})
    assert len(seen.queue) == len(table)


def test_a_letter_that_changes_and_a_service_for_a_queue_lose_no_calls(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    other = table.drop(columns=["queue_id", "ticket_letter"])
    later = other["date"] > "2026-03-06"
    other["called_ticket"] = other["called_ticket"].where(
        ~later, other["called_ticket"].str.replace("P", "N")
    )
    calls = []
    for k, one in enumerate((table, other)):
        log = read_log(written(one, tmp_path / f"{k}.csv"))
        calls.append(read_snapshots(log, guess_snapshots(log), "Centre")[0].calls.sum())
    assert calls[0] == calls[1] > 0


def test_without_open_counters_each_line_has_one_that_is_assumed(
    table: pd.DataFrame, fit: SnapshotFit, tmp_path: Path
) -> None:
    log = read_log(written(table.drop(columns=["open_counters"]), tmp_path / "bare.csv"))
    seen, _ = read_snapshots(log, guess_snapshots(log), "Centre")
    assert not seen.counted
    bare = fit_snapshots(seen)
    assert np.allclose(bare.arrived.sum(axis=1), fit.arrived.sum(axis=1))
    source = TextPair(zh="快照", en="snapshots")
    model = model_of_snapshots(bare, "bare", source)
    assert {pool.provenance.kind for pool in model.pools.values()} == {"assumed"}
    # Three counters of 300 s call as one of 100 s does, and two of 480 s as one of 240 s; some 500
    # calls in a line tell a mean within 15 % (three standard errors).
    for group in bare.groups:
        own = TIMES[seen.queues[group.queues[0]].key] / (3 if len(group.queues) == 2 else 2)
        assert abs(group.call_time.mean / own - 1) < 0.15
    assert any("no such column" in line for line in unknown_lines(bare, "en"))


def test_a_feed_that_stood_still_is_a_gap(table: pd.DataFrame, tmp_path: Path) -> None:
    still = table.copy()
    values = ["open_counters", "waiting", "called_ticket"]
    during = (still["date"] == "2026-03-05") & still["time"].between("10:05", "11:25")
    still.loc[during, values] = np.nan
    still[values] = still.groupby("queue_id")[values].ffill()
    log = read_log(written(still, tmp_path / "still.csv"))
    seen, quality = read_snapshots(log, guess_snapshots(log), "Centre")
    assert quality.reasons == {"the feed stood still": int(during.sum())}
    # Who was called meanwhile is seen afterwards.
    whole = read_log(written(table, tmp_path / "whole.csv"))
    assert (
        seen.calls.sum() == read_snapshots(whole, guess_snapshots(whole), "Centre")[0].calls.sum()
    )


def test_days_held_out_are_judged_by_the_time_that_was_looked_at(fit: SnapshotFit) -> None:
    seen = fit.seen
    after = seen.rows((seen.clock > 10.5 * 3600) & (seen.clock < 13 * 3600))
    model = model_of_snapshots(fit, "judged", TextPair(zh="快照", en="snapshots"))
    judged = judge_snapshots(fit, model, after, replications=10, processes=1)
    observed, predicted = judged.served["observed"].sum(), judged.served["predicted"].sum()
    assert 0.3 < observed / seen.calls.sum() < 0.5
    # Four standard errors of some 750 Poisson calls and of ten runs with as many.
    assert abs(predicted / observed - 1) < 4 * (1.1 / observed) ** 0.5


@pytest.mark.parametrize("seed", [1, 2])
def test_dirty_rows_are_set_aside_and_the_fit_stays(
    table: pd.DataFrame, fit: SnapshotFit, tmp_path: Path, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    dirty = table.astype(str)
    wrong = {
        "waiting": "many", "open_counters": "-3", "time": "25:71", "called_ticket": "??",
        "date": "someday",
    }  # fmt: skip
    rows = rng.choice(len(dirty), len(dirty) // 20, replace=False)
    columns = rng.choice(list(wrong), len(rows))
    for row, column in zip(rows, columns, strict=True):
        dirty.loc[row, column] = wrong[column]
    file = written(dirty, tmp_path / "dirty.csv")
    log = read_log(file)
    seen, quality = read_snapshots(log, guess_snapshots(log), "Centre")
    assert len(quality.set_aside) == len(rows)
    assert quality.set_aside["line"].tolist() == sorted((rows + 2).tolist())
    assert sum(quality.reasons.values()) == len(rows)
    again = fit_snapshots(seen)
    assert np.allclose(again.arrived, fit.arrived, rtol=0.05, atol=2.5)
    for one, other in zip(again.groups, fit.groups, strict=True):
        assert one.queues == other.queues
        assert other.call_time.low <= one.call_time.mean <= other.call_time.high


def test_the_command_writes_a_model_that_is_checked_and_judged(
    call, table: pd.DataFrame, tmp_path: Path
) -> None:
    file, out = written(table, tmp_path / "queues.csv"), tmp_path / "hall.yaml"
    words = ("--kind", "queue-snapshots", "--out", out, "-n", 10)
    result = call("fit", file, *words, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "judged on the last 2 days (from 2026-03-12), 10 replications" in result.stdout
    assert "people waiting every 5 minutes: trust it" in result.stdout
    assert "what the data cannot tell:" in result.stdout
    model = load_model(out)
    assert model.provenance.kind == "measured"
    assert call("check", out).exit_code == 0
    assert call("simulate", out, "-n", 2).exit_code == 0
    judged = pd.read_csv(tmp_path / "hall.judgement.csv")
    assert judged["service"].nunique() == 3
    given = call("fit", file, *words, "--mapping", tmp_path / "hall.mapping.yaml", "--lang", "zh")
    assert given.exit_code == 0
    assert "数据无法回答的：" in given.stdout


def test_the_document_for_machines_is_of_the_same_shape(
    call, table: pd.DataFrame, tmp_path: Path
) -> None:
    file, out = written(table, tmp_path / "queues.csv"), tmp_path / "hall.yaml"
    words = ("--kind", "queue-snapshots", "--out", out, "-n", 10, "--json")
    found = json.loads(call("fit", file, *words).stdout)
    assert found["kind"] == "queue-snapshots"
    assert found["rows"]["all"] == found["rows"]["used"] == len(table)
    assert found["rows"]["reasons"] == {}
    fitted = found["fit"]
    assert {"pension", "health", "cash"} == {
        name for group in fitted["counters"] for name in group["queues"]
    }
    desks = next(group for group in fitted["counters"] if "cash" not in group["queues"])
    assert desks["open"]["1"] == [9 * 3600, 16 * 3600]
    assert desks["open"]["7"] is None
    assert desks["low"] <= desks["mean"] <= desks["high"]
    measures = {one["measure"]: one for one in found["judgement"]["measures"]}
    assert measures["queue_length"]["unit"] == "people"
    assert measures["queue_length"]["verdict"] == "trust"
    assert measures["served"]["unit"] == "relative"
    assert {row["service"] for row in found["judgement"]["by_service_and_day"]} == {
        row["service"] for row in found["judgement"]["waits"]
    }
    assert all(Path(name).exists() for name in found["files"])
    assert {Path(name).name for name in found["files"]} == {
        path.name for path in tmp_path.iterdir() if path != file
    }


def test_times_of_counters_that_may_be_shared_are_assumed_and_no_others(fit: SnapshotFit) -> None:
    source = TextPair(zh="记录", en="log")
    sure = model_of_snapshots(fit, "sure", source)
    assert not [one for one in warnings_for(sure) if "staffed hours" in one.what]
    own, other = fit.groups
    unsure = model_of_snapshots(
        replace(fit, groups=(own, replace(other, own_share=0.3))), "unsure", source
    )
    kinds = [pool.provenance.kind for pool in unsure.pools.values()]
    assert kinds == ["measured", "assumed"]
    told = [one.what for one in warnings_for(unsure) if "do not staff by them" in one.what]
    assert len(told) == 1
    assert "counters_2" in told[0]
    assert "counters_1" not in told[0]


def test_a_weekday_that_was_not_seen_is_like_the_others(
    table: pd.DataFrame, tmp_path: Path
) -> None:
    first_week = table[table["date"] <= "2026-03-05"]
    fit = _fit(written(first_week, tmp_path / "week.csv"))
    assert fit.day_types == ((0, 1, 2, 3, 4),)
    assert fit.per_day[:, 4] == pytest.approx(fit.arrived.mean(axis=1))
    assert (fit.per_day[:, 5:] == 0).all()
    assert all(g.hours(4) == (9 * 3600, 16 * 3600) and g.hours(5) is None for g in fit.groups)


def test_offices_are_listed_and_near_names_told(call, table: pd.DataFrame, tmp_path: Path) -> None:
    two = pd.concat([table.head(300), table.head(300).assign(office="North")])
    file = written(two, tmp_path / "queues.csv")
    words = ("--kind", "queue-snapshots", "--out", tmp_path / "hall.yaml")
    none = call("fit", file, *words)
    assert none.exit_code == 2
    assert "expected one of the 2 offices of this file (Centre, North), got none" in none.stderr
    wrong = call("fit", file, *words, "--office", "Center")
    assert "Did you mean 'Centre'?" in wrong.stderr


def test_a_file_of_something_else_says_what_it_needs(call, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("a,b\n1,2\n")
    result = call("fit", file, "--kind", "queue-snapshots", "--out", tmp_path / "hall.yaml")
    assert result.exit_code == 2
    assert "called: expected a column for it, got a, b" in result.stderr


@pytest.mark.skipif(not WARSAW.exists(), reason=f"the file is not there: {WARSAW}")
def test_eight_days_of_an_office_predict_the_next_two() -> None:
    found = fit_office(WARSAW, office="UD_Praga_Poludnie", replications=10)
    assert found.quality.rows == 21_063
    lines = list(found.lines("en"))
    assert any("calls of services with 20 or more a day: trust it" in line for line in lines)
    assert any("people waiting every 5 minutes: trust it" in line for line in lines)


def test_a_report_that_is_a_file_is_refused_before_the_fit(
    call, table: pd.DataFrame, tmp_path: Path
) -> None:
    file, report = written(table, tmp_path / "queues.csv"), tmp_path / "afile"
    report.write_text("mine", encoding="utf-8")
    words = ("--kind", "queue-snapshots", "--out", tmp_path / "hall.yaml", "--report", report)
    result = call("fit", file, *words)
    assert result.exit_code == 2
    assert "Choose another --report." in result.stderr
    assert not (tmp_path / "hall.yaml").exists()
    assert report.read_text(encoding="utf-8") == "mine"


def test_units_behind_numbers_are_no_dirt(
    table: pd.DataFrame, fit: SnapshotFit, tmp_path: Path
) -> None:
    units = table.assign(
        waiting=table["waiting"].astype(str) + "人",
        open_counters=table["open_counters"].astype(str) + " 个",
    )
    again = _fit(written(units, tmp_path / "units.csv"))
    assert (again.seen.waiting == fit.seen.waiting).all()
    assert (again.seen.counters == fit.seen.counters).all()


def test_times_in_two_forms_are_told_with_a_cell_and_the_mapping_that_reads_them(
    call, table: pd.DataFrame, tmp_path: Path
) -> None:
    at = table["date"] + " " + table["time"]
    other = at.str.replace("-", "/")
    mixed = table.drop(columns="date").assign(time=at.where(table.index % 3 > 0, other))
    file, out = written(mixed, tmp_path / "mixed.csv"), tmp_path / "hall.yaml"
    words = ("--kind", "queue-snapshots", "--out", out, "-n", 10, "--lang", "en")
    refused = call("fit", file, *words)
    assert refused.exit_code == 2
    assert "such as line 2: '2026/03/02 08:50' in time" in refused.stderr
    assert "raise most_dirty" not in refused.stderr
    mend = tmp_path / "mend.yaml"
    mend.write_text(refused.stderr[refused.stderr.index("{kind") :].strip(), encoding="utf-8")
    mended = call("fit", file, *words, "--mapping", mend)
    assert mended.exit_code == 0, mended.stderr


def test_the_share_of_no_shows_tells_people_served(
    call, fit: SnapshotFit, table: pd.DataFrame, tmp_path: Path
) -> None:
    file, out = written(table, tmp_path / "queues.csv"), tmp_path / "hall.yaml"
    words = ("--kind", "queue-snapshots", "--out", out, "-n", 10, "--lang", "en")
    plain = call("fit", file, *words)
    assert "people served" not in plain.stdout
    mapping = tmp_path / "hall.mapping.yaml"
    with mapping.open("a", encoding="utf-8") as more:
        more.write("no_show: 0.2\n")
    told = call("fit", file, *words, "--mapping", mapping)
    served = 0.8 * int(fit.seen.calls.sum())
    assert f"about {served:,.0f} people served" in told.stdout
    assert "for each who came" in told.stdout
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("0.2", "20%"), encoding="utf-8")
    assert "Write 0.2 for 20%" in call("fit", file, *words, "--mapping", mapping).stderr


def test_the_headline_has_the_figure_of_a_wait_that_is_off_beyond_chance() -> None:
    wait = Judged("wait", 0.22, -0.22, 0.25, 0.16, 0.9, "trust", None, float("nan"))
    assert missed(wait, "en") == " (off by 22.0%, −22% in all)"
    assert missed(replace(wait, chance=0.3), "en") == ""
    assert missed(replace(wait, error=0.08, chance=0.05), "en") == ""
