"""Offices with a break at midday whose people finish what they began: hours, waits, one more."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from onewindow.api import simulate
from onewindow.fitting.events.contention import with_contention
from scenarios.fit.events.fit import EventFit, fit_events
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from sim.experiment import replicate
from tests.onewindow.event_files import written

MONDAY = dt.datetime(2026, 3, 2)
HOUR = 3600.0
MIDDAY = ((9 * HOUR, 12 * HOUR), (13.5 * HOUR, 17 * HOUR))
WHOLE = ((9 * HOUR, 17 * HOUR),)
WEEKS = 16
PER_HOUR = 3.5
ACCEPT, DECIDE = 5 * 60.0, 15 * 60.0
"""Mean work [s]: the one who decides is busy 7/8 of the time."""


def _opening(at: float, spans: tuple[tuple[float, float], ...]) -> float:
    """The next moment at which somebody may begin."""
    while True:
        day, clock = divmod(at, 86400)
        if day % 7 < 5:
            for begin, end in spans:
                if clock < end:
                    return float(day * 86400 + max(clock, begin))
        at = (day + 1) * 86400


def _arrivals(
    random: np.random.Generator, spans: tuple[tuple[float, float], ...]
) -> Iterator[float]:
    for day in range(7 * WEEKS):
        if day % 7 < 5:
            for begin, end in spans:
                n = random.poisson(PER_HOUR * (end - begin) / HOUR)
                yield from day * 86400 + np.sort(random.uniform(begin, end, n))


def _as_log(rows: list[tuple[int, str, str, str, float, float]]) -> pd.DataFrame:
    """Rows of case, activity, person, group, start and end [s since the Monday] as a log."""
    log = pd.DataFrame(
        rows, columns=["case_id", "activity", "user", "pool", "start_time", "end_time"]
    )
    for name in ("start_time", "end_time"):
        stamps = pd.Timestamp(MONDAY) + pd.to_timedelta(log[name].round(), unit="s")
        log[name] = stamps.dt.strftime("%Y-%m-%d %H:%M:%S")
    return log


def _log(spans: tuple[tuple[float, float], ...], heads: int, seed: int) -> pd.DataFrame:
    """Two clerks accept, heads decide, first come, first served; nobody drops what he began."""
    random = np.random.default_rng(seed)
    free = {"accept": [(0.0, f"clerk {k}") for k in range(2)]}
    free["decide"] = [(0.0, f"head {k}") for k in range(heads)]
    rows = []
    waiting = [(at, 0, case) for case, at in enumerate(_arrivals(random, spans))]
    heapq.heapify(waiting)
    while waiting:
        at, step, case = heapq.heappop(waiting)
        activity, mean = (("accept", ACCEPT), ("decide", DECIDE))[step]
        since, who = heapq.heappop(free[activity])
        start = _opening(max(at, since), spans)
        end = start + random.gamma(2.0, mean / 2)
        heapq.heappush(free[activity], (end, who))
        rows.append((case, activity, who, who.split()[0] + "s", start, end))
        if step == 0:
            heapq.heappush(waiting, (end, 1, case))
    return _as_log(rows)


def _fit(log: pd.DataFrame, path: Path) -> EventFit:
    table = read_table(written(log, path / "events.csv"))
    mapping = guess_events(table)
    return fit_events(read_events(table, mapping)[0], mapping)


def _mean_hours(log: pd.DataFrame) -> float:
    """Mean completion time [h]."""
    first = pd.to_datetime(log.groupby("case_id")["start_time"].min())
    last = pd.to_datetime(log.groupby("case_id")["end_time"].max())
    return float((last - first).dt.total_seconds().mean() / HOUR)


def _simulated_hours(model: ServiceModel) -> float:
    """Mean completion time of a model [h]."""
    found = replicate(model, replications=8, seed=7).estimates()
    (mean,) = found[(found["measure"] == "completion_time_mean") & (found["scope"] == "all")][
        "value"
    ]
    return float(mean) / HOUR


@pytest.mark.parametrize("spans", [MIDDAY, WHOLE], ids=["midday", "whole"])
def test_hours_and_breaks_come_back_and_waiting_overnight_is_for_people(
    spans: tuple[tuple[float, float], ...], tmp_path: Path
) -> None:
    fit = _fit(_log(spans, 1, 5), tmp_path)
    assert fit.hours.hours == (spans,) * 5 + ((), ())
    # Both groups finish what they began, though what is open holds no moment of it.
    assert fit.finishing.all()
    times = fit.times
    # Nobody lies about in this office: nights, weekends and middays are no work for anybody.
    assert times.busy.sum() > 100 * HOUR
    assert times.delay.sum() < 0.05 * (times.delay + times.busy).sum()


@pytest.mark.parametrize("spans", [MIDDAY, WHOLE], ids=["midday", "whole"])
def test_one_more_person_does_to_the_fitted_model_what_it_does_to_the_office(
    spans: tuple[tuple[float, float], ...], tmp_path: Path
) -> None:
    logs = [[_log(spans, heads, seed) for seed in range(20)] for heads in (1, 2)]
    one, two = ([_mean_hours(log) for log in each] for each in logs)
    truth = 1 - np.mean(two) / np.mean(one)
    source = TextPair(zh="日志", en="log")
    taken = []
    for k, log in enumerate(logs[0][:4]):
        (tmp_path / str(k)).mkdir()
        model = model_of_events(_fit(log, tmp_path / str(k)), "office", source)
        data = model.model_dump(exclude_unset=True)
        (heads,) = (p for p in data["pools"].values() if p["title"]["en"] == "heads")
        heads["staff"] = tuple({**block, "level": block["level"] + 1} for block in heads["staff"])
        more = ServiceModel.model_validate(data)
        before, after = (_simulated_hours(one) for one in (model, more))
        taken.append(1 - after / before)
    # The queue of one office over 16 weeks differs from log to log, and so does what is fitted.
    assert np.mean(taken) == pytest.approx(truth, abs=0.1)


def test_an_office_that_takes_its_break_in_turns_has_none(tmp_path: Path) -> None:
    log = _log(WHOLE, 1, 5)
    noon = pd.to_datetime(log["start_time"]).dt.hour == 12
    # Every fifth case is begun at noon all the same.
    kept = log[~log["case_id"].isin(log.loc[noon & (log["case_id"] % 5 > 0), "case_id"])]
    assert _fit(kept, tmp_path).hours.hours[0] == WHOLE


def test_one_saturday_worked_for_a_holiday_makes_no_working_week_of_six_days(
    tmp_path: Path,
) -> None:
    log = _log(WHOLE, 1, 5)
    tuesday = log["start_time"].str.startswith("2026-04-14") & (log["activity"] == "accept")
    moved = log["case_id"].isin(log.loc[tuesday, "case_id"])
    # What came on a Tuesday comes on the Saturday after it instead.
    for name in ("start_time", "end_time"):
        times = pd.to_datetime(log.loc[moved, name]) + pd.Timedelta(days=4)
        log.loc[moved, name] = times.dt.strftime("%Y-%m-%d %H:%M:%S")
    fit = _fit(log, tmp_path)
    assert fit.hours.hours == (WHOLE,) * 5 + ((), ())
    assert dt.date(2026, 4, 18) in fit.hours.opened
    # Its hours count: what waits from the Friday before to the Monday after waits a day longer.
    friday, monday = (fit.hours.open_before(np.array([d * 86400.0]))[0] for d in (47, 49))
    assert monday - friday == WHOLE[0][1] - WHOLE[0][0]
    # In the model, too, cases come and are served on this Saturday as on a Monday, and on no other.
    result = simulate(model_of_events(fit, "office", TextPair(zh="日志", en="log")), seed=1)
    came = (result.script.arrival // 86400).astype(int)
    rows = result.log.services
    begun = rows.start_time[np.isfinite(rows.start_time)] // 86400
    for day in range(5, 7 * WEEKS, 7):
        assert (came == day).any() == (begun == day).any() == (day == 47)
    expected = PER_HOUR * 8
    assert (came == 47).sum() == pytest.approx(expected, abs=3 * expected**0.5)


def test_cases_that_would_not_have_been_begun_wait_in_no_queue(tmp_path: Path) -> None:
    """Each case is looked into by others for about a day before the deputy may decide it."""
    random = np.random.default_rng(3)
    rows, free = [], 0.0
    accepted = sorted(
        (at + random.gamma(2.0, 7 * HOUR / 2), at, case)
        for case, at in enumerate(_arrivals(random, WHOLE))
        if random.random() < 0.8
    )
    for ready, at, case in accepted:
        came = _opening(at, WHOLE)
        rows.append((case, "accept", f"clerk {case}", "clerks", came, came + 60))
        start = _opening(max(ready, free), WHOLE)
        free = start + random.gamma(2.0, DECIDE / 2)
        rows.append((case, "decide", "head", "heads", start, free))
    log = _as_log(rows)
    source = TextPair(zh="日志", en="log")
    plain = _fit(log, tmp_path)
    fit = with_contention(plain, source)
    decided = fit.events.activity == fit.events.activities.index("decide")
    total = (plain.times.busy + plain.times.delay)[decided].mean()
    assert (fit.times.busy + fit.times.delay)[decided].mean() == pytest.approx(total)
    assert fit.times.delay[decided].mean() > plain.times.delay[decided].mean()
    # The model waits as the log does; before, it waited less than half as long.
    seen = _mean_hours(log)
    before, after = (_simulated_hours(model_of_events(f, "o", source)) for f in (plain, fit))
    assert after == pytest.approx(seen, rel=0.2)
    assert abs(after - seen) < abs(before - seen)


def test_who_does_two_activities_takes_what_came_first(tmp_path: Path) -> None:
    # The heads decide, and sign every third case later: first come, first served.
    random = np.random.default_rng(11)
    free, rows = 0.0, []
    waiting = [(at, 0, case) for case, at in enumerate(_arrivals(random, WHOLE))]
    heapq.heapify(waiting)
    while waiting:
        at, step, case = heapq.heappop(waiting)
        start = _opening(max(at, free), WHOLE)
        free = start + random.gamma(2.0, (11 * 60.0, 6 * 60.0)[step] / 2)
        rows.append((case, ("decide", "sign")[step], "head", "heads", start, free))
        if step == 0 and case % 3 == 0:
            heapq.heappush(waiting, (free, 1, case))
    log = _as_log(rows)
    model = model_of_events(_fit(log, tmp_path), "office", TextPair(zh="日志", en="log"))
    waits: dict[str, list[float]] = {"decide": [], "sign": []}
    for seed in range(6):
        result = simulate(model, seed=seed)
        rows_ = result.log.services
        # Within a day: what waits overnight waits alike, whatever it is.
        same = (rows_.start_time // 86400) == (rows_.enable_time // 86400)
        for name, found in waits.items():
            own = same & (rows_.activity == result.world.activities.index(name))
            found.append(float((rows_.start_time - rows_.enable_time)[own].mean()))
    # Nobody who signs is passed over: with a line of its own, signing would wait several times as
    # long as deciding.
    assert np.mean(waits["sign"]) < 1.5 * np.mean(waits["decide"])
