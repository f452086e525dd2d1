"""Weekdays that are shut: told in the mapping, or never a row within the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from onewindow.fitting.shut_words import shut_lines
from onewindow.fitting.words import arrival_lines
from scenarios.calendar_days import day_type, spans_of_day
from scenarios.errors import DataError
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import hours_a_day, model_of_fit, usual_week
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.mapping import Mapping, read_mapping, weekdays_in
from scenarios.fit.redrawn import with_other_means
from scenarios.fit.shut_days import (
    LogDays,
    ShutDays,
    weekday_kept,
    with_empty_weekdays,
    with_single_dates,
)
from scenarios.fit.snapshots.days import days_of_office
from scenarios.fit.snapshots.fit import fit_snapshots
from scenarios.fit.snapshots.model import model_of_snapshots
from scenarios.fit.snapshots.seen import Queue, Snapshots
from scenarios.section import TextPair

MONDAY = dt.date(2026, 3, 2)
SOURCE = TextPair(zh="虚构", en="made up")


def _days_of(days: list[int], each: int = 120) -> Contacts:
    rng = np.random.default_rng(3)
    arrival = np.concatenate(
        [day * DAY + 9 * 3600 + np.sort(rng.uniform(0, 8 * 3600, each)) for day in days]
    )
    n = len(arrival)
    return Contacts(
        first_day=MONDAY, arrival=arrival, start=arrival, end=arrival + 120,
        left=np.full(n, np.nan), activity=np.full(n, -1), server=np.arange(n) % 2,
        activities=(), servers=("a", "b"),
    )  # fmt: skip


def test_a_weekday_without_a_row_on_any_of_its_dates_is_shut() -> None:
    weekday = np.arange(13) % 7
    found = with_empty_weekdays(ShutDays(), MONDAY, weekday != 6)
    assert found.never_seen == (6,)
    assert weekday_kept(MONDAY, 13, found).tolist() == [0, 1, 2, 3, 4, 5, -1, 0, 1, 2, 3, 4, 5]
    # A Wednesday without rows says nothing where the other Wednesday has some.
    once = np.arange(14) != 2
    assert not with_empty_weekdays(ShutDays(), MONDAY, once).weekdays
    # Nor does one that is named as a holiday, nor a Sunday after the end of the log.
    named = ShutDays(dates=(MONDAY + dt.timedelta(days=2),))
    assert not with_empty_weekdays(named, MONDAY, once[:6]).weekdays


@pytest.mark.parametrize(("closed", "open_"), [((), {"sat", "sun"}), ((6,), {"sat"})])
def test_a_week_without_a_sunday_has_one_only_where_nobody_says_that_it_is_shut(
    closed: tuple[int, ...], open_: set[str]
) -> None:
    fit = fit_contacts(_days_of([0, 1, 2, 3, 4, 5]), 6, SOURCE, ShutDays(closed=closed))
    model = model_of_fit(fit, "tickets", "made_up", SOURCE)
    assert {day for day in model.calendars["hours"].open if day in ("sat", "sun")} == open_
    staffed = {block.days for block in model.pools["windows"].staff}
    assert {day for day in staffed if day in ("sat", "sun")} == open_
    drawn = with_other_means(fit, np.random.default_rng(1), 1).rates.per_hour
    assert drawn[6].any() == ("sun" in open_)


def test_rows_on_a_weekday_that_is_shut_say_nothing_of_arrivals_and_staff() -> None:
    shut = ShutDays(closed=(5,))
    with_saturdays = _days_of([0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])
    fit = fit_contacts(with_saturdays, 13, SOURCE, shut)
    assert not fit.rates.per_hour[5].any()
    model = model_of_fit(fit, "tickets", "made_up", SOURCE)
    assert "sat" not in model.calendars["hours"].open
    without = with_saturdays.only(with_saturdays.day % 7 != 5)
    assert np.allclose(fit_contacts(without, 13, SOURCE, shut).rates.per_hour, fit.rates.per_hour)


def test_the_words_of_model_files_name_weekdays(tmp_path) -> None:
    assert weekdays_in(("sun", "fri-sat")) == (4, 5, 6)
    base = {"kind": "tickets", "time_format": "%H:%M", "columns": {}}
    assert Mapping.model_validate({**base, "closed_weekdays": "sat-sun"}).closed_weekdays == (
        "sat-sun",
    )
    file = tmp_path / "m.yaml"
    text = "kind: tickets\ntime_format: '%H:%M'\ncolumns: {}\nclosed_weekdays: [sonntag]\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"(?s)m\.yaml:4.*expected days such as mon-fri.*'sonntag'"):
        read_mapping(file)


def _snapshots(days: list[int]) -> Snapshots:
    """One counter that calls two people a step from nine to five."""
    clock = np.arange(9 * 3600.0, 17 * 3600.0, 300.0)
    n = len(clock)
    return Snapshots(
        office="", queues=(Queue("1", "One"),),
        dates=tuple(MONDAY + dt.timedelta(days=day) for day in days),
        queue=np.zeros(n * len(days), dtype=np.int64),
        day=np.repeat(np.arange(len(days)), n),
        clock=np.tile(clock, len(days)),
        waiting=np.full(n * len(days), 3),
        counters=np.ones(n * len(days), dtype=np.int64),
        calls=np.full(n * len(days), 2),
    )  # fmt: skip


def test_snapshots_of_an_office_that_is_shut_on_mondays() -> None:
    seen = _snapshots([0, 1, 2, 3, 4, 8])
    for shut, monday in ((ShutDays(), True), (ShutDays(closed=(0,)), False)):
        fit = fit_snapshots(seen.on_days(days_of_office(seen, shut)), shut)
        (calendar,) = [
            one for name, one in model_of_snapshots(fit, "office", SOURCE).calendars.items()
            if name.startswith("hours")
        ]  # fmt: skip
        assert ("mon" in calendar.open) == monday
        assert {"tue", "wed", "thu", "fri"} <= set(calendar.open)
    left = seen.on_days(days_of_office(seen, ShutDays(closed=(0,))))
    assert [date.day for date in left.dates] == [3, 4, 5, 6, 10]
    assert replace(left, office="x").day.max() == 4


def _april(kept: ShutDays, days: list[int]):
    """A fit from Monday 1 April 2024, in which Sunday the 7th was worked for Thursday the 4th."""
    contacts = replace(_days_of(days), first_day=dt.date(2024, 4, 1))
    return fit_contacts(contacts, 21, SOURCE, kept)


WORKED = [0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19]


def test_the_usual_week_has_neither_a_holiday_nor_a_sunday_worked_for_one() -> None:
    fit = _april(ShutDays(holidays="CN", never_seen=(6,)), WORKED)
    first, days = usual_week(fit)
    assert (first, days) == (dt.date(2024, 4, 8), 7)


def test_sundays_said_to_be_shut_are_so_where_one_was_worked_for_a_holiday() -> None:
    shut = ShutDays(holidays="CN", closed=(6,))
    assert weekday_kept(dt.date(2024, 4, 1), 7, shut)[6] == -1
    told = list(shut_lines(_april(shut, WORKED).log_days, "en"))
    assert "leave out the 120 rows of these days" in told[1]
    # Named by its date it is one of the dates, and its rows are told there.
    named = ShutDays("CN", (dt.date(2024, 4, 7),), never_seen=(6,))
    dates, sundays = shut_lines(_april(named, WORKED).log_days, "en")
    assert dates.startswith("4 days are holidays or dates named")
    assert "has 240 rows on them" in dates
    assert sundays.startswith("Sun: 2 such days")


def test_hours_of_staff_a_day_are_those_of_the_days_fitted() -> None:
    """Two people from 9 to about 17 h: 16 h on each day that is open, however many are shut."""
    shut, open_ = (
        _april(ShutDays(holidays="CN", never_seen=(6,)), [day for day in WORKED if day != 5]),
        fit_contacts(_days_of(list(range(21))), 21, SOURCE),
    )
    for fit in (shut, open_):
        assert hours_a_day(fit, fit.on_duty.present) == pytest.approx(16, abs=1)


def test_a_sunday_worked_for_a_holiday_is_none_of_the_sundays_without_a_row() -> None:
    # 1 to 21 April 2024: three Sundays, of which the 7th was a make-up workday.
    first = dt.date(2024, 4, 1)
    weekday = np.arange(21) % 7
    came = (weekday != 6) | (np.arange(21) == 6)
    shut = with_empty_weekdays(ShutDays(holidays="CN"), first, came)
    assert shut.never_seen == (6,)
    days = LogDays(first, weekday_kept(first, 21, shut), came.astype(np.int64), came, shut)
    told = list(shut_lines(days, "en"))[-1]
    assert told.startswith("Sun: 2 such days within the log")


WORKDAYS = [day for day in range(35) if day % 7 < 5]


def _single(days: list[int], each: int = 120):
    """A fit of five weeks from Monday 2 March 2026, on these days."""
    contacts = _days_of(days, each)
    cases = np.bincount(contacts.day, minlength=35)
    shut = with_empty_weekdays(ShutDays(), MONDAY, cases > 0)
    return fit_contacts(contacts, 35, SOURCE, with_single_dates(shut, MONDAY, cases))


def test_a_single_saturday_that_was_worked_is_open_on_its_date_alone() -> None:
    worked = 19  # the Saturday of the third week
    fit = _single(sorted([*WORKDAYS, worked]))
    model = model_of_fit(fit, "tickets", "made_up", SOURCE)
    for calendar in model.calendars.values():
        open_ = [day for day in range(35) if spans_of_day(calendar, MONDAY, day)]
        assert open_ == sorted([*WORKDAYS, worked])
        # It has the hours, and by the weekday that it keeps the arrivals and staff, of Mondays.
        assert day_type(calendar, MONDAY, worked) == 0
        assert spans_of_day(calendar, MONDAY, worked) == spans_of_day(calendar, MONDAY, 0)
    assert fit.rates.days.tolist() == [6, 5, 5, 5, 5, 0, 0]
    _, told = shut_lines(fit.log_days, "en")
    assert told.startswith("Sat: 1 of 5 such days within the log has rows: the model is shut then")
    assert "2026-03-21" in told


def test_a_stray_row_on_a_saturday_opens_none() -> None:
    contacts = _days_of(sorted([*WORKDAYS, 19]))
    stray = contacts.only((contacts.day != 19) | (np.arange(len(contacts.day)) % 60 == 0))
    cases = np.bincount(stray.day, minlength=35)
    assert 0 < cases[19] < 30
    shut = with_single_dates(ShutDays(never_seen=(6,)), MONDAY, cases)
    assert (shut.rarely, shut.worked) == ((5,), ())
    fit = fit_contacts(stray, 35, SOURCE, shut)
    assert not fit.rates.per_hour[5].any()
    *_, told = shut_lines(fit.log_days, "en")
    assert told.endswith(f"leave out the other {cases[19]} rows")


def test_saturdays_that_are_worked_more_often_are_open_every_week() -> None:
    for saturdays in ([5, 19], [5, 12, 19, 26, 33]):
        assert not _single(sorted([*WORKDAYS, *saturdays])).shut.rarely
    # Two Saturdays in all say nothing, whichever of them was worked.
    cases = np.array([100] * 6 + [0] + [100] * 5 + [0, 0])
    assert with_single_dates(ShutDays(), MONDAY, cases) == ShutDays()


def test_where_mondays_are_shut_a_make_up_day_is_like_a_tuesday() -> None:
    tuesdays_on = [day for day in WORKDAYS if day % 7]
    fit = _single(sorted([*tuesdays_on, 19]))
    assert (fit.shut.makeup_as, fit.weekday[19]) == (1, 1)
    model = model_of_fit(fit, "tickets", "made_up", SOURCE)
    assert {one.makeup_as for one in model.calendars.values()} == {"tue"}
    assert spans_of_day(model.calendars["hours"], MONDAY, 19)
    # A public holiday's make-up day is like it too: Saturday 14 February 2026.
    kept = weekday_kept(dt.date(2026, 2, 14), 1, ShutDays("CN", closed=(0,)))
    assert kept.tolist() == [1]


def test_a_make_up_workday_is_told_with_its_rows_and_as_what_it_counts() -> None:
    """Sunday 7 April 2024 was worked for a holiday; the other two Sundays have no row."""
    came = np.bincount(_days_of(WORKED).day, minlength=21) > 0
    shut = with_empty_weekdays(ShutDays(holidays="CN"), dt.date(2024, 4, 1), came)
    fit = _april(shut, WORKED)
    assert fit.log_days.makeup_dates == (dt.date(2024, 4, 7),)
    assert fit.weekday[6] == 0
    _, makeup, sundays = shut_lines(fit.log_days, "en")
    assert makeup.startswith("2024-04-07 (Sun): a make-up workday with 120 rows, fitted as a Mon;")
    assert sundays.startswith("Sun: 2 such days within the log beside make-up workdays, without")
    _, makeup, sundays = shut_lines(fit.log_days, "zh")
    assert makeup.startswith("调休上班日 2024-04-07（周日）：120 行按周一参与拟合")
    assert sundays.startswith("周日：记录期间除调休上班日外有 2 天，没有一行")
    # Without holidays kept nothing counts as another day than it is.
    assert _april(ShutDays(), list(range(21))).log_days.makeup_dates == ()


def test_days_told_are_those_that_are_open_and_their_arrivals() -> None:
    fit = _single(WORKDAYS)
    assert next(arrival_lines(fit, "en")).startswith(
        f"arrivals: {25 * 120:,} on 25 open days (of 35 by the calendar), "
    )
    assert next(arrival_lines(fit, "zh")).startswith("到达：25 天开门（记录跨 35 天） 3,000 个")
    # Rows on days that are left out are told with these days, and are none of those fitted.
    saturdays = fit_contacts(_days_of(list(range(6))), 6, SOURCE, ShutDays(closed=(5,)))
    assert "600 on 5 open days (of 6 by" in next(arrival_lines(saturdays, "en"))
    assert "840 on 7 days," in next(
        arrival_lines(fit_contacts(_days_of(list(range(7))), 7, SOURCE), "en")
    )
