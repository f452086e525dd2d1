"""Rosters are made and checked from the command line."""

from __future__ import annotations

import csv
import html
import json

import openpyxl
import pytest

FILE = """\
first_day: 2026-03-02
days: 7
kinds:
  day: {start: "08:00", length: 9 h, unpaid_break: 1 h}
  night: {start: "22:00", length: 9 h, unpaid_break: 1 h}
contracts:
  full: {work_run_most: 5}
groups:
  desk: {people: [Ann, Bob, Cho, Dee], contract: full}
needs:
  - {kind: day, people: 1}
  - {kind: night, people: 1}
"""


@pytest.fixture
def march(folder):
    (folder / "march.yaml").write_text(FILE, encoding="utf-8")
    return folder


def test_a_file_alone_makes_a_roster_that_passes_the_check(call, march) -> None:
    made = call("roster", "march.yaml", "--out", "out")
    assert made.exit_code == 0, made.output
    assert (march / "out" / "roster.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    same = call("roster", "make", "march.yaml", "--json")
    checked = call("roster", "check", "march.yaml", "out/roster.csv", "--json")
    assert checked.exit_code == 0
    one, two = json.loads(same.stdout), json.loads(checked.stdout)
    assert one["roster"] == two["roster"]
    assert one["cost"] == two["cost"]
    assert (one["cost"]["total"], one["status"], one["violations"]) == (0, "optimal", [])


def test_a_roster_made_by_hand_that_breaks_a_rule_ends_with_1(call, march) -> None:
    call("roster", "march.yaml", "--out", "out")
    with (march / "out" / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][1:8] = ["day"] * 6 + ["off"]
    with (march / "hand.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    checked = call("roster", "check", "march.yaml", "hand.csv")
    assert checked.exit_code == 1
    assert "at most 40 h in these weeks, got 48 h" in checked.stdout
    assert "State Council Provisions on Working Hours, art. 3" in checked.stdout
    found = json.loads(call("roster", "check", "march.yaml", "hand.csv", "--json").stdout)
    week = next(one for one in found["violations"] if one["rule"] == "week_hours")
    assert (week["people"], week["expected"], week["got"], week["hard"]) == (["Ann"], 40, 48, True)
    assert week["days"][0] == "2026-03-02"
    zh = call("roster", "check", "march.yaml", "hand.csv", "--lang", "zh")
    assert "国务院关于职工工作时间的规定 第3条" in zh.stdout


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("roster missing.yaml", "missing.yaml: expected a roster file"),
        ("roster desk.yaml", "desk.yaml:2: first_day: expected first_day"),
        ("roster check march.yaml missing.csv", "expected a CSV file, got no file"),
        ("roster check march.yaml missing.xlsx", "expected a workbook, got no file"),
        ("roster check march.yaml days.csv", "expected a grid with a column for each day"),
    ],
)
def test_mistakes_are_one_sentence(call, march, command: str, says: str) -> None:
    result = call(*command.split())
    assert result.exit_code == 2
    assert says in result.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_example_is_written_and_never_written_over(call, march, lang: str) -> None:
    made = call("roster", "new", "mine", "--example", "hall", "--lang", lang)
    assert made.exit_code == 0
    assert "onewindow roster mine/roster.yaml" in made.stdout
    assert {path.name for path in (march / "mine").iterdir()} == {"roster.yaml", "roster_in.xlsx"}
    again = call("roster", "new", "mine", "--lang", lang)
    assert again.exit_code == 2
    assert "expected no such file yet" in again.stderr
    wrong = call("roster", "new", "other", "--example", "hal")
    assert "Did you mean 'hall'?" in wrong.stderr


def test_what_stays_open_is_explained_and_what_would_mend_it(call, march) -> None:
    text = FILE.replace("{kind: night, people: 1}", "{kind: night, people: 3}")
    (march / "short.yaml").write_text(text, encoding="utf-8")
    made = call("roster", "short.yaml", "--json")
    assert made.exit_code == 0
    found = json.loads(made.stdout)
    # 28 shifts a week for four people of five each.
    assert found["why"]["least_missing"] == 8
    assert found["why"]["clashes"][0]["rules"] == ["week_hours"]
    assert found["cost"]["under"] == 800
    assert {one["reason"] for need in found["unmet"] for one in need["people"]} >= {"week_hours"}
    told = call("roster", "short.yaml", "--lang", "zh").stdout
    assert "无论怎样排，至少 8 个班没有人（已证明）。" in told
    assert "可另找人上" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_and_the_workbook_say_why_in_the_words_of_the_screen(call, march, lang) -> None:
    text = FILE.replace("{kind: night, people: 1}", "{kind: night, people: 3}")
    text += "people: {Ann: {wishes: [{days: daily, want: off, weight: 1}]}}\n"
    (march / "short.yaml").write_text(text, encoding="utf-8")
    told = call("roster", "short.yaml", "--out", "out", "--lang", lang).stdout
    found = json.loads(call("roster", "short.yaml", "--json").stdout)
    clash = found["why"]["clashes"][0]
    said = [clash[lang], *(one[lang] for one in clash["repairs"])]
    said += [one[lang] for one in found["unmet"]]
    assert clash["repairs"]
    assert {one["person"] for one in found["unmet"]} == {None, "Ann"}
    page = html.unescape((march / "out" / "roster.html").read_text(encoding="utf-8"))
    book = openpyxl.load_workbook(march / "out" / "roster.xlsx")
    names = ["违规", "原因"] if lang == "zh" else ["Violations", "Why"]
    assert book.sheetnames[1:3] == names
    cells = {row[-1] for row in book[names[1]].iter_rows(values_only=True)}
    for sentence in said:
        assert sentence in told
        assert sentence in page
        assert sentence in cells
    # Looked over again, nothing is searched; what counting shows and what is open is told.
    checked = call(
        "roster", "check", "short.yaml", "out/roster.csv", "--out", "two", "--lang", lang
    )
    again = html.unescape((march / "two" / "roster.html").read_text(encoding="utf-8"))
    for one in (*found["why"]["counted"], *found["unmet"]):
        assert one[lang] in checked.stdout
        assert one[lang] in again
    assert found["why"]["counted"]


def test_where_there_is_no_roster_it_says_whose_rules_clash(call, march) -> None:
    text = FILE + "people: {Ann: {least_hours: 40 h, leave: 2026-03-02..2026-03-06}}\n"
    (march / "none.yaml").write_text(text, encoding="utf-8")
    made = call("roster", "none.yaml", "--json")
    assert made.exit_code == 2
    told = json.loads(made.stdout)
    assert told["status"] == "impossible"
    (clash,) = told["why"]["clashes"]
    assert clash["people"] == ["Ann"]
    assert "There is no roster (proved):" in made.stderr
    assert "Loosening least hours by 24 h would mend it (Ann)." in made.stderr
    assert "没有可行的排班表（已证明）" in call("roster", "none.yaml", "--lang", "zh").stderr


def test_a_file_alone_is_described_with_what_cannot_be_covered(call, march) -> None:
    fine = call("roster", "check", "march.yaml")
    assert fine.exit_code == 0
    assert "4 people, 7 days, 2 kinds of shift; 14 shifts or 112 h are needed" in fine.stdout
    assert "warning" not in fine.stdout
    text = FILE.replace("{kind: night, people: 1}", "{kind: night, people: 4}")
    (march / "short.yaml").write_text(text, encoding="utf-8")
    found = json.loads(call("roster", "check", "short.yaml", "--json").stdout)
    assert found["shifts"] == 35
    assert any("4 人" in one["zh"] for one in found["counted"])
    assert "注意：" in call("roster", "check", "short.yaml", "--lang", "zh").stdout


def test_ctrl_c_while_it_is_explained_keeps_the_roster(call, march, monkeypatch) -> None:
    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onewindow.roster.making.why_open", press)
    text = FILE.replace("{kind: night, people: 1}", "{kind: night, people: 4}")
    (march / "short.yaml").write_text(text, encoding="utf-8")
    made = call("roster", "short.yaml", "--json")
    assert made.exit_code == 130
    found = json.loads(made.stdout)
    assert (found["interrupted"], found["why"], len(found["roster"])) == (True, None, 4)
    assert "interrupted: the roster is whole" in made.stderr


def test_the_same_from_python(march) -> None:
    import onewindow as ow

    found = ow.make_roster(ow.load_roster("march.yaml"))
    assert isinstance(found, ow.RosterResult)
    assert (found.cost.total, found.violations, found.unmet) == (0, (), ())
    assert set(found.roster) == {"Ann", "Bob", "Cho", "Dee"}


def test_a_roster_goes_on_from_the_one_before(call, march) -> None:
    call("roster", "march.yaml", "--out", "first")
    later = FILE.replace("2026-03-02", "2026-03-09\nafter: first/roster.xlsx")
    (march / "next.yaml").write_text(later, encoding="utf-8")
    described = call("roster", "check", "next.yaml")
    assert "4 people go on from first/roster.xlsx" in described.stdout
    assert json.loads(call("roster", "check", "next.yaml", "--json").stdout)["continued"] == 4
    first = json.loads(call("roster", "march.yaml", "--json").stdout)["roster"]
    tired = next(name for name, row in first.items() if row[-1] == "night")
    found = json.loads(call("roster", "next.yaml", "--json").stdout)
    assert found["roster"][tired][0] != "day"
    assert found["status"] == "optimal"


def test_a_search_that_is_ended_has_the_best_so_far(call, march) -> None:
    # Nothing is proved of so many people where no part is thought over.
    people = ", ".join(f"P{k}" for k in range(26))
    text = FILE.replace("days: 7", "days: 40").replace("Ann, Bob, Cho, Dee", people)
    text = text.replace("people: 1}", "people: 4}") + "strengths: {even_nights: 3, even_hours: 1}\n"
    (march / "big.yaml").write_text(text, encoding="utf-8")
    made = call("roster", "big.yaml", "--iterations", "0", "--json")
    found = json.loads(made.stdout)
    assert found["status"] == "best_so_far"
    assert found["gap"] is None
    zh = call("roster", "big.yaml", "--iterations", "0", "--lang", "zh").stdout
    assert "目前最好" in zh


def test_people_too_many_are_told_on_the_screen_the_page_and_in_the_workbook(call, march) -> None:
    """A hall that is shut at the weekend, and one who comes all the same, in a grid by hand."""
    text = FILE.replace("{kind: day, people: 1}", "{kind: day, people: 1, days: mon-fri}")
    (march / "march.yaml").write_text(text, encoding="utf-8")
    rows = [
        "name," + ",".join(f"2026-03-0{day}" for day in range(2, 9)),
        "Ann,day,day,day,off,off,day,off", "Bob,off,off,off,day,day,off,off",
        "Cho,night,night,night,off,off,off,night", "Dee,off,off,off,night,night,night,off",
    ]  # fmt: skip
    (march / "hand.csv").write_text("\n".join(rows), encoding="utf-8")
    says = {
        "zh": "比需要多排 1 人次：day 3 月 7 日 1 人。其中 1 人次可以撤下（Ann）。",
        "en": "1 more on duty than needed: day on 2026-03-07 (1). "
        "Of them 1 free to be taken off (Ann).",
    }
    for lang, said in says.items():
        done = call("roster", "check", "march.yaml", "hand.csv", "--lang", lang, "--out", lang)
        assert done.exit_code == 0, done.output
        assert said in done.stdout
        page = html.unescape((march / lang / "roster.html").read_text(encoding="utf-8"))
        assert all(one in page for one in says.values())
        book = openpyxl.load_workbook(march / lang / "roster.xlsx")
        cells = [cell for sheet in book for row in sheet.values for cell in row]
        assert said in cells
    found = json.loads(call("roster", "check", "march.yaml", "hand.csv", "--json").stdout)
    (one,) = found["extra"]
    assert (one["date"], one["kind"], one["people"], one["required"]) == ("2026-03-07", "day", 1, 0)
    assert (one["reasons"], found["cost"]["over"]) == (["free"], 1)
