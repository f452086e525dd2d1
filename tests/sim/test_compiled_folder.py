"""Compiled code of old versions is cleared away, and nothing else."""

import os
import shutil
import time

import pytest

from scenarios.compiled_folder import compiled_folder
from scenarios.kept_folder import UNUSED_DAYS
from sim.fast.folder import cache_folder

DAY = 86400.0


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A cache of one's own, with folders not used for some days."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "onewindow"


def kept_since(folder, days):
    """A folder with a file in it, last used so many days ago."""
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "code.nbc").write_text("code")
    then = time.time() - days * DAY
    os.utime(folder, (then, then))
    return folder


def chosen():
    """The folder, looked for anew as in another process."""
    compiled_folder.cache_clear()
    return cache_folder()


def test_only_old_folders_of_other_versions_go(home):
    old = kept_since(home / f"engine-{'a' * 16}", UNUSED_DAYS + 1)
    young = kept_since(home / f"engine-{'b' * 16}", UNUSED_DAYS - 1)
    others = [
        kept_since(home / name, 400)
        for name in ("engine-mine", "reports", f"engine-{'c' * 16}.bak", f"engine-{'G' * 16}")
    ]
    beside = kept_since(home.parent / f"engine-{'d' * 16}", 400)
    chosen()
    assert not old.exists()
    assert all((kept / "deep" / "code.nbc").exists() for kept in (young, beside, *others))


def test_what_a_link_points_to_stays(home):
    away = kept_since(home.parent / "elsewhere", 400)
    link = home / f"engine-{'e' * 16}"
    home.mkdir()
    link.symlink_to(away)
    inside = kept_since(home / f"engine-{'a' * 16}", 400)
    (inside / "link").symlink_to(away)
    os.utime(inside, (0, 0))
    chosen()
    assert link.is_symlink()
    assert (away / "deep" / "code.nbc").exists()
    assert not inside.exists()


def test_a_folder_in_use_stays_however_old_its_code(home):
    mine = kept_since(chosen(), UNUSED_DAYS + 5)
    assert chosen() == mine
    assert time.time() - mine.stat().st_mtime < DAY


def test_old_folders_stay_while_no_new_one_is_made(home):
    chosen().mkdir(parents=True)
    old = kept_since(home / f"engine-{'a' * 16}", 400)
    chosen()
    assert old.exists()


@pytest.mark.parametrize("error", [PermissionError("no"), FileNotFoundError("gone meanwhile")])
def test_no_run_fails_of_what_cannot_be_cleared(home, monkeypatch, error):
    def fails(*words, **options):
        raise error

    kept_since(home / f"engine-{'a' * 16}", 400)
    monkeypatch.setattr(shutil, "rmtree", fails)
    assert chosen().parent == home
    monkeypatch.setattr(os, "utime", fails)
    chosen().mkdir()
    assert chosen().parent == home
