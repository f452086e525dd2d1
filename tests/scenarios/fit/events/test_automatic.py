"""What machines do at night needs no office that is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.fitting.events.distances import cycle_times, people_groups, traces_of
from onewindow.fitting.events.runs import run_traces
from onewindow.fitting.events.unknown_words import unknown_lines
from onewindow.fitting.events.words import found_lines
from scenarios.fit.events.automatic import with_automatic
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.section import TextPair

CASES = 1500
DECLINED = 1 / 3
"""Share of the cases that the system declines, half a minute after they came."""
DAYS = 14
"""After so many the system cancels one in ten of the others."""
SOURCE = TextPair(zh="日志", en="log")


def _opening(at: dt.datetime) -> dt.datetime:
    """When a clerk next begins: on weekdays from 8 to 16 h, so that all is done by 16:20."""
    while at.weekday() > 4 or not 8 <= at.hour < 16:
        at = (at + dt.timedelta(hours=1)).replace(minute=at.minute)
    return at


def _log(path: Path, machine: str = "system", *, night_shift: bool = False) -> Path:
    random = np.random.default_rng(5)
    first, rows = dt.datetime(2026, 3, 2), []
    for number in range(CASES):
        at = first + dt.timedelta(seconds=float(random.uniform(0, 56 * 86400)))
        rows.append((f"c{number}", "register", machine, at))
        if number % 3 == 0:
            rows.append((f"c{number}", "decline", machine, at + dt.timedelta(seconds=30)))
            continue
        if number % 30 == 1:
            at += dt.timedelta(days=DAYS)
            rows.append((f"c{number}", "cancel", machine, at))
            continue
        at += dt.timedelta(minutes=5)
        at = at if night_shift else _opening(at)
        who = f"clerk {number % 4}"
        rows.append((f"c{number}", "review", who, at))
        rows.append((f"c{number}", "decide", who, at + dt.timedelta(minutes=20)))
    table = pd.DataFrame(rows, columns=["case_id", "activity", "user", "timestamp"])
    table["timestamp"] = table["timestamp"].dt.floor("s")
    table.to_csv(path, index=False)
    return path


def _fit(file: Path) -> EventFit:
    table = read_table(file)
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> EventFit:
    return _fit(_log(tmp_path_factory.mktemp("log") / "events.csv"))


def test_hours_and_people_are_those_of_people(fit: EventFit) -> None:
    assert fit.hours.hours[5:] == ((), ())
    for ((begin, end),) in fit.hours.hours[:5]:
        # All begin at 8 h, and 98 % of what people do lies within.
        assert begin == 8 * 3600.0
        assert 15.5 * 3600 <= end <= 16.5 * 3600
    (machine,) = fit.events.automatic
    assert fit.events.groups[machine] == "system"
    assert np.isnan(fit.people[machine]).all()
    assert 1 < fit.people[0, :5].min() <= fit.people[0].max() <= 4
    assert not fit.people[0, 5:].any()
    assert fit.events.people == 4


def test_what_the_system_waits_for_passes_by_the_clock(fit: EventFit) -> None:
    cancelled = fit.events.activity == fit.events.activities.index("cancel")
    total = (fit.times.delay + fit.times.work)[cancelled]
    assert total == pytest.approx(DAYS * 86400.0, abs=1.0)
    model = model_of_events(fit, "known", SOURCE)
    pool = next(p for p in model.pools.values() if p.title is not None and p.title.en == "system")
    assert pool.staff == "unlimited"


def test_the_model_declines_at_night_as_many_as_the_system_does(fit: EventFit) -> None:
    model = model_of_events(fit, "known", SOURCE)
    times = np.concatenate([cycle_times(run_traces(fit, model, 3, r)) for r in range(4)])
    at_once = float((times <= 1 / 60).mean())
    # Four standard errors of a share of the cases of four runs: 0.024.
    assert at_once == pytest.approx(
        DECLINED, abs=4 * (DECLINED * (1 - DECLINED) / (4 * CASES)) ** 0.5
    )


def test_nothing_is_handed_over_to_a_machine(fit: EventFit) -> None:
    traces = traces_of(fit.events)
    assert not ((np.diff(traces.case) == 0) & (np.diff(traces.group) != 0)).any()
    case, group = np.array([0, 0, 0, 0, 1, 1, 2]), np.array([9, 1, 9, 2, 9, 9, 1])
    assert people_groups(case, group, (9,)).tolist() == [1, 1, 1, 2, 9, 9, 1]


def test_machines_are_told_and_counted_among_no_people(fit: EventFit) -> None:
    english, chinese = (" ".join(found_lines(fit, lang)) for lang in ("en", "zh"))
    assert "done automatically: by system" in english
    assert "1 group, 4 people" in english
    assert "系统自动办理：system" in chinese
    assert not any("each has its share" in line for line in unknown_lines(fit, "en"))


def test_where_everybody_works_around_the_clock_nobody_is_a_machine(tmp_path: Path) -> None:
    made = _fit(_log(tmp_path / "night.csv", night_shift=True))
    assert made.events.automatic == ()
    assert made.hours.hours == (((0.0, 86400.0),),) * 7


def test_who_works_in_office_hours_or_takes_time_is_no_machine(fit: EventFit) -> None:
    bare = replace(fit.events, automatic=(), group=np.zeros_like(fit.events.group), groups=("-",))
    assert with_automatic(bare).automatic == (1,)
    slow = replace(bare, start=bare.end - 120.0)
    assert with_automatic(slow).automatic == ()
    by_day = replace(bare, end=bare.end // 86400 * 86400)
    assert with_automatic(by_day).automatic == ()
