"""A log file on disk that arrivals and times can be taken from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from scenarios.section import Frozen, Section


def _beside_the_model(value: object, info: ValidationInfo) -> object:
    base = info.context.get("base") if info.context else None
    if isinstance(value, str) and (not value or "\0" in value):
        raise ValueError(f"expected a path, got {value!r}. Name a file beside the model file.")
    if isinstance(value, str) and base is not None and not Path(value).is_absolute():
        return str((Path(base) / value).resolve())
    return value


FilePath = Annotated[str, BeforeValidator(_beside_the_model)]
"""A path, relative to the model file it stands in."""


class LogFile(Section):
    """A delimited text file with one row per case; read through gzip when it ends in .gz."""

    file: FilePath
    """Path, relative to the model file."""
    separator: str = ","
    """Character between columns."""
    time_format: str = "%Y-%m-%d %H:%M:%S"
    """How time stamps are written, in strptime codes."""
    arrival: str
    """Column with the time of arrival."""
    wait_until: str | None = None
    """Column with the time the service began; gives the observed waits beside the simulated."""


class Between(Frozen):
    """A length of time between two time stamps of a row."""

    start: str
    """Column with the time stamp it runs from."""
    end: str
    """Column with the time stamp it runs to."""
