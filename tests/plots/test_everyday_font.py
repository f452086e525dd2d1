"""The font cut to everyday letters draws them as the whole one, which draws all others."""

from __future__ import annotations

import re
import warnings
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from plots.canvas import on_axes
from plots.everyday_font import everyday_font, everyday_letters
from plots.fonts import house_style, subset
from plots.pictures import picture, svg_file
from plots.whole_font import whole_font

RARE = "镕喆堃"
"""Letters of names that are not in GB 2312."""


def of_a_font(file, letters):
    """Outline and width of each letter."""
    with TTFont(file) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        drawn = {}
        for letter in letters:
            pen = DecomposingRecordingPen(glyphs)
            glyphs[names[ord(letter)]].draw(pen)
            drawn[letter] = (pen.value, font["hmtx"][names[ord(letter)]][0])
        return drawn


def test_everyday_letters_look_the_same():
    with TTFont(whole_font()) as font:
        there = sorted(everyday_letters() & font.getBestCmap().keys())
    # The 3,755 of the first level and the Latin alphabet at least.
    assert len(there) > 3755 + 52
    letters = [*map(chr, there[:: len(there) // 200]), *"一窗受理办结等待 mean(0.5)"]
    assert of_a_font(everyday_font(), letters) == of_a_font(whole_font(), letters)


def test_what_planners_write_is_everyday():
    told = "政务大厅一窗受理并联审批取号叫号办结热线接通率放弃平均等待时间排班"
    assert {ord(c) for c in told} <= everyday_letters()
    assert not {ord(c) for c in RARE} & everyday_letters()


@pytest.mark.parametrize("text", ["等待", f"{RARE}窗口"])
def test_a_file_has_each_letter_in_its_font(text):
    font = BytesIO(b64decode(subset(text)))
    assert of_a_font(font, text).keys() == set(text)


def test_rare_letters_are_drawn_in_every_kind_of_file():
    def drawn(text):
        with warnings.catch_warnings(), house_style("zh"):
            warnings.simplefilter("error")  # matplotlib warns of a letter that no font has
            figure, axes = on_axes(1.0, None, None)
            axes.text(0.1, 0.5, text)
            return {kind: picture(figure, kind) for kind in ("png", "pdf")}, svg_file(figure)

    rare, svg = drawn(f"窗口{RARE}")
    other, _ = drawn("窗口窗口窗")
    assert all(rare[kind] != other[kind] for kind in rare)
    (packed,) = re.findall(rb"base64,([^)]*)\)", svg)
    assert of_a_font(BytesIO(b64decode(packed)), RARE) == of_a_font(whole_font(), RARE)


def test_where_nothing_can_be_kept_the_whole_font_is_used(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    everyday_font.cache_clear()
    assert everyday_font() == whole_font()
    everyday_font.cache_clear()


def test_it_is_cut_once(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    everyday_font.cache_clear()
    first = everyday_font()
    made = first.stat().st_mtime_ns
    everyday_font.cache_clear()
    assert everyday_font() == first
    assert first.stat().st_mtime_ns == made
    assert [path.name for path in first.parent.iterdir()] == [first.name]
    everyday_font.cache_clear()
