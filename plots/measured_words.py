"""What measured values are called in both languages, and how their numbers are written."""

from __future__ import annotations

import math
from dataclasses import dataclass

from plots.agreement import Triple, agreeing_digits
from plots.amounts import Amounts
from plots.language import Lang, lower_first, say
from plots.measure_titles import called
from scenarios.measured import Measured
from scenarios.written_cells import in_two_languages
from sim.catalogue import CATALOGUE
from sim.catalogue_of_calls import OF_CALLS
from sim.control import Control

_UNITS = (
    ("秒", "s", "sec", "second", "seconds", "秒钟"),
    ("分钟", "min", "mins", "minute", "minutes", "分"),
    ("小时", "h", "hour", "hours", "hr", "hrs", "时"),
    ("天", "days", "day", "d", "日"),
    ("个工作日", "workdays", "working days", "工作日"),
    ("件", "cases", "case"),
    ("人", "people", "persons"),
    ("次", "times"),
    ("元", "CNY", "RMB", "yuan"),
)
"""Chinese and English name of each unit, then other ways of writing it."""
_MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """How measured values are told."""

    zh: str
    en: str
    amounts: Amounts

    def name(self, lang: Lang) -> str:
        """What was measured, as it begins a sentence."""
        return say(lang, self.zh, self.en[:1].upper() + self.en[1:])

    def label(self, lang: Lang, name: str | None = None) -> str:
        """The name with its unit: ``Mean wait (min)``."""
        unit, name = self.amounts.unit(lang), name or self.name(lang)
        return name + say(lang, f"（{unit}）", f" ({unit})") if unit else name

    def number(self, value: float) -> str:
        """A number without its unit."""
        return self.amounts.bare(value)

    def full(self, value: float, lang: Lang) -> str:
        """A number with its unit."""
        return self.amounts.full(value, lang)


def spoken(control: Control, name: str | None = None) -> Spoken:
    """How the values of a control chart are told.

    Names of measures and units that the catalogue or the table of units knows are told in both
    languages, others as the file has them.

    Parameters
    ----------
    control
        The chart.
    name
        What the values are called; the head of their column when left out. ``等待|Wait``
        has both languages.
    """
    measured = control.measured
    zh, en = in_two_languages(name) if name else _names(measured)
    factor, unit_zh, unit_en = (
        (1.0, *_units(measured.unit)) if measured.of is None else (0.01, "%", "%")
    )
    return Spoken(zh, en, Amounts(factor, unit_zh, unit_en, _digits(control, factor)))


def _names(measured: Measured) -> tuple[str, str]:
    zh, en = _known(measured.name)
    if measured.of is None:
        return zh, en
    of_zh, of_en = _known(measured.of_name)
    return f"{of_zh}中“{zh}”的占比", f"{en} as a share of {lower_first(of_en)}"


def _known(name: str) -> tuple[str, str]:
    same = name.casefold()
    for measure in CATALOGUE.values():
        for words in (measure, OF_CALLS[measure.name]):
            if same in (measure.name, *(name.casefold() for name in called(words))):
                return words.zh, words.en
    return in_two_languages(name)


def _units(unit: str) -> tuple[str, str]:
    for zh, en, *others in _UNITS:
        if unit.casefold() in (zh, en.casefold(), *(one.casefold() for one in others)):
            return zh, en
    return unit, unit


def _digits(control: Control, factor: float) -> int:
    """Digits after the point: three that count of the greatest centre, and as changes need."""
    greatest = max(abs(one.limits.centre) / factor for one in control.stages)
    digits = 2 - math.floor(math.log10(greatest)) if greatest > 0 else 1
    least = 1 if factor != 1 else min(max(digits, 0), _MOST_DIGITS)
    told = [
        Triple(c.before / factor, c.after / factor, c.difference / factor, c.told_from_chance)
        for c in control.changes
    ]
    return max(least, agreeing_digits(told, least)[0]) if told else least
