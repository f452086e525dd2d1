"""It is known whether the search for rows has been compiled, and it is kept by all its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from optimize.row_search import compiling
from scenarios.compiled_folder import compiled_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache of one's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    compiled_folder.cache_clear()
    yield tmp_path
    compiled_folder.cache_clear()


def test_it_is_compiled_when_its_entrance_is_kept(home: Path) -> None:
    assert not compiling.is_compiled()
    deep = compiling.folder() / "row_search_1"
    deep.mkdir(parents=True)
    (deep / "bounds.walk-1.py311.1.nbc").write_text("code")
    assert not compiling.is_compiled()
    (deep / "cheapest.cheapest_row-40.py311.1.nbc").write_text("code")
    assert compiling.is_compiled()


def test_a_change_in_any_file_gives_another_folder(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "entrance.py").write_text("import inner")
    (source / "inner.py").write_text("value = 1")
    before = compiled_folder("rows", source, "0.1")
    assert compiled_folder("rows", source, "0.2") != before
    compiled_folder.cache_clear()
    assert compiled_folder("rows", source, "0.1") == before
    (source / "inner.py").write_text("value = 2")
    compiled_folder.cache_clear()
    assert compiled_folder("rows", source, "0.1") != before
