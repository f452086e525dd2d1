"""Short codes for the kinds of shift, so that four weeks stand side by side on a screen."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from plots.language import Lang
from plots.roster_data import RosterData
from plots.roster_words import kind_title
from scenarios.roster_kinds import RosterKind

_WIDEST = 5
"""Widest word that stands in a narrow cell, a Chinese letter being two."""

_PARTS = {0: "", 15: "¼", 30: "½", 45: "¾"}
"""Minutes as parts of an hour, which are narrower."""


def kind_codes(data: RosterData, lang: Lang) -> Mapping[str, str]:
    """By kind of shift its word where it is short, else a letter and its start: ``D6½``, ``白8``.

    Codes are distinct; where a letter and a start are not, the kinds are numbered.
    """
    words = {kind: data.words.kind(kind, lang) for kind in data.case.kinds}
    found = {
        kind: word if width(word) <= _WIDEST else _initial(data, kind, lang) + _start(of)
        for (kind, word), of in zip(words.items(), data.case.kinds.values(), strict=True)
    }
    times = Counter(found.values())
    if max(times.values(), default=1) > 1:
        found = {
            kind: code if times[code] == 1 else f"{_initial(data, kind, lang)}{k}"
            for k, (kind, code) in enumerate(found.items(), 1)
        }
    if len(set(found.values())) < len(found):
        return {kind: f"#{k}" for k, kind in enumerate(found, 1)}
    return found


def width(text: str) -> int:
    """How wide a text is, a Chinese letter being two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _initial(data: RosterData, kind: str, lang: Lang) -> str:
    title = kind_title(data, kind, lang).strip()
    return title[:1].upper() or "#"


def _start(kind: RosterKind) -> str:
    if kind.start is None:
        return ""
    minutes = round(kind.start / 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour % 24}" + _PARTS.get(minute, f":{minute:02d}")
