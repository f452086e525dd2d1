"""What comes after a run: its results are written to the end, also when somebody presses Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self

from onewindow.progress import Bar
from plots.language import Lang, say
from scenarios.errors import Interrupted

_STOPPED = (
    "interrupted while results were being written: files that are there are whole, others are "
    "missing. Start it again."
)


class Writing(Bar):
    """A bar under which results are written; the first Ctrl-C lets that go on, the second ends it.

    An exception could come at any place: Python drops those that come while it tidies up, and a
    chart may be half drawn. So the answer to the second waits for the next word of progress too.
    """

    def __init__(self, title: str, lang: Lang) -> None:
        super().__init__(title)
        self._lang = lang
        self._presses = 0
        self._before: Any = None

    @property
    def pressed(self) -> bool:
        """Whether Ctrl-C was pressed since the run was complete."""
        return self._presses > 0

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._answer)
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, where)
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if isinstance(error, KeyboardInterrupt):
            raise Interrupted(_STOPPED) from None

    def __call__(self, done: int, asked: int) -> None:
        """Note that ``done`` of ``asked`` pictures are done."""
        if self._presses > 1:
            raise KeyboardInterrupt
        super().__call__(done, asked)

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
        os.write(2, f"\n{text}\n".encode())
