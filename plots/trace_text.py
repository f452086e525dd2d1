"""The text of a value in a trace, read back as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A text, a list or a map, as in a model file."""
_KEY = re.compile(r"([\w-]+): (.*)", re.DOTALL)
_CLOSES = {"{": "}", "[": "]"}


def parsed(text: str) -> Plain:
    """A text such as ``serves: [accept, pay], seats: 1`` as lists and maps.

    Commas and brackets inside a text are taken for those of lists; titles have to be taken out
    before. What does not read as a list or a map is left as it is.
    """
    if _is_closed(text):
        inner = text[1:-1]
        items = [item for item in _split(inner) if item]
        if text[0] == "[":
            return [parsed(item) for item in items]
        return _map(items) or text
    items = list(_split(text))
    return _map(items) or (text if len(items) == 1 else [parsed(item) for item in items])


def _map(items: list[str]) -> dict[str, Plain]:
    """Items as a map; empty when one of them has no key."""
    pairs = [_KEY.fullmatch(item) for item in items]
    return {p[1]: parsed(p[2]) for p in pairs if p} if all(pairs) else {}


def _is_closed(text: str) -> bool:
    """Whether the bracket that opens a text closes at its end, not before."""
    if text[:1] not in _CLOSES or text[-1:] != _CLOSES[text[0]]:
        return False
    depth = 0
    for k, letter in enumerate(text):
        depth += (letter in "{[") - (letter in "}]")
        if depth == 0:
            return k == len(text) - 1
    return False


def _split(text: str) -> Iterator[str]:
    """Items between commas that stand in no brackets."""
    depth, begin = 0, 0
    for k, letter in enumerate(text):
        depth += (letter in "{[") - (letter in "}]")
        if depth == 0 and text.startswith(", ", k):
            yield text[begin:k]
            begin = k + 2
    yield text[begin:]
