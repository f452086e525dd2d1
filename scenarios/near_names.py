"""All names that may be meant by one that is not known, where several look as much alike."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from scenarios.section import TextPair

_ALIKE = 0.6
"""Least share of letters in common, as `difflib` counts them, of words that look alike."""
_ALIKE_LATIN = 0.8
"""The same of names of people in letters, of which fewer tell two people apart."""
_MOST = 4
"""Names that are told at most."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known words that look most like one, none before another; none where none looks alike.

    Chinese words of two letters are alike with one of them: 夜斑 and 夜班.
    """
    names = sorted(known)
    shares = {one: _share(word, one) for one in names}
    best = max(shares.values(), default=0.0)
    if best >= _ALIKE:
        return [one for one in names if shares[one] == best]
    return [one for one in names if _but_one(word, one)]


def alike_people(name: str, known: Iterable[str]) -> list[str]:
    """Names of people that may be another way to write one: 李健国 and 李建国.

    Two people often have one of two letters in common, so shorter names are never alike.
    """
    least = _ALIKE if any(ord(letter) > 0x2E80 for letter in name) else _ALIKE_LATIN
    return [
        one
        for one in nearest(name, (one for one in known if max(len(one), len(name)) > 2))
        if _share(name, one) >= least
    ]


def meant(names: list[str]) -> TextPair:
    """The question whether one of some names is meant; nothing for none."""
    if not names:
        return TextPair(zh="", en="")
    *some, last = (f"'{name}'" for name in names[:_MOST])
    en = f"{', '.join(some)} or {last}" if some else last
    return TextPair(
        zh=f"是不是{'或'.join(f'“{name}”' for name in names[:_MOST])}？", en=f"Did you mean {en}?"
    )


def _share(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.lower(), other.lower()).ratio()


def _but_one(one: str, other: str) -> bool:
    """Whether two words as long, of two letters or more, differ in one."""
    return len(one) == len(other) > 1 and sum(a != b for a, b in zip(one, other, strict=True)) == 1
