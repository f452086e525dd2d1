"""Times of a log that are written in one way, or in several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

if TYPE_CHECKING:
    import pandas as pd

Formats = str | Annotated[tuple[str, ...], Field(min_length=1)]
"""How times are written, in strptime codes; of several each cell is read by the first that can."""


def read_times(texts: pd.Series, formats: Formats | None) -> pd.Series:
    """Texts as moments, missing where no format reads them; without one, as pandas guesses."""
    import pandas as pd

    first, *others = formats if isinstance(formats, tuple) else (formats,)
    read = pd.to_datetime(texts, format=first, errors="coerce")
    for other in others:
        read = read.fillna(pd.to_datetime(texts, format=other, errors="coerce"))
    return read


def formats_text(formats: Formats | None) -> str:
    """The formats for people."""
    return formats if isinstance(formats, str) else " / ".join(formats or ())
