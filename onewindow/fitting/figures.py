"""Figures of a fit as a client reads them: sensible digits, and a unit on every number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from plots.amounts import NONE, Amounts, amounts
from plots.language import Lang, say

Unit = Literal[
    "s",
    "min",
    "h",
    "share",
    "points",
    "relative",
    "people",
    "cases per day",
    "cases per working day",
    "per case",
]
"""Times in seconds, minutes or hours, shares of all, differences of shares, errors as shares of
what was observed, and counts."""
_UNITS: dict[Unit, tuple[float, str, str, int]] = {
    "share": (0.01, "%", "%", 1),
    "points": (0.01, "个百分点", "points", 1),
    "people": (1.0, "人", "people", 2),
    "cases per day": (1.0, "件/天", "a day", 2),
    "cases per working day": (1.0, "件/工作日", "a working day", 2),
    "per case": (1.0, "次/件", "per case", 2),
}
"""What a unit is worth, its names, and the most digits after the point."""
_SIGNIFICANT = 3
_SECONDS: dict[Unit, float] = {"s": 1.0, "min": 60.0, "h": 3600.0}
_TIMES_FROM = 2.0
"""From so many times the observed on, a ratio is told instead of percents."""
_PERCENTS_FROM = 0.0995
"""Smaller differences have a digit after the point."""
_NOTHING_FROM = 100.0
"""From so many times on, what was observed is next to nothing: the difference is told."""


def figure(value: float, unit: Unit, lang: Lang) -> str:
    """A number alone with its unit; see `figures`."""
    return figures((value,), unit, lang)[0]


def figures(values: Sequence[float], unit: Unit, lang: Lang) -> tuple[str, ...]:
    """Numbers that stand together, each with its unit and three significant digits.

    Times are in the unit that suits the largest, unless they are a hundredth of it. ``relative`` is
    an error as a share of what was observed: in percent, or, from twice the observed on, how many
    times as much. What is not finite is a dash.
    """
    return tuple(
        NONE if shown is None else _full(shown, value, unit, lang)
        for value, shown in zip(values, _shown(values, unit), strict=True)
    )


def in_one_unit(values: Sequence[float], unit: Unit, lang: Lang) -> tuple[str, tuple[str, ...]]:
    """The unit of the numbers of a row, and these without it; a ratio says what it is itself."""
    scale = _SECONDS.get(unit, 1.0)
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    like = _shown((largest,), unit)[0]
    assert like is not None
    most = _most(like, unit)
    told = []
    for value in values:
        shown = _with_digits(like, value * scale, most)
        ratio = unit == "relative" and abs(value) >= _TIMES_FROM
        told.append(
            figure(value, unit, lang) if shown is None or ratio else shown.bare(value * scale)
        )
    return like.unit(lang), tuple(told)


def span(low: float, high: float, unit: Unit, lang: Lang) -> str:
    """A range of numbers, its unit once where both have the same."""
    first, last = figures((low, high), unit, lang)
    shown = _shown((low, high), unit)
    if shown[0] is not None and shown[1] is not None and unit not in ("share", "relative"):
        alike = shown[0].factor == shown[1].factor
        first = shown[0].bare(low * _SECONDS.get(unit, 1.0)) if alike else first
    return say(lang, f"{first} 至 {last}", f"{first} to {last}")


def signed(relative: float, lang: Lang) -> str:
    """A difference as a share of the observed, with its sign: percents, or how many times it is."""
    if not math.isfinite(relative):
        return NONE
    ratio = 1 + relative
    if ratio >= _TIMES_FROM:
        return say(lang, f"实测的 {_times(ratio)} 倍", f"{_times(ratio)} times as much")
    shown = Amounts(0.01, "%", "%", 0 if abs(relative) >= _PERCENTS_FROM else 1)
    return f"{shown.bare(relative, signed=True)}%"


def off_by(observed: float, predicted: float, unit: Unit, lang: Lang) -> str:
    """How far a prediction is off: as a share, as a ratio, or in its unit.

    What is a hundred times as much as was seen, or was never seen, is told in its unit. Shares
    differ by points, which stand before their ratio.
    """
    gap = predicted - observed
    of_shares = unit == "share"
    amount = figure(abs(gap), "points" if of_shares else unit, lang)
    absolute = say(
        lang,
        f"{'多' if gap > 0 else '少'} {amount}",
        f"{amount} {'more' if gap > 0 else 'less'}",
    )
    if amount == figure(0.0, "points" if of_shares else unit, lang):
        return say(lang, "无差别", "no difference")
    if not observed or predicted / observed >= _NOTHING_FROM:
        return absolute
    relative = signed(gap / observed, lang)
    if not of_shares:
        return relative
    return say(lang, f"{absolute}，即{relative}", f"{absolute}, {relative}")


def _shown(values: Sequence[float], unit: Unit) -> list[Amounts | None]:
    """How each number is written; None for what is not finite."""
    if unit not in _SECONDS:
        factor, zh, en, _ = _UNITS["share" if unit == "relative" else unit]
        like = Amounts(factor, zh, en, 0)
        return [_with_digits(like, value, _most(like, unit)) for value in values]
    seconds = [value * _SECONDS[unit] for value in values]
    largest = max((abs(value) for value in seconds if math.isfinite(value)), default=0.0)
    made = []
    for value in seconds:
        like = amounts("s", (largest if abs(value) * _NOTHING_FROM > largest else value,))
        made.append(_with_digits(like, value, _most(like, unit)))
    return made


def _most(shown: Amounts, unit: Unit) -> int:
    """The most digits after the point: one of seconds and percents."""
    if unit in _SECONDS:
        return 1 if shown.factor == 1 else 2
    return _UNITS["share" if unit == "relative" else unit][3]


def _full(shown: Amounts, value: float, unit: Unit, lang: Lang) -> str:
    if unit == "relative" and abs(value) >= _TIMES_FROM:
        times = _times(abs(value))
        return say(lang, f"实测的 {times} 倍", f"{times} times the observed")
    value *= _SECONDS.get(unit, 1.0)
    return f"{shown.bare(value)}%" if shown.zh == "%" else shown.full(value, lang)


def _with_digits(shown: Amounts, value: float, most: int) -> Amounts | None:
    """The same with three significant digits, and no more than ``most`` after the point."""
    if not math.isfinite(value):
        return None
    scaled = abs(shown.scaled(value))
    # What reads as nothing is a plain 0.
    told = round(scaled, most) > 0
    before = math.floor(math.log10(scaled)) + 1 if told else _SIGNIFICANT
    digits = min(most, max(0, _SIGNIFICANT - before))
    return Amounts(shown.factor, shown.zh, shown.en, digits)


def _times(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 10 else f"{ratio:,.0f}"
