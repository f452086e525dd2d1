"""Planned shifts as files and pages, and what other goals would take."""

import json
from dataclasses import replace

import openpyxl
import pytest
from typer.testing import CliRunner

from onewindow import exploring
from onewindow.cli import app
from onewindow.exploring import explore, goals_of
from onewindow.requiring import Asked
from onewindow.staff_shown import goal_of, shown
from onewindow.staffing import Solving, staff
from optimize.promise import Promise
from plots.staff.files import STAFF_FILES
from scenarios.errors import DataError, InfeasibleError
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

    def fake(model, asked, *others):
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
