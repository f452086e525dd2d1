"""How the parts are compiled, and kept on disk for the next time."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, cast

import numba
from numba import types

from sim.fast.folder import cache_folder

_njit: Any = numba.njit
"""Its types do not name all of its options."""
F = TypeVar("F", bound=Callable[..., Any])


@contextmanager
def _keeping_in(folder: Path) -> Iterator[None]:
    """Let numba keep what it compiles there, and put its setting back afterwards."""
    settings: Any = numba.config
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder)
    try:
        yield
    finally:
        settings.CACHE_DIR = before


_FOLDER = cache_folder()


def compiled(function: F) -> F:
    """Compile a function that only compiled ones call, when it is first needed."""
    with _keeping_in(_FOLDER):
        part = _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    return cast(F, _for_all_constants(part))


def inlined(function: F) -> F:
    """Copy a function into those that call it: for what happens to each case, from few places.

    A call costs as much as the work of a short function.
    """
    with _keeping_in(_FOLDER):
        part = _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, inline="always")
        return cast(F, _for_all_constants(part(function)))


def entrance(function: F) -> F:
    """Compile a function that Python calls, at its first call, or take it from disk."""
    with _keeping_in(_FOLDER):
        part = _njit(cache=True)(function)

    @wraps(function)
    def call(*args: Any) -> Any:
        if part.overloads:
            return part(*args)
        with _hearing_ctrl_c():
            return part(*args)

    return cast(F, call)


@contextmanager
def _hearing_ctrl_c() -> Iterator[None]:
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


def _for_all_constants(part: Any) -> Any:
    """Let one version of a function serve all constants: numba would compile one for each."""
    resolve = part.get_call_template

    def get_call_template(args: Any, kws: Any) -> Any:
        plain: Any = types.unliteral
        return resolve([plain(a) for a in args], {name: plain(a) for name, a in kws.items()})

    part.get_call_template = get_call_template
    return part
