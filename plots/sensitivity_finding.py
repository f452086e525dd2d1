"""The finding about single numbers: whether any turns the result around, and which counts most."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import Amounts, join
from plots.headline import number_name
from plots.language import Lang, lower_first, say
from plots.report_data import ReportData
from plots.sensitivity_numbers import sensitivity_amounts, sensitivity_numbers
from sim.comparison import LEAST
from sim.sensitivity import MOST, SCREENING, SIDES, Sensitivity

_NAMED = 3
"""Most numbers that a finding names."""


def sensitivity_finding(data: ReportData, lang: Lang) -> str:
    """The finding of the chart of single numbers."""
    found, numbers = data.sensitivity, sensitivity_numbers(data)
    if found is None or numbers.empty:
        return ""
    what = number_name(data, found.key[:3], lang)
    return sensitivity_in_words(found, numbers, what, lang)


def sensitivity_in_words(found: Sensitivity, numbers: pd.DataFrame, what: str, lang: Lang) -> str:
    """Whether the result stands when single numbers are other than assumed.

    Parameters
    ----------
    found
        What came out.
    numbers
        From `plots.sensitivity_numbers.sensitivity_numbers`.
    what
        Name of the measure.
    lang
        Language of the sentence.
    """
    written = sensitivity_amounts(numbers)
    chief = numbers.iloc[0]
    name = str(chief[f"path_{lang}"])
    if not found.compares:
        between = _between([found.value, *_ends(chief, "value")], written, lang, signed=False)
        first, last = (str(chief[f"{side}_{lang}"] or chief[f"number_{lang}"]) for side in SIDES)
        return say(
            lang,
            f"对{what}影响最大的是“{name}”：从 {first} 到 {last}，它在 {between}之间",
            f"What counts most for {lower_first(what)} is “{name}”: from {first} to {last}, it is "
            f"{between}",
        )
    least = LEAST * abs(found.value - found.difference)
    if found.low <= 0 <= found.high or abs(found.difference) < least:
        return say(
            lang,
            f"{what}本来就没有可分辨的变化；最能左右它的是“{name}”",
            f"There is no distinguishable change in {lower_first(what)} to begin with; “{name}” "
            "moves it most",
        )
    turning = [row for _, row in numbers.iterrows() if turns(row, found)]
    if turning:
        told = say(lang, "、", ", ").join(
            say(lang, f"“{row[f'path_{lang}']}”", row[f"path_{lang}"]) for row in turning[:_NAMED]
        )
        if len(turning) > _NAMED:
            count = len(turning)
            told += say(lang, f" 等 {count} 个数字，任一个", f" (and {count - _NAMED} more)")
        return say(
            lang,
            f"{told}若与假定相差 20 %，{what}就不再有把握地{_turn(found, lang)}",
            f"The {_turn(found, lang)} in {lower_first(what)} is no longer certain if "
            f"{'this' if len(turning) == 1 else 'any one of these'} is 20% off: {told}",
        )
    every = [found.difference, *(v for _, row in numbers.iterrows() for v in _ends(row))]
    between = _between(every, written, lang, signed=True)
    return say(
        lang,
        f"任何一个数字偏差 20 %，结论都不变：{what}的变化在 {between}之间；最要紧的是“{name}”",
        f"No single number that is 20% off turns the result around: {lower_first(what)} changes by "
        f"{between}; “{name}” counts most",
    )


def turns(row: pd.Series, found: Sensitivity) -> bool:
    """Whether with the number set to either side the change is not certain, or the other way.

    The half-widths of the result and of the movement are added, which is never too narrow.
    """
    result = (found.high - found.low) / 2
    for side in SIDES:
        low, high = (float(row[f"difference_{side}_{end}"]) for end in ("low", "high"))
        if np.isfinite(low) and not (
            low - result > 0 if found.difference > 0 else high + result < 0
        ):
            return True
    return False


def sensitivity_method(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """How the numbers of the chart of single numbers were made; nothing where there is none."""
    found = data.sensitivity
    if found is None or found.table.empty:
        return ()
    return (
        say(
            lang,
            f"单个数字的影响：全部假定的数字，以及来访、办理时间和人手，共 {found.screened} 个，"
            f"先各试 {SCREENING} 次重复；影响最大的至多 {MOST} 个再各作 {found.n} 次，随机数与前面"
            "的头几次相同，移动多少加在全部重复的结果上。几个数字一起变动的情形不在其中。",
            "Single numbers: all that are assumed, and arrivals, service times and staff, "
            f"{found.screened} in all, are tried in {SCREENING} replications each, the {MOST} that "
            f"count most then in {found.n}, on the random numbers of the first replications above; "
            "how far they move it is added to the result of all. What several numbers do together "
            "is not in it.",
        ),
    )


def _ends(row: pd.Series, what: str = "difference") -> list[float]:
    ends = [float(row[f"{what}_{side}"]) for side in SIDES]
    return [end for end in ends if np.isfinite(end)]


def _between(values: list[float], written: Amounts, lang: Lang, *, signed: bool) -> str:
    ends = written.interval(min(values), max(values), lang, signed=signed)
    return join(ends, written.difference_unit(lang) if signed else written.unit(lang))


def _turn(found: Sensitivity, lang: Lang) -> str:
    if found.difference < 0:
        return say(lang, "减少", "fall")
    return say(lang, "增加", "rise")
