"""A page that cannot be written leaves no folder."""

import errno
from pathlib import Path

import pytest

from plots import file_set
from plots.file_set import FileSet


def test_a_report_that_cannot_be_written_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Data:
        compares = False

    def refuse(html: str, path: Path) -> Path:
        assert path.parent.is_dir()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(file_set, "write_page", refuse)
    files = FileSet((), "page", lambda data, lang: {}, lambda data, told, lang: "")
    with pytest.raises(OSError, match="No space left"):
        files.write(Data(), tmp_path / "report" / "of_a_fit")
    assert list(tmp_path.iterdir()) == []
