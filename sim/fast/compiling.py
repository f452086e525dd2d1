"""How the parts are compiled, and kept on disk for the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

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
        return cast(F, _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function))


def entrance(function: F) -> F:
    """Compile a function that Python calls, at its first call, or take it from disk."""
    with _keeping_in(_FOLDER):
        return cast(F, _njit(cache=True)(function))
