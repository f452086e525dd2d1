"""Whether files can be written, seen before a long run instead of after it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from scenarios.errors import DataError, Problem
from scenarios.findings import listed


@dataclass(frozen=True, slots=True)
class Target:
    """A file that will be written; a link stands for what it points to."""

    option: str
    path: Path
    endings: tuple[str, ...] = ()
    """Endings that it may have; any when empty."""


def ready(
    targets: Iterable[Target], reads: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> None:
    """See that files can be written, then make their folders.

    Parameters
    ----------
    targets
        The files.
    reads
        Files that are read, none of which may be written over.
    folders
        Further folders that will be written to.

    Raises
    ------
    DataError
        Another ending, a folder, a device, a file that is read or written already, or a folder
        that cannot be made or written to. Nothing was made then but folders.
    """
    targets, reads = list(targets), list(reads)
    problems = [
        Problem("", f"{target.option}: {what}", str(target.path))
        for k, target in enumerate(targets)
        for what in _wrong(target, reads, targets[:k])
    ]
    if problems:
        raise DataError(problems)
    parents = (Path(os.path.realpath(target.path)).parent for target in targets)
    for folder in dict.fromkeys([*folders, *parents]):
        ready_folder(folder)


def _wrong(target: Target, reads: list[Path], before: list[Target]) -> Iterator[str]:
    """What speaks against writing a file; the first thing alone is told."""
    path, endings = target.path, target.endings
    if path.is_dir():
        yield "expected a file, got a folder. Add a file name."
    elif endings and path.suffix.lower() not in endings:
        got = f"'{path.suffix}'" if path.suffix else "no ending"
        yield f"expected a file that ends in {listed(endings)}, got {got}. Change the name."
    elif (path.exists() and not path.is_file()) or Path(os.path.realpath(path)).is_symlink():
        yield "expected a file, got a device, a pipe or a link to nowhere. Choose another name."
    elif any(_is_same(path, read) for read in reads):
        yield "expected another file than those that are read, got one of them. Rename it."
    elif other := next((one for one in before if _is_same(path, one.path)), None):
        yield f"expected another file than that of {other.option}, got the same. Rename it."


def _is_same(a: Path, b: Path) -> bool:
    if a.exists() and b.exists():
        return a.samefile(b)
    return os.path.realpath(a) == os.path.realpath(b)


@contextmanager
def gone_again(folders: Iterable[Path]) -> Iterator[None]:
    """Folders that are not there before are not there afterwards, unless something is in them.

    Parameters
    ----------
    folders
        Each before those that it lies in.
    """
    made = [one for one in folders if not one.exists()]
    try:
        yield
    finally:
        for one in made:
            with suppress(OSError):
                one.rmdir()


def ready_folder(folder: Path, option: str = "--out") -> None:
    """Make a folder, and see that it can be written to.

    Raises
    ------
    DataError
        It is a file, or cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        what = (
            f"expected a folder that can be written to, got: {error.strerror}. "
            f"Choose another {option}."
        )
        raise DataError(Problem("", what, str(folder))) from error
