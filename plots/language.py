"""The two languages in which charts and reports speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Lang = Literal["zh", "en"]
"""Chinese or English."""
LANGS: tuple[Lang, ...] = get_args(Lang)


def no_warnings() -> Mapping[Lang, tuple[str, ...]]:
    """The warnings of a page where there are none."""
    return dict.fromkeys(LANGS, ())


def say(lang: Lang, zh: str, en: str) -> str:
    """The one of two texts that is in the language."""
    return zh if lang == "zh" else en


def of_whom(name: str, whose: str, lang: Lang) -> str:
    """A name with whose it is in brackets; in those it ends with where it has some."""
    if name.endswith(("）", ")")):
        return name[:-1] + say(lang, f"，{whose}）", f", {whose})")
    return say(lang, f"{name}（{whose}）", f"{name} ({whose})")


def lower_first(text: str) -> str:
    """English text as it stands inside a sentence; abbreviations keep their capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
