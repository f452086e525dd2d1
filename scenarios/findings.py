"""One thing found wrong in a model, before its file and line are known, and how to word it."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys and list indices from the model down to a value."""
_SHOWN_NAMES = 8
_LIKEST = 4
"""Names that are told of more than can be listed: those that look most like what stands there."""
_SHOWN_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong."""

    path: Path
    """Where it stands."""
    what: str
    """``expected ..., got ... . How to mend it.``"""
    zh: str = ""
    """The same in Chinese; empty where it is told in English only, as most mistakes are."""


def dotted(path: Path) -> str:
    """Write a path as ``services.pension.flow[2].serve``."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += f".{plain_text(part)}" if text else plain_text(part)
    return text


def plain_text(text: str) -> str:
    """A text that can be printed on one line, cut when long."""
    text = text if text.isprintable() else repr(text)[1:-1]
    return text if len(text) <= _SHOWN_LETTERS else text[: _SHOWN_LETTERS - 1] + "…"


def shown(value: object) -> str:
    """A value as the reader of a file knows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{plain_text(value)}'"
    if isinstance(value, dict):
        keys = [plain_text(str(key)) for key in itertools.islice(value, _SHOWN_NAMES)]
        more = ", …" if len(value) > _SHOWN_NAMES else ""
        return f"a map of {', '.join(keys)}{more}" if keys else "an empty map"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    return plain_text(str(value))


def listed(names: Iterable[str], most: int = _SHOWN_NAMES) -> str:
    """The names that are possible, so many of them where there are more than can be listed."""
    names = [plain_text(name) for name in names]
    if len(names) <= _SHOWN_NAMES:
        return ", ".join(names)
    return ", ".join(names[:most]) + f", … ({len(names)} in all)"


def listed_zh(names: Iterable[str], most: int = _SHOWN_NAMES) -> str:
    """The names as they stand in a Chinese sentence, see `listed`."""
    names = [plain_text(name) for name in names]
    if len(names) <= _SHOWN_NAMES:
        return "、".join(names)
    return "、".join(names[:most]) + f" 等 {len(names)} 项"


def likest_first(got: object, words: Mapping[str, Collection[str]]) -> list[str]:
    """What can stand there, that which looks most like what does first, where it is much.

    Parameters
    ----------
    got
        What stands there.
    words
        By what each is told as, its names and titles. As many as can be listed keep their order.
    """
    if len(words) <= _SHOWN_NAMES:
        return list(words)
    word = str(got).lower()[:200]
    alike = {
        one: max(difflib.SequenceMatcher(None, word, name.lower()).ratio() for name in names)
        for one, names in words.items()
    }
    return sorted(words, key=lambda one: -alike[one])


def near(name: object, names: Iterable[str]) -> str | None:
    """The name most likely meant, if one looks alike."""
    by_letters = {known.lower(): known for known in names}
    found = difflib.get_close_matches(str(name).lower()[:200], by_letters, n=1, cutoff=0.6)
    return by_letters[found[0]] if found else None


def wrong_name(
    kind: str, got: object, names: Iterable[str], mend: str, told: Iterable[str] | None = None
) -> str:
    """The sentence for a name that is not among those known.

    Parameters
    ----------
    kind
        What was expected, such as ``an activity``.
    got
        The name that stands there.
    names
        The names that are known.
    mend
        How to mend it when no known name looks alike.
    told
        The names as they are listed, such as with their titles, the likest first.
    """
    names = list(names)
    meant = near(got, names)
    told = told or likest_first(got, {name: (name,) for name in names})
    known = f" ({listed(told, _LIKEST)})" if names else ""
    return f"expected {kind}{known}, got {shown(got)}. " + (
        f"Did you mean '{plain_text(meant)}'?" if meant else mend
    )


def wrong_name_zh(
    kind: str, got: object, names: Iterable[str], mend: str, told: Iterable[str] | None = None
) -> str:
    """The same in Chinese: ``应为班次名（早、夜），实为“夜斑”。是不是“夜”？``; see `wrong_name`."""
    names = list(names)
    meant = near(got, names)
    told = told or likest_first(got, {name: (name,) for name in names})
    known = f"（{listed_zh(told, _LIKEST)}）" if names else ""
    return f"应为{kind}{known}，实为“{plain_text(str(got))}”。" + (
        f"是不是“{plain_text(meant)}”？" if meant else mend
    )
