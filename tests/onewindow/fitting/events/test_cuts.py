"""Event logs that end while cases are open, or begin while cases are under way."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.contention import with_contention
from onewindow.fitting.events.fit import fit_cases
from onewindow.fitting.events.words import found_lines
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.flows import Delay, every_step
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from sim.experiment import replicate, simulate
from sim.reductions import steps_of
from tests.onewindow.event_files import FIRST, log_of, office_of, written

DAYS = 40
HOUR, DAY = 3600.0, 86400.0
WORKDAY = 9 * HOUR
WITHDRAWN = 0.1
"""Share of the cases that end after the review, where some are."""
SOURCE = TextPair(zh="编造的日志", en="a made-up log")
Way = tuple[str, ...]


def _office(reviewers: int = 3, withdrawn: float = 0.0) -> ServiceModel:
    """Accept, review, lie for up to three days, decide; some are withdrawn after the review."""
    rest = [
        {"delay": "lying", "time": {"distribution": "uniform", "low": 0.0, "high": 3 * WORKDAY},
         "calendar": "office"},
        {"serve": "decide"},
    ]  # fmt: skip
    work = {"accept": 10 * 60.0, "review": 32 * 60.0, "decide": 15 * 60.0}
    people = {"accept": 2, "review": reviewers, "decide": 3}
    pools = {f"{name}_people": ([name], n) for name, n in people.items()}
    some = [{"branch": [{"probability": 1 - withdrawn, "steps": rest}]}] if withdrawn else rest
    return office_of(work, pools, [{"serve": "accept"}, {"serve": "review"}, *some], DAYS)


@cache
def _log(seed: int, withdrawn: float = 0.0, reviewers: int = 3) -> pd.DataFrame:
    result = simulate(_office(reviewers, withdrawn), seed=seed)
    return log_of(result).drop(columns="enable_time")


def _cut(log: pd.DataFrame, day: int) -> pd.DataFrame:
    """What stands in the log when a day ends."""
    return log[log["end_time"] < str(FIRST + pd.Timedelta(days=day))]


def _fit(log: pd.DataFrame, path: Path) -> EventFit:
    table = read_table(written(log, path / "events.csv"))
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


def _ways(log: pd.DataFrame) -> dict[str, Way]:
    ordered = log.sort_values(["case_id", "end_time"], kind="stable")
    return ordered.groupby("case_id")["activity"].agg(tuple).to_dict()


def _whole_ways(fit: EventFit) -> dict[Way, float]:
    """How many of the cases take each way."""
    events, made = fit.events, dict[Way, float]()
    for case in np.flatnonzero(fit.whole.weight):
        way = tuple(events.activities[k] for k in events.activity[events.case == case])
        made[way] = made.get(way, 0.0) + float(fit.whole.weight[case])
    return made


def _hours(log: pd.DataFrame) -> pd.Series:
    """Cycle time of each case [h]."""
    first = pd.to_datetime(log.groupby("case_id")["start_time"].min())
    last = pd.to_datetime(log.groupby("case_id")["end_time"].max())
    return (last - first).dt.total_seconds() / HOUR


def test_open_cases_are_found_and_do_not_shorten_cycle_times(tmp_path: Path) -> None:
    off, plain_off = [], []
    for seed in range(8):
        whole, cut = _log(seed), _cut(_log(seed), 23)
        ways = _ways(cut)
        fit = _fit(cut, tmp_path)
        assert fit.whole.open.sum() == sum(way[-1] != "decide" for way in ways.values()) > 20
        assert not fit.whole.under_way.any()
        truth = _hours(whole)[list(ways)].mean()
        off.append(fit.mean_cycle_time / HOUR / truth - 1)
        plain_off.append(_hours(cut).mean() / truth - 1)
    # Three standard errors of eight logs, and 1 % for times by the calendar: those open have a
    # weekend before them, of which weights by weekday tell most.
    error = np.std(off, ddof=1) / len(off) ** 0.5
    assert abs(np.mean(off)) < 3 * error + 0.01 < 0.02
    assert np.mean(plain_off) < -0.05


def test_cases_that_are_withdrawn_end_where_they_do(tmp_path: Path) -> None:
    shares, n = [], 0
    for seed in range(4):
        fit = _fit(_cut(_log(seed, WITHDRAWN), 30), tmp_path)
        ways = _whole_ways(fit)
        assert set(ways) == {("accept", "review"), ("accept", "review", "decide")}
        shares.append(ways["accept", "review"] / sum(ways.values()))
        n += fit.events.cases
        reviews = [place for first in fit.matters[0].routes.places for place in first.next]
        goes_on = sum(place.weight for review in reviews for place in review.next)
        ends = 1 - goes_on / sum(review.weight for review in reviews)
        assert ends == pytest.approx(shares[-1], abs=1e-6)
    # Four standard deviations of a share of so many cases.
    assert np.mean(shares) == pytest.approx(WITHDRAWN, abs=4 * (0.09 / n) ** 0.5)


@pytest.mark.parametrize("withdrawn", [0.0, WITHDRAWN])
def test_a_log_that_is_not_cut_counts_every_case_once(withdrawn: float, tmp_path: Path) -> None:
    log = _log(1, withdrawn)
    fit = _fit(log, tmp_path)
    assert not fit.whole.open.any()
    assert not fit.whole.under_way.any()
    assert (fit.whole.weight == 1).all()
    assert fit.whole.early.all()
    assert fit.mean_cycle_time == pytest.approx(_hours(log).mean() * HOUR)
    assert fit.cycle_time_quantile(0.9) == pytest.approx(_hours(log).quantile(0.9) * HOUR)
    assert sum(matter.cases for matter in fit.matters) == log["case_id"].nunique()


@pytest.mark.parametrize("withdrawn", [0.0, WITHDRAWN])
def test_wherever_a_log_is_cut_no_way_is_made_that_no_whole_case_takes(
    withdrawn: float, tmp_path: Path
) -> None:
    log = _log(2, withdrawn)
    true = set(_ways(log).values())
    # From when the longest time from step to step was seen by half: here from the second week on.
    for day in range(8, DAYS + 6):
        fit = _fit(_cut(log, day), tmp_path)
        assert set(_whole_ways(fit)) <= true, day


def test_cases_under_way_when_a_log_begins_are_none_that_came(tmp_path: Path) -> None:
    log = _log(3)
    begun = log[log["end_time"] >= str(FIRST + pd.Timedelta(days=14))]
    seen = set(log.loc[~log.index.isin(begun.index), "case_id"]) & set(begun["case_id"])
    fit = _fit(begun, tmp_path)
    assert fit.whole.under_way.sum() == len(seen) > 20
    assert sum(matter.cases for matter in fit.matters) == begun["case_id"].nunique() - len(seen)
    assert set(_whole_ways(fit)) == {("accept", "review", "decide")}
    truth = _hours(log)[list(set(begun["case_id"]) - seen)]
    assert fit.mean_cycle_time / HOUR == pytest.approx(truth.mean())
    # What was done for them counts as work.
    done = {fit.events.activities[kind.activity]: times.n for kind, times in fit.work.items()}
    assert done == begun["activity"].value_counts().to_dict()


def _simulated_hours(model: ServiceModel) -> float:
    found = replicate(model, replications=8, seed=7).estimates()
    (mean,) = found[(found["measure"] == "completion_time_mean") & (found["scope"] == "all")][
        "value"
    ]
    return float(mean) / HOUR


def test_one_more_person_does_to_the_model_of_a_cut_log_what_it_does_to_the_office(
    tmp_path: Path,
) -> None:
    logs = [[_log(seed, reviewers=n) for seed in range(12)] for n in (3, 4)]
    one, two = ([_hours(log).mean() for log in each] for each in logs)
    taken, before = [], []
    for log in logs[0][:6]:
        fit = with_contention(_fit(_cut(log, 26), tmp_path), SOURCE)
        model = model_of_events(fit, "office", SOURCE)
        data = model.model_dump(exclude_unset=True)
        (people,) = (p for p in data["pools"].values() if p["title"]["en"] == "review_people")
        people["staff"] = tuple({**block, "level": block["level"] + 1} for block in people["staff"])
        hours = [_simulated_hours(m) for m in (model, ServiceModel.model_validate(data))]
        before.append(hours[0])
        taken.append(hours[0] - hours[1])
    error = [np.std(each, ddof=1) / len(each) ** 0.5 for each in (before, taken, one, two)]
    # Three standard errors of both sides; waits of one queue differ from log to log.
    assert abs(np.mean(before) - np.mean(one)) < 3 * math.hypot(error[0], error[2])
    effect = np.mean(one) - np.mean(two)
    assert effect > 1
    assert abs(np.mean(taken) - effect) < 3 * math.hypot(error[1], error[2], error[3])


def test_how_many_are_not_seen_whole_is_told(tmp_path: Path) -> None:
    log = _cut(_log(3), 30)
    log = log[log["end_time"] >= str(FIRST + pd.Timedelta(days=14))]
    found = fit_cases(written(log, tmp_path / "events.csv"), replications=10)
    counts = found.document()["fit"]
    opened, begun = (
        counts[name] for name in ("cases_open_at_the_end", "cases_under_way_at_the_beginning")
    )
    assert min(opened, begun) > 10
    english, chinese = (" ".join(found.lines(lang)) for lang in ("en", "zh"))
    assert f"open when the log ends: {opened} cases" in english
    assert f"under way already when the log begins: {begun} cases" in english
    assert f"日志结束时还没办完：{opened} 件" in chinese
    assert f"日志开始时已在办：{begun} 件" in chinese
    sheet = found.shown().sheets["未见全程的件", "Cases not seen whole"]
    assert sheet["cases"].tolist() == [opened, begun]
    # The model is looked at as far as it came when the log ended: events of a case are those seen.
    table = found.tables["judgement"].set_index(["split", "measure"])
    for split in ("cases", "days"):
        assert table.loc[(split, "events"), "verdict"] == "trust"
        assert table.loc[(split, "two_gram"), "verdict"] == "trust"


def test_cycle_times_are_the_same_in_the_headline_and_in_the_judgement(tmp_path: Path) -> None:
    log = _log(1)
    with_enable = log_of(simulate(_office(), seed=1))
    bare = log.drop(columns="start_time")
    for one, begin in ((with_enable, "enable_time"), (log, "start_time"), (bare, "end_time")):
        found = fit_cases(written(one, tmp_path / "events.csv"), replications=10)
        first, last = (
            pd.to_datetime(one.groupby("case_id")[column].agg(how))
            for column, how in ((begin, "min"), ("end_time", "max"))
        )
        truth = (last - first).dt.total_seconds() / HOUR
        assert found.document()["fit"]["cycle_time"]["mean"] == pytest.approx(truth.mean() * HOUR)
        table = found.tables["judgement"].set_index(["split", "measure"])
        for q in (10, 50, 95):
            observed = table.loc[("cases", f"cycle_time_p{q}"), "observed"]
            assert observed == pytest.approx(truth.quantile(q / 100))
        # Runs are measured by the same sign.
        assert table.loc[("cases", "cycle_time_p10"), "verdict"] == "trust"
        told = list(found.lines("en"))
        (headline,) = (line for line in told if line.startswith("cycle time ("))
        meant = headline[headline.index("(") + 1 : headline.index(")")]
        assert sum(line.strip() == f"cycle times: {meant}" for line in told) == 2


def test_waits_of_a_fitted_model_are_none_of_its_steps(tmp_path: Path) -> None:
    model = model_of_events(_fit(_log(1), tmp_path), "office", SOURCE)
    (service,) = model.services.values()
    assert any(isinstance(step, Delay) for step in every_step(service.flow))
    # Accept, review, decide: as many as the office itself has, without its lying about.
    assert steps_of(service.flow) == 3


def test_a_log_that_is_not_cut_says_nothing_of_open_cases(tmp_path: Path) -> None:
    fit = _fit(_log(1), tmp_path)
    assert not any("open when the log" in line for line in found_lines(fit, "en"))
