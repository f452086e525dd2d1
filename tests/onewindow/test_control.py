"""The command and the function that draw control charts of measured data."""

import datetime as dt
import json
from pathlib import Path

import pytest

import onewindow as ow

ROOT = Path(__file__).parents[2]


def test_a_chart_is_drawn_and_told(call, folder):
    result = call("control", "days.csv", "--column", "Mean wait", "--reform", "2024-01-13")
    assert result.exit_code == 0, result.stderr
    assert "After the reform of 13 January 2024, mean wait fell from" in result.stdout
    assert sorted(path.suffix for path in (folder / "control").iterdir()) == [
        ".csv", ".pdf", ".png", ".svg", ".xlsx",
    ]  # fmt: skip


def test_shares_by_their_counts(call, folder):
    result = call("control", "days.csv", "--numerator", "on time", "--denominator", "finished",
                  "--json")  # fmt: skip
    document = json.loads(result.stdout)
    assert document["kind"] == "p"
    # By hand: 24 days of 80, 81, 82 and 83 of 100, six each.
    assert document["stages"][0]["centre"] == pytest.approx(0.815)


def test_python_and_the_command_say_the_same(call, folder):
    chart = ow.control_chart("days.csv", column="Mean wait", reform=[dt.date(2024, 1, 13)])
    result = call(
        "control", "days.csv", "--column", "Mean wait", "--reform", "2024-01-13", "--json"
    )
    document = json.loads(result.stdout)
    assert document["title"] == {"en": chart.title(), "zh": chart.title("zh")}
    assert len(chart.table()) == len(document["points"]) == 24
    assert document["points"][3]["date"] == "2024-01-04"
    # By hand: days 1 to 12 wait 20 + day % 3, 21 on the mean; 13 to 24 wait ten less.
    (change,) = document["changes"]
    assert (change["before"], change["after"]) == pytest.approx((21, 11))


def test_rows_without_a_value_are_counted_and_said(call, folder):
    text = Path("days.csv").read_text()
    Path("days.csv").write_text(text + "2024-01-25,,,\n2024-01-26,n/a,,\n")
    result = call("control", "days.csv", "--column", "Mean wait")
    assert (
        "warning: days.csv: 2 rows have no value and are left out of the chart: lines 26, 27."
        in (result.stderr)
    )
    assert result.exit_code == 0


def test_few_points_and_mixed_weeks_are_warned_of(tmp_path):
    start = dt.date(2024, 1, 1)
    rows = [f"{start + dt.timedelta(weeks=k)},{k % 3}\n" for k in range(15)]
    (tmp_path / "w.csv").write_text("week,wait\n" + "".join(rows))
    first, second = ow.control_chart(tmp_path / "w.csv", reform="2024-03-28").warnings()
    assert "the 2 points from 2024-03-28 on give rough limits" in first
    assert "lies between 2024-03-25 and 2024-04-01" in second
    (only,) = ow.control_chart(tmp_path / "w.csv", reform="2024-04-01", name="x").warnings()[
        1:
    ] or [""]
    assert only == ""


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("missing.csv", "missing.csv: expected a CSV file, got no file."),
        ("days.csv", "--column: expected one column of numbers beside the dates, got Mean wait"),
        ("days.csv --column wiat", "days.csv: --column: expected a column"),
        ("days.csv --column finished --reform soon", "--reform: expected a date like 2024-06-01"),
        ("days.csv --column finished --reform 2030-01-01", "expected at least 2 points from it on"),
        ("days.csv --column finished --kind c", "--kind: expected xmr, p, got 'c'."),
        ("days.csv --column finished --kind p", "--column: expected --numerator and --denominator"),
        ("days.csv --kind xmr --numerator finished", "--kind: expected --column with values"),
        ("days.csv --numerator finished", "--denominator: expected a column, got none."),
        ("days.csv --column finished --lang fr", "--lang: expected zh or en, got 'fr'"),
        ("days.csv --column finished --out days.csv", "days.csv"),
    ],
)
def test_a_mistake_is_one_sentence(call, folder, options, says):
    result = call("control", *options.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_data_are_never_written_over(call, folder):
    Path("c").mkdir()
    data = Path("c/control_chart.csv")
    data.write_bytes(Path("days.csv").read_bytes())
    result = call("control", data, "--column", "finished", "--out", "c")
    assert result.exit_code == 2
    assert data.read_bytes() == Path("days.csv").read_bytes()


def test_the_example_says_that_it_is_made_up():
    chart = ow.control_chart(
        ROOT / "examples" / "control" / "made_up.csv", column="平均等待时间", reform="2024-06-01"
    )
    assert "fell" in chart.title()
    assert len(chart.control.measured.left_out) == 3
    text = (ROOT / "examples" / "control" / "README.md").read_text(encoding="utf-8")
    assert "made up" in text
    assert "虚构" in text
