"""Where compiled code is kept: a folder of its own for each version of the source.

numba looks only at the file of a function when it decides whether what it has kept is still
good, not at the files of the functions that it calls. A folder named by all the source together
can never hold anything stale.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from importlib import metadata
from pathlib import Path


@cache
def cache_folder() -> Path:
    """Where compiled code of this very source is kept."""
    digest = hashlib.sha256(f"{sys.version} {metadata.version('numba')}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "onewindow" / f"engine-{digest.hexdigest()[:16]}"


def is_compiled() -> bool:
    """True when the engine has been compiled on this machine, for this source."""
    if not _compiled and any(cache_folder().glob("**/loop.run-*.nbc")):
        _compiled.append(True)
    return bool(_compiled)


_compiled: list[bool] = []
"""Whether it has been found: looked for once, since every replication asks."""
