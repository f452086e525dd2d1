"""The bar says nothing before it is due, and into a file a line from time to time."""

import io
import sys

from onewindow import progress
from onewindow.progress import Bar


class Screen(io.StringIO):
    """A terminal that remembers."""

    def isatty(self):
        return True


def on_screen(monkeypatch):
    """Stderr becomes a terminal; within the test, for pytest sets it anew before each one."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Screen())
    return sys.stderr


def into_a_file(monkeypatch):
    """Stderr becomes a file, and the clock is set by hand."""
    clock = [0.0]
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    return clock, sys.stderr


def test_into_a_file_a_short_run_says_nothing(monkeypatch):
    clock, file = into_a_file(monkeypatch)
    with Bar("hall") as bar:
        bar(1, 2)
        clock[0] = progress.EVERY - 0.1
        bar.title("other")
        bar(2, 2)
    assert file.getvalue() == ""


def test_into_a_file_a_long_run_writes_plain_lines_and_not_too_many(monkeypatch):
    clock, file = into_a_file(monkeypatch)
    seconds = 300
    with Bar("hall") as bar:
        for second in range(seconds + 1):
            clock[0] = float(second)
            bar.title("late" if second > 150 else "early")
            bar(second, None if second > 150 else seconds)
    lines = file.getvalue().splitlines()
    assert len(lines) == seconds // progress.EVERY
    assert lines[0] == f"early {progress.EVERY:.0f}/300 ({progress.EVERY:.0f} s)"
    assert lines[-1].startswith("late ")
    assert "/?" in lines[-1]
    assert "\r" not in file.getvalue()
    assert "\x1b" not in file.getvalue()


def test_a_short_run_shows_nothing(monkeypatch):
    screen = on_screen(monkeypatch)
    with Bar("hall") as bar:
        bar(1, 1)
    assert screen.getvalue() == ""


def test_a_long_run_shows_how_far_it_is(monkeypatch):
    screen = on_screen(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    with Bar("hall") as bar:
        bar(3, 8)
        bar.title("other")
    assert "hall" in screen.getvalue()
    assert "3/8" in screen.getvalue()
    assert "other" in screen.getvalue()
