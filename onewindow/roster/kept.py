"""What is kept of a roster in files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from onewindow.files import Target, gone_again, ready
from onewindow.roster.making import RosterResult
from onewindow.roster.shown import shown_result
from onewindow.writing import Writing
from optimize.roster.limits import Roster
from plots.language import Lang
from plots.roster.files import CALENDARS, roster_file_names, write_roster_files
from scenarios.section import TextPair


def ready_folder(folder: Path | None, reads: Iterable[Path]) -> None:
    """See that all can be written, before a long search; as `onewindow.files.ready`.

    Folders are there only with their files: a search that is refused leaves nothing behind.
    """
    if folder is None:
        return
    targets = [Target("--out", folder / name) for name in roster_file_names()]
    with gone_again([folder / CALENDARS, folder, *folder.parents]):
        ready(targets, reads, [folder, folder / CALENDARS])


def write_roster(
    found: RosterResult,
    folder: Path,
    lang: Lang,
    *,
    before: Roster | None = None,
    why: Mapping[tuple[str, int], TextPair] | None = None,
) -> list[Path]:
    """Write the roster; what differs from the one ``before`` is marked, with ``why``.

    Returns the files written.
    """
    data = shown_result(found, before=before, why=why)
    with Writing("roster", lang, [folder]) as writing:
        return write_roster_files(data, folder, lang=lang, progress=writing)
