"""A folder for results is there with something in it, or not at all."""

import errno
from pathlib import Path

import pytest

from scenarios.whole_file import made_folder, whole_file


def _full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def _fail_in(folder: Path, *, with_file: bool = False) -> None:
    with made_folder(folder) as made:
        if with_file:
            with whole_file(made / "page.html") as beside:
                beside.write_text("whole", encoding="utf-8")
        raise _full()


def test_what_was_made_goes_again_and_what_was_there_stays(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    with pytest.raises(OSError, match="No space left"):
        _fail_in(there / "a" / "b")
    assert list(tmp_path.rglob("*")) == [there]
    with pytest.raises(OSError, match="No space left"):
        _fail_in(there)
    assert there.is_dir()


def test_what_was_written_before_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with pytest.raises(OSError, match="No space left"):
        _fail_in(folder, with_file=True)
    assert [one.name for one in folder.iterdir()] == ["page.html"]
