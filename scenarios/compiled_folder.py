"""Where compiled code is kept: a folder of its own for each version of its source.

numba looks only at the file of a function when it decides whether what it has kept is still
good, not at the files of the functions that it calls. A folder named by all the source together
can never hold anything stale. The rooms that compile share this; none of it needs numba.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

from scenarios.kept_folder import kept_folder

F = TypeVar("F", bound=Callable[..., Any])


@cache
def compiled_folder(name: str, source: Path, compiler: str) -> Path:
    """Where what a version of the compiler makes of the files in a folder is kept."""
    files = [file.read_bytes() for file in sorted(source.glob("*.py"))]
    return kept_folder(name, f"{sys.version} {compiler}".encode(), *files)


@contextmanager
def keeping_in(settings: Any, folder: Path) -> Iterator[None]:
    """Let numba keep what it compiles there, and put its setting back afterwards."""
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder)
    try:
        yield
    finally:
        settings.CACHE_DIR = before


def called_from_python(function: F, part: Any) -> F:
    """A compiled part to be called in place of its function: its first call, which compiles it or
    takes it from disk, hears Ctrl-C.
    """

    @wraps(function)
    def call(*args: Any) -> Any:
        if part.overloads:
            return part(*args)
        with hearing_ctrl_c():
            return part(*args)

    return cast(F, call)


@contextmanager
def hearing_ctrl_c() -> Iterator[None]:
    """Raise KeyboardInterrupt wherever Ctrl-C came.

    While numba compiles, one may come in code that is called back from C, where it is lost, and
    leave behind what numba then stumbles over with an error of its own.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield
        return
    pressed: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        before(number, frame)

    signal.signal(signal.SIGINT, hear)
    try:
        yield
    except Exception as error:
        if pressed:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
