"""Files that are there whole or not at all, and folders that are there with something in them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def made_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A folder to write to, made with those that it lies in where it is not there.

    When nothing could be written, as to a full disk, what was made goes again.

    Raises
    ------
    OSError
        It cannot be made.
    """
    folder = Path(path)
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    except BaseException:
        for one in made:
            with suppress(OSError):  # what has something in it stays
                one.rmdir()
        raise


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A temporary file to write to, which takes the place of a file when all went well.

    A link is followed: what it points to is replaced, the link stays.

    Raises
    ------
    OSError
        The folder cannot be written to.
    """
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(
        prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent
    )
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        # A temporary file is the writer's alone; a result is for everyone.
        beside.chmod(0o644)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
