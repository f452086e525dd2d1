"""Texts measured in processes that draw side by side: each reads the font for itself."""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from plots.canvas import ems

_LETTERS = [chr(c) for c in range(0x4E00, 0x4E00 + 1500)]


def _widths(letters: list[str]) -> list[float]:
    return [ems(letter) for letter in letters]


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not forked here")
def test_forked_processes_measure_the_same_widths_as_one() -> None:
    ems("一")  # the font is open before the processes part, as it is when a report is drawn
    halves = [_LETTERS, _LETTERS[::-1]]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("fork")) as pool:
        forward, backward = pool.map(_widths, halves)
    assert forward == backward[::-1] == _widths(_LETTERS)
