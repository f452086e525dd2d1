"""Rosters as files: what stands in them, and that they are read back as they were."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onewindow.roster.shown import shown_roster
from plots.language import LANGS, say
from plots.roster.calendars import person_calendar
from plots.roster.csv_grid import roster_csv
from plots.roster.gantt import day_finding, day_shifts, there
from plots.roster.page import roster_html
from plots.roster.workbook import write_roster_workbook
from scenarios.cell_texts import escaped, quoted, unescaped, unquoted
from scenarios.errors import DataError
from scenarios.roster.grid import read_grid, read_posted
from scenarios.roster.kinds import RosterKind
from scenarios.roster.rosters import CoverNeed, Person, RosterCase
from tests.plots.sample_rosters import WEEK, week_case, week_shown

NASTY = st.one_of(
    st.text(min_size=1, max_size=12),
    st.text(alphabet="=+-@'\t\r\n ,;\"_x0041休off\x00\ud800＝", min_size=1, max_size=6),
    st.sampled_from(
        ["=cmd()", "'=cmd()", "+1", "-2", "@SUM(A1)", "\t=1", "\r", "休", "off", "_x0041_", "A",
         "a", " a", "007", "1", "TRUE", "2026-03-02", "#REF!", "x", "–", "假", "假(A)", "leave",
         "(A)", "A)"]
    ),
)  # fmt: skip


WHY = NASTY | st.sampled_from(
    ["培训", "年休假", "病 假", "Training", "假：x", "参加婚礼", "培训：外语", "培训(A)", "调休",
     "A)：b", "休", "=1+1"]
)  # fmt: skip
"""What an absence is for: words that cells know, and any other."""


def people_away(kinds):
    """People who are there, on leave for something, ill on a day with a shift, off for another."""
    lost = st.just({}) | st.sampled_from(kinds).map(lambda kind: {0: kind})
    why = st.just({}) | WHY.map(lambda reason: {0: reason})
    away = st.builds(lambda one, other: Person(leave=(0,), lost=one, reasons=other), lost, why)
    in_lieu = st.sampled_from(["调休", "补休", "Day in lieu"]).map(
        lambda word: Person(reasons={0: word})
    )
    return st.just(Person()) | away | in_lieu


@st.composite
def rosters(draw):
    kinds = draw(st.lists(NASTY, min_size=1, max_size=4, unique=True))
    names = draw(st.lists(NASTY, min_size=1, max_size=4, unique=True))
    days = draw(st.integers(1, 9))
    titles = {k: draw(st.none() | st.sampled_from(["早", "休", "=x", "a"])) for k in kinds}
    case = RosterCase(
        first_day=dt.date(2026, 3, 2),
        days=days,
        kinds={k: RosterKind(length=3600.0, title=titles[k]) for k in kinds},
        people={name: draw(people_away(kinds)) for name in names},
        needs=(CoverNeed(day=0, kind=kinds[0], required=1),),
    )
    cell = st.none() | st.sampled_from(kinds)
    roster = {
        name: tuple(
            None if day in {*one.leave, *one.reasons} else draw(cell) for day in range(days)
        )
        for name, one in case.people.items()
    }
    return case, roster


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rosters(), st.sampled_from(LANGS))
def test_what_is_written_is_read_back(tmp_path_factory, made, lang):
    case, roster = made
    plain = case.replace(people=dict.fromkeys(case.people, Person()))
    data = shown_roster(case, roster)
    folder = tmp_path_factory.mktemp("roster")
    (folder / "r.csv").write_bytes(roster_csv(data, lang).encode("utf-8-sig"))
    write_roster_workbook(data, folder / "r.xlsx", lang)
    for name in ("r.csv", "r.xlsx"):
        # Who makes the file anew says nothing of who is away: the grid alone does.
        found = read_posted(plain, folder / name)
        assert found.roster == roster
        assert found.known(plain) == case


@given(NASTY)
def test_texts_of_cells_are_harmless_and_come_back(text):
    written = quoted(escaped(text))
    assert unescaped(unquoted(written)) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    written.encode()  # no half of a letter is left


@given(NASTY, NASTY)
def test_different_texts_stay_different(one, other):
    assert (escaped(one) == escaped(other)) == (one == other)


def test_a_formula_is_text_in_the_workbook_and_harmless_in_csv(tmp_path):
    path = write_roster_workbook(week_shown(), tmp_path / "r.xlsx", "en")
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    assert cell.quotePrefix
    assert "\n'=cmd|' /C calc'!A0," in roster_csv(week_shown(), "en")


def test_the_sheet_has_hours_totals_and_breaches(tmp_path):
    book = openpyxl.load_workbook(write_roster_workbook(week_shown(), tmp_path / "r.xlsx", "zh"))
    # More are on than needed on some days, and why that is so has a sheet.
    assert book.sheetnames == ["排班表", "违规", "原因", "覆盖", "班次明细", "公平"]
    grid = book["排班表"]
    rows = {row[1]: row for row in grid.iter_rows(values_only=True) if row[1]}
    assert rows["王芳"][2:] == ("休", "早", "早", "早", "早", "早", "休", 5, 40, 0)
    assert rows["=cmd|' /C calc'!A0"][4] == "假"
    assert rows["夜 在岗/需要"][2:9] == ("1/1", "1/1", "1/1", "1/1", "0/1", "0/1", "1/1")
    assert grid.page_setup.fitToWidth == 1
    assert grid.freeze_panes == "C5"
    # One breaks a rule, and who has late and then early: 8.5 h between the two.
    told = list(book["违规"].iter_rows(min_row=2, values_only=True))
    assert [row[:3] for row in told] == [("班间休息", "硬性", "陈静")]
    missing = [row for row in book["覆盖"].iter_rows(min_row=2, values_only=True) if row[5]]
    assert [(row[0].date().isoformat(), row[2], row[5]) for row in missing][-2:] == [
        ("2026-03-06", "夜", 1), ("2026-03-07", "夜", 1),
    ]  # fmt: skip


def edited(tmp_path: Path, *changes: tuple[str, object]) -> Path:
    path = write_roster_workbook(week_shown(), tmp_path / "r.xlsx", "zh")
    book = openpyxl.load_workbook(path)
    for address, value in changes:
        book["排班表"][address] = value
    book.save(path)
    return path


def test_an_edited_cell_is_read(tmp_path):
    # Names and titles in either language do, in any case; so do words for a day off.
    path = edited(tmp_path, ("C5", "N"), ("D5", "night"), ("E5", "夜"), ("F5", "Off"), ("G5", "-"))
    assert read_grid(week_case(), path)["王芳"] == ("N", "N", "N", None, None, "E", None)


@pytest.mark.parametrize("word", ["调休", "补休", "公休", "轮休", "Day off"])
def test_days_off_in_lieu_are_days_off(tmp_path, word):
    found = read_posted(week_case(), edited(tmp_path, ("D5", word)))
    assert found.roster["王芳"][1] is None
    assert "王芳" not in found.away


@pytest.mark.parametrize(
    "word",
    ["年休", "年休假", "产假", "陪产假", "婚假", "丧假", "病", "事", "探亲", "探亲假", "育儿假",
     "培训", "出差", "外出", "Training", "annual leave"],
)  # fmt: skip
def test_leaves_and_duty_elsewhere_are_absences(tmp_path, word):
    path = edited(tmp_path, ("D5", word), ("E5", f"{word}（早）"))
    found = read_posted(week_case(), path)
    assert found.roster["王芳"][1:3] == (None, None)
    assert found.away["王芳"] == {1: None, 2: "E"}


@pytest.mark.parametrize(
    ("written", "lost", "reason"),
    [
        ("培训", None, "培训"), ("年 休 假", None, "年休假"), ("Sick leave", None, "Sick leave"),
        ("假", None, ""), ("假(早)", "E", ""), ("病假（早）", "E", "病假"),
        ("假：参加婚礼", None, "参加婚礼"), ("leave: jury duty", None, "jury duty"),
        ("假(早)：参加婚礼", "E", "参加婚礼"), ("培训：外语", None, "培训：外语"),
    ],
)  # fmt: skip
def test_what_an_absence_is_for_is_read(tmp_path, written, lost, reason):
    found = read_posted(week_case(), edited(tmp_path, ("D5", written)))
    person = found.known(week_case()).people["王芳"]
    assert (person.leave, person.lost.get(1)) == ((1,), lost)
    assert person.reasons.get(1, "") == reason


def test_how_a_day_off_came_about_is_kept_and_is_no_absence(tmp_path):
    found = read_posted(week_case(), edited(tmp_path, ("D5", "调休")))
    person = found.known(week_case()).people["王芳"]
    assert (person.leave, dict(person.reasons)) == ((), {1: "调休"})


def test_mistakes_of_a_grid_are_told_in_chinese_with_their_cells(tmp_path):
    path = edited(tmp_path, ("D5", "陪训"), ("B7", "王芳"), ("E6", None), ("H4", None))
    with pytest.raises(DataError) as error:
        read_posted(week_case(), path)
    told = "\n".join(problem.told("zh") for problem in error.value.problems)
    for says in (
        "!D5：应为班次",
        "!B7：每人应只有一行，“王芳”",
        "缺 2026-03-07",
        "“=cmd|' /C calc'!A0”的一行",
    ):
        assert says in told
    assert "expected" not in told


def test_a_word_that_is_no_absence_is_still_a_mistake(tmp_path):
    with pytest.raises(DataError, match="陪训"):
        read_posted(week_case(), edited(tmp_path, ("D5", "陪训")))


def test_the_page_and_the_calendar_say_what_an_absence_is_for():
    away = Person(leave=(1,), lost={1: "E"}, reasons={1: "参加婚礼"})
    case = week_case(people={**week_case().people, "王芳": away})
    data = shown_roster(case, {**WEEK, "王芳": (None, None, *WEEK["王芳"][2:])})
    html = roster_html(data)
    assert '<td class="off" title="假(早)：参加婚礼">参加</td>' in html
    assert '<b class="off">参加</b>参加婚礼' in html
    assert of_tuesday(data)["DESCRIPTION"].startswith("参加婚礼，")


def test_a_shift_of_the_name_of_an_absence_is_that_shift(tmp_path):
    training = RosterKind(length=8 * 3600.0)
    case = week_case(kinds={**week_case().kinds, "培训": training})
    found = read_posted(case, edited(tmp_path, ("D5", "培训")))
    assert found.roster["王芳"][1] == "培训"
    assert not found.away.get("王芳")


def test_all_mistakes_are_told_at_once_with_their_cells(tmp_path):
    path = edited(tmp_path, ("D5", "Nigt"), ("E6", None), ("B7", "Nobody"), ("B8", "李娜"))
    with pytest.raises(DataError) as error:
        read_grid(week_case(), path)
    where = {problem.where: problem.what for problem in error.value.problems}
    mend = " A day off is 休 or off, an absence 假 or leave."
    assert where["排班表!D5"] == (
        "expected a kind of shift (E = 早 = Early, L = 晚 = Late, N = 夜 = Night), got 'Nigt'. "
        f"Did you mean 'Night'?{mend}"
    )
    assert where["排班表!E6"].startswith("expected a shift, a day off or an absence, got nothing.")
    assert where["排班表!E6"].endswith(mend)
    assert "got 'Nobody'" in where["排班表!B7"]
    assert where["排班表!B8"].startswith("expected each person once, got '李娜' again")
    missing = [p.what for p in error.value.problems if p.where == "排班表"]
    assert len(missing) == 2
    assert "expected a row for 'Zoë O'Neil, Dr.', got none" in missing[1]


def test_a_grid_made_by_hand_is_read(tmp_path):
    # Days of the month as heads, in another order, blanks for days off.
    path = tmp_path / "hand.csv"
    path.write_text("三月,3,2日,4\n乙,,E,\n甲,E,,E\n\n合计,1,1,1\n", encoding="gb18030")
    case = week_case(days=3, people={"甲": Person(), "乙": Person()}, needs=())
    assert read_grid(case, path) == {"甲": (None, "E", "E"), "乙": ("E", None, None)}


def test_a_file_without_the_days_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="a column for each day from 2026-03-02"):
        read_grid(week_case(), path)


def events(text: str) -> list[dict[str, str]]:
    """Events of a calendar, unfolded."""
    lines = text.replace("\r\n ", "").split("\r\n")
    found: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            key, _, value = line.partition(":")
            found[-1][key] = value
    return found


def test_a_night_shift_ends_on_the_next_day():
    first = events(person_calendar(week_shown(), "赵磊", "zh"))[0]
    assert first["DTSTART;TZID=Asia/Shanghai"] == "20260302T220000"
    assert first["DTEND;TZID=Asia/Shanghai"] == "20260303T060000"
    assert first["SUMMARY"] == "夜"


def test_lines_of_a_calendar_are_folded_and_texts_escaped():
    name = "=1;2,3\\4\n五" * 12
    case = week_case(people={name: Person()}, needs=())
    text = person_calendar(shown_roster(case, {name: ("E",) * 7}), name, "zh")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "X-WR-CALNAME:" + "=1\\;2\\,3\\\\4\\n五" * 12 in text.replace("\r\n ", "")


def test_a_changed_roster_moves_its_events_and_cancels_those_taken_away():
    before = of_tuesday(week_shown())
    late = {**WEEK, "王芳": (None, "L", *WEEK["王芳"][2:])}
    off = {**WEEK, "王芳": (None, None, *WEEK["王芳"][2:])}
    moved = of_tuesday(shown_roster(week_case(), late, before=WEEK))
    gone = of_tuesday(shown_roster(week_case(), off, before=WEEK))
    assert before["UID"] == moved["UID"] == gone["UID"]
    assert (moved["SUMMARY"], gone["STATUS"]) == ("晚", "CANCELLED")


def of_tuesday(data):
    found = events(person_calendar(data, "王芳", "zh"))
    return next(e for e in found if e["DTSTART;TZID=Asia/Shanghai"].startswith("20260303"))


@given(st.lists(st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2087, 1, 1)), min_size=2),
       st.lists(st.sampled_from(["E", "L", None]), min_size=2, max_size=6))  # fmt: skip
def test_what_is_written_later_goes_before_what_was_written_earlier(times, kinds):
    # Posted, mended, looked over without what was before, in any order: RFC 5546, 2.1.4 and 2.1.5.
    told = []
    for k, time in enumerate(sorted(times)):
        roster = {**WEEK, "王芳": (None, kinds[k % len(kinds)], *WEEK["王芳"][2:])}
        before = None if k % 3 == 2 else WEEK
        data = shown_roster(week_case(), roster, before=before, written=time.replace(tzinfo=dt.UTC))
        told += [(time.replace(microsecond=0), int(e["SEQUENCE"]), e["DTSTAMP"])
                 for e in events(person_calendar(data, "王芳", "zh"))]  # fmt: skip
    for (time, number, stamp), (later, larger, newer) in pairwise(told):
        assert number <= larger <= 2**31 - 1
        assert (number < larger, stamp < newer) == (time < later,) * 2


def test_a_shift_lost_by_absence_is_cancelled_whoever_writes_the_file():
    # The first roster is not at hand any more: of the shift only the grid knows.
    ill = week_case()
    ill = ill.replace(people={**ill.people, "王芳": Person(leave=(1,), lost={1: "E"})})
    off = {**WEEK, "王芳": (None, None, *WEEK["王芳"][2:])}
    gone = of_tuesday(shown_roster(ill, off))
    assert (gone["SUMMARY"], gone["STATUS"]) == ("早", "CANCELLED")


@pytest.mark.parametrize("lang", LANGS)
def test_texts_of_a_roster_are_in_its_language(tmp_path, lang):
    path = write_roster_workbook(week_shown(), tmp_path / "r.xlsx", lang)
    texts = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value not in WEEK
    ]
    if lang == "en":
        own = ("王芳", "李娜", "陈静", "赵磊")
        assert not [
            t for t in texts if re.search("[\u4e00-\u9fff]", t) and not any(n in t for n in own)
        ]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_has_the_grid_and_who_is_there_and_needs_no_network(lang):
    data = week_shown()
    html = roster_html(data, lang)
    article = html[html.index(f'class="{lang}"') :].split("</article>")[0]
    grid = article[article.index("<tbody>") : article.index("</tbody>")]
    assert grid.count("<tr>") == 6
    assert grid.count(" wrong") == 2  # the late and the early after it
    assert article.count("<details") == 7
    for day in range(7):
        assert day_finding(data, day, lang) in article
    assert "<script" not in article
    assert "=cmd|&#39; /C calc&#39;!A0" in article
    assert not re.search(r"(src|href)=.?https?:", html)
    assert say(lang, "缺 3 人次", "3 missing") in article


def test_the_page_opens_the_first_day_with_duty():
    off = {name: (None, None, *row[2:]) for name, row in WEEK.items()}
    case = week_case(people={name: Person() for name in WEEK})
    page = roster_html(shown_roster(case, off), "en").split('class="en"')[-1]
    opened = re.findall(r"<details( open)?><summary>(\w+ \d+ \w+)", page)
    # Nobody works on Monday and Tuesday, so there is nothing to open.
    assert opened[0] == (" open", "We 4 Mar")
    assert [is_open for is_open, _ in opened[1:]] == [""] * 4
    assert "Mo 2 Mar: nobody works" in page


def test_people_there_are_those_between_start_and_end_without_their_breaks():
    data = week_shown()
    counts = there(data, 0)
    # 王芳 has the night of the eve until 6; two early from 7, their breaks one after the other
    # around 11:15; two late from 14; the night from 22.
    assert [counts[2 * hour] for hour in (0, 5, 6, 7, 10, 13, 14, 15, 16, 22, 23)] == [
        1, 1, 0, 2, 2, 2, 4, 4, 2, 3, 1,
    ]  # fmt: skip
    assert (counts[22], counts[23]) == (1, 1)  # 11:00 and 11:30: one of the two is away
    assert len(day_shifts(data, 0)) == 6


def test_a_moved_shift_is_marked_on_the_page():
    off = {**WEEK, "王芳": (None, None, *WEEK["王芳"][2:])}
    html = roster_html(shown_roster(week_case(), off, before=WEEK))
    assert html.count("off changed") == 2  # once in each language
