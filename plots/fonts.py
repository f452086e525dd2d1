"""The font: lent to matplotlib, cut down to what a page says."""

from __future__ import annotations

import base64
import dataclasses
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from plots.everyday_font import everyday_font, everyday_letters
from plots.language import LANGS, Lang
from plots.whole_font import whole_font
from scenarios.errors import DataError

FAMILY = "OneWindow Sans"
"""Our name for the font file, so that another one installed here is never taken instead."""
_WHOLE = f"{FAMILY} Whole"
"""Our name for the file with all letters, which those that are not everyday are taken from."""
ELSEWHERE = "'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
"""What shows our text where the embedded font is not read."""


@cache
def _lend() -> None:
    """Make the font known to matplotlib under our names; settings stay as they are."""
    from matplotlib.font_manager import fontManager

    for name, path in ((FAMILY, everyday_font()), (_WHOLE, whole_font())):
        known = len(fontManager.ttflist)
        fontManager.addfont(path)
        entry = dataclasses.replace(
            fontManager.ttflist[known], name=name, style="normal", weight=400, stretch="normal"
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
        mpl.rcParams["font.family"] = [FAMILY, _WHOLE, "DejaVu Sans"]
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
    path = everyday_font() if wanted <= everyday_letters() else whole_font()
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
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
