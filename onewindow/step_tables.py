"""What the steps of redesigns brought, as a table in the terminal and as rows for a file."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from rich.text import Text

from onewindow.grid import Grid
from onewindow.headings import key_title
from onewindow.study import Redesign, Study
from plots.amounts import NONE, Amounts
from plots.language import Lang, say
from plots.step_finding import steps_in_words
from plots.step_numbers import step_amounts, step_title, told_steps
from sim.step_effects import ORDERS, StepEffects


def step_rows(study: Study, found: Mapping[str, StepEffects]) -> pd.DataFrame:
    """A row for each step of each redesign, not rounded.

    Returns
    -------
    DataFrame
        Columns ``redesign, step`` (0 for the first), ``operator, measure, scope, of, unit, needs``
        (the steps that it cannot do without, such as ``0 2``), ``fits_alone, step_before,
        step_after``, then ``sequential, reverse, shapley``, each with ``_low`` and ``_high``,
        ``least, most``.
    """
    frames = []
    for name, effects in found.items():
        frame = _told(study.redesigns[name], effects)
        needs = [" ".join(map(str, of)) for of in effects.table["needs"]]
        frame["step"] = effects.table["step"]
        frame = frame.drop(columns=["needs_zh", "needs_en"])
        frame.insert(6, "needs", needs)
        frame.insert(7, "fits_alone", effects.table["fits_alone"])
        frame.insert(0, "redesign", name)
        frames.append(frame)
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def steps_table(study: Study, redesign: Redesign, effects: StepEffects, lang: Lang) -> Grid:
    """The steps of one redesign, what they brought in three ways, and the sums."""
    numbers = _told(redesign, effects)
    written = step_amounts(numbers)
    heads = {
        "sequential": say(lang, "按方案次序", "In its order"),
        "reverse": say(lang, "次序倒过来", "In reverse order"),
        "shapley": say(lang, "各种次序平均（沙普利值）", "Mean over orders (Shapley)"),
    }
    needs = say(lang, "前提", "Needs")
    has_needs = bool((numbers[f"needs_{lang}"] != "").any())
    last = (needs,) if has_needs else ()
    table = Grid((say(lang, "步骤", "Step"), *heads.values(), *last), words=(needs,))
    models = [study.baseline, redesign.model]
    change = f"{written.full(effects.before, lang)} → {written.full(effects.after, lang)}"
    table.section(f"{key_title(effects.key, models, lang)}  {change}")
    for _, row in numbers.iterrows():
        cells = [_cell(row, order, written, lang) for order in ORDERS]
        table.row(step_title(row, lang), *cells, *([str(row[f"needs_{lang}"])] * has_needs))
    total = Text(written.difference(effects.after - effects.before, lang))
    ends = written.interval(effects.low, effects.high, lang, signed=True)
    total.append(f"\n{ends}", style="dim")
    sums = [total if numbers[order].notna().all() else NONE for order in ORDERS]
    table.row(say(lang, "合计", "Total"), *sums, *([""] * has_needs))
    return table


def step_finding(study: Study, redesign: Redesign, effects: StepEffects, lang: Lang) -> str:
    """The finding in a sentence."""
    models = [study.baseline, redesign.model]
    what = key_title(effects.key, models, lang)
    return steps_in_words(effects, _told(redesign, effects), what, lang) + say(lang, "。", ".")


def _told(redesign: Redesign, effects: StepEffects) -> pd.DataFrame:
    return told_steps(effects, [step.operator.title_of_kind for step in redesign.steps])


def _cell(row: pd.Series, order: str, written: Amounts, lang: Lang) -> Text | str:
    value, low, high = (float(row[f"{order}{end}"]) for end in ("", "_low", "_high"))
    told = written.difference(value, lang)
    if told == NONE:
        return NONE
    return Text(told).append(f"\n{written.interval(low, high, lang, signed=True)}", style="dim")
