"""How the parts are compiled, and kept on disk for the next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba import types

from scenarios.compiled_folder import called_from_python, keeping_in
from sim.fast.folder import cache_folder

_njit: Any = numba.njit
"""Its types do not name all of its options."""
F = TypeVar("F", bound=Callable[..., Any])


_FOLDER = cache_folder()


def compiled(function: F) -> F:
    """Compile a function that only compiled ones call, when it is first needed."""
    with keeping_in(numba.config, _FOLDER):
        part = _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)
    return cast(F, _for_all_constants(part))


def inlined(function: F) -> F:
    """Copy a function into those that call it: for what happens to each case, from few places.

    A call costs as much as the work of a short function.
    """
    with keeping_in(numba.config, _FOLDER):
        part = _njit(cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, inline="always")
        return cast(F, _for_all_constants(part(function)))


def entrance(function: F) -> F:
    """Compile a function that Python calls, at its first call, or take it from disk."""
    with keeping_in(numba.config, _FOLDER):
        part = _njit(cache=True)(function)
    return called_from_python(function, part)


def _for_all_constants(part: Any) -> Any:
    """Let one version of a function serve all constants: numba would compile one for each."""
    resolve = part.get_call_template

    def get_call_template(args: Any, kws: Any) -> Any:
        plain: Any = types.unliteral
        return resolve([plain(a) for a in args], {name: plain(a) for name, a in kws.items()})

    part.get_call_template = get_call_template
    return part
