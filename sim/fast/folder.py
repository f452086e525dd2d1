"""Where the compiled engine is kept, and whether it is there."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from scenarios.compiled_folder import compiled_folder


def cache_folder() -> Path:
    """Where compiled code of this very source is kept."""
    return compiled_folder("engine", Path(__file__).parent, metadata.version("numba"))


def is_compiled() -> bool:
    """True when the engine has been compiled on this machine, for this source."""
    if not _compiled and any(cache_folder().glob("**/loop.run-*.nbc")):
        _compiled.append(True)
    return bool(_compiled)


_compiled: list[bool] = []
"""Whether it has been found: looked for once, since every replication asks."""
