"""The tables of a simulated roster: as people and programs read them, and as a page shows them."""

from __future__ import annotations

import pandas as pd

from plots.amounts import clock
from plots.language import Lang, say
from plots.naming import title_in
from plots.promise_words import bare_level, level_unit, measure_words
from plots.roster.run_data import RosterRunData
from plots.roster.run_words import busy_text, day_word
from plots.staff.terms import VERDICTS
from plots.tables import Align, Cell, Table, cells
from plots.who_comes import coming

_TONES = {"met": "better", "not_met": "worse", "unclear": "same", "": ""}


def run_sheets(data: RosterRunData, lang: Lang) -> dict[str, pd.DataFrame]:
    """The sheets of a workbook, not rounded; levels as shares within [0, 1], or seconds."""
    start, person = say(lang, "时段起", "Start"), say(lang, "姓名", "Name")
    clock_rows = data.clock.assign(
        queue=[title_in([data.model], "queue", name, lang) for name in data.clock["queue"]],
        at=[clock(at) for at in data.clock["at"]],
    )
    people = data.people.rename(
        columns={
            "person": person,
            "speed": say(lang, "速度", "Speed"),
            "hours": say(lang, "在岗（小时）", "On duty (h)"),
            "beyond": say(lang, "其中超出排班（小时）", "Of it beyond the roster (h)"),
            "occupancy": say(lang, "忙碌比例", "Busy share"),
            "low": say(lang, "95 % 下限", "95% low"),
            "high": say(lang, "95 % 上限", "95% high"),
            "occupancy_absent": say(lang, "缺勤时忙碌比例", "Busy share with absence"),
        }
    )
    who, each = coming(data.model, _queues(data)), calls_head(data, _queues(data), lang)
    of_date = say(lang, f"{who.zh}（次）", who.en.capitalize())
    made = {
        say(lang, "合计", "Total"): _levels(data, data.total, {}, each, lang),
        say(lang, "时段", "Intervals"): _levels(
            data, clock_rows, {"queue": say(lang, "队列", "Queue"), "at": start}, each, lang
        ),
        say(lang, "日期", "Days"): _levels(
            data, data.days, {"date": say(lang, "日期", "Date")}, of_date, lang
        ),
        say(lang, "人员", "People"): people,
    }
    sheets = {name: table.dropna(axis=1, how="all") for name, table in made.items()}
    if not data.beyond.empty:
        sheets[say(lang, "超出排班", "Beyond the roster")] = _beyond(data, lang)
    if data.notes[lang]:
        what = say(lang, "注意", "Warnings")
        sheets[what] = pd.DataFrame({what: data.notes[lang]})
    return sheets


def _beyond(data: RosterRunData, lang: Lang) -> pd.DataFrame:
    rows, models = data.beyond, [data.model]
    return pd.DataFrame(
        {
            say(lang, "姓名", "Name"): rows["person"],
            say(lang, "岗位（人员）", "Pool"): [
                title_in(models, "pool", name, lang) for name in rows["pool"]
            ],
            say(lang, "日期", "Date"): rows["date"],
            say(lang, "下班后在岗（小时）", "On duty after the shift (h)"): rows["hours"],
            say(lang, "其中空守（小时）", "Of it with nothing to do (h)"): rows["held"],
            say(lang, "厅内有人在等", "While visits wait for"): [
                title_in(models, "activity", name, lang) if name else ""
                for name in rows["waits_for"]
            ],
        }
    )


def calls_head(data: RosterRunData, queues: list[str], lang: Lang) -> str:
    """Head of the number of calls, or visits, to some queues on a day."""
    who, day = coming(data.model, queues), day_word(data, lang)
    return say(lang, f"{who.zh}（次/{day}）", f"{who.en.capitalize()} ({day})")


def _queues(data: RosterRunData) -> list[str]:
    return list(dict.fromkeys(data.clock["queue"]))


def _levels(
    data: RosterRunData, rows: pd.DataFrame, keys: dict[str, str], calls: str, lang: Lang
) -> pd.DataFrame:
    words = measure_words(data.promise, lang)
    unit = say(lang, "秒", "s") if data.promise.is_time else "0–1"
    full, other = say(lang, "全部到岗", "everybody there"), say(lang, "缺勤", "with absence")
    low, high = say(lang, "95 % 下限", "95% low"), say(lang, "95 % 上限", "95% high")
    verdict, change = say(lang, "判定", "Verdict"), say(lang, "变化", "Change")
    heads = {
        **keys,
        "calls": calls, "open_days": say(lang, "开放日（天）", "Open days"),
        "level": f"{words} [{unit}], {full}", "low": f"{low}, {full}", "high": f"{high}, {full}",
        "verdict": f"{verdict}, {full}",
        "level_absent": f"{words} [{unit}], {other}", "low_absent": f"{low}, {other}",
        "high_absent": f"{high}, {other}", "verdict_absent": f"{verdict}, {other}",
        "change": f"{change} [{unit}]", "change_low": f"{change}, {low}",
        "change_high": f"{change}, {high}",
    }  # fmt: skip
    told = rows[[name for name in heads if name in rows]].copy()
    for name in ("verdict", "verdict_absent"):
        told[name] = [say(lang, *VERDICTS[word]) or None for word in told[name]]
    return told.rename(columns=heads)


def level_rows(data: RosterRunData, lang: Lang) -> list[Table]:
    """A table for each queue: the intervals of the day."""
    unit, words = level_unit(data.promise, lang), measure_words(data.promise, lang)
    head = [
        say(lang, "时段起", "Start"),
        say(lang, f"{words}（{unit}）", f"{words} ({unit})"),
        say(lang, "判定", "Verdict"),
    ]
    if data.has_absence:
        rate = f"{100 * data.rate:g} %"
        head += [
            say(lang, f"{rate} 缺勤（{unit}）", f"{rate} absent ({unit})"),
            say(lang, "判定", "Verdict"),
        ]
    tables = []
    for queue, rows in data.clock[data.clock["verdict"] != ""].groupby("queue", sort=False):
        heads = (head[0], calls_head(data, [str(queue)], lang), *head[1:])
        lines = [
            (
                Cell(clock(row["at"])),
                Cell(f"{row['calls']:.1f}"),
                *_level_cells(data, row, "", lang),
                *(_level_cells(data, row, "_absent", lang) if data.has_absence else ()),
            )
            for row in rows.to_dict("records")
        ]
        title = title_in([data.model], "queue", str(queue), lang)
        caption = say(lang, f"{title}，括号内为 95 % 区间", f"{title}, with 95% intervals")
        align: tuple[Align, ...] = ("left", "right", *("right", "left") * (1 + data.has_absence))
        tables.append(Table("intervals", caption, heads, tuple(lines), align))
    return tables


def _level_cells(
    data: RosterRunData, row: dict[object, object], of: str, lang: Lang
) -> tuple[Cell, Cell]:
    level, low, high = (
        bare_level(data.promise, float(str(row[f"{name}{of}"])))
        for name in ("level", "low", "high")
    )
    word = str(row[f"verdict{of}"])
    return Cell(level, f"{low}–{high}"), Cell(say(lang, *VERDICTS[word]), tone=_TONES[word])


def people_rows(data: RosterRunData, lang: Lang) -> Table:
    """Everybody with their hours and how busy they were."""
    head = [
        say(lang, "姓名", "Name"), say(lang, "速度", "Speed"),
        say(lang, "在岗（小时）", "On duty (h)"),
        say(lang, "其中超出排班（小时）", "Beyond the roster (h)"),
        say(lang, "忙碌（%）", "Busy (%)"),
    ]  # fmt: skip
    if data.has_absence:
        head.append(say(lang, "缺勤时（%）", "With absence (%)"))
    lines = []
    for row in data.people.to_dict("records"):
        texts = [row["person"], f"{row['speed']:g}", f"{row['hours']:.1f}", f"{row['beyond']:.1f}"]
        texts += [busy_text(row["occupancy"])]
        if data.has_absence:
            texts.append(busy_text(row["occupancy_absent"]))
        lines.append(cells(texts))
    caption = say(lang, "所排日子合计", "All days together")
    numbers: list[Align] = ["right"] * (len(head) - 1)
    return Table("people", caption, tuple(head), tuple(lines), ("left", *numbers))
