"""Files written whole, and folders tried before a long run instead of after it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from scenarios.errors import DataError, Problem


def ready_file(path: Path | None) -> None:
    """Make the folder of a file that will be written, and see that it can be.

    Raises
    ------
    DataError
        The path is a folder, or its folder cannot be made or written to.
    """
    if path is None:
        return
    if path.is_dir():
        raise DataError(Problem("", "expected a file, got a folder. Add a file name.", str(path)))
    ready_folder(path.parent)


def ready_folder(folder: Path) -> None:
    """Make a folder that will be written to, and see that it can be.

    Raises
    ------
    DataError
        It cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        what = (
            f"expected a folder that can be written to, got: {error.strerror}. "
            "Choose another --out."
        )
        raise DataError(Problem("", what, str(folder))) from error


def write_whole(path: Path, text: str) -> None:
    """Write a text file in UTF-8 under a temporary name, then rename it.

    Raises
    ------
    OSError
        The folder cannot be written to.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        # A temporary file is the writer's alone; a result is for everyone.
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
