"""A roster file as data, or everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from scenarios.errors import DataError, ModelError, Problem
from scenarios.findings import Finding, Path, shown
from scenarios.pydantic_errors import findings_of
from scenarios.reading import problems_in, text_of
from scenarios.roster.book_reading import workbook_document
from scenarios.roster.checks import findings_in_roster
from scenarios.roster.days import PERIOD, period_of
from scenarios.roster.file import RosterFile
from scenarios.roster.named import with_named
from scenarios.roster.rest import readable
from scenarios.roster.skills import with_skills_parted
from scenarios.units import IN_FILE
from scenarios.workbooks import is_workbook
from scenarios.yaml_text import Document, parse_yaml


@lru_cache(maxsize=1)
def roster_schema() -> dict[str, Any]:
    """JSON Schema of a roster file."""
    return RosterFile.model_json_schema(mode="validation")


def without_value(data: object, path: Path = ()) -> Iterator[Finding]:
    """Keys behind which nothing stands, which would pass for left out; a list may hold days off."""
    if isinstance(data, dict):
        for key, value in data.items():
            if value is None:
                what = "expected a value, got nothing. Give it one, or take the key out."
                yield Finding((*path, key), what)
            yield from without_value(value, (*path, key))
    elif isinstance(data, list):
        for k, value in enumerate(data):
            yield from without_value(value, (*path, k))


def load_roster(path: str | FilePath) -> RosterFile:
    """Read a roster file: YAML, or a workbook with the sheets of `roster_book`.

    Raises
    ------
    DataError, ModelError
        It cannot be read or does not make sense; every problem has its line.
    """
    if is_workbook(path):
        return roster_in(workbook_document(path), path)
    return roster_in(parse_yaml(text_of(path, "a roster file")), path)


def _in_own(finding: Finding, planned: int) -> Finding:
    """A finding about a need where it stands: needs of a plan come before those of the file."""
    match finding.path:
        case ("needs", int(k), *rest):
            own = ("needs", k - planned, *rest) if k >= planned else ("needs_from",)
            return replace(finding, path=own)
        case _:
            return finding


def roster_in(document: Document, file: str | FilePath | None = None) -> RosterFile:
    """Read the plain data of a roster file.

    Raises
    ------
    DataError
        The plan that its needs are taken from, or the roster before, cannot be read.
    ModelError
        The data does not make sense; every problem has its line, those of such files too.
    """
    found = list(document.findings)
    named: list[Problem] = []
    read: RosterFile | None = None
    if isinstance(document.data, dict):
        try:
            context = {**IN_FILE, PERIOD: period_of(document.data)}
            read = RosterFile.model_validate(document.data, context=context)
        except ValidationError as error:
            found += findings_of(error, document.data, roster_schema())
            wrong = {one.path for one in found}
            found += [one for one in without_value(document.data) if one.path not in wrong]
            if (rest := readable(document.data, wrong)) is not None:
                found += rest.findings
                named += with_named(rest.file, file, rest.unread).problems
        else:
            whole = with_named(read, file)
            of_whole = findings_in_roster(whole.planned, whole.unread)
            planned = len(whole.planned.needs) - len(read.needs)
            found += [*without_value(document.data), *(_in_own(one, planned) for one in of_whole)]
            named += whole.problems
            read = with_skills_parted(whole.file) if document.sheets else whole.file
    elif not found:
        got = "an empty file" if document.data is None else shown(document.data)
        what = (
            f"expected a map of keys such as first_day, days, kinds, people and needs, got {got}. "
            "Begin with first_day: and the other keys of a roster."
        )
        found.append(Finding((), what))
    if read is None or found:
        raise ModelError([*problems_in(found, document, file), *named])
    if named:
        raise DataError(named)
    return read
