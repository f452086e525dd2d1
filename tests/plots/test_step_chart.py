"""What is said of the steps of a redesign, from effects worked out by hand."""

import pytest

from plots.charts import charts_of
from plots.exports import sheets
from plots.step_finding import step_finding, steps_method
from plots.step_numbers import step_numbers
from tests.plots.sample_steps import effects, stepped
from tests.plots.samples import hall

HALVES = {0: 4800, 1: 2400, 2: 2400, 3: 1200}
"""Each of two steps halves 80 minutes: of the 60 saved the first in order brings 40."""


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_two_alike_share_alike_and_the_order_is_told():
    data = stepped(effects(HALVES, 2), "set_capacity", "set_capacity")
    assert plain(step_finding(data, "zh")) == (
        "平均在厅时间减少的 60 分钟中，增减人手（第 1 步）占 50 %（先后次序不同，33 %–67 %）"
    )
    assert plain(step_finding(data, "en")) == (
        "Of the fall in mean hall time by 60 min, Capacity (step 1) brings 50% "
        "(33% to 67%, depending on the order)"
    )


def test_steps_that_need_each_other_are_named_together():
    # Nothing happens until both are there: half each, and neither alone.
    both = effects({0: 4800, 1: 4800, 2: 4800, 3: 1200, 4: 4200, 5: 4200, 6: 4200, 7: 600}, 3,
                   needs={1: (0,)})  # fmt: skip
    told = step_finding(stepped(both), "en")
    assert "Steps reordered and Steps in parallel bring 86% (one needs the other)" in told
    assert "两步相依" in step_finding(stepped(both), "zh")


def test_a_step_that_works_against_the_others_is_named():
    found = effects({0: 4800, 1: 1200, 2: 5400, 3: 1800}, 2)
    told = step_finding(stepped(found, "one_window", "share_data"), "en")
    assert "One window brings 120%" in told
    assert told.endswith("; Shared data works against it")


def test_no_change_is_not_shared_out():
    found = effects({0: 4800, 1: 4700, 2: 4900, 3: 4795}, 2)
    for lang, said in (("zh", "没有可分辨的变化"), ("en", "no distinguishable change")):
        told = step_finding(stepped(found, "one_window", "share_data"), lang)
        assert said in told
        assert "占" not in told
        assert "brings" not in told


def test_each_row_begins_where_the_one_above_ends():
    numbers = step_numbers(stepped())
    assert numbers["step_before"].tolist() == [7200, 7140, 5400]
    assert numbers["step_after"].tolist() == [7140, 5400, 3600]
    assert numbers["needs_zh"].tolist() == ["", "须先有第 1 步", ""]
    assert numbers["needs_en"].tolist() == ["", "needs step 1", ""]
    for order in ("sequential", "reverse", "shapley"):
        assert numbers[order].sum() == pytest.approx(-3600)


def test_of_many_steps_there_are_two_ways_and_it_is_said():
    ends = {(1 << k) - 1: 4800 - 300 * k for k in range(8)}
    ends |= {0b1111111 ^ c: 9600 - 2100 - v for c, v in ends.items()}
    data = stepped(effects(ends, 7), *["standardize"] * 7)
    (line,) = steps_method(data, "en")
    assert "more than 6 steps have no Shapley value" in line
    assert "Standard procedure (step 1) brings 14%" in step_finding(data, "en")
    assert step_numbers(data)["shapley"].isna().all()


def test_one_step_has_no_chart():
    data = stepped(effects({0: 4800, 1: 1200}, 1), "one_window")
    for one in (data, hall()):
        assert "steps" not in {chart.name for chart, _ in charts_of(one)}
        assert steps_method(one, "zh") == ()


def test_the_workbook_has_the_steps_with_all_their_digits():
    told = sheets(stepped(), "zh")["各步的贡献"]
    assert told["做法"].tolist() == ["调整顺序", "并联审批", "数据共享"]
    assert told["前提"].tolist() == ["", "须先有第 1 步", ""]
    assert told["按方案次序的贡献 [秒]"].tolist() == [-60, -1740, -1800]
