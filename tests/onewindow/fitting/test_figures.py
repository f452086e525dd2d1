"""Figures of verdicts are what a client can read: by hand."""

from __future__ import annotations

import math

import pytest

from onewindow.fitting.figures import Unit, figure, figures, in_one_unit, off_by, signed, span


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (16.0, "s", "16.0 秒", "16.0 s"),
        (45.0 * 60, "s", "45.0 分钟", "45.0 min"),
        (0.0251, "h", "90.4 秒", "90.4 s"),
        (17.6, "h", "17.6 小时", "17.6 h"),
        (240.0, "h", "10.0 天", "10.0 days"),
        (0.13, "min", "7.8 秒", "7.8 s"),
        (0.814, "share", "81.4%", "81.4%"),
        (0.118, "points", "11.8 个百分点", "11.8 points"),
        (0.155, "relative", "15.5%", "15.5%"),
        (112.54, "relative", "实测的 113 倍", "113 times the observed"),
        (3.2, "relative", "实测的 3.2 倍", "3.2 times the observed"),
        (1.617, "people", "1.62 人", "1.62 people"),
        (1138.2, "cases per day", "1,138 件/天", "1,138 a day"),
        (3.789, "per case", "3.79 次/件", "3.79 per case"),
        (math.nan, "s", "—", "—"),
    ],
)
def test_a_number_has_its_unit_and_three_digits(value: float, unit: Unit, zh: str, en: str) -> None:
    assert (plain(figure(value, unit, "zh")), plain(figure(value, unit, "en"))) == (zh, en)


@pytest.mark.parametrize(
    ("observed", "predicted", "unit", "zh", "en"),
    [
        (100.0, 145.0, "h", "+45%", "+45%"),
        (100.0, 98.8, "h", "-1.2%", "-1.2%"),
        (100.0, 100.0, "h", "无差别", "no difference"),
        # Next to nothing: a percentage of it says nothing.
        (0.0, 0.0251, "h", "多 90.4 秒", "90.4 s more"),
        (0.0681, 17.6, "h", "多 17.5 小时", "17.5 h more"),
        (54.1, 431.0, "h", "实测的 8.0 倍", "8.0 times as much"),
        (0.8, 0.4, "share", "少 40.0 个百分点，即-50%", "40.0 points less, -50%"),
        (
            0.01, 0.04, "share", "多 3.0 个百分点，即实测的 4.0 倍",
            "3.0 points more, 4.0 times as much",
        ),
    ],
)  # fmt: skip
def test_how_far_off_is_said_by_what_means_something(
    observed: float, predicted: float, unit: Unit, zh: str, en: str
) -> None:
    assert plain(off_by(observed, predicted, unit, "zh")) == zh
    assert plain(off_by(observed, predicted, unit, "en")) == en


def test_a_row_of_a_table_has_one_unit() -> None:
    assert in_one_unit((0.155, 0.05, math.nan), "points", "zh") == (
        "个百分点",
        ("15.5", "5.0", "—"),
    )
    assert in_one_unit((0.617, 0.5), "people", "en") == ("people", ("0.62", "0.50"))
    assert in_one_unit((21.6, 8.5), "s", "en") == ("s", ("21.6", "8.5"))
    assert in_one_unit((600.0, 66.0), "s", "en") == ("min", ("10.0", "1.10"))
    unit, told = in_one_unit((0.102, 4.1), "relative", "en")
    assert (unit, told) == ("%", ("10.2", "4.1 times the observed"))


def test_a_range_has_its_unit_once_unless_its_ends_are_far_apart() -> None:
    assert plain(span(0.5, 17.6, "h", "en")) == "0.50 to 17.6 h"
    assert plain(span(0.05, 17.6, "h", "en")) == "3.00 min to 17.6 h"
    assert plain(span(2.37, 3.29, "cases per day", "zh")) == "2.37 至 3.29 件/天"
    assert plain(span(0.376, 0.472, "share", "en")) == "37.6% to 47.2%"


def test_numbers_that_stand_together_are_in_one_unit() -> None:
    told = figures((124.5, 41.7, 0.5, math.nan), "h", "en")
    # The third is less than a hundredth of the first.
    assert [plain(one) for one in told] == ["5.19 days", "1.74 days", "30.0 min", "—"]


def test_a_difference_of_many_times_is_no_percentage() -> None:
    assert plain(signed(112.54, "en")) == "114 times as much"
    assert plain(signed(-0.42, "zh")) == "-42%"
