"""Posted rosters are mended from the command line."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

import openpyxl
import pytest

from onewindow.roster.asked import asked_of
from optimize.roster.changes import Asked
from scenarios.errors import DataError
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import Person, RosterCase

FILE = """\
first_day: 2026-03-02
days: 7
kinds:
  day: {title: {zh: 白, en: Day}, start: "08:00", length: 9 h, unpaid_break: 1 h}
groups:
  desk: {people: [Ann, Bob, "=Cho"]}
people:
  Bob: {leave: [2026-03-05]}
needs:
  - {kind: day, people: 1, days: mon-fri}
"""


@pytest.fixture
def march(folder):
    (folder / "march.yaml").write_text(FILE, encoding="utf-8")
    rows = ["name," + ",".join(f"2026-03-0{day}" for day in range(2, 9))]
    rows += ["Ann,day,day,day,day,day,,", "Bob,,,,,,,", "'=Cho,,,,,,,"]
    (folder / "posted.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_a_sick_call_is_covered_and_the_files_mark_what_changed(call, march) -> None:
    asked = ("roster", "repair", "march.yaml", "posted.csv", "--sick", "Ann=2026-03-05..2026-03-06")
    done = call(*asked, "--out", "mended", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["changed"], told["fewest_proved"], told["uncovered"]) == (2, True, [])
    by_day = {(one["date"], one["why"]): one["person"] for one in told["changes"]}
    assert by_day["2026-03-05", "cover"] == "=Cho"  # Bob is on leave
    again = call("roster", "check", "march.yaml", "mended/roster.xlsx", "--out", "again")
    assert again.exit_code == 0, again.output
    one, two = ((march / at / "roster.csv").read_bytes() for at in ("mended", "again"))
    # All that stood in the workbook is there again, Ann's illness too.
    assert one == two
    calendar = (march / "mended" / "calendars" / "Ann.ics").read_text(encoding="utf-8")
    assert calendar.count("STATUS:CANCELLED") == 2
    assert calendar.count("STATUS:CONFIRMED") == 3
    book = openpyxl.load_workbook(march / "mended" / "roster.xlsx")
    changes = list(book["Changes"].iter_rows(min_row=2, values_only=True))
    assert changes[:2] == [
        ("Th 5 Mar", "Ann", "Day", "leave(Day)", "away"),
        ("Th 5 Mar", "=Cho", "off", "Day", "steps in"),
    ]
    sheet = book.worksheets[0]
    framed = {
        c.coordinate for row in sheet.iter_rows() for c in row if c.border.left.style == "medium"
    }
    assert len(framed) == 2 + 2 + 2  # two days of two people, and two of the legend


def test_a_second_repair_calls_nobody_who_is_ill(call, march) -> None:
    first = ("roster", "repair", "march.yaml", "posted.csv", "--sick", "Ann=2026-03-03..2026-03-05")
    assert call(*first, "--out", "one").exit_code == 0
    for lang, grid in (("zh", "one/roster.csv"), ("en", "one/roster.xlsx")):
        again = (
            "roster",
            "repair",
            "march.yaml",
            grid,
            "--sick",
            "=Cho=2026-03-04",
            "--lang",
            lang,
        )
        done = call(*again, "--out", "two", "--json")
        changes = json.loads(done.stdout)["changes"]
        # Ann lies in bed and Bob has not left yet: he comes.
        assert {(one["person"], one["date"]) for one in changes} <= {
            ("=Cho", "2026-03-04"), ("Bob", "2026-03-04"),
        }  # fmt: skip
        ann = (march / "two" / "roster.csv").read_text("utf-8-sig").splitlines()[1]
        assert ann.count("假(白)" if lang == "zh" else "leave(Day)") == 3


def test_what_is_lost_by_illness_counts_when_the_roster_is_read_back(call, march) -> None:
    least = FILE.replace("people:\n  Bob: {", "people:\n  Ann: {least_hours: 40 h}\n  Bob: {")
    (march / "march.yaml").write_text(least, encoding="utf-8")
    sick = ("--sick", "Ann=2026-03-03..2026-03-04", "--out", "one")
    assert call("roster", "repair", "march.yaml", "posted.csv", *sick).exit_code == 0
    for grid in ("one/roster.xlsx", "one/roster.csv"):
        assert call("roster", "check", "march.yaml", grid).exit_code == 0
    text = (march / "one" / "roster.csv").read_text("utf-8-sig")
    (march / "off.csv").write_text(text.replace("leave(Day)", "off").replace("假(白)", "休"))
    told = call("roster", "check", "march.yaml", "off.csv", "--lang", "en")
    assert told.exit_code == 1
    assert "40 h" in told.stdout


def test_it_says_who_changes_what_and_why(call, march) -> None:
    asked = ("roster", "repair", "march.yaml", "posted.csv", "--sick", "Ann=2026-03-05")
    en, zh = call(*asked, "--lang", "en"), call(*asked, "--lang", "zh")
    assert "steps in" in en.stdout
    assert "1 change asked for, 1 more, proved to be the fewest" in en.stdout
    assert "顶班" in zh.stdout
    assert "要求的改动 1 处，另外改动 1 处，已证明最少；没有新的空缺。" in zh.stdout


def test_whose_overtime_rises_is_told(call, march) -> None:
    """Five days of eight hours are the week; the sixth, of who is ill, is eight hours above it."""
    text = FILE.replace("days: mon-fri}", "days: mon-sat}").replace(
        "  desk: {people", "  desk: {contract: more, people"
    )
    text = text.replace("groups:", "contracts:\n  more: {overtime: true}\ngroups:")
    text = text.replace("Bob: {leave: [2026-03-05]}", "Bob: {leave: [2026-03-07]}")
    (march / "march.yaml").write_text(text, encoding="utf-8")
    rows = ["name," + ",".join(f"2026-03-0{day}" for day in range(2, 9))]
    rows += ["Ann,day,day,day,day,day,,", "Bob,,,,,,,", "'=Cho,,,,,,day,"]
    (march / "posted.csv").write_text("\n".join(rows), encoding="utf-8")
    asked = ("roster", "repair", "march.yaml", "posted.csv", "--sick", "=Cho=2026-03-07")
    assert "Overtime rises: Ann by 8 h (0 to 8)." in call(*asked, "--lang", "en").stdout
    assert "加班增加：Ann 多 8 小时（0 → 8）。" in call(*asked, "--lang", "zh").stdout
    told = json.loads(call(*asked, "--json").stdout)
    assert told["overtime"] == [{"person": "Ann", "before": 0, "after": 8}]
    # Bob, who was off, takes over Monday: nobody works more than 40 h.
    other = call(*asked[:4], "--sick", "Ann=2026-03-02", "--lang", "en").stdout
    assert "Overtime" not in other


def test_a_need_that_nobody_may_cover_is_told_with_its_reason(call, march) -> None:
    sick = ("--sick", "Ann=2026-03-05", "--sick", "=Cho=2026-03-05")
    done = call("roster", "repair", "march.yaml", "posted.csv", *sick)
    assert done.exit_code == 1
    assert "Day on 2026-03-05 is 1 short: of 3 others 3 kept by" in done.stdout


@pytest.mark.parametrize("sick", ["Ann=2026-03-05", "Ann:2026-03-05", "Ann＝3月5日", "Ann：3/5"])
def test_sick_calls_may_be_written_with_chinese_signs(sick: str) -> None:
    asked = read(week("Ann", "Bob"), [sick])
    assert asked.absences == {"Ann": frozenset({3})}


@pytest.mark.parametrize(
    "swap",
    ["Ann,Bob=2026-03-05", "Ann，Bob＝2026-03-05", "Ann、Bob：2026-03-05", "Ann ,Bob:3月5日"],
)
def test_swaps_may_be_written_with_chinese_signs(swap: str) -> None:
    assert read(week("Ann", "Bob"), [], [swap]).swaps == (("Ann", "Bob", 3),)


def test_signs_that_are_part_of_a_name_are() -> None:
    case = week("Lee, A: x=1", "胡、朱")
    asked = read(case, [], ["Lee, A: x=1、胡、朱=2026-03-05"])
    assert asked.swaps == (("Lee, A: x=1", "胡、朱", 3),)
    assert read(case, ["Lee, A: x=1=3月5日"]).absences == {"Lee, A: x=1": frozenset({3})}


def read(case: RosterCase, sick: Sequence[str] = (), swaps: Sequence[str] = ()) -> Asked:
    """What is asked for where the first works on all days and nobody else on any."""
    roster = {name: ("D" if k == 0 else None,) * case.days for k, name in enumerate(case.people)}
    return asked_of(case, roster, sick, swaps, None).asked


def week(*names: str) -> RosterCase:
    return RosterCase(
        first_day=dt.date(2026, 3, 2), days=7, kinds={"D": RosterKind(length=3600.0)},
        people=dict.fromkeys(names, Person()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--sick Anne=2026-03-05", "Did you mean 'Ann'?"),
        ("--sick Ann=2026-04-05", "expected dates from 2026-03-02 to 2026-03-08, got 2026-04-05"),
        ("--sick Ann=tomorrow", "expected dates such as 2026-03-02 or 2026-03-02..2026-03-06"),
        ("--swap Ann=2026-03-05", "expected two people with a comma between, got 'Ann'"),
        ("--sick Ann=2026-03-03 --now 2026-03-04", "What is over cannot be changed"),
        ("", "expected somebody who is ill or swaps"),
        ("--sick Ann", "expected NAME=DATES, got 'Ann'. Write it like Ann=2026-03-02."),
        ("--sick Ann=2026-03-07..2026-03-05", "Turn it: 2026-03-05..2026-03-07"),
        ("--sick Ann=3月7日至3月5日", "Turn it: 2026-03-05..2026-03-07"),
        ("--swap Bob,=Cho=2026-03-03", "Bob and =Cho are both off on 2026-03-03"),
        ("--swap Ann,Ann=2026-03-03", "expected two people with a comma between"),
        ("--sick Ann=2026-03-03 --now 2026-04-01", "--now: expected a date from 2026-03-02 to"),
    ],
)
def test_mistakes_are_one_sentence(call, march, options: str, says: str) -> None:
    result = call("roster", "repair", "march.yaml", "posted.csv", *options.split())
    assert result.exit_code == 2
    assert says in result.stderr


def test_all_mistakes_are_told_at_once_and_in_chinese_too(call, march) -> None:
    wrong = ("--sick", "Anne=2026-03-05", "--sick", "Bob=3月40日", "--swap", "Bob,Ann=2027-01-01",
             "--now", "soon", "--lang", "zh")  # fmt: skip
    told = call("roster", "repair", "march.yaml", "posted.csv", *wrong).stderr.splitlines()
    assert told[0] == "有 4 个问题："
    assert "得到“Anne”。是不是“Ann”？" in told[1]
    assert "得到“3月40日”，其中没有这一天" in told[2]
    assert "应为 2026-03-02 至 2026-03-08 之间的日期" in told[3]
    assert told[4].startswith("--now：应为 2026-03-02 至 2026-03-08 之间的一天，得到“soon”")


def test_names_of_two_characters_are_told_where_one_is_wrong() -> None:
    case = week("王芳", "王敏", "李娜")
    with pytest.raises(DataError) as told:
        read(case, ["王方=3月5日"])
    (problem,) = told.value.problems
    assert "是不是“王敏”或“王芳”？" in problem.zh
    assert "Did you mean '王敏' or '王芳'?" in problem.what


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("--sick Bob=2026-03-03..2026-03-04", "Bob has no duty on 2026-03-03..2026-03-04"),
        ("--sick Ann=2026-03-07,2026-03-08", "Ann has no duty on 2026-03-07..2026-03-08"),
        ("--sick Ann=2026-03-06..2026-03-20", "only 2026-03-06..2026-03-08 is of this roster"),
        ("--swap Ann,Bob=2026-03-06..2026-03-08", "both off on 2026-03-07..2026-03-08"),
    ],
)
def test_what_changes_nothing_is_told(call, march, options: str, says: str) -> None:
    asked = ("roster", "repair", "march.yaml", "posted.csv", *options.split())
    done = call(*asked, "--lang", "en")
    assert done.exit_code != 2, done.stderr
    assert says in done.stderr
    assert "：" in call(*asked, "--lang", "zh").stderr
    # Who has a duty on one of the days, or none of the days is beyond, has nothing told.
    assert not call("roster", "repair", "march.yaml", "posted.csv", "--sick",
                    "Ann=2026-03-06..2026-03-08").stderr  # fmt: skip


def test_now_may_have_a_time_and_be_in_chinese(call, march) -> None:
    asked = ("roster", "repair", "march.yaml", "posted.csv", "--sick", "Ann=2026-03-05", "--json")
    plain, chinese, late = (
        call(*asked, "--now", now) for now in ("2026-03-05", "2026年3月5日下午2点半", "3月6日")
    )
    assert json.loads(plain.stdout) == json.loads(chinese.stdout)
    assert late.exit_code == 2
