"""Where compiled code is kept: a folder of its own for each version of the source.

numba looks only at the file of a function when it decides whether what it has kept is still
good, not at the files of the functions that it calls. A folder named by all the source together
can never hold anything stale.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
from functools import cache
from importlib import metadata
from pathlib import Path

from scenarios.units import SECONDS

UNUSED_DAYS = 30
"""Days after which the compiled code of another version is cleared away."""


@cache
def cache_folder() -> Path:
    """Where compiled code of this very source is kept."""
    digest = hashlib.sha256(f"{sys.version} {metadata.version('numba')}".encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(home) / "onewindow" / f"engine-{digest.hexdigest()[:16]}"
    _note_use(folder)
    return folder


def _note_use(folder: Path) -> None:
    """Mark a folder as used today; where it is new, clear those that nobody has used for long.

    Other runs may do the same at this moment, and the place may be read-only: what cannot be done
    is left, and no run fails of it.
    """
    try:
        if folder.is_dir():
            os.utime(folder)
        else:
            for other in folder.parent.glob("engine-*"):
                if _is_old(other):
                    shutil.rmtree(other, ignore_errors=True)
    except OSError:
        pass


def _is_old(folder: Path) -> bool:
    """True of a folder, not a link to one, of a version of the engine not used for long."""
    named = re.fullmatch(r"engine-[0-9a-f]{16}", folder.name)
    if named is None or folder.is_symlink() or not folder.is_dir():
        return False
    return time.time() - folder.stat().st_mtime > UNUSED_DAYS * SECONDS["day"]


def is_compiled() -> bool:
    """True when the engine has been compiled on this machine, for this source."""
    if not _compiled and any(cache_folder().glob("**/loop.run-*.nbc")):
        _compiled.append(True)
    return bool(_compiled)


_compiled: list[bool] = []
"""Whether it has been found: looked for once, since every replication asks."""
