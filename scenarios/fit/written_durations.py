"""How long something took, as logs write it: 0:02:15, 2分15秒, 135."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from scenarios.units import SECONDS, words_of
from scenarios.written_cells import is_missing, name_and_unit, plain

if TYPE_CHECKING:
    import pandas as pd

    from scenarios.fit.contacts import Flags, Floats

Unit = Literal["ms", "s", "min", "h", "day", "min:s", "h:min"]
"""What numbers count, or what two numbers with a colon between them are."""
_SECONDS: dict[Unit, float] = {
    "ms": 1e-3, "s": 1.0, "min": SECONDS["min"], "h": SECONDS["h"], "day": SECONDS["day"],
}  # fmt: skip
_WORDS: dict[Unit, tuple[str, ...]] = {
    "ms": ("ms", "msec", "millis", "milliseconds", "毫秒"),
    "s": words_of("s"),
    "min": (*words_of("min"), "m"),
    "h": (*words_of("h"), "时"),
    "day": words_of("day"),
}
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in words}
_PART = re.compile(
    r"(\d+(?:\.\d+)?)\s*("
    + "|".join(sorted(map(re.escape, _UNIT_OF), key=lambda word: (-len(word), word)))
    + r")(?![a-z])\s*"
)
_LONG_CLOCK = re.compile(r"(?:(\d+) days? \+?)?(\d+):([0-5]?\d):([0-5]?\d(?:\.\d+)?)")
_SHORT_CLOCK = re.compile(r"(\d+):([0-5]?\d(?:\.\d+)?)")
_LATIN = re.compile(r"(?:^|[_\s])([a-z]+)$")
_CHINESE_WORDS: tuple[tuple[str, Unit], ...] = (
    ("毫秒", "ms"), ("秒", "s"), ("分钟", "min"), ("小时", "h"),
)  # fmt: skip
_DAYS_BELOW = 0.5
"""Numbers half of which lie below this are parts of a day, as a workbook keeps times."""
_SECONDS_FROM = 30.0
"""Numbers half of which lie above this are seconds: nobody talks half an hour with everybody."""


def read_durations(cells: pd.Series, unit: Unit | None) -> tuple[Floats, Flags]:
    """Cells as seconds, and which of them are no durations.

    Parameters
    ----------
    cells
        Texts, missing ones as NaN, shape (rows,).
    unit
        What numbers alone count, and how two numbers with a colon are read: minutes and seconds
        unless it is ``h:min``. Without one such numbers cannot be read, and 0 is none at all.

    Returns
    -------
    tuple
        Seconds, NaN where there is none, and whether a text stands there that says none, both of
        shape (rows,).
    """
    import pandas as pd

    # A duration is written thousands of times, and read once.
    codes, texts = pd.factorize(cells)
    read = [_seconds(str(text), unit) for text in texts]
    seconds = np.array([*(np.nan if one is None else one for one in read), np.nan])
    wrong = [one is None and not is_missing(str(t)) for one, t in zip(read, texts, strict=True)]
    return seconds[codes], np.array([*wrong, False], dtype=np.bool_)[codes]


def _seconds(text: str, unit: Unit | None) -> float | None:
    """One text as seconds; None where it is none."""
    written = plain(text).lower()
    if found := _LONG_CLOCK.fullmatch(written):
        days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return 86400 * days + 3600 * hours + 60 * minutes + seconds
    if found := _SHORT_CLOCK.fullmatch(written):
        first, second = float(found[1]), float(found[2])
        return 60 * (60 * first + second) if unit == "h:min" else 60 * first + second
    parts = list(_PART.finditer(written))
    if parts and "".join(part[0] for part in parts) == written:
        return sum(float(part[1]) * _SECONDS[_UNIT_OF[part[2]]] for part in parts)
    try:
        number = float(written.replace(",", ""))
    except ValueError:
        return None
    if not np.isfinite(number):
        return None
    if unit in _SECONDS:
        return number * _SECONDS[unit]
    return 0.0 if number == 0 else None


def unit_guessed(head: str, cells: pd.Series) -> Unit | None:
    """What the numbers of a column count: by its head, else by how large they are.

    Parameters
    ----------
    head
        Name of the column: ``wait_sec``, ``等待时长（秒）``.
    cells
        Some of its cells.

    Returns
    -------
    Unit or None
        None where no cell needs one.
    """
    import pandas as pd

    texts = cells.dropna().map(lambda text: plain(str(text)))
    if bool(texts.map(lambda text: _SHORT_CLOCK.fullmatch(text) is not None).any()):
        return "min:s"
    numbers = pd.to_numeric(texts.str.replace(",", ""), errors="coerce")
    numbers = numbers[numbers > 0]
    if numbers.empty:
        return None
    named = unit_named(head)
    if named is not None:
        return named
    middle = float(numbers.median())
    if middle < _DAYS_BELOW:
        return "day"
    whole = bool((numbers % 1 == 0).all())
    return "s" if whole or middle >= _SECONDS_FROM else "min"


def unit_named(head: str) -> Unit | None:
    """The unit that a head has: in brackets, behind its last underscore, or as a Chinese word."""
    name, bracketed = name_and_unit(head)
    if bracketed.lower() in _UNIT_OF:
        return _UNIT_OF[bracketed.lower()]
    for word, unit in _CHINESE_WORDS:
        if word in name:
            return unit
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    found = _LATIN.search(parted)
    return _UNIT_OF.get(found[1]) if found and found[1] != parted else None
