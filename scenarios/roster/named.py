"""The files that a roster file names: what they add to it, and all that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import DataError, Problem
from scenarios.roster.after import with_last
from scenarios.roster.checks import NOTHING_UNREAD, Unread
from scenarios.roster.file import RosterFile
from scenarios.roster.planned import with_planned
from scenarios.roster.sheets import tables_of


@dataclass(frozen=True, slots=True)
class Named:
    """A roster file with what the files that it names say."""

    planned: RosterFile
    """With the kinds and needs of ``needs_from``."""
    file: RosterFile
    """With the last days of everybody from ``after`` too."""
    unread: Unread
    """What is not known, as it could not be read."""
    problems: tuple[Problem, ...]
    """All that is wrong with these files; what is wrong adds nothing."""


def with_named(
    file: RosterFile, read_from: str | Path | None, unread: Unread = NOTHING_UNREAD
) -> Named:
    """Read the plan in ``needs_from`` and the roster in ``after``.

    Where the days are not known because they make no sense, it is only seen whether the files can
    be read at all; and no kind or person is said to be unknown that may stand where nothing could
    be read.

    Parameters
    ----------
    file
        What was read of the file.
    read_from
        Where it was read from: paths begin beside it.
    unread
        What was not.
    """
    problems: list[Problem] = []
    planned, has_dates = file, not unread.within("first_day", "days")
    if file.needs_from is not None:
        try:
            if has_dates:
                planned = with_planned(file, read_from)
            else:
                _open(file.needs_from, read_from)
        except DataError as error:
            problems += error.problems
            unread = Unread(unread.paths | {("kinds",)})
    whole = planned
    if file.after is not None:
        try:
            if has_dates:
                whole = with_last(planned, read_from, unread)
            else:
                _open(file.after, read_from)
        except DataError as error:
            problems += error.problems
    return Named(planned, whole, unread, tuple(problems))


def _open(name: str, read_from: str | Path | None) -> None:
    beside = Path() if read_from is None else Path(read_from).parent
    for _ in tables_of(str(beside / name)):
        pass
