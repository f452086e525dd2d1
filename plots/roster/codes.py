"""Short codes for the kinds of shift, so that four weeks stand side by side on a screen."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from plots.language import Lang
from plots.roster.data import RosterData
from plots.roster.words import kind_stem
from scenarios.cell_texts import escaped
from scenarios.roster.kinds import RosterKind

_WIDEST = 5
"""Widest word that stands in a narrow cell, a Chinese letter being two."""
_SHORT = 4
"""Widest name of a kind that is taken for a code."""

_PARTS = {0: "", 15: "¼", 30: "½", 45: "¾"}
"""Minutes as parts of an hour, which are narrower."""


def kind_codes(data: RosterData, lang: Lang) -> Mapping[str, str]:
    """By kind of shift what stands in its cells: the first of these that no other kind has.

    Its word where that is short, its name where that is, how its title begins, a letter and its
    start (``D6½``, ``白8``), a letter and its number.
    """
    codes = {kind: list(_codes(data, kind, k, lang)) for k, kind in enumerate(data.case.kinds, 1)}
    while True:
        times = Counter(some[0] for some in codes.values())
        alike = [
            kind for kind, (code, *others) in codes.items()
            if times[code] > 1 and others
            # Words are distinct: who has one keeps it.
            and code != data.words.kind(kind, lang)
        ]  # fmt: skip
        if not alike:
            break
        for kind in alike:
            codes[kind].pop(0)
    if max(times.values(), default=1) > 1:
        return {kind: f"#{k}" for k, kind in enumerate(codes, 1)}
    return {kind: code for kind, (code, *_) in codes.items()}


def reason_code(reason: str) -> str:
    """What stands in the cell of an absence: what it is for where that is short, or its begin."""
    # 年休 says no less than 年休假.
    forms = (reason, reason.removesuffix("假"))
    return next((form for form in forms if width(form) <= _WIDEST), _begin(reason, 4))


def width(text: str) -> int:
    """How wide a text is, a Chinese letter being two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _codes(data: RosterData, kind: str, number: int, lang: Lang) -> Iterator[str]:
    """What may stand for a kind, the best first."""
    word, name, stem = data.words.kind(kind, lang), escaped(kind), kind_stem(data, kind, lang)
    if width(word) <= _WIDEST:
        yield word
    # A Chinese name says nothing to who reads English titles.
    if width(name) <= _SHORT and (width(name) == len(name) or width(stem) > len(stem)):
        yield name
    if stem and width(stem) <= _WIDEST:
        yield stem
    # Two Chinese letters, or three others, say more than one and do not look cut off.
    for most in (4 if width(stem[:1]) > 1 else 3, _WIDEST):
        if begin := _begin(stem, most):
            yield begin
    initial = stem[:1].upper() or "#"
    yield initial + _start(data.case.kinds[kind])
    yield f"{initial}{number}"


def _begin(text: str, most: int) -> str:
    """As many first letters as are no wider."""
    return next(text[:k].strip() for k in range(len(text), -1, -1) if width(text[:k]) <= most)


def _start(kind: RosterKind) -> str:
    if kind.start is None:
        return ""
    minutes = round(kind.start / 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour % 24}" + _PARTS.get(minute, f":{minute:02d}")
