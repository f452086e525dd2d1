"""How evenly a roster shares out is counted as its rules count it, and drawn with a finding."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from onewindow.grid import Grid
from onewindow.roster.carried import carried_lines
from onewindow.roster.making import RosterResult, judged
from onewindow.roster.shown import shown_result, shown_roster
from onewindow.roster.words import summary
from optimize.roster.audit import charges
from optimize.roster.fairness import night_shares
from plots.chart_set import with_numbers
from plots.fonts import house_style
from plots.roster.charts import ROSTER_CHARTS
from plots.roster.even import even_finding, even_numbers
from plots.roster.even_chart import plot_even
from plots.roster.tables import fairness_table, spread_table
from scenarios.roster.case_of import case_of
from scenarios.roster.file import RosterFile
from scenarios.roster.roster_calendar import DayCalendar
from scenarios.roster.rosters import ASKED_FOR, CoverNeed, Person, RosterCase
from tests.plots.sample_rosters import EARLY, WEEK, week_case, week_shown


def of(numbers: pd.DataFrame, person: str, measure: str) -> pd.Series:
    rows = numbers[(numbers["person"] == person) & (numbers["measure"] == measure)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_each_person_has_what_their_row_says() -> None:
    numbers = even_numbers(week_shown())
    nights = of(numbers, "赵磊", "nights")
    # 7 nights and one on the eve for six people, of whom one is there on six days of seven:
    # 8 * 7 / 41 each.
    assert (nights["value"], nights["fair"]) == (5, pytest.approx(56 / 41))
    assert nights["beyond"] == pytest.approx(5 - 56 / 41)
    eve = of(numbers, "王芳", "nights")
    assert eve["before"] == 1
    assert of(numbers, "=cmd|' /C calc'!A0", "nights")["fair"] == pytest.approx(48 / 41)
    assert of(numbers, "李娜", "weekends")["value"] == 1
    assert of(numbers, "赵磊", "hours")["value"] == 40
    # She wished to be off on Saturday and works.
    assert of(numbers, "李娜", "unmet")["value"] == 1
    assert set(numbers[numbers["measure"] == "unmet"]["person"]) == {"李娜"}


def test_the_one_named_as_above_a_share_is_the_one_farthest_above() -> None:
    """Whoever cannot have any of it has no share, and is not the one."""
    data = week_shown()
    numbers = even_numbers(data)
    for measure in ("nights", "weekends"):
        rows = numbers[numbers["measure"] == measure].dropna(subset=["beyond"])
        first = rows.loc[rows["beyond"].idxmax()]
        assert f"{first['person']}比应摊多 {first['beyond']:.1f}" in even_finding(data, "zh")


def test_what_was_before_is_evened_out_by_those_who_were_there() -> None:
    """Old and new share what is needed alike; each of the old has their part of the past too."""
    case = week_case()
    names = ["赵磊", "王芳"]
    before = case.replace(
        people={name: one.replace(history=(), nights_before=4 * (name == "王芳"),
                                  new=name == "赵磊") for name, one in case.people.items()}
    )  # fmt: skip
    plain = case.replace(
        people={name: one.replace(history=()) for name, one in case.people.items()}
    )
    then, now = night_shares(before), night_shares(plain)
    assert then["赵磊"] == pytest.approx(now["赵磊"])
    assert sum(then.values()) == pytest.approx(sum(now.values()) + 4)
    old = [name for name in now if name != "赵磊"]
    assert all(then[name] > now[name] for name in old)
    assert set(names) <= set(then)


@pytest.mark.parametrize("measure", ["nights", "weekends", "hours"])
def test_shares_sum_to_what_is_needed(measure: str) -> None:
    numbers = even_numbers(week_shown())
    fair = numbers[numbers["measure"] == measure]["fair"].sum()
    case = week_case()
    weekend = sum(need.required for need in case.needs if need.day > 4)
    hours = sum(need.required * case.kinds[need.kind].hours for need in case.needs)
    assert fair == pytest.approx(
        {"nights": 7 + 1, "weekends": weekend + 1, "hours": hours}[measure]
    )


def test_a_price_is_asked_for_what_the_table_calls_beyond() -> None:
    case = week_case(strengths=dict.fromkeys(ASKED_FOR - {"extra_pay"}, 1.0))
    charged = {(one.rule, one.people[0]) for one in charges(case, WEEK)}
    numbers = even_numbers(week_shown())
    for measure, rule in [("nights", "even_nights"), ("weekends", "even_weekends"),
                          ("hours", "even_hours")]:  # fmt: skip
        rows = numbers[numbers["measure"] == measure]
        above = {(rule, name) for name in rows[rows["beyond"] > 1e-9]["person"]}
        assert above == {one for one in charged if one[0] == rule}


def may_day() -> RosterCase:
    """From Thursday 30 April 2026: 1 to 5 May are a holiday, and Saturday 9 May is a workday."""
    first = dt.date(2026, 4, 30)
    days = range(11)
    people = {
        "王芳": Person(holidays_before=4),
        "李娜": Person(),
        "陈静": Person(leave=(1, 2, 3, 4, 5)),
    }
    return RosterCase(
        first_day=first,
        days=len(days),
        kinds={"E": EARLY},
        people=people,
        needs=tuple(CoverNeed(day=day, kind="E", required=1) for day in days),
        holidays=DayCalendar(first, len(days), "CN").drawn(0),
        strengths={"even_holidays": 1.0, "even_weekends": 1.0},
    )


def test_duty_on_holidays_is_shared_out_among_those_who_are_there() -> None:
    """Nine days, five now and four before: 4.5 for each of the two who are there."""
    case = may_day()
    roster = {
        "王芳": (None, "E", *(None,) * 7, "E", "E"),
        "李娜": (None, None, *("E",) * 4, *(None,) * 5),
        "陈静": ("E", *(None,) * 5, *("E",) * 3, None, None),
    }
    data = shown_roster(case, roster)
    numbers = even_numbers(data)
    told = numbers[numbers["measure"] == "holidays"].set_index("person")
    assert dict(told["value"]) == {"王芳": 5, "李娜": 4}
    assert dict(told["before"]) == {"王芳": 4, "李娜": 0}
    assert dict(told["fair"]) == pytest.approx({"王芳": 4.5, "李娜": 4.5})
    # Of the weekends are left the 2nd, 3rd and 10th; the 9th is a workday.
    ends = numbers[numbers["measure"] == "weekends"].set_index("person")["value"]
    assert dict(ends) == {"王芳": 1, "李娜": 2, "陈静": 0}
    (found,) = [one for one in charges(case, roster) if one.rule == "even_holidays"]
    assert found.people == ("王芳",)
    assert "节假日值班应摊 4.5 天，实排 5 天（公平）" in found.sentence.zh
    assert "a fair share of 4.5 days of holidays, got 5 (fairness)" in found.sentence.en
    assert "王芳比应摊多 0.5 天" in even_finding(data, "zh")
    table = fairness_table(data, "zh").set_index("姓名")
    assert list(table["节假日值班（天，2 人，含此前）"].fillna(-1)) == [5, 4, -1]
    with house_style("zh"):
        drawn = [ax.get_xlabel() for ax in plot_even(numbers, lang="zh").axes]
    assert drawn == ["周末上班（天）", "节假日值班（天）", "工时（小时）"]


def test_a_roster_without_a_holiday_shares_none_out() -> None:
    people = {name: one.replace(holidays_before=3) for name, one in week_case().people.items()}
    data = shown_roster(week_case(people=people), WEEK)
    assert "holidays" not in set(even_numbers(data)["measure"])


def test_the_finding_names_who_has_most() -> None:
    zh, en = (even_finding(week_shown(), lang) for lang in ("zh", "en"))
    assert zh.startswith("夜班每人 0–5 次，赵磊比应摊多 3.6 次")
    # Hours are below fair shares, as shifts are missing: nobody has more.
    assert "工时每人 32–40 小时，没有人超过应摊" in zh
    assert "hours 32–40 h a person, nobody above a fair share" in en
    assert "0 of 1 wishes met" in en
    assert en.startswith("Nights 0–5 a person")


def week_of_few_nights() -> RosterFile:
    """Three may work nights, and two of them worked some of those that count."""
    return RosterFile.model_validate(
        {
            "first_day": "2026-03-02", "days": 7,
            "kinds": {
                "E": {"start": "07:00", "length": "8 h"},
                "N": {"start": "22:00", "length": "8 h", "skill": "night"},
            },
            "contracts": {"few": {"nights_most": 3}, "free": {}},
            "people": {
                "王芳": {"contract": "few", "skills": ["night"], "nights_before": 4},
                "李娜": {"contract": "few", "skills": ["night"], "nights_before": 2},
                "赵磊": {"contract": "free", "skills": ["night"], "weekends_before": 1},
                "陈静": {"contract": "free"},
            },
            "needs": [{"kind": "E", "people": 1}, {"kind": "N", "people": 1}],
        }
    )  # fmt: skip


def judged_few() -> RosterResult:
    file = week_of_few_nights()
    night = {"赵磊": ("N", "N", "N", None, None, "N", None), "李娜": (*[None] * 4, "N", None, None)}
    roster = {"王芳": (None,) * 7, **night, "陈静": (*["E"] * 5, None, None)}
    case = case_of(file)
    return judged(file, case, {name: roster[name] for name in case.people})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_name_has_one_number_on_the_screen_and_in_the_sheet(lang) -> None:
    found = judged_few()
    _, table, *_ = (part for part in summary(found, lang) if isinstance(part, Grid))
    sheet = fairness_table(shown_result(found), lang)
    spread = spread_table(sheet, lang)
    compared = [row[0] for row in table.rows if row[0] in spread.columns]
    assert len(compared) == 3  # nights, weekends and hours
    for name, cells in table.rows:
        if name in compared:
            told = [float(cell.plain) for cell in cells[:3]]
            assert told == pytest.approx(list(spread[name][:3]), abs=0.01)
    # What is counted otherwise has another name, which says how.
    own, counted = (c for c in sheet.columns if c.startswith(("夜班", "Nights")))
    assert counted in compared
    assert counted == {
        "zh": "夜班（次，3 人，含此前）", "en": "Nights (count, 3 people, with those before)",
    }[lang]  # fmt: skip
    people = sheet.set_index(sheet.columns[0])
    assert list(people[own]) == [0, 1, 4, 0]
    assert list(people[counted].fillna(-1)) == [4, 3, 4, -1]


def test_it_is_said_what_the_days_before_leave_of_the_nights_allowed() -> None:
    found = judged_few()
    zh, en = (
        [part for part in summary(found, lang) if isinstance(part, str)] for lang in ("zh", "en")
    )
    # 王芳 has none of her three left, and 李娜 one.
    assert "有上限的 2 人上限共 6 个，此前已用 5 个，本期还能上 1 个" in zh[0]
    assert zh[0].endswith("已用完：王芳 4/3。")
    assert "2 people with a limit may work 6, 5 of which are used up and 1 left" in en[0]
    assert en[0].endswith("None left: 王芳 4/3.")
    assert not list(carried_lines(week_case(), "en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_chart_has_a_row_for_each_person_and_a_mark_at_each_share(lang) -> None:
    ((chart, numbers),) = with_numbers(ROSTER_CHARTS, week_shown())
    with house_style(lang):
        figure = plot_even(numbers, lang=lang, title=chart.finding(week_shown(), lang))
        figure.canvas.draw()
    nights, weekends, hours, unmet = figure.axes
    assert [tick.get_text() for tick in nights.get_yticklabels()][-1] == "赵磊"
    for ax, measure in [(nights, "nights"), (weekends, "weekends"), (hours, "hours")]:
        (marks,) = ax.lines
        drawn = sorted(pd.Series(marks.get_xdata()).dropna())
        assert drawn == pytest.approx(sorted(numbers[numbers["measure"] == measure]["fair"]))
        # What was before and what is planned stand end to end: the last end of a row is its value.
        ends: dict[float, float] = {}
        for bar in ax.patches:
            end = bar.get_x() + bar.get_width()
            ends[bar.get_y()] = max(end, ends.get(bar.get_y(), 0.0))
        value = numbers[numbers["measure"] == measure]["value"]
        assert sorted(ends.values())[-len(value) :] == pytest.approx(sorted(value))
    assert not unmet.lines


def test_statutory_holidays_are_told_apart_from_other_days_off() -> None:
    """Paid at 300 % and at 200 %: of 1 to 7 October the first three, and then the others."""
    first = dt.date(2026, 10, 1)
    case = week_case(first_day=first, holidays=DayCalendar(first, 7, "CN").drawn(0))
    data = shown_roster(case, WEEK)
    table = fairness_table(data, "en").set_index("Name")
    statutory = table["Statutory holidays worked (days)"]
    others = table["Rest days worked (days, without statutory holidays)"]
    for name, row in WEEK.items():
        assert statutory[name] == sum(kind is not None for kind in row[:3])
        assert others[name] == sum(kind is not None for kind in row[3:])
