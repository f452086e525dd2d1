"""How the search is compiled, and kept on disk for the next time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from scenarios.compiled_folder import called_from_python, compiled_folder, keeping_in

NAME = "rows"
"""What the folder is called, before the digest of these files."""
_njit: Any = numba.njit
"""Its types do not name all of its options."""
F = TypeVar("F", bound=Callable[..., Any])


def folder() -> Path:
    """Where the compiled search of this very source is kept."""
    return compiled_folder(NAME, Path(__file__).parent, numba.__version__)


def is_compiled() -> bool:
    """Whether all of it has been compiled on this machine, for this source."""
    return any(folder().glob("**/cheapest.cheapest_row-*.nbc"))


def compiled(function: F) -> F:
    """Compile a function that only compiled ones call, when it is first needed."""
    with keeping_in(numba.config, folder()):
        return cast(F, _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function))


def inlined(function: F) -> F:
    """Copy a function into the one that calls it for each label: a call takes as long."""
    with keeping_in(numba.config, folder()):
        part = _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, inline="always")
        return cast(F, part(function))


def entrance(function: F) -> F:
    """Compile a function that Python calls, at its first call, or take it from disk."""
    with keeping_in(numba.config, folder()):
        part = _njit(cache=True, no_cfunc_wrapper=True)(function)
    return called_from_python(function, part)
