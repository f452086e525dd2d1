"""Files are whole or not there."""

from pathlib import Path

import pytest

from onewindow.files import ready_file, ready_folder, write_whole
from scenarios.errors import DataError


def test_a_file_is_written_whole(tmp_path):
    write_whole(tmp_path / "a.csv", "x\n1\n")
    assert (tmp_path / "a.csv").read_bytes() == b"x\n1\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_nothing_half_written_stays(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("old")

    def fails(*_):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        write_whole(tmp_path / "a.csv", "new")
    assert (tmp_path / "a.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_folders_are_made_and_tried(tmp_path):
    ready_file(tmp_path / "a" / "b" / "c.csv")
    assert (tmp_path / "a" / "b").is_dir()
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_folder_that_cannot_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="expected a folder that can be written to"):
        ready_folder(tmp_path / "file")
    with pytest.raises(DataError, match="expected a file, got a folder"):
        ready_file(tmp_path)
