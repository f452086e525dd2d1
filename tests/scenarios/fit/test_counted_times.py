"""Times that are numbers: seconds since 1970, days since 1899, seconds since a simulation began."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.fit.counted_times import UNIX, UNIX_MILLISECONDS, WORKBOOK
from scenarios.fit.guessing import moment_columns
from scenarios.fit.mapping import Mapping
from scenarios.fit.time_formats import DATES, FORMATS, best_format, dated, read_times

MOMENTS = st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2032, 12, 31)).map(
    lambda one: one.replace(microsecond=0)
)


def written(moment: dt.datetime, form: str) -> str:
    """A moment as the systems write it that count so."""
    if form == WORKBOOK:
        return repr((moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1))
    seconds = int(moment.replace(tzinfo=dt.UTC).timestamp())
    return str(seconds if form == UNIX else 1000 * seconds)


@pytest.mark.parametrize("form", [UNIX, UNIX_MILLISECONDS, WORKBOOK])
@given(st.lists(MOMENTS, min_size=1, max_size=5))
def test_numbers_are_the_moments_that_they_count(form: str, moments: list[dt.datetime]) -> None:
    texts = pd.Series([written(one, form) for one in moments])
    assert read_times(texts, form).tolist() == moments


@pytest.mark.parametrize("form", [UNIX, UNIX_MILLISECONDS, WORKBOOK])
@given(MOMENTS.filter(lambda one: one.year < 2032), st.integers(3, 20))
def test_a_column_of_them_is_known_without_being_told(
    form: str, first: dt.datetime, rows: int
) -> None:
    # Seven hours and an odd second apart: days have a time of day then.
    texts = pd.Series(
        [written(first + k * dt.timedelta(seconds=25_201), form) for k in range(rows)]
    )
    assert best_format(texts, FORMATS) == form


@pytest.mark.parametrize("form", [one for one in FORMATS if "%" in one])
def test_what_strptime_reads_is_not_taken_for_numbers(form: str) -> None:
    texts = pd.Series(pd.date_range("2026-03-02 08:01:07", periods=40, freq="547min")).dt.strftime(
        form
    )
    found = best_format(texts, FORMATS)
    assert found is not None
    assert "%" in found


@pytest.mark.parametrize("form", DATES)
def test_dates_are_not_taken_for_numbers(form: str) -> None:
    texts = pd.Series(pd.date_range("2026-01-01", periods=40)).dt.strftime(form)
    assert "%" in str(best_format(texts, FORMATS + DATES))


@pytest.mark.parametrize(
    ("form", "text", "moment"),
    [
        ("seconds since 1970-01-01 08:00", "1772413259", "2026-03-02 09:00:59"),
        ("seconds since 2026-03-02", "86400.25", "2026-03-03 00:00:00.250"),
        ("minutes since 2026-03-02T08:00:00", "90", "2026-03-02 09:30:00"),
        ("hours since 2026-03-02", "1.5", "2026-03-02 01:30:00"),
        ("days since midnight", "0.375", "1900-01-01 09:00:00"),
    ],
)
def test_any_unit_from_any_moment(form: str, text: str, moment: str) -> None:
    assert read_times(pd.Series([text]), form).tolist() == [pd.Timestamp(moment)]
    assert dated(form) == ("midnight" not in form)


def test_what_is_no_number_or_beyond_all_time_is_missing() -> None:
    texts = pd.Series(["1772413259", "", "nan", "inf", "1e300", "-9e18", "soon", None])
    assert read_times(texts, UNIX).notna().tolist() == [True] + 7 * [False]


def test_numbers_are_names_where_other_columns_have_moments() -> None:
    names = [str(1_500_000_000 + k) for k in range(30)]
    clock = pd.Series(pd.date_range("2026-03-02 09:00", periods=30, freq="7min"))
    with_clock = pd.DataFrame({"id": names, "came": clock.dt.strftime("%H:%M:%S")})
    assert moment_columns(with_clock) == ("came",)
    assert moment_columns(with_clock[["id"]]) == ("id",)


@pytest.mark.parametrize(
    "written",
    ["seconds from 2026-01-01", "weeks since 2026-01-01", "seconds since 2026-13-01", "?", "",
     "seconds since 2026-01-01 25:00"],
)  # fmt: skip
def test_what_is_no_format_is_told_with_how_formats_look(written: str) -> None:
    given = {"kind": "calls", "time_format": written, "columns": {"arrival": "came", "start": "at"}}
    for one in (written, [written], ["%H:%M", written]):
        with pytest.raises(ValidationError, match="seconds since 1970-01-01"):
            Mapping.model_validate({**given, "time_format": one})
