"""Texts in cells of office programs: kept whole, never run as a formula, and read back the same."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")
"""How a text begins that a program may run when it opens a CSV file, with quotes before it."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNFIT = re.compile(
    r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|^\s+|\s+$|_(?=x[0-9A-Fa-f]{4}_)"
)
"""What a cell cannot hold or what is lost on the way, and what would be read as an escape."""


def escaped(text: str) -> str:
    """A text as a cell can hold it: what it cannot stands as ``_xHHHH_`` (ECMA-376, 22.9.2.19).

    Different texts stay different, and blanks at the ends are not lost.
    """
    return _UNFIT.sub(lambda found: "".join(map(_code, found[0])), text)


def unescaped(text: str) -> str:
    """The text that was `escaped`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def quoted(text: str) -> str:
    """An escaped text as it stands in a CSV file: an apostrophe before what looks like a formula.

    See OWASP, "CSV Injection". A text with apostrophes before a formula gets one more, so that
    `unquoted` always gives back what there was.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """The text that was `quoted`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _code(letter: str) -> str:
    return f"_x{ord(letter):04X}_"
