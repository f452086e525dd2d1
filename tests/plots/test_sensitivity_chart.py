"""What is said of single numbers, from movements worked out by hand."""

import math

import pandas as pd
import pytest

from plots.charts import charts_of
from plots.exports import sheets
from plots.sensitivity_finding import sensitivity_finding, sensitivity_method, turns
from plots.sensitivity_numbers import sensitivity_numbers
from tests.plots.sample_sensitivity import moved
from tests.plots.samples import hall


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_where_nothing_turns_it_around_the_range_is_told():
    data = moved(
        {"activities.accept.service_time.mean": (-3000, -4200), "pools.w1.seats": (None, -3300)}
    )
    assert plain(sensitivity_finding(data, "en")).startswith(
        "No single number that is 20% off turns the result around: mean hall time changes by "
        "−70 to −50 min; “"
    )
    assert "结论都不变：平均在厅时间的变化在 −70 至 −50 分钟之间" in plain(
        sensitivity_finding(data, "zh")
    )


@pytest.mark.parametrize("end", [100, -50])
def test_a_number_that_turns_it_around_is_named(end):
    # Half of the interval is 60 s of the result and 30 s of the movement: -50 s is not certain.
    data = moved(
        {"pools.w1.seats": (None, end), "activities.accept.service_time.mean": (-3000, -4200)}
    )
    told = sensitivity_finding(data, "en")
    assert "is no longer certain if this is 20% off" in told
    assert told.endswith("seats")
    assert "不再有把握地减少" in sensitivity_finding(data, "zh")


def test_half_widths_of_result_and_movement_are_added():
    data = moved(
        {"pools.w1.seats": (None, -89), "activities.accept.service_time.mean": (-3000, -91)}
    )
    rows = [row for _, row in sensitivity_numbers(data).iterrows()]
    assert [turns(row, data.sensitivity) for row in rows] == [True, False]


def test_no_change_to_begin_with_is_said():
    data = moved({"pools.w1.seats": (None, -300)}, difference=-20.0)
    assert "no distinguishable change" in sensitivity_finding(data, "en")
    assert "本来就没有可分辨的变化" in sensitivity_finding(data, "zh")


def test_of_one_model_alone_its_own_value_moves():
    data = moved({"pools.w1.seats": (None, 3000)}, alone=True)
    told = plain(sensitivity_finding(data, "en"))
    assert told.startswith("What counts most for mean hall time is “")
    assert told.endswith("from 6 to 7.2, it is 50–60 min")
    (name,) = {chart.name for chart, _ in charts_of(data)} & {"sensitivity"}
    assert name


def test_nothing_looked_at_nothing_shown():
    for data in (hall(), moved({})):
        assert "sensitivity" not in {chart.name for chart, _ in charts_of(data)}
        assert sensitivity_method(data, "zh") == ()
        assert sensitivity_finding(data, "zh") == ""


def test_numbers_of_steps_are_called_by_their_step():
    data = moved({"redesign[0].time_factor": (-3000, -4000), "redesign[2].size": (-3500, -3700)})
    numbers = sensitivity_numbers(data)
    assert numbers["path_zh"].tolist() == [
        "一窗受理（第 1 步） · 时间系数",
        "一窗受理（第 3 步） · 席位",
    ]
    assert numbers["path_en"][0] == "One window (step 1) · time factor"


def test_the_workbook_has_them_with_all_their_digits():
    told = sheets(moved({"pools.w1.seats": (None, -3300)}), "zh")["哪些数字最要紧"]
    assert told["增后的差 [秒]"].tolist() == [-3300]
    assert math.isnan(told["减后的差 [秒]"][0])
    assert isinstance(told, pd.DataFrame)
