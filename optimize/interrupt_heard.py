"""Ctrl-C while compiled code runs: heard, so that the code can be told to end."""

from __future__ import annotations

import contextlib
import signal
import threading
from types import FrameType, TracebackType
from typing import Any, Self


class InterruptHeard:
    """While it is there Ctrl-C is noted, answered as before, and raises nothing.

    Python raises KeyboardInterrupt at the next line of Python that runs. Of a solver that is the
    head of its callback, where nothing written in it can catch it; the exception then goes through
    the solver, and what that has found is lost.
    """

    def __init__(self) -> None:
        self.pressed = False
        self._before: Any = None

    def __enter__(self) -> Self:
        is_main = threading.current_thread() is threading.main_thread()
        if is_main and callable(signal.getsignal(signal.SIGINT)):
            self._before = signal.signal(signal.SIGINT, self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        # Whoever answered it may have said how the next one is to be answered.
        if self._before is not None and signal.getsignal(signal.SIGINT) == self._hear:
            signal.signal(signal.SIGINT, self._before)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.pressed = True
        with contextlib.suppress(KeyboardInterrupt):
            self._before(number, frame)
