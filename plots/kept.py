"""Whether a target is met: surely, only on average, or not, going by the interval."""

from __future__ import annotations

import math
from typing import Literal

from plots.language import Lang, say

State = Literal["met", "not_met", "met_on_average", "missed_on_average", "no_target"]
_WORDS: dict[State, tuple[str, str]] = {
    "met": ("达到", "met"),
    "not_met": ("未达到", "not met"),
    "met_on_average": ("均值达到但不确定", "met on average, not certain"),
    "missed_on_average": ("均值未达到但不确定", "not met on average, not certain"),
    "no_target": ("无目标", "no target"),
}
TONES: dict[State, str] = {
    "met": "better", "not_met": "worse", "met_on_average": "same", "missed_on_average": "same",
    "no_target": "",
}  # fmt: skip
"""How each is meant; see `plots.tables.Cell`."""


def kept_state(value: float, low: float, high: float, wanted: float | None) -> State:
    """How a share stands to the share wanted; an interval on one side of it is sure."""
    if wanted is None or math.isnan(value):
        return "no_target"
    if low >= wanted:
        return "met"
    if high < wanted:
        return "not_met"
    return "met_on_average" if value >= wanted else "missed_on_average"


def kept_word(state: State, lang: Lang) -> str:
    """The same in words."""
    return say(lang, *_WORDS[state])
