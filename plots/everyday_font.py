"""The font with everyday letters only, read in a tenth of the time: cut once and kept."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from plots.whole_font import whole_font
from scenarios.kept_folder import kept_folder
from scenarios.whole_file import made_folder, whole_file

_BY_SOUND = range(0xA1, 0xD8)
"""First bytes, in GB 2312, of signs and of the 3,755 everyday letters, which stand by sound."""
_EUROPEAN = {*range(0x20, 0x250), *range(0x2000, 0x2300)}
"""Latin letters, punctuation, arrows and signs of mathematics."""
_FEATURES = (
    # What HarfBuzz applies to lines that run from left to right, unless told otherwise.
    "abvm", "blwm", "ccmp", "locl", "mark", "mkmk", "rlig", "calt", "clig", "curs", "dist", "kern",
    "liga", "rclt",
    # What pages use besides.
    "palt", "pwid",
)  # fmt: skip
"""Rules of setting letters that are kept: those of columns and of old forms cost time alone."""


@cache
def everyday_letters() -> frozenset[int]:
    """Code points of what is usually written: Chinese of the first level of GB 2312, and Latin."""
    chinese = (bytes((row, cell)) for row in _BY_SOUND for cell in range(0xA1, 0xFF))
    return frozenset(_EUROPEAN.union(*(map(ord, c.decode("gb2312", "ignore")) for c in chinese)))


@cache
def everyday_font() -> Path:
    """The font file with everyday letters; the whole font where none can be kept.

    The whole font has 30,000 letters, and each chart that is saved as PDF reads them all, twice.

    Raises
    ------
    DataError
        The font file is not there.
    """
    from fontTools import version

    whole = whole_font()
    made_of = (Path(__file__).read_bytes(), f"{sys.version} {version}".encode(), whole.read_bytes())
    path = kept_folder("font", *made_of) / "everyday.ttf"
    if path.is_file():
        return path
    try:
        with made_folder(path.parent), whole_file(path) as beside:
            _cut(whole, beside)
    except OSError:
        return whole
    return path


def _cut(whole: Path, file: Path) -> None:
    """Write the font with everyday letters and what else charts and pages use of it."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        layout_features=[*_FEATURES], name_IDs=["*"], hinting=True, notdef_outline=True
    )
    cutter = Subsetter(options)
    with TTFont(whole, lazy=True, recalcTimestamp=False) as font:
        cutter.populate(unicodes=everyday_letters() & font.getBestCmap().keys())
        cutter.subset(font)
        font.save(file, reorderTables=False)
