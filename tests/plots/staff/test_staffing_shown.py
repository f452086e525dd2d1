"""What charts, tables and the page of planned shifts contain."""

import math
import re
from dataclasses import replace
from typing import get_args

import numpy as np
import openpyxl
import pandas as pd
import pytest

from optimize.promise import Measure, Promise
from plots.chart_set import with_numbers
from plots.day_kinds import kind_words
from plots.fonts import house_style
from plots.language import LANGS
from plots.promise_words import bare_level, goal_words, measure_words
from plots.staff.charts import STAFF_CHARTS
from plots.staff.files import STAFF_FILES
from plots.staff.findings import (
    front_finding,
    level_finding,
    presence_finding,
    shift_finding,
    staff_finding,
)
from plots.staff.page import staff_html
from plots.staff.points import front_numbers, presence_numbers, reached_numbers, shift_numbers
from plots.staff.shift_rows import Away, shift_rows
from plots.staff.tables import staff_sheets
from tests.plots.sample_staff import HOUR, LEVEL, goals, met, model, one_day, peak, week

NBSP = "\N{NO-BREAK SPACE}"


def plain(text):
    return text.replace(NBSP, " ")


def drawn(name, data, lang="en"):
    chart = next(one for one in STAFF_CHARTS if one.name == name)
    with house_style(lang):
        return chart.plot(chart.numbers(data), lang=lang, title=chart.finding(data, lang))


def labels(ax):
    return ax.get_legend_handles_labels()[1]


def test_the_finding_says_hours_promise_and_the_tightest_place():
    assert plain(staff_finding(met(one_day()), "en")) == (
        "23 paid hours a day keep 90 % answered within 30 s in all 4 intervals; the tightest is "
        "10:00 with 91.7 %"
    )
    assert plain(staff_finding(met(one_day()), "zh")) == (
        "每天计薪 23 小时，全部 4 个时段都做到 30 秒内接起 90 %；最紧的是 10:00，为 91.7 %"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_what_holds_in_a_model_that_forecasts_badly_says_so_wherever_it_is_read(lang):
    data = met(one_day())
    words = {"zh": "放弃比例不可信", "en": "Abandoned: not to be trusted"}
    doubted = replace(data, model=model(judged=words))
    trusted = replace(data, model=model(judged=words, judged_well=True))
    for finding in (staff_finding, level_finding):
        plainly = finding(data, lang)
        assert finding(trusted, lang) == plainly
        said = finding(doubted, lang)
        assert said.startswith(plainly)
        assert said != plainly
        assert {"zh": "模型", "en": "model"}[lang] in said[len(plainly) :]


def test_what_is_missed_or_unclear_is_said():
    assert plain(staff_finding(one_day(), "en")) == (
        "23 paid hours a day do not keep 90 % answered within 30 s everywhere: missed in 1 of 4 "
        "intervals; the tightest is 10:00 with 80.1 %"
    )
    assert "4 个时段中的 1 个未达标" in staff_finding(one_day(), "zh")
    assert plain(level_finding(one_day(), "en")).startswith(
        "90 % answered within 30 s is kept for certain in 2 of 4 intervals, 1 misses it, 1 is "
        "unclear"
    )
    unclear = one_day(status="unclear")
    unclear = replace(unclear, scopes=unclear.scopes.replace({"verdict": {"not_met": "met"}}))
    assert "is unclear in 1 of 4 intervals" in staff_finding(unclear, "en")
    stopped = staff_finding(one_day(status="interrupted"), "en")
    assert stopped.startswith("Interrupted and not checked")
    assert "未经复核" in staff_finding(one_day(status="interrupted"), "zh")


def test_a_peak_and_a_kind_of_day_have_their_names():
    assert plain(staff_finding(peak(), "en")) == (
        "23 paid hours a day do not keep 90 % answered within 30 s in the peak: 85.0 %"
    )
    assert plain(staff_finding(peak(), "zh")) == (
        "每天计薪 23 小时做不到这个高峰 30 秒内接起 90 %，为 85.0 %"
    )
    assert plain(level_finding(peak(), "zh")) == "30 秒内接起 90 %：这个高峰没有做到，为 85.0 %"
    assert "answered within 30 s in the peak: 85.0" in plain(
        staff_finding(replace(peak(), status="met"), "en")
    )
    text = plain(staff_finding(week(), "en"))
    assert "4 of 16 intervals of 2 queues" in text
    assert "Talk Mon–Fri 10:00 with 80.1 %" in text
    assert "接听 周一至周五 10:00" in staff_finding(week(), "zh")


def test_kinds_of_days_whose_weekdays_do_not_tell_them_apart_have_dates():
    alike = ((0, 2), (7,))  # an ordinary Monday and Wednesday, and a Monday that differs
    start = one_day().model.start_date
    assert kind_words(0, alike, start, "en") == "2 March 2026 and 1 more like it"
    assert kind_words(7, alike, start, "zh") == "2026年3月9日"
    assert kind_words(0, ((0, 2), (1, 5)), start, "en") == "Mon, Wed"
    assert kind_words(0, ((0, 1, 2),), start, "en") == ""


@pytest.mark.parametrize(
    ("level", "text"), [(0.8997, "89.9"), (0.9003, "90.1"), (0.9, "90.0"), (0.94286, "94.3")]
)
def test_no_level_is_rounded_over_its_goal(level, text):
    assert bare_level(LEVEL, level) == text


def test_no_wait_is_rounded_over_its_goal():
    wait = Promise("mean_wait", 15.0)
    assert [bare_level(wait, one) for one in (15.04, 14.98, 12.34)] == ["15.1", "14.9", "12.3"]
    assert bare_level(wait, math.inf) == "∞"
    assert plain(goal_words(wait, "en")) == "a mean wait of 15 s at most"
    hall = replace(LEVEL, within=900.0)
    assert plain(goal_words(hall, "zh")) == "90 % 的人等待不超过 15 分钟"


def test_over_and_under_are_hours_of_a_mean_day():
    numbers = presence_numbers(one_day())
    assert numbers["over"].tolist() == [1, 0, 0, 0]
    assert numbers["under"].tolist() == [0, 1, 0, 0]
    assert presence_finding(one_day(), "en") == (
        "At most 3 people on position at once; against the formula 1 h a day more and 1 h a "
        "day fewer"
    )
    # Three agents: one more at 9, two at 11, one fewer at 10; two at the desk: one more at 11, two
    # and one fewer at 10 and 13; on each day of the week.
    assert presence_finding(week(), "zh") == (
        "在岗最多同时 5 人；与公式所需相比，每天多 4 人时、少 4 人时"
    )


def test_the_steps_are_the_table_and_the_areas_are_named():
    ax = drawn("staffed", one_day()).axes[0]
    lines = {line.get_label(): line for line in ax.lines}
    staffed = lines["Staffed by the shifts (people)"].get_ydata()
    # Each interval has both its ends; the shut hour between two of them is a gap.
    np.testing.assert_array_equal(staffed, [3, 3, 3, 3, 1, 1, np.nan, 3, 3])
    load = lines["Offered load (erlang)"].get_ydata()
    assert load[2] == 2.035
    assert {"More than the formula", "Fewer than the formula"} < set(labels(ax))
    assert "比公式少" in labels(drawn("staffed", one_day(), "zh").axes[0])
    enough = one_day()
    more = replace(enough, intervals=enough.intervals.assign(staffed=9))
    assert "Fewer than the formula" not in labels(drawn("staffed", more).axes[0])


def test_each_pool_and_kind_of_day_has_a_panel():
    titles = [ax.get_title(loc="left") for ax in drawn("staffed", week()).axes]
    assert titles == [
        "Agents · Mon–Fri", "Desk · Mon–Fri", "Agents · Sat, Sun", "Desk · Sat, Sun",
    ]  # fmt: skip


def test_what_misses_the_goal_is_marked_where_it_is():
    ax = drawn("level", one_day()).axes[0]
    marks = {one.get_label(): one for one in ax.lines}
    assert marks["Missed"].get_ydata() == pytest.approx([80.12])
    assert marks["Missed"].get_xdata() == pytest.approx([1.5 * HOUR])
    assert marks["Unclear"].get_ydata() == pytest.approx([89.97])
    assert marks["Goal: 90\N{NO-BREAK SPACE}% answered within 30 s"].get_ydata()[0] == 90
    assert "(%)" in ax.get_ylabel()
    assert ax.get_ylim()[0] < 77


def test_the_goal_of_a_peak_is_drawn_in_the_peak_alone():
    ax = drawn("level", peak()).axes[0]
    goal = next(one for one in ax.lines if one.get_label().startswith("Goal")).get_ydata()
    np.testing.assert_array_equal(np.isnan(goal), [0, 0, 0, 0, 1, 1, 1, 1, 1])
    assert {"All together", "Missed"} <= set(labels(ax))
    table = reached_numbers(peak())
    place = table[table["what"] == "place"].iloc[0]
    assert (place["level"], place["at"], place["end"]) == (85.0, 9 * HOUR, 11 * HOUR)


def test_a_wait_is_in_seconds():
    data = one_day(promise=Promise("mean_wait", 0.85))
    ax = drawn("level", data, "zh").axes[0]
    assert ax.get_ylabel() == "平均等待（秒）"
    # The longest wait is the tightest.
    assert plain(staff_finding(data, "en")).endswith("the tightest is 09:00 with 1.0 s")


def test_few_shifts_have_a_row_each_and_many_share_one():
    numbers = shift_numbers(one_day())
    each = shift_rows(numbers, 1)
    assert [row.people for row in each] == [(1,)] * 3
    shared = shift_rows(numbers, 1, most_each=2)
    assert [(row.kind, row.people) for row in shared] == [("=day", (2,)), ("night", (1,))]
    # Both have their first break at once; of the lunches one overlaps the other by a quarter.
    quarter = HOUR / 4
    noon = 12 * HOUR
    assert shared[0].away == (
        Away(9 * HOUR, 9 * HOUR + quarter, 1.0, True),
        Away(noon, noon + quarter, 0.5, False),
        Away(noon + quarter, noon + 2 * quarter, 1.0, False),
        Away(noon + 2 * quarter, noon + 3 * quarter, 0.5, False),
    )


def test_a_week_has_a_column_of_counts_for_each_day():
    rows = shift_rows(shift_numbers(week()), 7)
    assert [row.people for row in rows] == [(2,) * 7, (1,) * 7] * 2
    texts = [one.get_text() for one in drawn("shifts", week(), "zh").axes[0].texts]
    assert {"周一", "周日"} <= set(texts)
    assert texts.count("2") == 14
    assert [one for one in texts if "夜班" in one] == ["坐席 · 夜班", "窗口 · 夜班"]


def test_bars_end_where_shifts_do_on_the_next_day_too():
    ax = drawn("shifts", one_day()).axes[0]
    ends = {patch.get_x() + patch.get_width() for patch in ax.patches}
    assert {16 * HOUR, 30 * HOUR} <= ends
    ticks = [tick.get_text() for tick in ax.get_xticklabels()]
    assert "02:00\n+1 d" in ticks
    assert (
        shift_finding(one_day(), "en") == "3 shifts a day (=Day 2, Night 1) with 2 different times"
    )
    assert shift_finding(week(), "zh").startswith("每周 42 个班")


def test_the_front_leaves_out_what_is_dearer_and_worse():
    data = one_day(goals=goals())
    numbers = front_numbers(data)
    assert numbers["goal"].tolist() == [80, 90, 85, 95]
    assert numbers["best"].tolist() == [True, True, False, True]
    assert numbers.loc[numbers["asked"], "goal"].tolist() == [90]
    waits = tuple(replace(one, goal=60 * one.goal) for one in goals())
    slower = front_numbers(one_day(goals=waits, promise=Promise("mean_wait", 54.0)))
    assert slower["best"].tolist() == [True, False, False, False]  # of waits less is better
    assert plain(front_finding(data, "en")) == (
        "From a goal of 80 % to 90 %, paid hours a day go from 20 to 23 (+15 %)"
    )
    same = tuple(replace(one, paid_hours=20.0) for one in goals()[:2])
    twins = one_day(goals=same)
    assert front_numbers(twins)["best"].all()  # as dear as each other: neither beats the other
    texts = [plain(one.get_text()) for one in drawn("front", twins, "zh").axes[0].texts]
    assert texts == ["目标 80、90 %\n20.0 小时"]
    ax = drawn("front", data).axes[0]
    assert any(plain(one.get_text()) == "goal 95 %\n30.0 h" for one in ax.texts)
    assert "Goal met, but another is cheaper and better" in labels(ax)


def test_without_other_goals_there_is_no_front():
    drawn = with_numbers(STAFF_CHARTS, one_day())
    assert [chart.name for chart, _ in drawn] == ["staffed", "level", "shifts"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_workbook_has_all_digits_and_runs_nothing(tmp_path, lang):
    data = one_day(goals=goals())
    asked = []
    files = STAFF_FILES.write(data, tmp_path, lang=lang, progress=lambda *n: asked.append(n))
    assert {file.name for file in files} == set(STAFF_FILES.names())
    assert asked[-1] == (12, 12)
    book = openpyxl.load_workbook(tmp_path / "staffing.xlsx")
    names = {
        "zh": ["摘要", "时段", "考核范围", "班次", "目标与成本", "搜索过程"],
        "en": ["Summary", "Intervals", "Scopes", "Shifts", "Goals", "Rounds"],
    }[lang]
    assert book.sheetnames == names
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert {"zh": "'=白班", "en": "'=Day"}[lang] in {cell.value for cell in cells}
    values = [cell.value for cell in cells]
    for number in (0.9512345678901234, 0.9123456789012345, 22.123456789, 0.0987654321, 2.035):
        assert number in values
    table = pd.read_excel(tmp_path / "staffing.xlsx", sheet_name=names[1])
    unit = {"zh": "[人]", "en": "[people]"}[lang]
    people = [name for name in table if unit in str(name)]
    assert table[people].to_numpy().tolist() == [[2, 2, 3], [4, 4, 3], [1, 0, 1], [3, 3, 3]]
    for name in table.select_dtypes("number"):
        assert re.search(r"\[.+\]", str(name))


def test_the_heads_of_a_language_are_in_that_language():
    for lang, foreign in (("zh", r"[A-Za-z]{3}"), ("en", r"[一-鿿]")):
        for name, table in staff_sheets(week(), lang).items():
            for head in (name, *map(str, table)):
                assert not re.search(foreign, head), head


def test_shifts_of_a_week_have_weekdays_persons_and_clocks():
    table = staff_sheets(week(), "zh")["班次"]
    assert table["日"].unique().tolist() == [f"周{c}" for c in "一二三四五六日"]
    assert table["人员"].max() == 7
    assert table.loc[2, "止"] == "次日 06:00"
    assert table.loc[0, "休息"] == "09:00–09:15、12:00–12:30（无薪）"
    assert staff_sheets(one_day(), "en")["Shifts"].loc[2, "Breaks"] == (
        "01:00 next day–01:15 next day"
    )


def test_the_page_is_whole_in_both_languages():
    data = one_day(goals=goals())
    html = plain(staff_html(data, lang="en"))
    assert not re.search(r"(src|href)=\"(?!#|data:)", html)
    for lang in LANGS:
        assert plain(staff_finding(data, lang)) in html
        for chart in STAFF_CHARTS:
            assert plain(chart.finding(data, lang)) in html
            assert f'id="{chart.name}-{lang}-' in html
    assert "80.1" in html
    assert "77.0–83.0" in html
    assert html.count("<svg") == 8
    # No promise, no table of goals; what is drawn once is said twice, in two languages.
    assert "What other goals cost" not in staff_html(one_day())


def test_the_same_plan_gives_the_same_page():
    assert staff_html(week()) == staff_html(week())


def test_every_promise_has_its_words_in_both_languages():
    for measure in get_args(Measure):
        promise = Promise(measure, 0.9, 3600.0)
        for words in (goal_words, measure_words):
            assert re.search("[一-鿿]", words(promise, "zh"))
            assert not re.search("[一-鿿]", words(promise, "en"))
