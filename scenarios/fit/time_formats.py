"""Times of a log that are written in one way, or in several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from scenarios.findings import shown
from scenarios.fit.counted_times import (
    UNIX,
    UNIX_MILLISECONDS,
    WORKBOOK,
    has_date,
    is_counted,
    looks_counted,
    read_counted,
)

if TYPE_CHECKING:
    import pandas as pd

ISO = "iso8601"
"""Times as 2026-03-02T09:15:00.5+01:00; the offset is left aside: local time is what is written."""


def _known(written: str) -> str:
    if "%" in written or written.lower() == ISO or is_counted(written):
        return written
    raise ValueError(
        'expected strptime codes such as "%Y-%m-%d %H:%M:%S", or for numbers a unit, since and a '
        f'moment such as "{UNIX}" or "{WORKBOOK}", got {shown(written)}. Correct it.'
    )


Format = Annotated[str, AfterValidator(_known)]
Formats = Format | Annotated[tuple[Format, ...], Field(min_length=1)]
"""How times are written, in strptime codes or as numbers (``seconds since 1970-01-01``); of several
each cell is read by the first that can."""
_HALVES = {"上午": "AM", "下午": "PM"}
"""Halves of the day as a Chinese spreadsheet writes them: 上午 9:15:03."""
_FEW = 20
"""Cells, drawn by lot, of which a format that reads most of a column reads at least one."""
_SLIPS = 0.01
"""Share of the cells above which what they are written in is a form."""
_OFFSET = r"(?:Z|[+-]\d\d:?\d\d)$"
_ISO_MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
_FRACTION = ".%f"
_BESIDE = re.compile(r"\s*%p\s*")
FORMATS = (
    # Before the others: strptime finds dates in numbers, 1772 in 1772442000.
    UNIX, UNIX_MILLISECONDS, WORKBOOK,
    "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S.%f", "%d/%m/%Y %H:%M:%S.%f", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S.%f",
    "%d-%m-%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y.%m.%d %H:%M:%S",
    "%Y/%m/%d %H:%M", "%d/%m/%Y %H:%M", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S", "%H:%M:%S",
    "%H:%M", "%Y/%m/%d %p %I:%M:%S", "%Y-%m-%d %p %I:%M:%S", "%Y/%m/%d %p %I:%M",
    "%m/%d/%Y %I:%M:%S %p", "%p %I:%M:%S", "%I:%M:%S %p", "%Y年%m月%d日 %p %I:%M:%S",
    "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M:%S %p", "%I:%M %p",
    "%Y年%m月%d日 %H:%M", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d %H:%M:%S", "%Y.%m.%d %H:%M",
    "%d/%m/%y %H:%M:%S", "%d/%m/%y %H:%M", "%m/%d/%y %H:%M:%S", "%m/%d/%y %H:%M",
    "%d-%b-%Y %H:%M:%S", "%d %b %Y %H:%M:%S",
)  # fmt: skip
"""How moments are written, the most usual first."""
DATES = (
    "%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%Y%m%d", "%y%m%d", "%Y年%m月%d日", "%d-%m-%Y", "%d.%m.%Y",
    "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%Y.%m.%d", "%d-%b-%Y",
)  # fmt: skip
"""How days are written."""


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

    if written is not None and is_counted(written):
        return read_counted(texts, written)
    if written is not None and written.lower() == ISO:
        local = texts.str.replace(_OFFSET, "", regex=True)
        return pd.to_datetime(local, format="ISO8601", errors="coerce")
    if written is not None and "%p" in written:
        for half, english in _HALVES.items():
            texts = texts.str.replace(rf"\s*{half}\s*", f" {english} ", regex=True).str.strip()
        written = _BESIDE.sub(" %p ", written).strip()
    read = pd.to_datetime(texts, format=written, errors="coerce")
    if written is not None and written.endswith(_FRACTION) and read.isna().any():
        # A workbook writes no fraction where a moment falls on a whole second.
        whole = written.removesuffix(_FRACTION)
        read = read.fillna(pd.to_datetime(texts, format=whole, errors="coerce"))
    return read


def dated(written: str) -> bool:
    """Whether a format tells the date, not a time of day alone."""
    return "%d" in written or has_date(written) or written.lower() == ISO


def _guessed(texts: pd.Series, written: str) -> pd.Series:
    """Texts as moments, none where they are numbers or days that are hardly times."""
    if is_counted(written) and not looks_counted(texts, written):
        return read_times(texts.iloc[:0], written).reindex(texts.index)
    if written == ISO:
        texts = texts.where(is_iso_moment(texts))
    return read_times(texts, written)


def is_iso_moment(texts: pd.Series) -> pd.Series:
    """Whether each text is a day with a time as ISO 8601 has it, with an offset or without."""
    return texts.str.fullmatch(_ISO_MOMENT).fillna(False).astype(bool)


def best_format(cells: pd.Series, formats: Iterable[str]) -> str | None:
    """The format that reads most of the cells; None where none reads half of them."""
    texts = cells.dropna().str.strip()
    few = texts.sample(min(len(texts), _FEW), random_state=0)
    reads = {f: float(_guessed(texts, f).notna().mean()) for f in formats if _reads_one(few, f)}
    best = max(reads, key=lambda f: reads[f], default=None)
    return best if best is not None and reads[best] > 0.5 else None


def _reads_one(few: pd.Series, written: str) -> bool:
    """Whether a format can be that of most cells: of a million such, one reads none of the few.

    Cells that a format cannot read cost most of the time of guessing. Numbers are told by how
    they lie together, which a few do not say.
    """
    return is_counted(written) or bool(read_times(few, written).notna().any())


def forms_of(cells: pd.Series, formats: Sequence[str]) -> tuple[str, ...]:
    """The formats that together read the cells, the one that reads most first.

    What less than one in a hundred is written in is a slip; empty where the others are more.

    Parameters
    ----------
    cells
        Texts of moments; missing ones say nothing.
    formats
        To choose from.
    """
    left = cells.dropna().str.strip()
    few = _SLIPS * len(left)
    found: list[str] = []
    while len(left) > few:
        reads = {one: _guessed(left, one).notna() for one in formats}
        best = max(reads, key=lambda one: int(reads[one].sum()))
        if reads[best].sum() <= few:
            return ()
        found.append(best)
        left = left[~reads[best]]
    return tuple(found)


def formats_text(formats: Formats | None) -> str:
    """The formats for people."""
    return formats if isinstance(formats, str) else " / ".join(formats or ())
