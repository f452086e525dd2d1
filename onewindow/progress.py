"""A progress bar on stderr for what takes longer than two seconds."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 2.0
"""Time without a word [s]."""


class Bar:
    """Told (done, asked for) by a run; shows a bar once the run has taken two seconds.

    The bar has no thread of its own that redraws it: worker processes are forked between two
    replications, and a fork must not happen while another thread holds the terminal.
    """

    def __init__(self, title: str) -> None:
        self._title = title
        self._begun = time.monotonic()
        self._lock = threading.Lock()
        self._shown: tuple[Progress, TaskID] | None = None
        self._ended = not sys.stderr.isatty()
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if not self._ended:
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

    def __call__(self, done: int, asked: int) -> None:
        """Note that ``done`` of ``asked`` replications are done."""
        with self._lock:
            if self._ended:
                return
            waited = time.monotonic() - self._begun
            if self._shown is None and waited > PATIENCE:
                self._start()
            if self._shown is not None:
                progress, task = self._shown
                progress.update(task, completed=done, total=asked, refresh=True)

    def title(self, title: str) -> None:
        """What is being run from now on."""
        with self._lock:
            self._title = title
            if self._shown is not None:
                progress, task = self._shown
                progress.reset(task, description=title)

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
