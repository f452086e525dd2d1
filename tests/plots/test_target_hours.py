"""A target of the peaks judges the intervals of the peaks, and no other."""

import re
from dataclasses import replace

import numpy as np
import pytest

from plots.level_chart import plot_level
from plots.level_points import level_finding, level_numbers
from plots.target_hours import holds, told_hours
from scenarios.targets import ServiceLevelTarget
from tests.plots.samples import hotline_data

HOUR = 3600.0
PEAKS = ["08:30-11:00", "17:30-20:00"]


def target(between):
    return ServiceLevelTarget.model_validate(
        {"measure": "service_level", "queue": "talk", "fraction": 0.9, "within": "30 s",
         "between": between}
    )  # fmt: skip


def of_peaks(between, *, compare=True):
    data = hotline_data(compare=compare)
    models = {
        name: model.model_copy(update={"targets": {"answer": target(between)}})
        for name in ("model_before", "model_after")
        if (model := getattr(data, name)) is not None
    }
    return replace(data, **models)


def halves(*spans):
    return [h / 2 for a, b in spans for h in range(int(2 * a), int(2 * b))]


@pytest.mark.parametrize(
    ("between", "hours"),
    [
        (PEAKS, halves((8.5, 11), (17.5, 20))),
        # Only whole intervals count, also those that two spans cover together.
        (["08:45-10:15"], halves((9, 10))),
        (["08:00-08:50", "08:40-09:10"], halves((8, 9))),
        (["22:00-01:00"], halves((0, 1), (22, 24))),
        (["08:40-08:55"], []),
        ([], halves((0, 24))),
    ],
)
def test_a_target_holds_for_whole_intervals_within_its_times_of_day(between, hours):
    starts = np.arange(48) * HOUR / 2
    assert (starts[holds(target(between), starts, HOUR / 2)] / HOUR).tolist() == hours


@pytest.mark.parametrize("compare", [True, False])
def test_title_table_and_line_are_of_those_intervals(compare):
    data = of_peaks(PEAKS, compare=compare)
    table = level_numbers(data)
    judged = table[table["target"].notna()]
    assert (judged["at"] / HOUR).tolist() == halves((8.5, 11), (17.5, 20))
    told = level_finding(data, "en")
    assert "08:30–11:00, 17:30–20:00" in told
    before = int((judged["before"] >= 0.9).sum())
    numbers = [int(n) for n in re.findall(r"(?<![\d:–])\d+(?![\d:–])", told.split(": ", 1)[1])]
    if compare:
        assert numbers == [10, 90, 30, before, int((judged["after"] >= 0.9).sum())]
    else:
        assert numbers == [before, 10, 90, 30]
    axes = plot_level(table, lang="zh").axes[0]
    (line,) = [drawn for drawn in axes.lines if str(drawn.get_label()).startswith("目标")]
    x, y = (np.asarray(v, float) for v in line.get_data())
    whole = np.isfinite(y[:-1]) & np.isfinite(y[1:])
    assert np.diff(x)[whole].sum() == pytest.approx(5 * HOUR)
    assert "08:30–11:00、17:30–20:00" in line.get_label()


def test_hours_that_hold_no_whole_interval_are_told():
    data = of_peaks(["08:40-08:55"])
    assert level_numbers(data)["target"].isna().all()
    assert "no whole interval lies in the hours of the target (08:40–08:55)" in level_finding(
        data, "en"
    )
    plot_level(level_numbers(data), lang="en")


def test_hours_as_they_are_told():
    assert told_hours(target(["22:00-01:00", "08:00-24:00"]), "en") == "22:00–01:00, 08:00–24:00"
    assert told_hours(target([]), "zh") == ""
