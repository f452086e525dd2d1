"""Event logs with starts: work, people and waiting of a known office come back by themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.findings import findings_of
from onewindow.fitting.events.words import times_lines
from plots.language import Lang
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.reading import read_events, read_table
from sim.experiment import simulate
from tests.onewindow.event_files import WORK, log_of, office, run, written

LYING = 3 * 3600.0
"""Every case lies about so long of working time before it is decided [s]."""


def _fit(file: Path) -> EventFit:
    table = read_table(file)
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


def _starts_and_ends() -> pd.DataFrame:
    return log_of(run()).drop(columns="enable_time")


def _pairs(log: pd.DataFrame) -> pd.DataFrame:
    """The same with a row for each start and one for each completion, as XES has them."""
    each = [
        log.drop(columns=["start_time", "end_time"]).assign(timestamp=log[column], lifecycle=what)
        for column, what in (("start_time", "start"), ("end_time", "complete"))
    ]
    return pd.concat(each).sort_values("timestamp", kind="stable")


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> EventFit:
    return _fit(written(_starts_and_ends(), tmp_path_factory.mktemp("log") / "events.csv"))


def test_starts_and_ends_alone_tell_work_people_and_that_waiting_is_for_people(
    fit: EventFit,
) -> None:
    assert fit.events.has_starts
    assert np.isnan(fit.events.enable).all()
    for kind, times in fit.work.items():
        true = WORK[fit.events.activities[kind.activity]]
        # Four standard errors of a mean with cv .7; stamps are whole seconds.
        assert abs(times.mean / true - 1) < 4 * 0.7 / times.n**0.5 + 0.02
        assert times.cv == pytest.approx(0.7, abs=0.15)
    people = dict(zip(fit.events.groups, fit.people[:, 1], strict=True))
    assert people["clerks"] == pytest.approx(2, abs=0.1)
    assert people["heads"] == pytest.approx(2, abs=0.3)
    # At closing they put down what they have begun, and go on with it in the morning.
    assert not fit.finishing.any()
    # Nothing lies about in this office: all its waiting is for people who are busy.
    assert fit.times.delay.sum() < 0.2 * (fit.times.delay + fit.times.busy).sum()


def test_pairs_of_start_and_complete_say_the_same(fit: EventFit, tmp_path: Path) -> None:
    again = _fit(written(_pairs(_starts_and_ends()), tmp_path / "pairs.csv"))
    assert again.events.activities == fit.events.activities
    for name in ("case", "activity", "resource", "start", "end"):
        one, other = getattr(again.events, name), getattr(fit.events, name)
        order, like = (np.lexsort((e.activity, e.end, e.case)) for e in (again.events, fit.events))
        assert (one[order] == other[like]).all()
    assert again.times.delay.sum() == pytest.approx(fit.times.delay.sum())


def test_a_start_without_its_end_and_an_end_before_its_start_do_no_harm(tmp_path: Path) -> None:
    pairs = _pairs(_starts_and_ends())
    last = pairs.index[pairs["lifecycle"] == "complete"][-1]
    lost = pairs[~((pairs.index == last) & (pairs["lifecycle"] == "complete"))]
    table = read_table(written(lost, tmp_path / "open.csv"))
    events, quality = read_events(table, guess_events(table))
    assert len(events.end) == len(_starts_and_ends()) - 1
    assert quality.set_aside.empty
    turned = _starts_and_ends()
    row = turned.index[5]
    turned.loc[row, ["start_time", "end_time"]] = turned.loc[
        row, ["end_time", "start_time"]
    ].to_numpy()
    table = read_table(written(turned, tmp_path / "turned.csv"))
    _, quality = read_events(table, guess_events(table))
    assert quality.reasons == {"begun after its end": 1}
    assert quality.set_aside["line"].tolist() == [turned.index.get_loc(row) + 2]


def test_a_delay_of_its_own_is_told_from_waiting_for_people(tmp_path: Path) -> None:
    model = office(40)
    data = model.model_dump(exclude_unset=True)
    flow = list(data["services"]["permit"]["flow"])
    flow.insert(3, {"delay": "lying", "time": LYING, "calendar": "office"})
    data["services"]["permit"]["flow"] = flow
    slow = type(model).model_validate(data)
    log = log_of(simulate(slow, seed=7)).drop(columns="enable_time")
    fit = _fit(written(log, tmp_path / "slow.csv"))
    decided = fit.events.activity == fit.events.activities.index("decide")
    # Those who decide are hardly ever busy: what a case waits for them is next to nothing.
    assert fit.times.delay[decided].mean() == pytest.approx(LYING, rel=0.1)
    assert fit.times.delay[~decided].mean() < 0.05 * LYING


def _times_told(fit: EventFit, lang: Lang) -> list[str]:
    return list(times_lines(fit, lang))


def test_waiting_for_somebody_busy_is_told_by_activity(fit: EventFit) -> None:
    *each, of_all = _times_told(fit, "en")
    times = fit.times
    for line in each:
        name = line.split(":")[0].strip()
        own = fit.events.activity == fit.events.activities.index(name)
        waited = (times.busy + times.delay)[own].sum()
        share = f"mean, {times.busy[own].sum() / waited if waited else 0:.0%}"
        assert (share in line and "busy with other cases" in line) == (waited > 0)
    assert "more people shorten this part alone" in of_all
    assert sum("busy with other cases" in line for line in each) >= 3
    chinese = _times_told(fit, "zh")
    assert ["正办别的件" in line for line in chinese[:-1]] == ["of that" in line for line in each]


def test_a_headline_says_where_the_log_leaves_open_what_waits_were_for(fit: EventFit) -> None:
    times = fit.times
    told = findings_of(fit, (), None)["page"]["en"]
    assert "leaves it open" not in told  # somebody is idle often enough to tell
    wide = replace(times, busy_least=0 * times.busy, busy_most=times.busy + times.delay)
    page = findings_of(replace(fit, times=wide), (), None)["page"]
    assert "0% to 100% may have been for busy people" in page["en"]
    assert "0% 到 100%" in page["zh"]
    assert "(0% to 100%)" in _times_told(replace(fit, times=wide), "en")[-1]


def test_without_starts_nothing_is_told_of_what_more_people_bring(tmp_path: Path) -> None:
    bare = _fit(written(log_of(run(), starts=False), tmp_path / "events.csv"))
    told = _times_told(bare, "en")
    assert not any("busy with other cases" in line for line in told)
    assert not any("shorten this part alone" in line for line in told)
    assert "this log has no answer" in told[-1]
    assert "没有答案" in _times_told(bare, "zh")[-1]
