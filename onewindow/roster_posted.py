"""A roster file and a grid for it as commands take them: read together, printed part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onewindow.console import out
from onewindow.grid import Grid
from optimize.roster_limits import Roster
from scenarios.roster_case_of import case_of
from scenarios.roster_file import RosterFile
from scenarios.roster_grid import read_posted
from scenarios.roster_reading import load_roster
from scenarios.rosters import RosterCase


@dataclass(frozen=True, slots=True)
class Posted:
    """A roster as it was posted."""

    file: RosterFile
    case: RosterCase
    """With the absences that stand in the grid."""
    roster: Roster


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
