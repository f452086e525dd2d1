"""Charts and tables to take along: pictures, their numbers beside them, and one workbook."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd

from plots.charts import CHARTS, charts_of
from plots.drawing import taken_in_turn
from plots.file_names import distinct
from plots.language import Lang, say
from plots.pairs import pairs
from plots.report_data import ReportData
from plots.table_heads import of_one_model, with_units
from plots.told_tables import told
from scenarios.whole_file import made_folder, whole_file

Progress = Callable[[int, int], None]
"""Called with (charts done, charts in all)."""
_KINDS = (".png", ".pdf", ".svg", ".csv")
WORKBOOK = "tables.xlsx"
_SHEET_NAME = 31
"""Most letters of a name of a sheet that Excel reads."""
_NO_SHEET = r"[\[\]:*?/\\']"
"""Letters that Excel reads in no name of a sheet."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Office programs run a text that begins so."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Letters that a workbook cannot hold."""


def write_charts(
    data: ReportData,
    out_dir: str | os.PathLike[str],
    *,
    lang: Lang = "zh",
    progress: Progress | None = None,
    processes: int | None = 1,
) -> list[Path]:
    """Write every chart as PNG (300 dpi), SVG and PDF with its numbers as CSV, and a workbook.

    Parameters
    ----------
    data
        Tables and facts.
    out_dir
        Folder to write to; made when it is not there.
    lang
        Language of pictures and tables; files have the same names in both.
    progress
        Told how far it is.
    processes
        No more processes than these draw; all processors when None. The files are the same.

    Returns
    -------
    list of Path
        The files written.
    """
    charts = list(charts_of(data))
    written: list[Path] = []
    pictures = taken_in_turn(charts, data, lang, processes)
    with made_folder(out_dir) as folder, closing(pictures) as made:
        for done, ((chart, numbers), kinds) in enumerate(zip(charts, made, strict=True), 1):
            # A byte-order mark tells Excel that the file is UTF-8.
            text = _told(numbers, data, lang).to_csv(index=False, lineterminator="\n")
            for kind, content in (*kinds.items(), ("csv", text.encode("utf-8-sig"))):
                written.append(put(folder / f"{chart.name}.{kind}", content))
            if progress is not None:
                progress(done, len(charts))
        written.append(write_workbook(data, folder / WORKBOOK, lang))
        return written


def in_the_way(folder: Path) -> list[Path]:
    """What is in a folder already that `write_charts` may replace, going by its name."""
    names = tuple(chart.name for chart in CHARTS)
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        path
        for path in there
        if path.name == WORKBOOK or (path.name.startswith(names) and path.suffix in _KINDS)
    ]


def write_workbook(data: ReportData, path: str | os.PathLike[str], lang: Lang = "zh") -> Path:
    """Write all tables as one workbook: a sheet for each chart, then the tables behind them.

    Numbers are those of the tables, not rounded; heads have units, shares are within [0, 1].
    """
    return write_sheets(sheets(data, lang), path)


def write_sheets(tables: Mapping[str, pd.DataFrame], path: str | os.PathLike[str]) -> Path:
    """Write tables as one workbook, by the names of their sheets; heads stay in sight."""
    path = Path(path)
    with whole_file(path) as beside, pd.ExcelWriter(beside, engine="openpyxl") as book:
        for name, table in tables.items():
            table.to_excel(book, sheet_name=name, index=False, freeze_panes=(1, 0))
            fit(book.sheets[name])
    return path


def sheets(data: ReportData, lang: Lang) -> dict[str, pd.DataFrame]:
    """The tables of the workbook as they are told, by the title of their sheet.

    Empty ones are left out.
    """
    table = pairs(data)
    every = [(chart.title_apart(data, lang), numbers) for chart, numbers in charts_of(data)]
    before, after = (("（改造前）", " (before)"), ("（改造后）", " (after)"))
    case = say(lang, "典型一件的日志", "Typical case, log")
    every += [
        (say(lang, "全部指标", "Measures"), table[table["at"].isna()].drop(columns="at")),
        (
            say(lang, "分时段指标", "Measures by time"),
            table[table["at"].notna() & ~table["measure"].str.endswith("_cdf")],
        ),
        (say(lang, "变化集中的时段", "Hours that stand out"), data.hours_found),
        (say(lang, "四减", "Four reductions"), data.reductions),
        (say(lang, "模型改动", "Changes to the model"), data.trace_of_changes),
        (case + (say(lang, *before) if data.compares else ""), data.case_before),
        (case + say(lang, *after), data.case_after),
        (say(lang, "数字出处", "Where numbers come from"), data.numbers),
    ]
    filled = [(name, _told(frame, data, lang)) for name, frame in every if len(frame)]
    names = distinct([name for name, _ in filled], _SHEET_NAME, plain=_NO_SHEET)
    return dict(zip(names, (frame for _, frame in filled), strict=True))


def _told(table: pd.DataFrame, data: ReportData, lang: Lang) -> pd.DataFrame:
    """The table as it is told: in the language, of one model without before and after."""
    plain = table if data.compares else of_one_model(table)
    return with_units(safe(told(plain, data, lang)), lang)


def safe(table: pd.DataFrame) -> pd.DataFrame:
    """The table with texts that an office program would run as a formula made harmless."""
    made = table.copy()
    for name in made.columns:
        if not pd.api.types.is_numeric_dtype(made[name]):
            made[name] = made[name].map(_harmless, na_action="ignore")
    return made


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("", value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def fit(sheet: Any) -> None:
    """Columns as wide as their longest text, within reason."""
    for column in sheet.columns:
        longest = max(text_width(cell.value) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(60, longest + 2)


def text_width(value: Any) -> int:
    """Width of a cell in letters; Chinese ones count twice."""
    texts: Iterable[str] = f"{value:.6g}" if isinstance(value, float) else str(value or "")
    return sum(2 if ord(c) > 0x2E80 else 1 for c in texts)


def put(path: Path, content: bytes) -> Path:
    """Write a file, whole or not at all."""
    with whole_file(path) as beside:
        beside.write_bytes(content)
    return path
