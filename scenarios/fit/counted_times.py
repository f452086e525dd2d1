"""Times of a log that are numbers: so many seconds since 1970, or days since 1899 as in a workbook.

They are written as in the CF conventions for climate data (section 4.4, time coordinates): a unit,
``since``, and the moment from which is counted.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

UNIX = "seconds since 1970-01-01"
UNIX_MILLISECONDS = "milliseconds since 1970-01-01"
WORKBOOK = "days since 1899-12-30"
"""How spreadsheets count days (OpenFormula 1.2, section 4.3.2), the time of day as a fraction."""
MIDNIGHT = "midnight"
_UNITS = {"milliseconds": 1e-3, "seconds": 1.0, "minutes": 60.0, "hours": 3600.0, "days": 86_400.0}
_COUNTED = re.compile(
    rf"({'|'.join(_UNITS)}) since (?:(\d{{4}}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?|{MIDNIGHT})"
)
_FAR = 200 * 366 * 86_400.0
"""No number counts more [s]; pandas can hold 292 years either way."""
_FIRST, _LAST = dt.datetime(2000, 1, 1), dt.datetime(2033, 1, 1)
"""Between which a log is taken to lie where nothing says that its numbers are times."""
_YEARS = 3660
"""Most days from the first to the last of them."""


def is_counted(written: str | None) -> bool:
    """Whether a format is that of numbers, from a moment that there is."""
    found = _COUNTED.fullmatch(written or "")
    if found is None:
        return False
    try:
        _origin(found)
    except ValueError:
        return False
    return True


def has_date(written: str) -> bool:
    """Whether a format of numbers tells the date, not a time of day alone."""
    return is_counted(written) and not written.endswith(MIDNIGHT)


def read_counted(texts: pd.Series, written: str) -> pd.Series:
    """Numbers as moments to the millisecond, missing where there is none or it is out of bounds.

    Parameters
    ----------
    texts
        Numbers as text.
    written
        A format for which `is_counted`; times of day are on 1 January 1900, as in strptime.
    """
    import pandas as pd

    found = _COUNTED.fullmatch(written)
    assert found is not None
    seconds = pd.to_numeric(texts, errors="coerce").astype(float) * _UNITS[found[1]]
    counted = (1000 * seconds.where(seconds.abs() < _FAR)).round()
    return pd.Timestamp(_origin(found)) + pd.to_timedelta(counted, unit="ms")


def _origin(found: re.Match[str]) -> dt.datetime:
    """The moment from which is counted."""
    _, day, clock = found.groups()
    return dt.datetime.fromisoformat(f"{day or '1900-01-01'} {clock or '00:00'}")


def looks_counted(texts: pd.Series, written: str) -> bool:
    """Whether cells are likely to be numbers in such a format, where nobody said so.

    They lie between 2000 and 2032 and within ten years of each other, and those that count days
    have a time of day.

    Parameters
    ----------
    texts
        Cells of a column, none missing.
    written
        A format for which `is_counted`.
    """
    import pandas as pd

    numbers = pd.to_numeric(texts, errors="coerce").dropna()
    moments = read_counted(numbers, written)
    if moments.empty or not bool(moments.between(_FIRST, _LAST).mean() > 0.5):
        return False
    usual = moments[moments.between(_FIRST, _LAST)]
    with_clock = written != WORKBOOK or bool((numbers % 1 != 0).mean() > 0.5)
    return with_clock and (usual.max() - usual.min()).days <= _YEARS
