"""What every chart stands on: a figure, its title, its legend, its place on paper."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags

from plots.palette import QUIET, STYLE, WIDTH
from plots.whole_font import whole_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE_ROOM = 0.4
"""Height that a title takes [inch]."""
_TITLE_EMS = 44.5
"""Width of a title in letters as wide as they are high, at the size of a title."""

_NOTE_SIZE = 7.0
"""Size of the letters of the note below a chart [pt]."""


def blank(height: float, fig: Figure | None = None) -> Figure:
    """The figure that was given, or a new one of a height [inch] in the width of a page."""
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height), layout="constrained") if fig is None else fig


def on_axes(height: float, title: str | None, ax: Axes | None) -> tuple[Figure, Axes]:
    """The axes that were given and their figure, or the axes of a new one of a height [inch].

    A title above the chart takes room of its own.
    """
    if ax is None:
        fig = blank(height + (TITLE_ROOM if title else 0.0))
        return fig, fig.subplots()
    root = ax.get_figure(root=True)
    assert root is not None
    return root, ax


def ems(text: str) -> float:
    """How wide a text is in our font, in units of its size."""
    return sum(map(_em, text))


@cache
def _em(c: str) -> float:
    glyph = _face().load_char(ord(c), LoadFlags.NO_HINTING | LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / _face().units_per_EM


@cache
def _face() -> FT2Font:
    # In memory: an open file has one position, which processes that draw side by side would share.
    return FT2Font(io.BytesIO(whole_font().read_bytes()))


def wrap(text: str, width: float = _TITLE_EMS) -> str:
    """Break a text into lines of at most ``width``: Chinese anywhere, other words at blanks."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line and ems((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip(" ")
        else:
            line += piece
    return "\n".join([*lines, line.rstrip()])


def wrap_evenly(text: str, width: float) -> str:
    """As `wrap`, in lines of about one length: no last line of a letter or two."""
    most = wrap(text, width).count("\n")
    room = ems(text) / (most + 1)
    while wrap(text, room).count("\n") > most:
        room += 1.0
    return wrap(text, room)


def two_lines(text: str, width: float) -> str:
    """A label of one line, or of two in smaller letters; what is longer still ends in "…".

    Parameters
    ----------
    text
        The label.
    width
        Greatest width of one line in units of the size of its letters; two lines may be twice
        as wide.
    """
    if ems(text) <= width:
        return text
    for each in (max(0.55 * ems(text), 0.6 * width), 2 * width):
        lines = wrap(text, min(each, 2 * width)).split("\n")
        if len(lines) <= 2:
            break
    lines = [lines[0], text[len(lines[0]) :].strip()] if len(lines) > 1 else lines
    return "\n".join(_cut(line, 2 * width) for line in lines)


def _cut(line: str, width: float) -> str:
    if ems(line) <= width:
        return line
    while ems(line) > width - 1:
        line = line[:-1]
    return line.rstrip() + "…"


def legend_columns(labels: Sequence[str], room: float = WIDTH) -> int:
    """Most columns in which a legend is no wider than some room [inch].

    Each column is as wide as its widest label; matplotlib splits labels as `numpy.array_split`.
    """
    most = 72 * room / STYLE["legend.fontsize"] - 2
    for columns in range(len(labels), 1, -1):
        widest = [max(map(ems, part)) for part in np.array_split(list(labels), columns)]
        # Handle, the blank after it, and the blank between columns.
        if sum(widest) + len(widest) * (STYLE["legend.handlelength"] + 0.8 + 2.0) <= most:
            return columns
    return 1


def put_title(fig: Figure, text: str | None) -> None:
    """Set the finding above a chart, flush left; none leaves no room for it."""
    if text:
        fig.suptitle(wrap(text), x=0.008, ha="left", fontsize=11, linespacing=1.35)


def put_note(fig: Figure, text: str) -> None:
    """Set how a chart is to be read below it, in room of its own."""
    lines = wrap(text, 0.92 * 72 * WIDTH / _NOTE_SIZE)  # letters are hinted to whole dots
    note = (lines.count("\n") + 1) * 1.45 * _NOTE_SIZE / 72 + 0.08
    width, height = fig.get_size_inches()
    fig.set_size_inches(width, height + note)
    share = note / (height + note)
    fig.set_layout_engine("constrained", rect=(0, share, 1, 1 - share))
    fig.text(0.008, 0.05 / (height + note), lines, va="bottom", fontsize=_NOTE_SIZE, color=QUIET,
             linespacing=1.35)  # fmt: skip


def _pieces(text: str) -> list[str]:
    """Parts that may not be broken: words, single Chinese letters with the stops after them."""
    pieces: list[str] = []
    for c in text:
        wide = unicodedata.east_asian_width(c) in "WF"
        stop = c in "，。；：、）”’！？%)·"
        if pieces and (stop or pieces[-1][-1] in "（“‘"):
            pieces[-1] += c
        elif wide or not pieces or pieces[-1][-1] == " " or _is_wide(pieces[-1][-1]):
            pieces.append(c)
        else:
            pieces[-1] += c
    return pieces


def _is_wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WF"
