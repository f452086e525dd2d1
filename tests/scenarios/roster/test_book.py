"""A roster workbook says the same as the file it was written from, and its mistakes have cells."""

from __future__ import annotations

import datetime as dt
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scenarios.errors import DataError, ModelError
from scenarios.roster.book import SHEETS
from scenarios.roster.book_cells import COUNTS
from scenarios.roster.book_writing import write_workbook
from scenarios.roster.breaks import taken_text
from scenarios.roster.case_of import case_of
from scenarios.roster.days import days_text, parse_roster_days
from scenarios.roster.file import NeedLine, PersonLine, RosterFile, UnavailableLine, WishLine
from scenarios.roster.kinds import RosterKind
from scenarios.roster.presence import presence
from scenarios.roster.reading import load_roster
from scenarios.roster.rosters import Contract
from scenarios.roster_examples import EXAMPLES, beside_example, example_path

HOUR = 3600.0


def test_kinds_that_have_their_start_in_their_name_are_counted_in_a_cell() -> None:
    read = COUNTS.read
    assert read("night 22:30: 0, E=3，夜：2") == {"night 22:30": 0, "E": 3, "夜": 2}
    assert read("E") == {"E": None}


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_examples_are_the_same_as_workbooks_in_both_languages(tmp_path, example, lang) -> None:
    file = load_roster(example_path(example, lang))
    for path in beside_example(example):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for written in ("zh", "en"):
        write_workbook(file, tmp_path / "in.xlsx", written)
        read = load_roster(tmp_path / "in.xlsx")
        if example == "staffed":  # its titles are in both languages, a sheet has one
            read, file = untitled(read), untitled(file)
        assert case_of(read) == case_of(file)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_days_of_a_chinese_workbook_are_in_chinese(tmp_path, example) -> None:
    write_workbook(load_roster(example_path(example, "zh")), tmp_path / "in.xlsx", "zh")
    book = openpyxl.load_workbook(tmp_path / "in.xlsx")
    said = []
    for title in ("需求", "意愿", "不可上班"):
        heads, *rows = book[title].iter_rows(values_only=True)
        said += [row[heads.index("星期")] for row in rows]
    days = [one for one in said if one is not None]
    assert days
    assert not [one for one in days if re.search("[a-z]", one)]


@given(st.lists(st.sampled_from(["mon-fri", "sat", "tue", "daily", "workdays", "restdays",
                                 "holidays", "weekend"]), min_size=1).map(",".join))  # fmt: skip
def test_days_come_back_from_chinese(days: str) -> None:
    assert parse_roster_days(days_text(days, "zh")) == days


def untitled(file: RosterFile) -> RosterFile:
    return file.replace(kinds={k: one.replace(title=None) for k, one in file.kinds.items()})


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_say_the_same_in_both_languages(example) -> None:
    zh, en = (case_of(load_roster(example_path(example, lang))) for lang in ("zh", "en"))
    assert [need.required for need in zh.needs] == [need.required for need in en.needs]
    assert list(zh.strengths.values()) == list(en.strengths.values())
    for one, other in zip(zh.people.values(), en.people.values(), strict=True):
        assert (one.leave, one.speed, one.nights_before, one.holidays_before) == (
            other.leave, other.speed, other.nights_before, other.holidays_before,
        )  # fmt: skip
        assert [w.day for w in one.wishes] == [w.day for w in other.wishes]


# Spaces at the ends and full-width letters are not told apart in cells made by hand.
names = st.text("ab王=+-'_x1", min_size=1, max_size=6).filter(lambda name: name not in ("-",))
contracts = st.builds(
    Contract,
    least_hours=st.sampled_from([0.0, 8 * HOUR]),
    most_hours=st.sampled_from([None, 37.5 * HOUR]),
    overtime=st.booleans(),
    most_of_kind=st.sampled_from([{}, {"N": 2}]),
    nights_most=st.sampled_from([None, 0, 3]),
)
leaves = st.none() | st.sampled_from(
    ["假", "培训", "调休", "sick leave", "COVID-19", "参加婚礼", "5日", "a:b", "(x)", "=1+1"]
)
"""What absences are for; None for no absence."""
people = st.builds(
    PersonLine,
    contract=st.sampled_from([None, "full"]),
    skills=st.sampled_from([(), ("keys",), ("keys", "nights")]),
    speed=st.sampled_from([1.0, 0.85]),
    leave=leaves.map(lambda said: {"2026-03-02..2026-03-03": said} if said else ()),
    paid_leave=leaves.map(lambda said: {"2026-03-04..2026-03-05": said} if said else ()),
    unavailable=st.sampled_from([(), (UnavailableLine(days="sat,sun", kinds=("N",)),)]),
    wishes=st.sampled_from(
        [(), (WishLine(days="mon", want="off", weight=2), WishLine(days="wed", avoid="N"))]
    ),
    history=st.sampled_from([(), ("D", None, "N")]),
    holidays_before=st.sampled_from([0, 2]),
    most_hours=st.sampled_from([None, 20 * HOUR]),
    protected=st.sampled_from([None, "nursing"]),
)
files = st.builds(
    RosterFile,
    first_day=st.just(dt.date(2026, 3, 2)),
    days=st.integers(7, 9),
    holidays=st.sampled_from([(), "CN", (dt.date(2026, 3, 4),)]),
    kinds=st.just({
        "D": RosterKind(start=8 * HOUR, length=8.5 * HOUR, unpaid_break=0.5 * HOUR, post="w 1"),
        "N": RosterKind(length=8 * HOUR, not_followed_by=("D",), skill="nights"),
    }),
    contracts=st.fixed_dictionaries({"full": contracts}),
    people=st.dictionaries(names, people, min_size=1, max_size=3),
    needs=st.lists(st.builds(NeedLine, kind=st.sampled_from("DN"), people=st.integers(0, 3),
                             days=st.sampled_from(["daily", "workdays", "mon,tue"])),
                   max_size=2).map(tuple),
    strengths=st.sampled_from([{}, {"rest": "off", "even_nights": 2.5, "skill": 10.0}]),
)  # fmt: skip


few = settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@few
@given(files, st.sampled_from(["zh", "en"]))
def test_any_file_comes_back_from_its_workbook(tmp_path, file, lang) -> None:
    write_workbook(file, tmp_path / "in.xlsx", lang)
    assert case_of(load_roster(tmp_path / "in.xlsx")) == case_of(file)


def book_of(tmp_path, change) -> str:
    path = tmp_path / "in.xlsx"
    write_workbook(load_roster(example_path("hall", "zh")), path, "zh")
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return str(path)


def test_cells_made_by_hand_are_read_as_they_are_meant(tmp_path) -> None:
    def change(book) -> None:
        kinds, people, plan = book["班次"], book["人员"], book["概况"]
        kinds["C2"] = dt.time(8, 30)
        kinds["D2"] = "8.5"
        people["G2"] = dt.datetime(2026, 3, 4)
        people["F3"] = "0.9"
        plan["B3"] = dt.datetime(2026, 3, 2)
        people.cell(people.max_row + 3, 1, "新来的")

    case = case_of(load_roster(book_of(tmp_path, change)))
    first = next(iter(case.kinds.values()))
    assert (first.start, first.length) == (8.5 * HOUR, 8.5 * HOUR)
    assert case.people["王芳"].leave == (2,)
    assert case.people["李娜"].speed == 0.9
    assert "新来的" in case.people


@pytest.mark.parametrize("between", ["/", "，", "、", ";", "；", "+", " / ", "＋"])
def test_skills_in_one_cell_are_parted(tmp_path, between) -> None:
    def change(book) -> None:
        book["人员"]["E2"] = f"社保{between}综合"

    assert case_of(load_roster(book_of(tmp_path, change))).people["王芳"].skills == ("社保", "综合")


def test_a_skill_that_a_shift_asks_for_by_that_name_is_one(tmp_path) -> None:
    def change(book) -> None:
        book["人员"]["E2"], book["班次"]["G2"] = "社保/综合", "社保/综合"

    assert case_of(load_roster(book_of(tmp_path, change))).people["王芳"].skills == ("社保/综合",)


@pytest.mark.parametrize(
    ("written", "new"), [("新", True), ("新来", True), ("是", True), ("✓", True), ("否", False)]
)
def test_the_word_of_a_column_means_yes(tmp_path, written, new) -> None:
    def change(book) -> None:
        heads = [cell.value for cell in book["人员"][1]]
        book["人员"].cell(2, heads.index("新来") + 1, written)

    assert case_of(load_roster(book_of(tmp_path, change))).people["王芳"].new is new


def _misspell(book) -> None:
    """The slips that schedulers make most."""
    book["人员"]["B2"] = "在遍"
    book["人员"]["H1"] = "夜班数"
    book["需求"]["A3"] = "综窗口"
    book["意愿"]["A2"] = "李那"
    book["规则"]["A3"] = "每周公时"
    book["搭档"].append(["王芳", "李娜", "同班"])
    book["合同"].title = "合同表"


def test_everything_wrong_in_a_workbook_is_told_with_sheet_and_row(tmp_path) -> None:
    def change(book) -> None:
        _misspell(book)
        book["人员"]["F4"] = -1

    with pytest.raises(ModelError) as error:
        load_roster(book_of(tmp_path, change))
    told = str(error.value)
    for place, says in [
        ("[人员]:4", "speed"), ("[人员]:1", "a heading of this sheet"), ("[意愿]:2", "'李那'"),
        ("[规则]:3", "'每周工时'"), ("[搭档]:2", "须同班"), ("", "Did you mean '合同'?"),
    ]:  # fmt: skip
        assert any(place in line and says in line for line in told.splitlines()), (place, told)


def test_common_mistakes_of_a_workbook_are_told_in_chinese_too(tmp_path) -> None:
    def change(book) -> None:
        _misspell(book)
        book["意愿"]["B3"] = "2027-03-13"

    with pytest.raises(ModelError) as error:
        load_roster(book_of(tmp_path, change))
    for problem in error.value.problems:
        told = problem.told("zh")
        # The same place, and no English sentence: what is wrong and what is known stand in both.
        assert problem.line is None or f"]:{problem.line}: " in told
        assert "expected" not in told, told
        assert re.search("应|没有", told), told
    told = "\n".join(problem.told("zh") for problem in error.value.problems)
    for says in ("是不是“合同”？", "实为“李那”", "是不是“每周工时”？", "实为“同班”"):
        assert says in told


def test_a_file_that_is_no_workbook_is_one_sentence(tmp_path) -> None:
    (tmp_path / "in.xlsx").write_text("people")
    with pytest.raises(DataError, match="expected a workbook, got a file that is none"):
        load_roster(tmp_path / "in.xlsx")


def test_every_key_of_a_person_and_a_contract_has_a_column() -> None:
    columns = {sheet.part: {column.key for column in sheet.columns} for sheet in SHEETS}
    own = {"name"}
    assert columns["contracts"] - own == set(Contract.model_fields) - {"provenance"}
    lines = {"provenance", "wishes", "unavailable"}
    assert columns["people"] - own == set(PersonLine.model_fields) - lines
    assert columns["wishes"] - own == set(WishLine.model_fields) - {"provenance"}
    assert columns["needs"] == set(NeedLine.model_fields) - {"provenance"}
    assert columns["kinds"] - own == set(RosterKind.model_fields) - {"provenance"}


def breaks_of(case, roster: dict[str, tuple[str | None, ...]]) -> dict[str, list[str]]:
    """By person when they have breaks, day by day."""
    found: dict[str, list[str]] = {}
    for one in presence(case, roster):
        assert not one.assumed
        found.setdefault(one.person, []).append(taken_text(one.pauses))
    return found


def test_breaks_of_planned_shifts_are_taken_when_they_were_planned(tmp_path) -> None:
    second = 'agents,early,mon,08:00,16:30,"10:00-10:15, 12:30-13:00",8.0,'
    rows = PLANNED.splitlines()
    (tmp_path / "shifts.csv").write_text("\n".join([*rows[:2], second, *rows[3:]]))
    text = "first_day: 2026-03-02\ndays: 2\nneeds_from: shifts.csv\npeople: {A: {}, B: {}, C: {}}\n"
    (tmp_path / "r.yaml").write_text(text)
    case = case_of(load_roster(tmp_path / "r.yaml"))
    early = "early 08:00-16:30"
    # On Monday two were planned, and the third does as the first; on Tuesday there is one of them.
    assert breaks_of(case, dict.fromkeys("ABC", (early, early))) == {
        "A": ["12:00-12:30", "12:00-12:30"],
        "B": ["10:00-10:15, 12:30-13:00", "12:00-12:30"],
        "C": ["12:00-12:30", "12:00-12:30"],
    }
    assert breaks_of(case, {"A": ("early 08:00-12:00", None), "B": (None,) * 2, "C": (None,) * 2})[
        "A"
    ] == [""]


def test_a_need_of_the_file_is_told_on_its_line_though_a_plan_has_needs_too(tmp_path) -> None:
    (tmp_path / "shifts.csv").write_text(PLANNED)
    text = "first_day: 2026-03-02\ndays: 2\nneeds_from: shifts.csv\npeople: {A: {}}\nneeds:\n"
    (tmp_path / "r.yaml").write_text(text + "  - {kind: nowhere, people: 1}\n")
    with pytest.raises(ModelError) as told:
        load_roster(tmp_path / "r.yaml")
    (problem,) = told.value.problems
    assert (problem.line, problem.where) == (6, "needs[0].kind")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ('unpaid_break: 1 h, breaks: "12:00-12:30"', "at least the 60 min that are unpaid, got 30"),
        ('breaks: ["16:30-17:30"]', "one after another between 08:00 and 17:00"),
        ('breaks: "12:00-13:00, 12:30-13:30"', "one after another"),
        ('breaks: "noon"', "expected breaks such as"),
    ],
)
def test_breaks_that_do_not_fit_a_shift_are_told(tmp_path, kind: str, says: str) -> None:
    text = 'first_day: 2026-03-02\ndays: 1\npeople: {A: {}}\nkinds: {D: {start: "08:00", '
    (tmp_path / "r.yaml").write_text(f"{text}length: 9 h, {kind}}}}}\n")
    with pytest.raises(ModelError, match=says):
        load_roster(tmp_path / "r.yaml")


def test_breaks_of_a_night_are_on_the_next_day_and_stand_in_a_workbook(tmp_path) -> None:
    text = (
        'first_day: 2026-03-02\ndays: 1\npeople: {A: {}, B: {}}\nkinds: {N: {start: "22:00", '
        'length: 9 h, unpaid_break: 30 min, breaks: ["01:00-01:30", "02:00-02:30; 03:00-03:15"]}}\n'
    ).replace("; ", ", ")
    (tmp_path / "r.yaml").write_text(text)
    file = load_roster(tmp_path / "r.yaml")
    write_workbook(file, tmp_path / "r.xlsx", "zh")
    for case in (case_of(file), case_of(load_roster(tmp_path / "r.xlsx"))):
        spans = [one.spans for one in presence(case, {"A": ("N",), "B": ("N",)})]
        assert spans[0] == ((22 * HOUR, 25 * HOUR), (25.5 * HOUR, 31 * HOUR))
        assert spans[1][1] == (26.5 * HOUR, 27 * HOUR)


PLANNED = """group,kind,day,start,end,breaks,paid_hours,person
agents,early,mon,08:00,16:30,12:00-12:30,8.0,
agents,early,mon,08:00,16:30,12:00-12:30,8.0,
agents,early,tue,08:00,16:30,12:00-12:30,8.0,
agents,early,mon,08:00,12:00,,4.0,
agents,night,mon,22:00,32:00,,10.0,
"""


def test_needs_are_taken_from_planned_shifts(tmp_path) -> None:
    (tmp_path / "shifts.csv").write_text(PLANNED)
    text = "first_day: 2026-03-01\ndays: 8\nneeds_from: shifts.csv\npeople: {Ann: {}}\n"
    (tmp_path / "r.yaml").write_text(text + "needs: [{kind: night 22:00, people: 3}]\n")
    case = case_of(load_roster(tmp_path / "r.yaml"))
    assert {name: (one.start, one.length, one.hours) for name, one in case.kinds.items()} == {
        "early 08:00-12:00": (8 * HOUR, 4 * HOUR, 4.0),
        "early 08:00-16:30": (8 * HOUR, 8.5 * HOUR, 8.0),
        "night 22:00": (22 * HOUR, 10 * HOUR, 10.0),
    }
    # Day 0 is a Sunday: Mondays are 1, Tuesdays 2; the line of the file wins.
    early = [(n.day, n.required) for n in case.needs if n.kind == "early 08:00-16:30"]
    assert early == [(1, 2), (2, 1)]
    assert [n.required for n in case.needs if n.kind == "night 22:00"] == [3] * 8


def test_planned_shifts_are_called_as_their_kinds_are(tmp_path) -> None:
    head, *rows = PLANNED.splitlines()
    titled = [f"{row},{'夜班,Night' if 'night' in row else '早班,Early'}" for row in rows]
    (tmp_path / "shifts.csv").write_text("\n".join([f"{head},title_zh,title_en", *titled]))
    text = "first_day: 2026-03-01\ndays: 8\nneeds_from: shifts.csv\npeople: {Ann: {}}\n"
    (tmp_path / "r.yaml").write_text(text)
    kinds = case_of(load_roster(tmp_path / "r.yaml")).kinds
    assert {name: (one.title.zh, one.title.en) for name, one in kinds.items() if one.title} == {
        "early 08:00-12:00": ("早班 08:00-12:00", "Early 08:00-12:00"),
        "early 08:00-16:30": ("早班 08:00-16:30", "Early 08:00-16:30"),
        "night 22:00": ("夜班 22:00", "Night 22:00"),
    }


def test_planned_shifts_of_several_groups_ask_for_their_skill(tmp_path) -> None:
    (tmp_path / "shifts.csv").write_text(PLANNED.replace("agents,night", "experts,night"))
    text = "first_day: 2026-03-02\ndays: 1\nneeds_from: shifts.csv\npeople: {Ann: {}}\n"
    (tmp_path / "r.yaml").write_text(text)
    kinds = case_of(load_roster(tmp_path / "r.yaml")).kinds
    assert kinds["experts night 22:00"].skill == "experts"
    (tmp_path / "shifts.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match=r"shifts\.csv:1: group: expected a column of a plan"):
        load_roster(tmp_path / "r.yaml")


WIDE = [
    # heads, rows; what is needed on 2 to 4 March, a Monday to a Wednesday, by kind
    (["班次", "3/2", "3/3", "3月4日"], [["D", 2, 1, None], ["N", None, None, 1]]),
    (["班次", dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 3), "2026-03-04", "合计"],
     [["D", 2, 1, None, 3], ["N", None, None, "1", 1], ["合计", 2, 1, 1, 4]]),
    (["班次\\日期", 2, 3, 4], [[None, "一", "二", "三"], ["D", 2, 1, None], ["N", None, None, 1]]),
    ([None, "周一", "周二", "周三"], [["D", 2, 1, None], ["N", None, None, 1]]),
    (["kind", "mon", "tue", "wed"], [["D", 2, 1, None], ["N", None, None, 1]]),
    (["班次", "一", "二", "三"], [["D", 2, 1, None], ["N", None, None, 1]]),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "rows"), WIDE)
@pytest.mark.parametrize("titled", [False, True])
def test_needs_with_days_across_are_read(tmp_path, heads, rows, titled: bool) -> None:
    path = _book(tmp_path, [*([["三月需求表"], []] if titled else []), heads, *rows])
    case = case_of(load_roster(path))
    assert [(n.day, n.kind, n.required) for n in case.needs] == [
        (0, "D", 2), (1, "D", 1), (2, "N", 1),
    ]  # fmt: skip


def test_prices_go_with_days_across_and_workdays_are_days(tmp_path) -> None:
    path = _book(tmp_path, [["班次", "工作日", "周末", "缺一人的代价"], ["D", 2, 1, 50]], days=7)
    needs = case_of(load_roster(path)).needs
    assert [need.required for need in needs] == [2] * 5 + [1] * 2
    assert {need.under for need in needs} == {50}


def test_mistakes_in_days_across_have_their_row(tmp_path) -> None:
    path = _book(tmp_path, [["班次", "3/2", "3/3"], ["D", "two", 1], ["X", 1, 1]])
    with pytest.raises(ModelError) as error:
        load_roster(path)
    assert "需求!2" in str(error.value) or ":2" in str(error.value)
    path = _book(tmp_path, [["班次", "3/2", "3/3"], ["D", 2, 1], ["X", 1, 1]])
    with pytest.raises(ModelError, match="expected a kind of shift"):
        load_roster(path)


def _book(folder, needs: list[list[object]], days: int = 3):
    """A workbook with a table of needs."""
    book = openpyxl.Workbook()
    sheets = {
        "概况": [["项目", "值"], ["第一天", dt.datetime(2026, 3, 2)], ["天数", days]],
        "班次": [["班次", "开始", "时长（小时）"], ["D", "08:00", 8], ["N", "22:00", 8]],
        "人员": [["姓名"], ["Ann"], ["Bob"]],
        "需求": needs,
    }
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(folder / "wide.xlsx")
    return folder / "wide.xlsx"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_needs_with_days_across_may_stand_in_a_file_of_their_own(tmp_path, ending: str) -> None:
    rows = [["班次", "3/2", "3/3", "3/4"], ["D", 2, 1, None], ["合计", 2, 1, None]]
    if ending == "csv":
        lines = (",".join("" if cell is None else str(cell) for cell in one) for one in rows)
        (tmp_path / "needs.csv").write_text("\n".join(lines), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        book.active.append(["本月需求"])
        for one in rows:
            book.active.append(one)
        book.save(tmp_path / "needs.xlsx")
    text = f"first_day: 2026-03-02\ndays: 3\nneeds_from: needs.{ending}\npeople: {{A: {{}}}}\n"
    kinds = 'kinds: {D: {start: "08:00", length: 8 h}}\n'
    (tmp_path / "r.yaml").write_text(f"{text}{kinds}needs: [{{kind: D, people: 4, days: tue}}]\n")
    needs = case_of(load_roster(tmp_path / "r.yaml")).needs
    # What the file itself says wins.
    assert [(need.day, need.required) for need in needs] == [(0, 2), (1, 4)]


def test_a_file_of_needs_that_is_none_is_told(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "skill"])
    book.save(tmp_path / "needs.xlsx")
    text = "first_day: 2026-03-02\ndays: 3\nneeds_from: needs.xlsx\npeople: {A: {}}\n"
    (tmp_path / "r.yaml").write_text(text)
    with pytest.raises(DataError, match="or a table with kinds of shift down and days across"):
        load_roster(tmp_path / "r.yaml")
