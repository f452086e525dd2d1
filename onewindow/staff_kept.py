"""What is kept of a plan of shifts in files: tables for programs, and all that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onewindow.files import Target, ready
from onewindow.staffing_found import Staffing
from onewindow.writing import Writing
from plots.language import Lang
from plots.staff.data import StaffData
from plots.staff.files import STAFF_FILES
from plots.staff.page import write_staff_page
from scenarios.whole_file import whole_file

_TABLES = ("intervals.csv", "shifts.csv")


def ready_files(folder: Path | None, page: Path | None, reads: Iterable[Path]) -> None:
    """See that all can be written, before a long search; as `onewindow.files.ready`."""
    names = [] if folder is None else [*_TABLES, *STAFF_FILES.names()]
    targets = [Target("--out", folder / name) for name in names if folder is not None]
    if page is not None:
        targets.append(Target("--report", page, (".html", ".htm")))
    ready(targets, reads, [] if folder is None else [folder])


def write_files(
    found: Staffing,
    data: StaffData,
    folder: Path | None,
    page: Path | None,
    lang: Lang,
    writing: Writing,
) -> list[Path]:
    """Write what was asked for; returns the files written."""
    files = []
    if folder is not None:
        tables = (found.intervals(), found.shifts())
        for name, table in zip(_TABLES, tables, strict=True):
            files.append(folder / name)
            with whole_file(files[-1]) as beside:
                table.to_csv(beside, index=False)
        files += STAFF_FILES.write(data, folder, lang=lang, progress=writing)
    if page is not None:
        files.append(write_staff_page(data, page, writing, lang))
    return files
