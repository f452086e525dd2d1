"""How a result moves with single numbers, as the numbers of its chart."""

from __future__ import annotations

import math
import re

import pandas as pd

from plots.amounts import Amounts, clock
from plots.flow_places import at_place, parts_of
from plots.language import LANGS, Lang, say
from plots.measure_titles import title_told
from plots.model_words import last_field, place_words, value_words
from plots.operator_words import number_word, operator_title
from plots.pair_amounts import pair_amounts
from plots.report_data import ReportData
from scenarios.pools import StaffBlock

_OF_STEP = re.compile(r"redesign\[(\d+)\]\.(.+)")
_SETTINGS = ("number", "less", "more")


def sensitivity_numbers(data: ReportData) -> pd.DataFrame:
    """A row for each number that was set otherwise; empty where none counts.

    Returns
    -------
    DataFrame
        Columns ``measure, measure_zh, measure_en, scope, of, unit, path, path_zh, path_en`` (which
        number), ``number_zh, number_en, less_zh, less_en, more_zh, more_en`` (what it is and is set
        to, in words), ``value, difference`` (the measure and its difference with all as it
        is), then those of `sim.sensitivity.Sensitivity`.
    """
    found = data.sensitivity
    if found is None or found.table.empty:
        return pd.DataFrame()
    table = found.table
    frame = pd.DataFrame(
        {
            "measure": found.key.measure,
            **{f"measure_{lang}": title_told(data, found.key[:3], lang) for lang in LANGS},
            "scope": found.key.scope,
            "of": found.key.of,
            "unit": found.unit,
            "path": table["name"],
        }
    )
    for lang in LANGS:
        frame[f"path_{lang}"] = [number_title(path, data, lang) for path in table["name"]]
    for name in _SETTINGS:
        for lang in LANGS:
            frame[f"{name}_{lang}"] = [
                _set_to(text, path, data, lang)
                for text, path in zip(table[name], table["name"], strict=True)
            ]
    frame["value"], frame["difference"] = found.value, found.difference
    return pd.concat([frame, table.drop(columns=["name", *_SETTINGS])], axis=1)


def number_title(path: str, data: ReportData, lang: Lang) -> str:
    """What a number is called: that of a model by its place, that of a redesign by its step."""
    found = _OF_STEP.fullmatch(path)
    if found is None:
        return place_words(path, data, lang, data.model_before)
    operators = [str(one) for one in data.step_costs["operator"]]
    step = int(found[1])
    title = operator_title(operators[step], lang)
    if operators.count(operators[step]) > 1:
        title = say(lang, f"{title}（第 {step + 1} 步）", f"{title} (step {step + 1})")
    words: list[str] = []
    parts = parts_of(found[2])
    for k, part in enumerate(parts):
        block = _block(parts[: k + 1], data, step) if part.startswith("[") else None
        if block is not None:
            words[-1] += " {}–{}".format(*map(clock, block.span))
        elif part.startswith("["):
            words[-1] += say(lang, f"第 {int(part[1:-1]) + 1} 项", f", no. {int(part[1:-1]) + 1}")
        else:
            words.append(number_word(part, lang))
    return " · ".join([title, *words])


def _block(parts: list[str], data: ReportData, step: int) -> StaffBlock | None:
    """The block of staff that a redesign step put there; None for anything else."""
    for row in data.trace_of_changes.to_dict("records"):
        pool = parts_of(str(row["what"]))[:2]
        if row["step"] == str(step + 1) and pool[0] == "pools" and step + 1 < len(data.stages):
            found = at_place(data.stages[step + 1], [*pool, *parts])
            if isinstance(found, StaffBlock):
                return found
    return None


def _set_to(text: str, path: str, data: ReportData, lang: Lang) -> str:
    return value_words(text, data, lang, last_field(path), data.model_before) if text else ""


def sensitivity_amounts(numbers: pd.DataFrame) -> Amounts:
    """How the measure and its differences are written, all in one unit."""
    row = numbers.iloc[0]
    value, difference = float(row["value"]), float(row["difference"])
    before = value if math.isnan(difference) else value - difference
    return pair_amounts(str(row["measure"]), str(row["unit"]), before, value)
