"""A roster goes on from the one before it: last days, counts, and what of it cannot be used."""

from __future__ import annotations

import pytest

from optimize.roster.audit import audit
from optimize.roster.law import weeks
from scenarios.errors import DataError, ModelError, OneWindowError
from scenarios.roster.after import renamed
from scenarios.roster.case_of import case_of
from scenarios.roster.reading import load_roster

FILE = """\
first_day: 2026-03-09
days: 7
after: last.csv
kinds:
  day: {start: "08:00", length: 8 h, title: {zh: 白, en: Day}}
  night: {start: "22:00", length: 8 h}
contracts:
  full: {nights_most: 2, weekends_most: 1}
groups:
  desk: {people: [Ann, Bob, New], contract: full}
people:
  Bob: {history: [night]}
needs:
  - {kind: day, people: 1}
"""
LAST = """\
,3/2,3/3,3/4,3/5,3/6,3/7,3/8
Ann,休,白,Day,night,night,night,night
Bob,day,day,day,off,off,,
Gone,x,x,x,evening,x,x,x
"""


@pytest.fixture
def last(tmp_path):
    def write(file: str = FILE, roster: str = LAST):
        (tmp_path / "last.csv").write_text(roster, encoding="utf-8")
        (tmp_path / "roster.yaml").write_text(file, encoding="utf-8")
        return load_roster(tmp_path / "roster.yaml")

    return write


def test_history_is_what_everybody_worked_and_a_history_of_ones_own_wins(last) -> None:
    people = case_of(last()).people
    assert people["Ann"].history == (None, "day", "day", "night", "night", "night", "night")
    assert people["Bob"].history == ("night",)
    assert people["New"].history == ()
    assert list(people) == ["Ann", "Bob", "New"]
    assert people["Ann"].contract.nights_most == 2
    assert (people["Ann"].nights_before, people["Ann"].weekends_before) == (0, 0)


def test_who_is_not_in_the_last_roster_is_new_unless_it_is_said_what_they_worked(last) -> None:
    people = case_of(last()).people
    # Bob gives a history of his own.
    assert {name: one.new for name, one in people.items()} == {
        "Ann": False, "Bob": False, "New": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "row", "told"),
    [
        ("李健国", "李建国,day,x,x,x,x,x,x", True),
        ("李健国", "李建国,1,1,1,1,1,1,1", False),  # a row of sums, or of other shifts
        ("李健国", "赵磊,day,x,x,x,x,x,x", False),
        ("李健国", "李健国,day,x,x,x,x,x,x\n李建国,day,x,x,x,x,x,x", False),
    ],
)
def test_who_is_new_and_has_a_name_like_one_who_is_gone_is_told(
    last, tmp_path, name, row, told
) -> None:
    file = last(FILE.replace("New", name), f"{LAST}{row}\n")
    says = [one.en for one in renamed(file, tmp_path / "roster.yaml")]
    assert says == [
        "'李健国' is not in last.csv, and a name like it is. Did you mean '李建国'?"
    ] * told  # fmt: skip


def test_who_was_away_in_the_last_roster_did_not_work(last) -> None:
    people = case_of(
        last(roster=LAST.replace("Ann,休,白,Day,", "Ann,假,假(白),leave (Day),"))
    ).people
    assert people["Ann"].history == (None, None, None, "night", "night", "night", "night")


def test_a_shift_after_a_night_of_the_last_roster_is_too_soon(last) -> None:
    case = case_of(last())
    off = (None,) * 6
    broken = audit(case, {"Ann": ("day", *off), "Bob": (None, *off), "New": (None, *off)})
    assert [(one.rule, one.people) for one in broken] == [("rest", ("Ann",))]
    fine = audit(case, {"Ann": ("night", *off), "Bob": (None, *off), "New": (None, *off)})
    assert fine == ()


def test_hours_of_a_week_that_began_before_count(last) -> None:
    # Thursday the 5th is the first day: Ann has worked two days of that week.
    case = case_of(last(FILE.replace("2026-03-09", "2026-03-05")))
    assert weeks(case, "Ann")[0] == tuple(range(-3, 4))


def test_nights_and_weekends_count_from_the_date_that_is_said(last) -> None:
    people = case_of(last(FILE + "counted_from: 2026-03-07\n")).people
    assert (people["Ann"].nights_before, people["Ann"].weekends_before) == (2, 1)
    people = case_of(last(FILE + "counted_from: 2026-03-05\n")).people
    assert (people["Ann"].nights_before, people["Ann"].weekends_before) == (4, 1)


@pytest.mark.parametrize(
    ("holidays", "weekends", "days_of_holidays"),
    [
        ("{2026-03-07: work}", 1, 0),  # the Sunday is left
        ("{2026-03-07: work, 2026-03-08: work}", 0, 0),
        ("{2026-03-07: statutory}", 1, 1),
        ("{2026-03-06: statutory, 2026-03-07: rest, 2026-03-08: rest}", 1, 2),  # counted from 7
        ("{2026-03-03: rest}", 1, 0),
    ],
)
def test_days_of_the_last_roster_are_what_the_calendar_says(
    last, holidays, weekends, days_of_holidays
) -> None:
    file = f"{FILE}counted_from: 2026-03-07\nholidays: {holidays}\n"
    ann = case_of(last(file)).people["Ann"]
    assert (ann.weekends_before, ann.holidays_before) == (weekends, days_of_holidays)


def test_only_days_that_touch_the_first_are_known(last) -> None:
    gap = LAST.replace("3/5", "x")
    assert case_of(last(FILE, gap)).people["Ann"].history == ("night", "night", "night")


def test_days_of_the_month_are_those_of_the_last_31_days(last) -> None:
    numbered = LAST.replace(",3/", ",")
    assert case_of(last(FILE, numbered)).people["Ann"].history[-1] == "night"
    assert len(case_of(last(FILE, numbered)).people["Ann"].history) == 7


@pytest.mark.parametrize(
    ("file", "roster", "says"),
    [
        (FILE.replace("03-09", "03-10"), LAST, "that reaches 2026-03-09, the eve of the first day"),
        (FILE, LAST.replace("Day", "noon"), "D2: expected a kind of shift"),
        (FILE, "Name,3/8\nZoe,day\n", "expected rows of people such as Ann"),
        (FILE, "Name,2025-01-01\nAnn,day\n", "expected a grid with a column for each day"),
        (FILE.replace("last.csv", "other.csv"), LAST, "other.csv"),
    ],
)
def test_a_last_roster_that_cannot_be_used_says_why(last, file, roster, says) -> None:
    with pytest.raises(DataError, match=says):
        last(file, roster)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("counted_from: 2026-03-09", "expected a date before 2026-03-09"),
        ("counted_from: soon", "expected a date"),
    ],
)
def test_a_wrong_date_to_count_from_is_told(last, key, says) -> None:
    with pytest.raises(ModelError, match=says):
        last(f"{FILE}{key}\n")


def test_counting_from_a_date_needs_a_roster_to_count_in(last) -> None:
    with pytest.raises(ModelError, match="expected after as well"):
        last(FILE.replace("after: last.csv", "counted_from: 2026-03-01"))


SLIP = FILE.replace("contract: full}", "contract: ful}")
UNREAD = FILE.replace("kind: day, people: 1", "kind: day, people: one")
CELL = LAST.replace("Day", "noon")


@pytest.mark.parametrize(
    ("file", "roster", "says"),
    [
        (SLIP, CELL, ["expected a contract (full), got 'ful'", "D2: expected a kind of shift"]),
        (UNREAD, CELL, ["needs[0].people", "D2: expected a kind of shift"]),
        (UNREAD.replace("last.csv", "x.csv"), LAST, ["needs[0].people", "x.csv"]),
        (UNREAD, "Name,3/8\nZoe,day\n", ["needs[0].people", "expected rows of people such as"]),
        # What may stand in a part that makes no sense is not said to be unknown.
        (FILE.replace("length: 8 h, title", "length: 8 h, ttle"), CELL, ["kinds.day.ttle"]),
        (FILE.replace("desk: {people: [Ann, Bob, New]", "desk: {people: 3"), "Name,3/8\nZoe,day\n",
         ["groups.desk.people"]),
        # Without the first day only the file itself can be looked at.
        (FILE.replace("2026-03-09", "soon"), CELL, ["first_day"]),
        (FILE.replace("2026-03-09", "soon").replace("last.csv", "x.csv"), LAST,
         ["first_day", "x.csv"]),
        (FILE.replace("after: last.csv", "after: x.csv\nneeds_from: y.csv"), LAST,
         ["y.csv", "x.csv"]),
    ],
)  # fmt: skip
def test_mistakes_of_the_file_and_of_those_that_it_names_are_told_at_once(
    last, file, roster, says
) -> None:
    with pytest.raises(OneWindowError) as told:
        last(file, roster)
    sentences = [str(problem) for problem in told.value.problems]
    assert len(sentences) == len(says), sentences
    for sentence, word in zip(sentences, says, strict=True):
        assert word in sentence
