"""Which columns of a log say what: guessed, shown, and corrected by hand in a small YAML file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from frozendict import frozendict
from pydantic import BeforeValidator, Field, PlainSerializer, ValidationError
from ruamel.yaml import YAML

from scenarios.calendars import Days, parse_days
from scenarios.errors import DataError
from scenarios.findings import Finding, shown
from scenarios.fit.spans import Lasting
from scenarios.fit.time_formats import Formats
from scenarios.fit.written_durations import Unit
from scenarios.pydantic_errors import findings_of
from scenarios.reading import problems_in, text_of
from scenarios.section import Date, Fraction, Frozen, Map
from scenarios.yaml_text import parse_yaml

BY_HAND = "Name it in a mapping given as --mapping (docs/fit.md)."
"""How to mend what could not be guessed."""
_WRITTEN_BESIDE = "Begin with the mapping that fit writes beside a model."
Kind = Literal["calls", "tickets"]
"""What a row is: a call to a hotline, or a ticket drawn in a hall."""
Role = Literal["arrival", "called", "start", "end", "left"]
"""Moments of a contact: it comes, is called to the counter, its service begins and ends, or it goes
without being served."""
ROLES: tuple[Role, ...] = ("arrival", "called", "start", "end", "left")
"""All moments, in the order in which they come."""
NEEDED: tuple[Role, ...] = ("arrival", "start", "end")
"""Moments without which a log says nothing of waits and services."""
Outcome = Literal["served", "abandoned", "not_a_contact"]
"""What became of a row; ``not_a_contact`` for rows that are neither, such as test calls."""
WeekdaysShut = Annotated[
    tuple[Days, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)
]
"""Weekdays in the words of model files, or a list of them."""
Columns = Annotated[
    tuple[str, ...],
    Field(min_length=1),
    BeforeValidator(lambda given: (given,) if isinstance(given, str) else given),
    PlainSerializer(lambda names: names[0] if len(names) == 1 else list(names)),
]
"""A column, or several whose durations are added up."""

Shape = TypeVar("Shape", bound=Frozen)


class Mapping(Frozen):
    """How to read one log."""

    kind: Kind
    """What a row is."""
    separator: str = ","
    """Character between columns; workbooks have none."""
    sheet: str | None = None
    """Sheet of a workbook; the one with most rows when left out."""
    time_format: Formats
    """How times are written, in strptime codes; several as a list."""
    date: str | None = None
    """Column of the day, where the times are times of day alone."""
    date_format: Formats | None = None
    """How days are written, in strptime codes; several as a list."""
    none_is: tuple[str, ...] = ()
    """Texts that mean no time, besides empty cells."""
    columns: Map[Role, str]
    """Column of each moment."""
    durations: Map[Lasting, Columns] = Field(default_factory=frozendict)
    """Columns that say how long something took, from which moments without a column follow: the
    wait (of those not served until they left), the service, the stay from arrival to end; and the
    work after a service."""
    units: Map[Lasting, Unit] = Field(default_factory=frozendict)
    """What numbers in these columns count; those written with units need none."""
    outcome: str | None = None
    """Column that says what became of it; told by the times when left out."""
    outcomes: Map[str, Outcome] = Field(default_factory=frozendict)
    """What the texts in that column mean."""
    activity: str | None = None
    """Column of the matter; all are alike when left out."""
    apart: tuple[str, ...] = ()
    """Matters that are services of their own in the model, such as those to be booked or to go
    first; told by their hours when left out."""
    leave_out: tuple[str, ...] = ()
    """Matters whose rows are no contacts, such as tickets drawn to try the machine."""
    zones: Map[str, tuple[str, ...]] | None = None
    """Matters that have people of their own, by the name of their zone; others are done by all.
    Empty where everybody does everything; found from who served whom when left out."""
    server: str | None = None
    """Column of who served."""
    priority: str | None = None
    """Column of the priority: the model has it where the log keeps to it."""
    nobody_is: tuple[str, ...] = ()
    """Texts in that column that name nobody."""
    holidays: Literal["CN"] | None = None
    """CN leaves Chinese public holidays out of the fit, and takes make-up workdays (调休) as
    Mondays."""
    closed_dates: tuple[Date, ...] = ()
    """Dates that are left out of the fit, such as the holidays of another country."""
    closed_weekdays: WeekdaysShut = ()
    """Weekdays that are shut, such as sun or sat-sun: left out of the fit, and shut in the model.
    Those that have dates in the log and no row on any of them are found to be shut anyway."""
    in_time: Annotated[float, Field(gt=0)] | None = None
    """Wait up to which people are served in time [s]; 30 for calls and 600 for tickets when left
    out."""
    longest: Annotated[float, Field(gt=0)] = 8.0
    """Waits and services longer than this are set aside [h]."""
    most_dirty: Fraction = 0.1
    """Share of the rows that may be set aside; more stops."""


def weekdays_in(days: tuple[str, ...]) -> tuple[int, ...]:
    """The weekdays (Monday 0) of a mapping, in order."""
    return tuple(sorted({day for one in days for day in parse_days(one)}))


def read_mapping(path: str | Path) -> Mapping:
    """Read a mapping of calls or tickets; see `read_mapping_as`."""
    return read_mapping_as(path, Mapping)


def read_mapping_as(path: str | Path, shape: type[Shape]) -> Shape:
    """Read a mapping file of one kind of log.

    Raises
    ------
    DataError
        It does not make sense; every problem has its line.
    ModelError
        It cannot be read.
    """
    document = parse_yaml(text_of(path, "a mapping file"))
    found = list(document.findings)
    read: Shape | None = None
    if isinstance(document.data, dict):
        try:
            read = shape.model_validate(document.data)
        except ValidationError as error:
            found += findings_of(error, document.data, shape.model_json_schema())
    elif not found:
        got = "an empty file" if document.data is None else shown(document.data)
        what = f"expected a map of keys such as kind and columns, got {got}. {_WRITTEN_BESIDE}"
        found.append(Finding((), what))
    if read is None or found:
        raise DataError(problems_in(found, document, path))
    return read


def mapping_text(mapping: Frozen) -> str:
    """A mapping as YAML, as `read_mapping_as` reads it."""
    yaml = YAML()
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(mapping.model_dump(mode="json", exclude_defaults=True), out)
    return out.getvalue()
