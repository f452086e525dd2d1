"""Where compiled code is kept: a folder of its own for each version of its source.

numba looks only at the file of a function when it decides whether what it has kept is still
good, not at the files of the functions that it calls. A folder named by all the source together
can never hold anything stale. The rooms that compile share this; none of it needs numba.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

from scenarios.units import SECONDS

F = TypeVar("F", bound=Callable[..., Any])
UNUSED_DAYS = 30
"""Days after which the compiled code of another version is cleared away."""


@cache
def compiled_folder(name: str, source: Path, compiler: str) -> Path:
    """Where what a version of the compiler makes of the files in a folder is kept."""
    digest = hashlib.sha256(f"{sys.version} {compiler}".encode())
    for file in sorted(source.glob("*.py")):
        digest.update(file.read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "onewindow" / f"{name}-{digest.hexdigest()[:16]}"
    _note_use(name, folder)
    return folder


def _note_use(name: str, folder: Path) -> None:
    """Mark a folder as used today; where it is new, clear those that nobody has used for long.

    Other runs may do the same at this moment, and the place may be read-only: what cannot be done
    is left, and no run fails of it.
    """
    try:
        if folder.is_dir():
            os.utime(folder)
        else:
            for other in folder.parent.glob(f"{name}-*"):
                if _is_old(name, other):
                    shutil.rmtree(other, ignore_errors=True)
    except OSError:
        pass


def _is_old(name: str, folder: Path) -> bool:
    """True of a folder, not a link to one, of a version of that source not used for long."""
    named = re.fullmatch(rf"{name}-[0-9a-f]{{16}}", folder.name)
    if named is None or folder.is_symlink() or not folder.is_dir():
        return False
    return time.time() - folder.stat().st_mtime > UNUSED_DAYS * SECONDS["day"]


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
