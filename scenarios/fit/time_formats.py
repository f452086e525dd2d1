"""Times of a log that are written in one way, or in several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

if TYPE_CHECKING:
    import pandas as pd

Formats = str | Annotated[tuple[str, ...], Field(min_length=1)]
"""How times are written, in strptime codes; of several each cell is read by the first that can."""
_HALVES = {"上午": "AM", "下午": "PM"}
"""Halves of the day as a Chinese spreadsheet writes them: 上午 9:15:03."""

_BESIDE = re.compile(r"\s*%p\s*")


def read_times(texts: pd.Series, formats: Formats | None) -> pd.Series:
    """Texts as moments, missing where no format reads them; without one, as pandas guesses.

    ``%p`` reads 上午 and 下午 too, with a blank beside it or without.
    """
    first, *others = formats if isinstance(formats, tuple) else (formats,)
    read = _read_as(texts, first)
    for other in others:
        read = read.fillna(_read_as(texts, other))
    return read


def _read_as(texts: pd.Series, written: str | None) -> pd.Series:
    import pandas as pd

    if written is not None and "%p" in written:
        for half, english in _HALVES.items():
            texts = texts.str.replace(rf"\s*{half}\s*", f" {english} ", regex=True).str.strip()
        written = _BESIDE.sub(" %p ", written).strip()
    return pd.to_datetime(texts, format=written, errors="coerce")


def formats_text(formats: Formats | None) -> str:
    """The formats for people."""
    return formats if isinstance(formats, str) else " / ".join(formats or ())
