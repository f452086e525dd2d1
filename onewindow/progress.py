"""A progress bar on stderr for what takes longer than two seconds; into a file, a line at times."""

from __future__ import annotations

import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Self

from onewindow.console import note
from onewindow.interrupts import leave_on_interrupt

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 2.0
"""Time without a word [s]."""
EVERY = 20.0
"""Least time between two lines where there is no screen to draw a bar on [s]."""


class Bar:
    """Told (done, asked for) by a run; shows a bar once the run has taken two seconds.

    Where stderr is no screen but a file or a pipe, it writes a line every 20 s at most.

    While it is there the first Ctrl-C is an exception, so that what is done can be kept.

    The bar has no thread of its own that redraws it: worker processes are forked between two
    replications, and a fork must not happen while another thread holds the terminal.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._begun = self._told = time.monotonic()
        self._on_screen = sys.stderr.isatty()
        self._lock = threading.Lock()
        self._shown: tuple[Progress, TaskID] | None = None
        self._ended = False
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._presses = 0
        self._before: Any = None

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._answer)
        if self._on_screen:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._shown is not None:
                self._shown[0].stop()
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def _answer(self, number: int, frame: FrameType | None) -> None:
        """Answer Ctrl-C: the first ends the run with what is done, the next one everything."""
        self._presses += 1
        leave_on_interrupt()
        raise KeyboardInterrupt

    def __call__(self, done: int, asked: int | None) -> None:
        """Note that ``done`` of ``asked`` replications are done, None where that is not known."""
        if self._presses:  # still running: compiled code has lost the exception
            raise KeyboardInterrupt
        self._note(done, asked)

    def _note(self, done: int, asked: int | None) -> None:
        with self._lock:
            if self._ended:
                return
            if not self._on_screen:
                self._line(done, asked)
                return
            waited = time.monotonic() - self._begun
            if self._shown is None and waited > PATIENCE:
                self._start()
            if self._shown is not None:
                progress, task = self._shown
                progress.update(task, completed=done, total=asked, refresh=True)

    def _line(self, done: int, asked: int | None) -> None:
        """How far it is, where a line is due."""
        now = time.monotonic()
        if now - self._told < EVERY:
            return
        self._told = now
        far = f"{done}/{'?' if asked is None else asked}"
        note(f"{self._title} {far} ({now - self._begun:.0f} s)")

    def title(self, title: str) -> None:
        """What is being run from now on."""
        with self._lock:
            self._title = title
            if self._shown is not None:
                progress, task = self._shown
                progress.reset(task, description=title)

    def words(self, title: str) -> None:
        """What is said of the run as it goes on; unlike `title`, its time is not begun anew."""
        with self._lock:
            self._title = title
            if self._shown is not None:
                progress, task = self._shown
                progress.update(task, description=title)

    def _show(self) -> None:
        with self._lock:
            if not self._ended and self._shown is None:
                self._start()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        progress = Progress(
            "{task.description}",
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        progress.start()
        self._shown = progress, progress.add_task(self._title, total=None)
        progress.refresh()
