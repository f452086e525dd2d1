"""The numbers of a model as a client reads them: rounded, with units, shares as percent."""

from __future__ import annotations

import math
import re

from plots.amounts import MINUS, join
from plots.language import Lang

_UNITS = {
    "s": "秒", "min": "分钟", "h": "小时", "day": "天", "days": "天", "week": "周", "weeks": "周",
    "workday": "个工作日", "workdays": "个工作日", "km": "公里", "per h": "/小时",
    "km per h": "公里/小时", "CNY": "元", "CNY per h": "元/小时", "CNY per day": "元/天",
}  # fmt: skip
_AMOUNT = re.compile(r"(-?[\d.,]+(?:e[+-]?\d+)?)((?: [A-Za-z]+)*)")
_LEFT_OUT = re.compile(r"… \((\d+) in all\)(?: (.*))?")
"""Ends a list of which only the first numbers are shown."""
_SHARES = (
    "share", "probability", "accept", "answer", "no_show", "early_share", "fraction", "at_least",
    "answered", "calls_back", "errors", "fails", "finds", "gives_up", "lookup_share", "mends",
    "misrouted", "returned",
)  # fmt: skip
_LONG_SECONDS = 120.0
_MOST = 4
"""Significant digits of a number that has some after the point."""


def number_words(text: str, field: str, currency: str, lang: Lang) -> str | None:
    """A number of a model in words; None for what is no number.

    Parameters
    ----------
    text
        The number, perhaps with its unit.
    field
        Name of the field in which it stands, which tells the unit where the text has none.
    currency
        Of the model.
    lang
        Language of the unit.
    """
    left_out = _LEFT_OUT.fullmatch(text)
    if left_out is not None:
        unit = left_out.group(2) or ""
        told = f"…（共 {left_out.group(1)} 个）{unit_word(unit, lang)}" if lang == "zh" else text
        return told
    found = _AMOUNT.fullmatch(text)
    value = _value(found.group(1)) if found is not None else None
    if found is None or value is None:
        return None
    unit = found.group(2).strip() or _unit_of(field, currency)
    if not found.group(2) and field in _SHARES and 0 <= value <= 1:
        value, unit = 100 * value, "%"
    if unit == "s" and abs(value) >= _LONG_SECONDS:
        value, unit = value / 60, "min"
    return join(rounded(value), unit_word(unit, lang))


def rounded(value: float) -> str:
    """A number with at most four significant digits, unless more stand before the point."""
    if not math.isfinite(value) or value == int(value):
        return f"{value:.15g}".replace("-", MINUS)
    before = max(0, math.floor(math.log10(abs(value))) + 1)
    if before >= _MOST:
        return f"{value:.0f}".replace("-", MINUS)
    return f"{value:.{_MOST}g}".replace("-", MINUS)


def unit_word(unit: str, lang: Lang) -> str:
    """What a unit of a model file is called."""
    return _UNITS.get(unit, unit) if lang == "zh" else unit


def _value(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _unit_of(field: str, currency: str) -> str:
    """The unit of a field that has none in its text."""
    match field:
        case "staff_cost" | "citizen_hour":
            return f"{currency} per h"
        case "seat_cost":
            return f"{currency} per day"
        case "compensation":
            return currency
        case _:
            return ""
