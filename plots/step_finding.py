"""The finding about the steps of a redesign: which brought most, and how far the order counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import join
from plots.headline import number_name
from plots.language import Lang, lower_first, say
from plots.operator_words import operator_title
from plots.report_data import ReportData
from plots.step_numbers import step_amounts, step_numbers
from sim.step_effects import MOST_SHARED, StepEffects

_MOST = 0.5
"""Share of the change that one step must have to be named alone."""


def step_finding(data: ReportData, lang: Lang) -> str:
    """The finding of the chart of steps."""
    numbers, effects = step_numbers(data), data.step_effects
    if effects is None or numbers.empty:
        return ""
    what = number_name(data, effects.key[:3], lang)
    return steps_in_words(effects, numbers, what, lang)


def steps_in_words(effects: StepEffects, numbers: pd.DataFrame, what: str, lang: Lang) -> str:
    """Which steps brought most of the change, or that there is none to share out.

    Parameters
    ----------
    effects
        What the steps brought.
    numbers
        From `plots.step_numbers.told_steps`.
    what
        Name of the measure.
    lang
        Language of the sentence.
    """
    if len(numbers) == 1:
        name = _name(numbers, 0, lang)
        return say(
            lang,
            f"{name}是唯一的一步，{what}的全部变化都是它带来的",
            f"{name} is the only step: it brings the whole change in {lower_first(what)}",
        )
    if effects.low <= 0 <= effects.high:
        written = step_amounts(numbers)
        ends = written.interval(effects.low, effects.high, lang, signed=True)
        ends = join(ends, written.difference_unit(lang))
        return say(
            lang,
            f"各步合起来，{what}没有可分辨的变化（差的 95 % 区间 {ends}）",
            f"All steps together: no distinguishable change in {lower_first(what)} (95% interval "
            f"of the difference {ends})",
        )
    return _shares_in_words(numbers, what, [*effects.table["needs"]], lang)


def _shares_in_words(
    numbers: pd.DataFrame, what: str, needs: list[tuple[int, ...]], lang: Lang
) -> str:
    written = step_amounts(numbers)
    total = float(numbers["step_after"].iloc[-1] - numbers["step_before"].iloc[0])
    # Of many steps there is no Shapley value: the mean of both orders stands in for naming one.
    fair = numbers["shapley"].fillna((numbers["sequential"] + numbers["reverse"]) / 2)
    share = fair.to_numpy(float) / total
    chief = int(np.argmax(share))
    group = [chief]
    if share[chief] < _MOST:
        linked = [
            j
            for j in range(len(share))
            if share[j] > 0 and (j in needs[chief] or chief in needs[j])
        ]
        group = sorted([chief, *linked])
    names = say(lang, "与", " and ").join(_name(numbers, j, lang) for j in group)
    told = _share(share[group].sum(), lang)
    if len(group) > 1:
        two = len(group) == 2
        detail = say(
            lang,
            "两步相依，单做一步没有这个效果" if two else "几步相依，单做没有这个效果",
            "one needs the other" if two else "they need each other",
        )
    else:
        ends = sorted(float(numbers[end].iloc[chief]) / total for end in ("least", "most"))
        low, high = (_share(end, lang) for end in ends)
        detail = say(
            lang, f"先后次序不同，{low}–{high}", f"{low} to {high}, depending on the order"
        )
        if low == high:
            detail = say(lang, "不论先后次序", "in any order")
    against = _against(numbers, fair, total, lang)
    if not against and round(100 * share[group].sum()) > 100:
        rest = _share(share[group].sum() - 1, lang)
        against = say(
            lang, f"，其余各步合起来抵消 {rest}", f"; the others together take {rest} back"
        )
    change = written.difference(abs(total), lang).lstrip("+")
    if lang == "zh":
        turn = "减少" if total < 0 else "增加"
        return f"{what}{turn}的 {change}中，{names}占 {told}（{detail}）{against}"
    verb = "brings" if len(group) == 1 else "bring"
    turn = f"{'fall' if total < 0 else 'rise'} in {lower_first(what)} by {change}"
    return f"Of the {turn}, {names} {verb} {told} ({detail}){against}"


def steps_method(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """How the numbers of the chart of steps were made; nothing where there is none."""
    effects = data.step_effects
    if effects is None or step_numbers(data).empty:
        return ()
    shared = len(effects.table) <= MOST_SHARED
    which = say(
        lang,
        "各步的一切组合" if shared else f"两种次序的各段（多于 {MOST_SHARED} 步，不算沙普利值）",
        "every subset of the steps"
        if shared
        else f"both orders (more than {MOST_SHARED} steps have no Shapley value)",
    )
    return (
        say(
            lang,
            f"各步的贡献：{which}，合为 {effects.models} 个不同的模型，每个 {effects.n} 次重复，"
            "随机数与前面相同；没有哪一种次序是唯一正确的，三种算法都列出。",
            f"What each step brought: {which}, {effects.models} models that differ, "
            f"{effects.n} replications each on the same random numbers. No one order is the right "
            "one, so all three ways are shown.",
        ),
    )


def _against(numbers: pd.DataFrame, fair: pd.Series, total: float, lang: Lang) -> str:
    """Steps that by themselves turn the other way, in both orders."""
    both = (numbers[["sequential", "reverse"]] * total < 0).all(axis=1) & (fair * total < 0)
    sure = (numbers["sequential_low"] > 0) | (numbers["sequential_high"] < 0)
    names = [_name(numbers, int(j), lang) for j in np.flatnonzero(both & sure)]
    if not names:
        return ""
    told = say(lang, "、", ", ").join(names)
    return say(lang, f"，{told}则相反", f"; {told} work{'s' if len(names) == 1 else ''} against it")


def _share(share: float, lang: Lang) -> str:
    return join(f"{100 * share:.0f}", "%") if lang == "zh" else f"{share:.0%}"


def _name(numbers: pd.DataFrame, place: int, lang: Lang) -> str:
    """A step by its name, with its number where another has the same."""
    operator = str(numbers["operator"].iloc[place])
    title = operator_title(operator, lang)
    if (numbers["operator"] == operator).sum() == 1:
        return title
    number = numbers["step"].iloc[place]
    return say(lang, f"{title}（第 {number} 步）", f"{title} (step {number})")
