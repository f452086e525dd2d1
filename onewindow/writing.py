"""What comes after a run: its results are written to the end, also when somebody presses Ctrl-C."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType

from onewindow.progress import Bar
from plots.language import Lang, say
from scenarios.errors import Interrupted


class Writing(Bar):
    """A bar under which results are written; the first Ctrl-C lets that go on, the second ends it.

    An exception could come at any place: Python drops those that come while it tidies up, and a
    chart may be half drawn. So the answer to the second waits for the next word of progress too.

    Parameters
    ----------
    title, lang
        What the bar is called, and the language of what is said.
    places
        The files that will be written, or the folders in which they will be.
    """

    def __init__(self, title: str, lang: Lang, places: Iterable[Path] = ()) -> None:
        super().__init__(title)
        self._lang = lang
        self._places = tuple(places)
        self._there = dict(_files(self._places))

    @property
    def pressed(self) -> bool:
        """Whether Ctrl-C was pressed since the run was complete."""
        return self._presses > 0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, where)
        # What it interrupts may end with a mistake of its own, such as a workbook without sheets.
        if isinstance(error, KeyboardInterrupt) or (error is not None and self._presses > 1):
            raise Interrupted(self._stopped()) from None

    def _stopped(self) -> str:
        """What is kept where: a file that was written took the place of what was there before."""
        written = [path for path, mark in _files(self._places) if self._there.get(path) != mark]
        folders = Counter(path.parent for path in written if path not in self._places)
        whole = [str(path) for path in written if path in self._places]
        whole += [f"{n} {'file' if n == 1 else 'files'} in {at}" for at, n in folders.items()]
        kept = f"kept, whole, are {', '.join(whole)}; others were not" if whole else "no file was"
        return f"interrupted while results were being written: {kept} written. Start it again."

    def __call__(self, done: int, asked: int | None) -> None:
        """Note that ``done`` of ``asked`` pictures are done."""
        if self._presses > 1:
            raise KeyboardInterrupt
        self._note(done, asked)

    def _answer(self, number: int, frame: FrameType | None) -> None:
        self._presses += 1
        if self._presses > 1:
            raise KeyboardInterrupt
        text = say(
            self._lang,
            "仿真已完成，正在写完结果；再按一次 Ctrl-C 立即停止",
            "the run is done, its results are being written; press Ctrl-C again to stop at once",
        )
        # Not through Python's own buffers: it may be in the middle of writing to one.
        with suppress(OSError):
            os.write(2, f"\n{text}\n".encode())


def _files(places: Iterable[Path]) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The files at places and directly in those that are folders, each with what tells it apart."""
    for place in places:
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            if path.is_file():
                status = path.stat()
                yield path, (status.st_ino, status.st_mtime_ns)
