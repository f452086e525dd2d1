"""What each step of a redesign brought, as the numbers of its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from plots.amounts import Amounts
from plots.language import LANGS, Lang, say
from plots.measure_titles import title_told
from plots.operator_words import operator_title
from plots.pair_amounts import pair_amounts
from plots.report_data import ReportData
from sim.step_effects import ORDERS, StepEffects

ENDS = ("", "_low", "_high")
"""What the columns of a value and its interval end in."""
_TWO_DIGITS = 10.0
"""A change of so many units has two digits without any after the point."""


def step_numbers(data: ReportData) -> pd.DataFrame:
    """A row for each step; empty where there are not two steps to tell apart.

    Returns
    -------
    DataFrame
        Columns ``measure, measure_zh, measure_en`` (what the measure is called), ``scope, of,
        unit, step`` (1 for the first, as text), ``operator, needs_zh, needs_en`` (empty for most),
        ``step_before, step_after`` (the measure before and after the step in the redesign's
        order), then those of `sim.step_effects.StepEffects`.
    """
    effects = data.step_effects
    if effects is None or len(effects.table) < 2 or not np.isfinite(effects.after - effects.before):
        return pd.DataFrame()
    frame = told_steps(effects, list(data.step_costs["operator"]))
    for place, lang in enumerate(LANGS, 1):
        frame.insert(place, f"measure_{lang}", title_told(data, effects.key[:3], lang))
    return frame


def told_steps(effects: StepEffects, operators: Sequence[str]) -> pd.DataFrame:
    """A row for each step, as `step_numbers`, of operators that are given."""
    table = effects.table
    frame = pd.DataFrame(
        {
            "measure": effects.key.measure,
            "scope": effects.key.scope,
            "of": effects.key.of,
            "unit": effects.unit,
            "step": [str(step + 1) for step in table["step"]],
            "operator": list(operators),
        }
    )
    for lang in LANGS:
        frame[f"needs_{lang}"] = [
            needs_words(needs, bool(alone), lang)
            for needs, alone in zip(table["needs"], table["fits_alone"], strict=True)
        ]
    reached = effects.before + table["sequential"].cumsum()
    frame["step_before"] = np.append(effects.before, reached[:-1])
    frame["step_after"] = reached
    columns = [f"{order}{end}" for order in ORDERS for end in ENDS] + ["least", "most"]
    return pd.concat([frame, table[columns]], axis=1)


def needs_words(needs: Sequence[int], fits_alone: bool, lang: Lang) -> str:
    """What a step cannot be taken without; empty when it can be taken alone."""
    if fits_alone:
        return ""
    if not needs:
        return say(lang, "须先有前面某一步", "needs one of those before it")
    numbers = [str(step + 1) for step in needs]
    if lang == "zh":
        return f"须先有第 {'、'.join(numbers)} 步"
    return f"needs step {numbers[0]}" if len(numbers) == 1 else f"needs steps {', '.join(numbers)}"


def step_title(row: pd.Series, lang: Lang) -> str:
    """Number and name of a step."""
    return f"{row['step']} {operator_title(str(row['operator']), lang)}"


def step_amounts(effects: pd.DataFrame) -> Amounts:
    """How the numbers of the steps and their effects are written, all in one unit.

    What is shared out has two digits at the least: of −4 the shares would be −3, −1 and 0.
    """
    first, last = effects.iloc[0], effects.iloc[-1]
    before, after = float(first["step_before"]), float(last["step_after"])
    written = pair_amounts(str(first["measure"]), str(first["unit"]), before, after)
    if abs(written.scaled(after - before)) >= _TWO_DIGITS or written.digits > 0:
        return written
    return replace(written, digits=1, difference_digits=1)
