"""Which folder the charts of each redesign go to, and whether they can be written there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onewindow.files import Target, ready
from plots.exports import in_the_way


def folders(out: Path, names: Iterable[str]) -> dict[str, Path]:
    """The folder of each redesign, by name; each has its own when there are several."""
    names = list(names)
    return {name: out if len(names) == 1 else out / name for name in names}


def ready_charts(out: Path, names: Iterable[str], reads: Iterable[Path]) -> None:
    """See that charts can be written; as `onewindow.files.ready`."""
    into = folders(out, names).values()
    targets = [Target("--out", path) for folder in into for path in in_the_way(folder)]
    ready(targets, reads, [out, *into])
