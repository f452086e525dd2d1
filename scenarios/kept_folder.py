"""Where what takes long to make is kept from run to run, by what it was made of."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from pathlib import Path

from scenarios.units import SECONDS

UNUSED_DAYS = 30
"""Days after which what another version has kept is cleared away."""


def kept_folder(name: str, *sources: bytes) -> Path:
    """Where is kept, in the user's cache, what is made of these sources; it may not be there yet.

    A folder named by all that it is made of can never hold anything stale.
    """
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source)
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
