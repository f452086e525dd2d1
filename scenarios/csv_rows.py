"""A CSV file of any office program as a head and rows, each row with its line."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import DataError, Problem

_SEPARATORS = ",;\t，"
_WORKBOOK = b"PK"


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in a file; blank lines are no rows."""

    file: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """As many cells in each as in the head."""
    lines: tuple[int, ...]
    """The line in the file on which each row ends."""

    def column(self, name: str) -> tuple[str, ...]:
        """The cells below a head."""
        at = self.head.index(name)
        return tuple(row[at] for row in self.rows)


def read_rows(path: str | Path) -> Rows:
    """Read a file in UTF-8, UTF-16 with its mark, or GB 18030, split by comma, semicolon or tab.

    Raises
    ------
    DataError
        It cannot be read, has no rows, has two columns of one name, or rows longer than its head.
    """
    file = str(path)
    text = text_of_table(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text))
    try:
        told = [(reader.line_num, tuple(c.strip() for c in row)) for row in reader if any(row)]
    except csv.Error as error:
        what = f"expected rows of cells, got: {error}. Save it as CSV again."
        raise DataError(Problem("", what, file, reader.line_num)) from error
    told = [(line, row) for line, row in told if any(row)]
    if len(told) < 2:
        raise DataError(Problem("", "expected a head and rows below it, got none.", file))
    head = told[0][1]
    problems = _problems(file, told)
    if problems:
        raise DataError(problems)
    rows = tuple(row[: len(head)] + ("",) * (len(head) - len(row)) for _, row in told[1:])
    return Rows(file, head, rows, tuple(line for line, _ in told[1:]))


def _problems(file: str, told: list[tuple[int, tuple[str, ...]]]) -> list[Problem]:
    line, head = told[0]
    twice = sorted({name for name in head if name and head.count(name) > 1})
    problems = [
        Problem(name, "expected one column of this name, got several. Rename them.", file, line)
        for name in twice
    ]
    for line, row in told[1:]:
        if any(row[len(head) :]):
            what = f"expected at most {len(head)} cells, got {len(row)}. Put quotes around commas."
            problems.append(Problem("", what, file, line))
    return problems


def text_of_table(file: str) -> str:
    """Text of a CSV file in UTF-8, UTF-16 with its mark, or GB 18030.

    Raises
    ------
    DataError
        It cannot be read.
    """
    try:
        raw = Path(file).read_bytes()
    except OSError as error:
        why = "no file" if isinstance(error, FileNotFoundError) else str(error.strerror or error)
        what = f"expected a CSV file, got {why}. Correct the path."
        raise DataError(Problem("", what, file)) from error
    if raw.startswith(_WORKBOOK):
        what = "expected a CSV file, got a workbook. Save its sheet as CSV."
        raise DataError(Problem("", what, file))
    return decoded(raw, file)


def decoded(raw: bytes, file: str) -> str:
    """Bytes of a table as text: UTF-8, UTF-16 with its mark, or GB 18030.

    Raises
    ------
    DataError
        They are none of these.
    """
    # A spreadsheet's "Unicode text" begins with one of the marks of UTF-16.
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    what = "expected text in UTF-8, UTF-16 or GB 18030, got none of them. Save it as UTF-8."
    raise DataError(Problem("", what, file))


def separator_of(text: str) -> str:
    """What splits the cells of a CSV file, going by its first line."""
    first = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
