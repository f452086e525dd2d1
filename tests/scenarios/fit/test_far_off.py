"""Years typed wrong are set aside in logs of every kind; rare cases of long logs are not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from onewindow.reason_words import reason_words
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import DAY
from scenarios.fit.events.mapping import guess_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.far_off import FAR_OFF, far_off
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.snapshots.mapping import SnapshotMapping
from scenarios.fit.snapshots.reading import read_snapshots

MONDAY = dt.datetime(2026, 3, 2)
WEEKS = 12


def _moments(n: int = 1000) -> list[dt.datetime]:
    """Times of twelve weeks, in order."""
    return [MONDAY + dt.timedelta(days=k * WEEKS * 7 / n) for k in range(n)]


def _with_wrong_years(texts: list[str]) -> list[str]:
    """Four rows of a thousand with another year, at both ends."""
    for row, year in ((100, "2062"), (400, "2062"), (500, "1970"), (700, "1900")):
        texts[row] = texts[row].replace("2026", year)
    return texts


def test_wrong_years_of_an_event_log_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    ends = _with_wrong_years([f"{at:%Y-%m-%d %H:%M:%S}" for at in _moments()])
    rows = [f"c{k // 4},step {k % 4},{end},Li" for k, end in enumerate(ends)]
    path.write_text("\n".join(["case,activity,end_time,resource", *rows]) + "\n")
    table = read_table(path)
    events, quality = read_events(table, guess_events(table))
    assert quality.reasons == {FAR_OFF: 4}
    assert quality.set_aside["line"].tolist() == [102, 402, 502, 702]
    assert (events.first_day, events.days) == (MONDAY.date(), WEEKS * 7)
    # The cases that lost a row keep the rest of it: none lasts for years.
    assert events.cases == 250
    assert 0 < events.cycle_time.max() < DAY
    assert "一年" in reason_words(FAR_OFF, "zh")


def test_a_start_in_1900_is_no_work_of_a_century(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = [
        f"c{k},check,{at if k else at.replace(year=1900)},{at + dt.timedelta(minutes=5)}"
        for k, at in enumerate(_moments(100))
    ]
    path.write_text("\n".join(["case,activity,start_time,end_time", *rows]) + "\n")
    table = read_table(path)
    events, quality = read_events(table, guess_events(table))
    assert quality.reasons == {FAR_OFF: 1}
    assert events.cycle_time == pytest.approx(np.full(99, 300.0))


def test_wrong_years_of_tickets_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = _with_wrong_years(
        [f"{at:%Y-%m-%d 09:00:00},{at:%Y-%m-%d 09:05:00},{at:%Y-%m-%d 09:15:00}" + f",{k}"
         for k, at in enumerate(_moments())]
    )  # fmt: skip
    path.write_text("\n".join(["取号时间,叫号时间,办结时间,备注", *rows]) + "\n")
    table = read_log(path)
    contacts, quality = read_contacts(table, guess_mapping(table, "tickets"))
    assert quality.reasons == {FAR_OFF: 4}
    assert contacts.first_day == MONDAY.date()
    assert contacts.day.max() == WEEKS * 7 - 1


def test_wrong_years_of_snapshots_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    times = _with_wrong_years([f"{at:%Y-%m-%d %H:%M:%S}" for at in _moments()])
    rows = [f"{at},A,2,3,A{k % 900}" for k, at in enumerate(times)]
    path.write_text("\n".join(["at,queue,open,waiting,called", *rows]) + "\n")
    table = read_log(path)
    mapping = SnapshotMapping(
        kind="queue-snapshots",
        time="at",
        time_format="%Y-%m-%d %H:%M:%S",
        queue="queue",
        open_counters="open",
        waiting="waiting",
        called="called",
    )
    snapshots, quality = read_snapshots(table, mapping, "")
    assert quality.reasons == {FAR_OFF: 4}
    assert (snapshots.dates[0], len(snapshots.dates)) == (MONDAY.date(), WEEKS * 7)


def test_a_log_of_years_with_rare_cases_loses_none() -> None:
    rng = np.random.default_rng(1)
    often = rng.uniform(0, 5 * 365 * DAY, 5000)
    rare = rng.uniform(-365 * DAY, 6 * 365 * DAY, 20)
    assert not far_off(np.concatenate([often, rare, [np.nan]])).any()
    # One a month for ten years, and its first half year before all others.
    assert not far_off(np.append(np.arange(120) * 30 * DAY, -180 * DAY)).any()
    # A year after the bulk of twelve weeks is the limit.
    weeks = np.arange(1000) * WEEKS * 7 * DAY / 1000
    last = weeks[-1]
    for beyond, is_far in ((364 * DAY, False), (366 * DAY, True)):
        assert far_off(np.append(weeks, last + beyond))[-1] == is_far


@pytest.mark.parametrize("years", [(36,), (-26,), (36, 37, 100), (-126, -26, 36), (2,)])
def test_a_small_minority_is_set_aside_whichever_end_it_stands_at(years: tuple[int, ...]) -> None:
    """Of a thousand rows 5 % have a wrong year, whether they are of one year or of several."""
    weeks = np.arange(1000) * WEEKS * 7 * DAY / 1000
    wrong = np.zeros(1000, dtype=np.bool_)
    wrong[np.random.default_rng(2).permutation(1000)[:50]] = True
    typed = weeks.copy()
    typed[wrong] += np.resize(years, 50) * 365.25 * DAY
    assert (far_off(typed) == wrong).all()
    # One more is no slip of the pen: nothing says which times the log is about.
    typed[np.flatnonzero(~wrong)[0]] += years[0] * 365.25 * DAY
    assert not far_off(typed).any()


def test_a_log_of_years_loses_only_what_an_empty_year_parts_from_it() -> None:
    often = np.random.default_rng(3).uniform(0, 5 * 365 * DAY, 500)
    late = often.max() + 364 * DAY
    assert not far_off(np.append(often, [late, late + 364 * DAY])).any()
    assert far_off(np.append(often, [late + 366 * DAY]))[-1]


def test_few_moments_say_nothing_of_what_is_usual() -> None:
    assert not far_off(np.array([0.0, 1.0, 40 * 365 * DAY])).any()
    assert not far_off(np.array([])).any()
