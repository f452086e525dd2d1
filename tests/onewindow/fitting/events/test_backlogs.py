"""Forecasts begin with what is there when a log ends: its open cases, its people, its load."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.fit import fit_cases
from scenarios.fit.course import Course
from scenarios.fit.events.as_it_ends import as_it_ends, load_at_end
from scenarios.fit.events.carried_over import remaining_of
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from sim.experiment import simulate
from tests.onewindow.event_files import FIRST, log_of, office_of, written

WORKDAY = 9 * 3600.0
LYING = 3 * WORKDAY
"""Longest delay [s of open time]."""
SOURCE = TextPair(zh="编造的日志", en="a made-up log")


def _office(reviewers: int, days: int, longest: float = LYING) -> ServiceModel:
    """Accept, lie for up to some time, review."""
    work = {"accept": 10 * 60.0, "review": 32 * 60.0}
    pools = {"accept_people": (["accept"], 2), "review_people": (["review"], reviewers)}
    lie: dict[str, Any] = {
        "delay": "lying",
        "time": {"distribution": "uniform", "low": 0.0, "high": longest},
        "calendar": "office",
    }
    return office_of(work, pools, [{"serve": "accept"}, lie, {"serve": "review"}], days)


def _log(model: ServiceModel, seed: int, days: int) -> pd.DataFrame:
    """What stands in the log after some days."""
    log = log_of(simulate(model, seed=seed)).drop(columns="enable_time")
    return log[log["end_time"] < str(FIRST + pd.Timedelta(days=days))]


def _fit(log: pd.DataFrame, path: Path) -> EventFit:
    table = read_table(written(log, path / "events.csv"))
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


def test_what_is_left_of_delays_is_the_residual_life(tmp_path: Path) -> None:
    left: list[float] = []
    for seed in range(6):
        fit = _fit(_log(_office(6, 50), seed, 40), tmp_path)
        opened = list(remaining_of(fit))
        assert len(opened) == fit.whole.open.sum()
        left += [one.delay for one in opened]
    # Of those in a delay of mean T / 2 at a moment E d^2 / (2 E d) = T / 3 is left, with a
    # variance of T^2 / 18. In three of a hundred cases one is at the desk, with nothing left.
    assert len(left) > 200
    chance = 4 * LYING / 18**0.5 / len(left) ** 0.5
    assert np.mean(left) == pytest.approx(LYING / 3, abs=chance + 0.03 * LYING / 3)


def test_who_waits_for_busy_people_has_no_delay_left(tmp_path: Path) -> None:
    # Two reviewers have 18 h a day for 21 h of work: those who wait for them get more and more.
    longest = 0.1 * WORKDAY
    log = _log(_office(2, 40, longest), 1, 33)
    fit = _fit(log, tmp_path)
    events, times = fit.events, fit.times
    # Who was hardly ever idle tells no delays, so they are told here: half of the longest.
    delay = np.where(events.first, 0.0, np.minimum(longest / 2, times.delay + times.busy))
    told = replace(times, delay=delay, busy=times.delay + times.busy - delay)
    found = list(remaining_of(replace(fit, times=told)))
    assert len(found) == log["case_id"].nunique() - (log["activity"] == "review").sum() > 50
    accepted = fit.hours.open_before(events.end[events.last][[one.case for one in found]])
    silent = float(fit.hours.open_before(events.end).max()) - accepted
    left = np.array([one.delay for one in found])
    assert ((left > 0) == (silent < longest / 2)).all()
    assert left == pytest.approx(np.maximum(0.0, longest / 2 - silent))


def test_open_cases_come_at_once_and_are_none_that_come_later(tmp_path: Path) -> None:
    fit = _fit(_log(_office(2, 40), 2, 33), tmp_path)
    opened = tuple(remaining_of(fit))
    model = model_of_events(fit, "forecast", SOURCE, days=7, still_open=opened)
    over = {name: one for name, one in model.services.items() if name != "cases"}
    script = simulate(model).script
    assert np.isin(script.service, [list(model.services).index(name) for name in over]).sum() == (
        len(opened)
    )
    assert (script.arrival == 0).sum() == len(opened)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_backlog_is_there_on_the_days_held_out(seed: int, tmp_path: Path) -> None:
    log = _log(_office(2, 40, WORKDAY), seed, 40)
    found = fit_cases(written(log, tmp_path / "events.csv"), replications=10, processes=1)
    table = found.tables["judgement"]
    days = table[table["split"] == "days"].set_index("measure")
    # Most of those who come now are accepted and no more when the log ends, as others are before
    # them; an office that begins empty reviews them on the next day.
    for measure in ("cycle_time_p25", "cycle_time_p50", "cycle_time_p75"):
        assert days.loc[measure, "verdict"] == "trust"


def test_people_are_those_since_they_changed(tmp_path: Path) -> None:
    change = str(FIRST + pd.Timedelta(days=28))
    before, after = _log(_office(6, 42), 3, 42), _log(_office(3, 42), 4, 42)
    after["case_id"] = "later " + after["case_id"].astype(str)
    log = pd.concat([before[before["end_time"] < change], after[after["start_time"] > change]])
    fit = _fit(log, tmp_path)
    reviewers = fit.events.groups.index("review_people")
    assert (np.ceil(fit.people[reviewers, :5]) > 3).all()
    assert (np.ceil(as_it_ends(fit).people[reviewers, :5]) == 3).all()
    same = _fit(before, tmp_path)
    np.testing.assert_array_equal(as_it_ends(same).people, same.people)


def test_load_at_the_end_is_that_after_a_jump_or_at_the_end_of_a_drift() -> None:
    # 60 days of 1 and 40 of 1.5 have a mean of 1.2.
    jumped = Course(0.0, 1.0, 60, 0.5, 1e-6)
    assert load_at_end(jumped, 100) == pytest.approx(1.5 / 1.2)
    levels = 1.03 ** (np.arange(140_000) / 7000)
    drifted = Course(0.03, 1e-6, 60, 0.5, 1.0)
    assert load_at_end(drifted, 140) == pytest.approx(levels[-1] / levels.mean(), rel=1e-4)
    assert load_at_end(Course(0.03, 0.5, 60, 0.5, 1.0), 140) == 1
