"""How numbers are written: in which unit, with how many digits, with which sign."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from plots.agreement import Triple, agreeing_digits
from plots.language import Lang, say

NONE = "—"
"""Stands where there is no number."""
MINUS = "\N{MINUS SIGN}"
_TIMES = (
    (120.0, 1.0, "秒", "s"),
    (3 * 3600.0, 60.0, "分钟", "min"),
    (72 * 3600.0, 3600.0, "小时", "h"),
    (math.inf, 86400.0, "天", "days"),
)
"""Greatest value of each unit of time, its length [s] and its names."""
HALL_DAY = 10 * 3600.0
"""Longer than a hall is open [s]. Waits and times in the hall are in minutes up to here, so that
their mean and their percentiles are in one unit."""
_UNITS = {
    "fraction": (0.01, "%", "%"),
    "count": (1.0, "次", ""),
    "h": (1.0, "小时", "h"),
    "people": (1.0, "人", "people"),
    "cases": (1.0, "件", "cases"),
    "CNY": (1.0, "元", "CNY"),
    "money": (1.0, "", ""),
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """One way of writing that numbers which stand together share."""

    factor: float
    """Seconds, shares or counts in one unit."""
    zh: str
    en: str
    digits: int
    difference_digits: int | None = None
    """Digits of a difference; those of the numbers when left out."""

    def scaled(self, value: float) -> float:
        """The value in this unit."""
        return value / self.factor

    def unit(self, lang: Lang) -> str:
        """Name of the unit; empty for a plain count in English."""
        return say(lang, self.zh, self.en)

    def bare(self, value: float, *, signed: bool = False, digits: int | None = None) -> str:
        """The number alone: ``118``, ``−97``, ``1,204`` or a dash for none."""
        if not math.isfinite(value):
            return NONE
        scaled = self.scaled(value)
        text = f"{abs(scaled):,.{self.digits if digits is None else digits}f}"
        if float(text.replace(",", "")) == 0:
            return text
        return (MINUS if scaled < 0 else "+" if signed else "") + text

    def full(self, value: float, lang: Lang, *, signed: bool = False) -> str:
        """The number with its unit."""
        text = self.bare(value, signed=signed)
        return text if text == NONE else join(text, self.unit(lang))

    def difference(self, value: float, lang: Lang) -> str:
        """A signed difference with its unit: shares differ by points, not by percent."""
        text = self.bare_difference(value)
        return text if text == NONE else join(text, self.difference_unit(lang))

    def bare_difference(self, value: float) -> str:
        """A signed difference alone."""
        return self.bare(value, signed=True, digits=self.difference_digits)

    def tells(self, difference: float) -> bool:
        """Whether a difference reads as more than nothing."""
        return self.bare_difference(difference) not in (NONE, self.bare_difference(0.0))

    def difference_unit(self, lang: Lang) -> str:
        """Unit of a difference."""
        return say(lang, "个百分点", "percentage points") if self.zh == "%" else self.unit(lang)

    def interval(self, low: float, high: float, lang: Lang, *, signed: bool = False) -> str:
        """An interval without unit, empty when there is none; a signed one is of a difference.

        Its ends are in the digits of the number, also where they read alike.
        """
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        write = self.bare_difference if signed else self.bare
        first, second = write(low), write(high)
        between = say(lang, " 至 ", " to ") if signed or low < 0 else "–"
        return f"{first}{between}{second}"


def amounts(
    unit: str,
    values: Iterable[float],
    *,
    minutes_to: float = 0.0,
    apart: Iterable[float] | None = None,
) -> Amounts:
    """Unit and digits in which some numbers of one kind read best.

    Parameters
    ----------
    unit
        Unit of the catalogue: s, fraction, count, h, people, cases, or a currency.
    values
        The numbers that stand together.
    minutes_to
        Times between minutes and this [s] are not in hours.
    apart
        Those of the numbers that shall look different; all when left out.
    """
    values = list(values)
    finite = [abs(v) for v in values if math.isfinite(v)]
    if unit == "s":
        top = max(finite, default=0.0)
        top = min(top, _TIMES[1][0] - 1) if _TIMES[1][0] <= top < minutes_to else top
        factor, zh, en = next(row[1:] for row in _TIMES if top < row[0])
    else:
        factor, zh, en = _UNITS.get(unit, (1.0, unit, unit))
    scaled = [v / factor for v in finite]
    least = min((v for v in scaled if v > 0), default=10.0)
    digits = 1 if unit == "fraction" else 0 if least >= 10 else 1 if least >= 1 else 2
    if unit == "count" and least < 10:
        digits = 0 if all(v == int(v) for v in scaled) else 2
    told = values if apart is None else apart
    told = [abs(v) / factor for v in told if math.isfinite(v)]
    different = len({f"{v:.4g}" for v in told})
    for more in range(digits, 3):
        if len({f"{v:.{more}f}" for v in told}) == different:
            digits = more
            break
    return Amounts(factor, zh, en, digits)


def join(number: str, unit: str) -> str:
    """A number and its unit with a space that does not break; none before an empty unit."""
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number


def percent(relative: float, *, is_change: bool = False) -> str:
    """A relative change: ``−82 %``; a dash when it has no meaning.

    That of a difference which does not read as nothing has digits enough not to do so either.
    """
    if not math.isfinite(relative):
        return NONE
    digits = 0 if abs(relative) >= 0.0995 or relative == 0 else 1
    if is_change and relative:
        told = Triple(0.0, 100 * relative, 100 * relative, must_tell=True)
        digits, _ = agreeing_digits([told], digits)
    return join(Amounts(0.01, "%", "%", digits).bare(relative, signed=True), "%")


def clock(seconds: float) -> str:
    """Time of day: ``09:30``."""
    minutes = round(seconds / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
