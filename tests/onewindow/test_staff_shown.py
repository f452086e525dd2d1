"""Planned shifts as files and pages, and what other goals would take."""

import json
import re
from dataclasses import replace

import numpy as np
import openpyxl
import pytest
from typer.testing import CliRunner

from onewindow import exploring, staff_compared
from onewindow.cli import app
from onewindow.exploring import explore, goals_of
from onewindow.requiring import Asked
from onewindow.simulated import SimulatedEvaluation
from onewindow.staff_shown import goal_of, shown
from onewindow.staffing import Solving, staff
from onewindow.study import Redesign, Study
from optimize.evaluation import Counts
from optimize.judging import judge
from optimize.promise import Promise
from plots.chart_set import with_numbers
from plots.language import LANGS
from plots.staff.charts import STAFF_CHARTS
from plots.staff.files import STAFF_FILES
from plots.staff.findings import staff_finding
from plots.staff.page_tables import interval_rows, key_rows
from scenarios.errors import DataError, InfeasibleError, Interrupted
from scenarios.writing import write_model
from tests.onewindow.test_staffing import EFFORT, hotline

LEVEL = Promise("service_level", 0.9, 30.0)
ASKED = Asked("80% in 30 s", interval="1 h")


@pytest.fixture(scope="module")
def found():
    return staff(hotline(), ASKED, Solving(), EFFORT, 1, lambda _: None)


def test_goals_are_read_in_percent_or_seconds():
    assert goals_of("95, 80%，85", LEVEL) == (0.8, 0.85, 0.95)
    assert goals_of(None, LEVEL) == (0.8, 0.85, 0.9, 0.95)
    wait = Promise("mean_wait", 20.0)
    assert goals_of("30 s,120", wait) == (30.0, 120.0)
    assert goals_of(None, wait) == (10.0, 20.0, 30.0, 40.0)


@pytest.mark.parametrize("text", ["", "0", "100", "eighty", "80,,90", "nan"])
def test_goals_that_are_none_are_refused(text):
    with pytest.raises(DataError, match=r"--goals: expected percents .*, got '.*'\. Write"):
        goals_of(text, LEVEL)


def explored(found, goals, effort=EFFORT):
    return explore(found.model, ASKED, found, goals, Solving(), effort, 1, lambda _: lambda _: None)


def test_each_goal_is_asked_for_once_and_what_is_done_is_kept(found, monkeypatch):
    seen = []

    def fake(model, asked, solving, *others):
        assert solving.at_once == 0  # a plan that nothing is known of would not be shown
        seen.append(asked.goal)
        if asked.goal == 0.85:
            raise InfeasibleError("too few seats.")
        if asked.goal == 0.95:
            raise KeyboardInterrupt
        return found

    monkeypatch.setattr(exploring, "staff", fake)
    result = explored(found, (0.7, 0.8, 0.85, 0.9, 0.95, 0.99))
    assert seen == [0.7, 0.85, 0.9, 0.95]
    assert result.goals == (goal_of(found),) * 3
    assert result.refused == ("--goals 0.85: too few seats.",)
    assert result.interrupted


def test_a_goal_whose_search_was_interrupted_is_the_last(found, monkeypatch):
    cut = replace(found, proven=replace(found.proven, interrupted=True))
    monkeypatch.setattr(exploring, "staff", lambda *_: cut)
    result = explored(found, (0.7, 0.9))
    assert [one.status for one in result.goals] == ["met", "interrupted"]
    assert result.interrupted


def test_a_goal_has_the_plan_of_a_harder_one_where_that_is_cheaper(found, monkeypatch):
    # The search for 60 % ended with a plan that is dearer than that for 70 %, which keeps it too.
    mine = goal_of(found)
    hours = {0.6: mine.paid_hours + 9, 0.7: mine.paid_hours - 9, 0.9: mine.paid_hours + 5}
    searched = []

    def fake(model, asked, *others):
        searched.append(asked.goal)
        return found

    def told(one):
        goal = searched[-1] if searched else mine.goal
        return replace(mine, goal=goal, paid_hours=hours.get(goal, mine.paid_hours))

    monkeypatch.setattr(exploring, "staff", fake)
    monkeypatch.setattr(exploring, "goal_of", told)
    result = explored(found, (0.6, 0.7, 0.9))
    taken = {one.goal: one.paid_hours for one in result.goals}
    assert taken == {**hours, 0.8: mine.paid_hours, 0.6: mine.paid_hours - 9}


def test_more_is_promised_for_more_hours(found):
    low, high = (
        next(one for one in explored(found, (goal,)).goals if one.goal == goal)
        for goal in (0.5, 0.95)
    )
    mine = goal_of(found)
    assert low.paid_hours <= mine.paid_hours <= high.paid_hours
    assert low.level.value < high.level.value
    assert high.least >= 0.95
    assert high.met == high.places == 8


def test_what_is_shown_are_the_tables(found):
    data = shown(found, 1)
    table = found.intervals()
    assert data.intervals["staffed"].tolist() == table["staffed"].tolist()
    assert (data.intervals["at"] / 3600).tolist() == list(range(9, 17))
    assert data.scopes["end"].iloc[-1] == 17 * 3600
    assert data.paid_hours == pytest.approx(found.shifts()["paid_hours"].sum())
    # A shift in clock times and in seconds is one shift.
    for told, row in zip(
        found.shifts().to_dict("records"), data.shifts.to_dict("records"), strict=True
    ):
        hours, minutes = map(int, told["start"].split(":"))
        assert row["at"] == 3600 * hours + 60 * minutes
        assert len(row["breaks"]) == len(told["breaks"].split(", "))


def run(tmp_path, *more):
    file = tmp_path / "small.yaml"
    if not file.exists():
        write_model(hotline(), file)
    arguments = ["staff", str(file), "--target", "80% in 30 s", "--interval", "1h", "-n", "20"]
    return CliRunner().invoke(app, [*arguments, *more], catch_exceptions=False)


def test_the_command_writes_all_of_it_and_tells_the_goals(tmp_path):
    out, page = tmp_path / "out", tmp_path / "page.html"
    result = run(
        tmp_path, "--explore", "--goals", "60", "--json", "--out", str(out), "--report", str(page),
        "--lang", "zh",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert {file.name for file in out.iterdir()} == {
        *STAFF_FILES.names(), "intervals.csv", "shifts.csv"
    }  # fmt: skip
    assert sorted(told["files"]) == sorted(map(str, [*out.iterdir(), page]))
    assert page.read_text("utf-8") == (out / "staffing.html").read_text("utf-8")
    assert [one["goal"] for one in told["goals"]] == [0.8, 0.6]
    assert set(told["goals"][0]["level"]) == {"value", "low", "high"}
    sheet = openpyxl.load_workbook(out / "staffing.xlsx")["目标与成本"]
    hours = [row[1].value for row in sheet.iter_rows(min_row=2)]
    assert hours == [one["paid_hours"] for one in told["goals"]]


def test_without_the_option_there_is_one_goal_and_no_file(tmp_path):
    result = run(tmp_path, "--json")
    assert json.loads(result.stdout)["goals"] == []
    assert [file.name for file in tmp_path.iterdir()] == ["small.yaml"]


@pytest.mark.parametrize("per", ["interval", "day"])
def test_ctrl_c_before_the_first_simulation_keeps_its_shifts_and_says_so(
    tmp_path, monkeypatch, per
):
    def pressed(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(SimulatedEvaluation, "with_people", pressed)
    told = json.loads(run(tmp_path, "--json", "--per", per).stdout)
    assert (told["status"], told["interrupted"], told["replications"]) == ("interrupted", True, 0)
    # The shifts cover what the formula asks for, and nothing is said of how they do.
    assert told["shifts"]
    for row in told["intervals"]:
        assert row["staffed"] >= row["required"] > 0
        assert (row["level"], row["verdict"]) == (None, "unclear")
    assert told["rounds"] == []
    for lang, words in (("zh", "还没有仿真，能否达标不知道"), ("en", "it has not been simulated")):
        result = run(tmp_path, "--lang", lang, "--per", per)
        assert result.exit_code == 130
        assert words in " ".join(result.stdout.split())
        assert not re.search(r"\bnan\b", result.stdout, re.IGNORECASE)


def test_what_was_not_simulated_has_no_chart_of_levels_and_a_finding_that_says_so(found):
    nothing = judge(Counts(*np.empty((2, 0, 8, 1))), LEVEL, np.eye(8, dtype=bool), 0.05)
    proven = replace(found.proven, check=nothing, interrupted=True, rounds=())
    data = shown(replace(found, proven=proven), 1)
    names = [chart.name for chart, _ in with_numbers(STAFF_CHARTS, data)]
    assert names == ["staffed", "shifts"]
    assert "未经仿真" in staff_finding(data, "zh")
    assert "before it was simulated" in staff_finding(data, "en")
    for lang in LANGS:
        for table in (key_rows(data, lang), *interval_rows(data, lang)):
            assert not any("nan" in cell.text for row in table.rows for cell in row)


def test_goals_and_redesigns_of_which_nothing_is_known_are_left_out(found, monkeypatch):
    proven = found.proven
    nothing = replace(proven.check, replications=0)
    cut = replace(found, proven=replace(proven, check=nothing, interrupted=True))
    monkeypatch.setattr(exploring, "staff", lambda *_: cut)
    assert explored(found, (0.7,)).goals == (goal_of(found),)
    assert explored(found, (0.7,)).interrupted
    same = Redesign("same", found.model.title, None, found.model)
    study = Study("small", found.model, {"same": same})
    for second in (cut, KeyboardInterrupt, Interrupted("stopped.")):
        answers = iter((found, second))

        def answer(*_, answers=answers):
            one = next(answers)
            if one is found or one is cut:
                return one
            raise one

        monkeypatch.setattr(staff_compared, "staff", answer)
        compared = staff_compared.staff_compared(
            study, ASKED, Solving(), EFFORT, 1, lambda *_: None
        )
        assert (list(compared.found), compared.interrupted) == (["baseline"], True)


def test_mistakes_are_told_before_the_search(tmp_path, monkeypatch):
    monkeypatch.setattr("onewindow.staffing.staff", lambda *_: pytest.fail("searched"))
    for more, what in (
        (("--report", "page.txt"), "expected a file that ends in .html, .htm"),
        (("--explore", "--goals", "110"), "--goals: expected percents"),
        (("--compare", "--explore"), "--compare: expected neither --explore nor --report"),
    ):
        result = run(tmp_path, *more)
        assert result.exit_code == 2
        assert what in result.stderr
