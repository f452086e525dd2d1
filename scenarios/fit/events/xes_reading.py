"""An XES file (IEEE 1849) as a table of texts, read event by event."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from scenarios.errors import DataError, Problem
from scenarios.fit.log_table import LogTable


def is_xes(path: str | Path) -> bool:
    """Whether a file is XES by its name."""
    return str(path).lower().endswith((".xes", ".xes.gz"))


def read_xes(path: str | Path) -> LogTable:
    """Read a log; attributes of a trace stand before each of its events as ``case:NAME``.

    Raises
    ------
    DataError
        It cannot be read, is no XES, or has no events.
    """
    import pandas as pd

    file = str(path)
    try:
        with Path(file).open("rb") as stream:
            packed = file.lower().endswith(".gz")
            rows = list(_events(gzip.GzipFile(fileobj=stream) if packed else stream))
    except OSError as error:
        why = "no file" if isinstance(error, FileNotFoundError) else str(error.strerror or error)
        what = f"expected an XES log, got {why}. Correct the path."
        raise DataError(Problem("", what, file)) from error
    except (ElementTree.ParseError, EOFError) as error:
        what = f"expected an XES log, got: {error}. Export it again."
        raise DataError(Problem("", what, file)) from error
    if not rows:
        raise DataError(Problem("", "expected traces with events, got none.", file))
    table = pd.DataFrame(rows, dtype="str")
    too_long = pd.Series(False, index=table.index)
    return LogTable(file, tuple(map(str, table.columns)), table, too_long, ",")


def _events(stream: IO[bytes] | gzip.GzipFile) -> Iterator[dict[str, str]]:
    """Attributes of each event; a trace is forgotten once it is read."""
    for _, element in ElementTree.iterparse(stream, events=("end",)):
        if _tag(element) != "trace":
            continue
        case = {f"case:{key}": value for key, value in _attributes(element)}
        for event in element:
            if _tag(event) == "event":
                yield case | dict(_attributes(event))
        element.clear()


def _attributes(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for child in element:
        key, value = child.get("key"), child.get("value")
        if key is not None and value is not None:
            yield key, value


def _tag(element: ElementTree.Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]
