"""What is kept of a roster in files."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from onewindow.files import Target, ready
from onewindow.rostering import RosterResult
from scenarios.roster_grid import grid_rows
from scenarios.whole_file import whole_file

_GRID = "roster.csv"


def ready_folder(folder: Path | None, reads: Iterable[Path]) -> None:
    """See that all can be written, before a long search; as `onewindow.files.ready`."""
    if folder is not None:
        ready([Target("--out", folder / _GRID)], reads, [folder])


def write_roster(found: RosterResult, folder: Path) -> list[Path]:
    """Write the grid of people and days; returns the files written."""
    path = folder / _GRID
    # The mark tells office programs that it is UTF-8.
    with whole_file(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(grid_rows(found.case, found.roster))
    return [path]
