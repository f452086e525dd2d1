"""The bar says nothing before it is due, and nothing at all into a file."""

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


def test_into_a_file_it_is_silent(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Bar("hall") as bar:
        bar(1, 2)
        bar.title("other")
        bar(2, 2)
    assert sys.stderr.getvalue() == ""


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
