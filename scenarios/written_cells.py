"""Dates and numbers as people write them in tables, in Chinese and in English."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata

MISSING = frozenset(
    ("", "-", "--", "–", "—", "——", "/", "n/a", "na", "nan", "null", "none", "无", "缺", "缺失")
)
"""What stands in a cell where nothing was measured."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        _YEAR + r"(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<day>\d{1,2})"
        r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?",
        _YEAR + r" ?年 ?(?P<month>\d{1,2}) ?月(?: ?(?P<day>\d{1,2}) ?[日号])?",
        _YEAR + r"(?P<month>\d\d)(?P<day>\d\d)",
        _YEAR + r"[-/.](?P<month>\d{1,2})",
        _YEAR + r"-?[Ww](?P<week>\d{1,2})",
        _YEAR + r" ?年 ?第? ?(?P<week>\d{1,2}) ?[周週]",
    )
)
_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|[+-]?\.\d+) ?(?P<of>%?)"
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_UNIT = re.compile(r"(?P<name>.*?\S)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]")


def plain(cell: str) -> str:
    """A cell in ordinary letters without blanks around it: full-width digits, dots and minus."""
    return unicodedata.normalize("NFKC", cell).replace("\N{MINUS SIGN}", "-").strip()


def is_missing(cell: str) -> bool:
    """Whether nothing was measured, going by what stands in a cell."""
    return plain(cell).lower() in MISSING


def date_in(cell: str, date_format: str | None = None) -> dt.date | None:
    """The day that a cell names, the first day of its month or the Monday of its ISO week.

    Parameters
    ----------
    cell
        ``2024-06-01``, ``2024/6/1``, ``20240601``, ``2024年6月1日``, with a time of day or without;
        ``2024-06``, ``2024年6月``; ``2024-W23``, ``2024年第23周``.
    date_format
        How dates are written instead, in strptime codes: ``%d/%m/%Y``.

    Returns
    -------
    date or None
        None where it names none.
    """
    text = plain(cell)
    try:
        if date_format is not None:
            return dt.datetime.strptime(text, date_format).date()
        for pattern in _DATES:
            if found := pattern.fullmatch(text):
                return _date(found.groupdict())
    except ValueError:
        pass
    return None


def _date(parts: dict[str, str | None]) -> dt.date:
    year = int(parts["year"] or 0)
    if week := parts.get("week"):
        return dt.date.fromisocalendar(year, int(week), 1)
    return dt.date(year, int(parts["month"] or 0), int(parts.get("day") or 1))


def number_in(cell: str) -> tuple[float, bool] | None:
    """The number in a cell and whether a percent sign stands behind it; None for no number."""
    found = _NUMBER.fullmatch(plain(cell))
    if found is None:
        return None
    number = float(found["number"].replace(",", ""))
    return (number, bool(found["of"])) if math.isfinite(number) else None


def name_and_unit(header: str) -> tuple[str, str]:
    """A head of a column as its name and its unit: ``Mean wait (min)``, ``平均等待（分钟）``."""
    found = _UNIT.fullmatch(plain(header))
    return (found["name"], found["unit"].strip()) if found else (plain(header), "")


def in_two_languages(name: str) -> tuple[str, str]:
    """Chinese and English of a name that has both, ``等待|Wait``; else the name twice."""
    parts = [part.strip() for part in name.split("|")]
    if len(parts) == 2 and all(parts):
        zh, en = sorted(parts, key=lambda part: not _CHINESE.search(part))
        return zh, en
    return name, name
