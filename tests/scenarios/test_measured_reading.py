"""Tables of measured values as offices write them, and what is told of wrong ones."""

import datetime as dt
from pathlib import Path

import pytest

from scenarios.errors import DataError
from scenarios.measured import Wanted
from scenarios.measured_reading import read_shares, read_values
from scenarios.written_cells import date_in, name_and_unit, number_in

PLAIN = "date,Mean wait (min)\n2024-05-30,18.5\n2024-05-31,17.1\n2024-06-01,9.0\n"


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(text, encoding="utf-8"):
        (tmp_path / "t.csv").write_bytes(text.encode(encoding))
        return "t.csv"

    return write


def told(read, *arguments):
    with pytest.raises(DataError) as error:
        read(*arguments)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-06-01", (2024, 6, 1)),
        ("2024/6/1", (2024, 6, 1)),
        ("2024.6.1", (2024, 6, 1)),
        ("20240601", (2024, 6, 1)),
        ("2024年6月1日", (2024, 6, 1)),
        ("２０２４年６月１日", (2024, 6, 1)),
        ("2024-06-01 09:30:00", (2024, 6, 1)),
        ("2024-06-01T00:00", (2024, 6, 1)),
        ("2024-06", (2024, 6, 1)),
        ("2024年6月", (2024, 6, 1)),
        ("2024-W23", (2024, 6, 3)),  # ISO 8601: the Monday of the 23rd week
        ("2024年第23周", (2024, 6, 3)),
    ],
)
def test_dates_as_people_write_them(cell, day):
    assert date_in(cell) == dt.date(*day)


@pytest.mark.parametrize("cell", ["2024-02-30", "2024-13", "01/06/2024", "合计", "", "2024-W60"])
def test_what_is_no_date(cell):
    assert date_in(cell) is None


def test_dates_in_a_way_of_their_own():
    assert date_in("01/06/2024", "%d/%m/%Y") == dt.date(2024, 6, 1)
    assert date_in("2024-06-01", "%d/%m/%Y") is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("18.5", (18.5, False)),
        ("-3", (-3.0, False)),
        ("−3", (-3.0, False)),
        ("1,204.5", (1204.5, False)),
        ("98.2%", (98.2, True)),
        ("98.2 ％", (98.2, True)),
        ("１２", (12.0, False)),
        (".5", (0.5, False)),
        ("1,5", None),
        ("inf", None),
        ("1e999", None),
        ("12 min", None),
        ("0:12:30", None),
    ],
)
def test_numbers_as_people_write_them(cell, number):
    assert number_in(cell) == number


def test_heads_with_units():
    assert name_and_unit("Mean wait (min)") == ("Mean wait", "min")
    assert name_and_unit("平均等待时间（分钟）") == ("平均等待时间", "分钟")
    assert name_and_unit("wait [s]") == ("wait", "s")
    assert name_and_unit("wait") == ("wait", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_files_of_any_office_program(table, encoding, separator):
    text = "日期,平均等待时间（分钟）,备注\n2024年6月2日,9.0,好\n2024年6月1日,18.5,\n\n"
    found = read_values(table(text.replace(",", separator), encoding))
    assert (found.name, found.unit) == ("平均等待时间", "分钟")
    assert found.dates == (dt.date(2024, 6, 1), dt.date(2024, 6, 2))  # in order
    assert found.values.tolist() == [18.5, 9.0]


def test_an_empty_cell_is_left_out_and_told(table):
    text = PLAIN + "2024-06-02,\n2024-06-03,n/a\n2024-06-04,无\n2024-06-05,8\n"
    found = read_values(table(text))
    assert [(one.line, one.got) for one in found.left_out] == [(5, ""), (6, "n/a"), (7, "无")]
    assert len(found.dates) == 4


def test_every_row_that_cannot_be_read_is_told_with_its_line(table):
    text = PLAIN + "2024-06-02,closed\n合计,45\n2024-06-01,9\nsoon,later\n"
    no_number = "Correct it; leave the cell empty where nothing was measured."
    no_date = "Correct or delete the row."
    twice = "got 2024-06-01 on line 4 too. Keep the rows of one office, or add them up."
    assert told(read_values, table(text)) == [
        f"t.csv:5: Mean wait (min): expected a number, got 'closed'. {no_number}",
        f"t.csv:6: date: expected a date like 2024-06-01, got '合计'. {no_date}",
        f"t.csv:7: date: expected each date once, {twice}",
        f"t.csv:8: date: expected a date like 2024-06-01, got 'soon'. {no_date}",
        f"t.csv:8: Mean wait (min): expected a number, got 'later'. {no_number}",
    ]


def test_lines_are_those_of_the_file(table):
    text = 'date,note,wait\n2024-06-01,"two\nlines",9\n\n2024-06-02,,x\n2024-06-03,,1\n'
    (problem,) = told(read_values, table(text + "2024-06-04,,2\n"))
    assert problem.startswith("t.csv:5: wait: ")


def test_a_file_full_of_them_is_told_by_its_first(table):
    rows = "".join(f"2024-01-{k:02d},1\n2024-01-{k:02d},2\n" for k in range(1, 31))
    problems = told(read_values, table("date,wait\n" + rows))
    assert len(problems) == 21
    assert problems[-1] == "t.csv: and 10 more that cannot be read. See the file."


def test_percent_is_a_unit(table):
    found = read_values(table("date,kept\n2024-06-01,98%\n2024-06-02,97.5 %\n"))
    assert found.unit == "%"
    assert found.values.tolist() == [98, 97.5]
    (problem,) = told(read_values, table("date,kept\n2024-06-01,98%\n2024-06-02,97.5\n"))
    assert "expected a percent sign behind every number or none" in problem


def test_one_of_several_columns_is_to_be_named(table):
    file = table("date,wait (min),cases\n2024-06-01,9.5,100\n2024-06-02,8.5,120\n")
    (problem,) = told(read_values, file)
    assert "--column: expected one column of numbers beside the dates, got wait (min), cases." in (
        problem
    )
    assert read_values(file, Wanted(column="wait")).values.tolist() == [9.5, 8.5]
    (problem,) = told(read_values, file, Wanted(column="wayt"))
    assert "Did you mean" in problem or "Choose one of these" in problem
    (problem,) = told(read_values, file, Wanted(date="day"))
    assert problem.startswith("t.csv: --date: expected a column (date, wait (min), cases)")


def test_shares_are_counts_of_counts(table):
    text = "月份,办结数,按时办结\n2024-05,200,150\n2024-06,250,240\n2024-07,0,0\n2024-08,,\n"
    found = read_shares(table(text))
    assert (found.name, found.of_name) == ("按时办结", "办结数")
    assert found.values.tolist() == [0.75, 0.96]
    assert found.of.tolist() == [200, 250]
    assert [one.line for one in found.left_out] == [4, 5]


def test_wrong_counts_are_told(table):
    text = "date,kept,all\n2024-06-01,90,100\n2024-06-02,120,100\n2024-06-03,1.5,9\n"
    file = table(text + "2024-06-04,-1,9\n")
    wanted = Wanted(numerator="kept", denominator="all")
    whole = "expected counts, whole numbers from 0 on, got"
    assert told(read_shares, file, wanted) == [
        "t.csv:3: kept: expected no more than 100, got 120. Correct the row or swap the columns.",
        f"t.csv:4: kept / all: {whole} 1.5 of 9. Correct them.",
        f"t.csv:5: kept / all: {whole} -1 of 9. Correct them.",
    ]
    assert "expected two columns of counts" in told(read_shares, file)[0]
    (problem,) = told(read_shares, file, Wanted(numerator="kept"))
    assert problem.startswith("--denominator: expected a column, got none.")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "t.csv: expected a head and rows below it, got none."),
        (b"date,wait\n", "expected a head and rows below it"),
        (b"PK\x03\x04", "expected a CSV file, got a workbook. Save its sheet as CSV."),
        (b"date,wait\n2024-06-01,1\xff\xff\n", "expected text in UTF-8, UTF-16 or GB 18030"),
        (b"date,wait,wait\n2024-06-01,1,2\n", "t.csv:1: wait: expected one column of this name"),
        (b"date,wait\n2024-06-01,1,204\n", "t.csv:2: expected at most 2 cells, got 3."),
        (b"a,wait\nx,1\ny,2\n", "--date: expected a column of dates like 2024-06-01"),
        (b"date,what\n2024-06-01,x\n", "expected one column of numbers beside the dates, got none"),
    ],
)
def test_files_that_cannot_be_read(table, content, says):
    table("")
    Path("t.csv").write_bytes(content)
    (problem,) = told(read_values, "t.csv")
    assert says in problem


def test_no_file_raises(tmp_path):
    (problem,) = told(read_values, tmp_path / "none.csv")
    assert "none.csv: expected a CSV file, got no file." in problem
    assert "expected a CSV file, got " in told(read_values, tmp_path)[0]
