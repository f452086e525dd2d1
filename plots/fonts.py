"""The font: found without loading its package, lent to matplotlib, cut down for the report."""

from __future__ import annotations

import base64
import dataclasses
import importlib.util
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from plots.language import LANGS, Lang
from scenarios.errors import DataError

FAMILY = "OneWindow Sans"
"""Our name for the font file, so that another one installed here is never taken instead."""
ELSEWHERE = "'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
"""What shows our text where the embedded font is not read."""


@cache
def font_path() -> Path:
    """The font file that comes with zhplot, whose code is not run.

    Raises
    ------
    DataError
        The package or its font file is not there.
    """
    spec = importlib.util.find_spec("zhplot")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / "fonts" / "NotoSansSC-Regular.ttf"
        if path.is_file():
            return path
    raise DataError(
        "fonts: expected the Chinese font file of the package zhplot, got none. "
        "Install onewindow again with its dependencies."
    )


@cache
def _lend() -> None:
    """Make the font known to matplotlib under our name; settings stay as they are."""
    from matplotlib.font_manager import fontManager

    known = len(fontManager.ttflist)
    fontManager.addfont(font_path())
    entry = dataclasses.replace(
        fontManager.ttflist[known], name=FAMILY, style="normal", weight=400, stretch="normal"
    )
    fontManager.ttflist[known:] = [entry]


@contextmanager
def house_style(lang: Lang = "zh") -> Iterator[None]:
    """Draw in the look of the house; afterwards all settings are again what they were.

    Charts must be drawn and saved inside it. The font stays known to matplotlib under a name of
    its own, which changes no other chart.

    Parameters
    ----------
    lang
        Language of the texts, zh or en.

    Raises
    ------
    DataError
        There is no such language, or the font is not there.
    """
    import matplotlib as mpl

    from plots.palette import STYLE

    if lang not in LANGS:
        raise DataError(f"lang: expected zh or en, got {lang!r}. Choose one of them.")
    _lend()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        mpl.rcParams["font.family"] = [FAMILY, "DejaVu Sans"]
        yield


def subset(text: str) -> str:
    """The font with the glyphs of a text only, as WOFF in base64.

    WOFF packs with zlib, which Python has; WOFF2 would need one more package.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.flavor = "woff"
    # Besides pairs of letters, what makes quotes and dots narrow in English.
    options.layout_features = ["kern", "palt", "pwid"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    # Latin letters come along: a browser may fold case in headings and form controls.
    wanted = {ord(c) for c in text} | set(range(0x20, 0x7F))
    cutter = Subsetter(options)
    packed = io.BytesIO()
    with TTFont(font_path(), lazy=True, recalcTimestamp=False) as font:
        cutter.populate(unicodes=wanted & font.getBestCmap().keys())
        cutter.subset(font)
        font.flavor = "woff"
        font.save(packed, reorderTables=False)
    return base64.b64encode(packed.getvalue()).decode("ascii")


def font_face(text: str) -> str:
    """A CSS rule that embeds the font for a text under our name."""
    return (
        f"@font-face{{font-family:'{FAMILY}';"
        f"src:url(data:font/woff;base64,{subset(text)}) format('woff')}}"
    )
