"""A roster file and a grid for it as commands take them: read together, printed part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onewindow.console import out
from onewindow.grid import Grid
from optimize.roster.limits import Roster
from scenarios.roster.case_of import case_of
from scenarios.roster.file import RosterFile
from scenarios.roster.grid import read_posted
from scenarios.roster.reading import load_roster
from scenarios.roster.rosters import RosterCase
from scenarios.section import TextPair


@dataclass(frozen=True, slots=True)
class Posted:
    """A roster as it was posted."""

    file: RosterFile
    case: RosterCase
    """With the absences that stand in the grid."""
    roster: Roster


@dataclass(frozen=True, slots=True)
class Begun:
    """What a roster is made from, and the one that it begins with, if any."""

    file: RosterFile
    case: RosterCase
    """With the absences that stand in the grid."""
    roster: Roster | None

    def new_absences(self) -> Iterator[TextPair]:
        """A sentence on absences of which the file itself does not know; none where there are none.

        They may be old ones that the file has taken back.
        """
        before = case_of(self.file).people
        new = {
            name: [self.case.date(day) for day in one.leave if day not in before[name].leave]
            for name, one in self.case.people.items()
        }
        told = [f"{name} {', '.join(map(str, days))}" for name, days in new.items() if days]
        if told:
            yield TextPair(
                zh=f"起始排班表里的请假照样算（文件里没有）：{'；'.join(told)}",
                en="absences of the roster begun with are kept, which the file does not have: "
                + "; ".join(told),
            )


def begun(file: Path, start: Path | None) -> Begun:
    """Read a roster file, and the grid to begin with as `posted` does.

    Raises
    ------
    DataError, ModelError
        One of them cannot be read; every mistake with its line or cell.
    """
    if start is None:
        read = load_roster(file)
        return Begun(read, case_of(read), None)
    given = posted(file, start)
    return Begun(given.file, given.case, given.roster)


def posted(file: Path, roster: Path) -> Posted:
    """Read a roster file and a grid of its people and days.

    Raises
    ------
    DataError, ModelError
        One of them cannot be read; every mistake with its line or cell.
    """
    read = load_roster(file)
    case = case_of(read)
    grid = read_posted(case, roster)
    return Posted(read, grid.known(case), grid.roster)


def print_parts(parts: Iterable[Grid | str]) -> None:
    """Print tables and sentences; sentences are broken where the terminal breaks them."""
    screen = out()
    for part in parts:
        screen.print(part, markup=False, soft_wrap=isinstance(part, str))
