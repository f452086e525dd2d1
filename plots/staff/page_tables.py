"""The tables of a page of planned shifts, as a client reads them."""

from __future__ import annotations

import math

from plots.amounts import clock
from plots.language import Lang, say
from plots.promise_words import bare_level, goal_text, level_text, level_unit, measure_words
from plots.staff.data import Level, StaffData
from plots.staff.findings import hours_words
from plots.staff.places import panel_title
from plots.staff.terms import STAGES, VERDICTS, plan_day, shift_clock
from plots.tables import Align, Cell, Table, cells

_TONES = {"met": "better", "not_met": "worse", "unclear": "same", "interrupted": "same"}


def key_rows(data: StaffData, lang: Lang) -> Table:
    """The plan as a whole."""
    most = int(data.intervals.drop_duplicates(["day", "at", "group"])
               .groupby(["day", "at"])["staffed"].sum().max())  # fmt: skip
    over = say(lang, "全部来电（来访）合计：", "Over all calls: ")
    rows = [
        (Cell(say(lang, "判定", "Verdict")), _verdict(data.status, lang)),
        (
            Cell(say(lang, "每天计薪", "Paid hours a day")),
            Cell(
                hours_words(data.paid_hours) + say(lang, " 小时", " h"),
                "" if data.days == 1 else _open_days(data.open_days, lang),
            ),
        ),
        (
            Cell(say(lang, "同时在岗最多", "Most on position at once")),
            Cell(f"{most}" + say(lang, " 人", " people")),
        ),
        (
            Cell(over + measure_words(data.promise, lang)),
            Cell(level_text(data.promise, data.level.value, lang), _between(data, data.level)),
        ),
    ]  # fmt: skip
    head = (say(lang, "项目", "Item"), say(lang, "数值", "Value"))
    caption = say(lang, "方案一览；水平附 95 % 区间", "The plan; levels with 95% intervals")
    return Table("key", caption, head, tuple(rows), ("left", "right"), stacked=True)


def _open_days(days: int, lang: Lang) -> str:
    return say(
        lang, f"每周开放 {days} 天的平均", f"mean of the {days} day{'s' * (days > 1)} open a week"
    )


def interval_rows(data: StaffData, lang: Lang) -> list[Table]:
    """A table for each queue and kind of day."""
    unit = level_unit(data.promise, lang)
    level = measure_words(data.promise, lang)
    head = (
        say(lang, "时段起", "Start"),
        say(lang, "来电（来访）", "Calls"),
        say(lang, "业务量（爱尔兰）", "Load (erlang)"),
        say(lang, "公式所需（人）", "Formula (people)"),
        say(lang, "在岗（人）", "Staffed (people)"),
        say(lang, f"{level}（{unit}）", f"{level} ({unit})"),
        say(lang, "判定", "Verdict"),
    )
    align: tuple[Align, ...] = ("left", "right", "right", "right", "right", "right", "left")
    tables = []
    for (day, queue), rows in data.intervals.groupby(["day", "queue"], sort=False):
        lines = [
            (
                Cell(clock(row["at"])),
                *cells((f"{row['calls']:,.1f}", f"{row['offered_load']:.2f}")),
                *cells((str(row["required"]), str(row["staffed"]))),
                Cell(
                    bare_level(data.promise, row["level"]),
                    _between(data, Level(row["level"], row["low"], row["high"])),
                ),
                _verdict(row["verdict"], lang),
            )
            for row in rows.to_dict("records")
        ]
        caption = panel_title(data, "queue", str(queue), int(str(day)), lang)
        tables.append(Table("intervals", caption, head, tuple(lines), align))
    return tables


def shift_rows(data: StaffData, lang: Lang) -> Table:
    """How many work each shift."""
    by = ["group", "kind", f"kind_{lang}", "weekday", "at", "end", "paid_hours"]
    counted = data.shifts.groupby(by, sort=False).size().rename("people").reset_index()
    several = counted["group"].nunique() > 1
    lines = []
    for row in counted.to_dict("records"):
        kind = str(row[f"kind_{lang}"])
        pool = panel_title(data, "pool", row["group"], data.alike[0][0], lang) if several else ""
        lines.append(
            cells(
                (
                    f"{pool} · {kind}" if pool else kind,
                    plan_day(data.days, int(row["weekday"]), lang),
                    shift_clock(row["at"], lang),
                    shift_clock(row["end"], lang),
                    str(row["people"]),
                    f"{row['paid_hours']:g}",
                )
            )
        )
    head = (
        say(lang, "班次", "Shift"), say(lang, "日", "Day"), say(lang, "起", "Start"),
        say(lang, "止", "End"), say(lang, "人数", "People"),
        say(lang, "每班计薪（小时）", "Paid, each (h)"),
    )  # fmt: skip
    align: tuple[Align, ...] = ("left", "left", "right", "right", "right", "right")
    caption = say(lang, "每种班次的人数", "How many work each shift")
    return Table("shifts", caption, head, tuple(lines), align, stacked=True)


def goal_rows(data: StaffData, lang: Lang) -> Table:
    """What each goal takes."""
    head = (
        say(lang, "目标", "Goal"),
        say(lang, "每天计薪（小时）", "Paid hours a day (h)"),
        say(lang, "全部合计达到", "Reached over all calls"),
        say(lang, "最差一处", "Worst place"),
        say(lang, "达标处数", "Places met"),
        say(lang, "判定", "Verdict"),
    )
    lines = [
        (
            Cell(goal_text(data.promise, one.goal, lang)),
            Cell(hours_words(one.paid_hours)),
            Cell(level_text(data.promise, one.level.value, lang), _between(data, one.level)),
            Cell(level_text(data.promise, one.least, lang)),
            Cell(f"{one.met} / {one.places}"),
            _verdict(one.status, lang),
        )
        for one in sorted(data.goals, key=lambda one: one.goal)
    ]
    align: tuple[Align, ...] = ("left", "right", "right", "right", "right", "left")
    caption = say(lang, "每个目标的成本", "What each goal takes")
    return Table("goals", caption, head, tuple(lines), align, stacked=True)


def round_rows(data: StaffData, lang: Lang) -> Table:
    """Each plan that was simulated on the way."""
    head = (
        say(lang, "序号", "No."), say(lang, "阶段", "Stage"),
        say(lang, "成本（计价小时）", "Cost (priced h)"),
        say(lang, "不能肯定达标的处数", "Places not met for certain"),
        say(lang, "仿真次数", "Replications"),
    )  # fmt: skip
    lines = [
        cells(
            (str(k), say(lang, *STAGES[one.stage]), f"{one.cost:g}", str(one.short),
             str(one.replications))
        )
        for k, one in enumerate(data.rounds, 1)
    ]  # fmt: skip
    align: tuple[Align, ...] = ("left", "left", "right", "right", "right")
    caption = say(lang, "搜索中仿真过的每个方案", "Each plan that was simulated on the way")
    return Table("rounds", caption, head, tuple(lines), align)


def _verdict(status: str, lang: Lang) -> Cell:
    return Cell(say(lang, *VERDICTS[status]), tone=_TONES.get(status, ""))


def _between(data: StaffData, level: Level) -> str:
    if math.isnan(level.value):
        return ""
    return f"{bare_level(data.promise, level.low)}–{bare_level(data.promise, level.high)}"
