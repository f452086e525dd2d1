"""How results move with single numbers, as a table in the terminal and as rows for a file."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from rich.text import Text

from onewindow.grid import Grid
from plots.amounts import Amounts
from plots.language import Lang, say
from plots.report_data import ReportData
from plots.sensitivity_finding import sensitivity_finding
from plots.sensitivity_numbers import sensitivity_amounts, sensitivity_numbers
from sim.sensitivity import SIDES

_TOLD = ("number", "less", "more")


def sensitivity_rows(every: Mapping[str, ReportData]) -> pd.DataFrame:
    """A row for each number that counts, of each redesign or of the model alone, not rounded.

    Returns
    -------
    DataFrame
        Columns ``redesign`` (the model's name where nothing is compared), ``measure, scope, of,
        unit, path, number, less, more`` (as files write them), ``value, difference``, then those
        of `sim.sensitivity.Sensitivity`.
    """
    frames = []
    for name, data in every.items():
        numbers = sensitivity_numbers(data)
        if data.sensitivity is None or numbers.empty:
            continue
        words = [c for c in numbers if str(c).endswith(("_zh", "_en"))]
        frame = numbers.drop(columns=words)
        for place, column in enumerate(_TOLD, 5):
            frame.insert(place, column, data.sensitivity.table[column])
        frame.insert(0, "redesign", name)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def sensitivity_table(data: ReportData, lang: Lang) -> Grid:
    """The numbers that count, where each moves the result, that with the greatest swing first."""
    numbers = sensitivity_numbers(data)
    compares = bool(numbers["difference"].notna().all())
    written = sensitivity_amounts(numbers)
    table = Grid(
        (
            say(lang, "数字", "Number"), say(lang, "现值", "As it is"),
            say(lang, "调低时", "Set lower"), say(lang, "调高时", "Set higher"),
            say(lang, "摆幅", "Swing"),
        )
    )  # fmt: skip
    what = "difference" if compares else "value"
    for _, row in numbers.iterrows():
        ends = [_end(row, what, side, written, lang) for side in SIDES]
        swing = written.difference(float(row["swing"]), lang).lstrip("+")
        table.row(str(row[f"path_{lang}"]), str(row[f"number_{lang}"]), *ends, swing)
    return table


def sensitivity_sentence(data: ReportData, lang: Lang) -> str:
    """The finding in a sentence; that nothing counts, where nothing does."""
    return (
        sensitivity_finding(data, lang)
        or say(lang, "没有哪个数字影响结果", "No single number moves the result")
    ) + say(lang, "。", ".")


def _end(row: pd.Series, what: str, side: str, written: Amounts, lang: Lang) -> Text:
    """Where the result moves, and below it what the number is set to."""
    value = float(row[f"{what}_{side}"])
    write = written.difference if what == "difference" else written.full
    return Text(write(value, lang)).append(f"\n{row[f'{side}_{lang}']}", style="dim")
