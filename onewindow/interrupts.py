"""Ctrl-C where there is nothing to keep: before a run, after its results, and the second time.

There the handler itself ends the process. An exception would be a traceback while Python starts,
would be lost in compiled code that is loading, or would break what answers the first Ctrl-C.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from types import FrameType

from onewindow.lang_asked import lang_in, lang_of_environment

INTERRUPTED = 130
"""Exit code of what Ctrl-C ended: 128 and the number of the signal."""
_SHOW_CURSOR = "\x1b[?25h"


def leave_on_interrupt() -> None:
    """From now on Ctrl-C ends the process at once, with its worker processes."""
    signal.signal(signal.SIGINT, _leave)


def answer_interrupts() -> None:
    """Answer Ctrl-C from here to the last instant of the process."""
    leave_on_interrupt()
    # While Python tears itself down it puts back the system's own answer, another exit code.
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
    # Nothing is to be printed when compiled code loses the exception: whoever runs looks again.
    usual = sys.unraisablehook

    def told(lost: sys.UnraisableHookArgs) -> None:
        if lost.exc_type is not KeyboardInterrupt:
            usual(lost)

    sys.unraisablehook = told


def _leave(number: int, frame: FrameType | None) -> None:
    try:
        _end_workers()
    finally:
        cursor = _SHOW_CURSOR if os.isatty(2) else ""
        try:
            os.write(2, f"{cursor}\n{_stopped()}\n".encode())
        finally:
            os._exit(INTERRUPTED)


def _stopped() -> str:
    chinese = (lang_in(sys.argv) or lang_of_environment()) == "zh"
    return "已中断：立即停止。" if chinese else "interrupted: stopped at once."


def _end_workers() -> None:
    """Workers ignore Ctrl-C, and would wait for work for ever."""
    # Looked up, not imported: while Python starts there are none, and nothing is to be loaded.
    processes = sys.modules.get("multiprocessing")
    for worker in () if processes is None else processes.active_children():
        worker.kill()
