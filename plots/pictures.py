"""Charts as bytes: SVG with real text for pages, PNG and PDF to take along."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pandas as pd

from plots.canvas import put_note
from plots.charts import Chart
from plots.fonts import ELSEWHERE, FAMILY, font_face, house_style
from plots.language import Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NO_DATE = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"CreationDate": None, "Creator": "onewindow", "Producer": None},
    "png": {"Software": "onewindow"},
}
"""Nothing that changes from run to run or names the machine; equal charts are equal files."""


class Shown(Protocol):
    """What a chart is made from."""

    @property
    def compares(self) -> bool:
        """Whether there is an after."""
        ...


_PLACES = 9
"""Digits, as shares of a figure's size, of where axes are."""
_FONTS = re.compile(r"font-family: [^;\"]*")
_TAG = re.compile(r"<[^>]*>")


def draw(
    chart: Chart, data: Shown, numbers: pd.DataFrame, lang: Lang, *, alone: bool = True
) -> Figure:
    """Draw a chart of the data; call it and save inside `plots.fonts.house_style`.

    A chart that stands ``alone`` has its finding above and how it is to be read below; in a page
    both are text of the page.
    """
    if not alone:
        return chart.plot(numbers, lang=lang, title=None)
    figure = chart.plot(numbers, lang=lang, title=chart.finding(data, lang))
    put_note(figure, chart.reading(lang, compares=data.compares))
    return figure


def picture(figure: Figure, kind: str) -> bytes:
    """A figure as ``png`` (300 dots per inch), ``pdf`` or ``svg``."""
    _lay_out(figure)
    file = io.BytesIO()
    figure.savefig(file, format=kind, metadata=_NO_DATE[kind])
    return file.getvalue()


def _lay_out(figure: Figure) -> None:
    """Place what is in a figure, by the widths of an SVG's letters, if it was not placed before.

    Saved with its layout still to do, a figure is laid out and drawn for nothing before each file.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    layout = figure.get_layout_engine()
    if layout is not None:
        FigureCanvasSVG(figure)
        layout.execute(figure)
        figure.set_layout_engine(None)
        for axes in figure.axes:
            # The solver's last digits depend on where things lie in memory, and would name parts.
            axes.set_position(np.round(axes.get_position(original=True).bounds, _PLACES))


def svg_for_page(figure: Figure, name: str, alt: str) -> str:
    """A figure as an ``svg`` element: real text in the page's font, names all its own.

    Parameters
    ----------
    figure
        The figure.
    name
        Goes before every id, so that two charts on a page do not borrow each other's parts.
    alt
        What a screen reader says instead of the picture.
    """
    text = picture(figure, "svg").decode("utf-8")
    text = text[text.index("<svg") :].strip()
    text = re.sub(r"<style type=.text/css.>[^<]*</style>", "", text)
    # What stands between the tags is for readers, and stays as it is.
    text = _TAG.sub(lambda tag: _for_page(tag[0], name), text)
    # The size is the page's: the view box keeps the proportions.
    text = re.sub(r'^<svg ([^>]*?)width="[^"]*" height="[^"]*"', r"<svg \1", text)
    text = re.sub(r'^<svg ([^>]*?)height="[^"]*"([^>]*?) width="[^"]*"', r"<svg \1\2", text)
    return text.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1)


def _for_page(tag: str, name: str) -> str:
    """A tag with ids of its own, without its font, its places to a hundredth of a point."""
    tag = re.sub(r'\bid="', f'id="{name}-', tag)
    tag = re.sub(r'((?:xlink:)?href=")#', rf"\1#{name}-", tag)
    tag = tag.replace("url(#", f"url(#{name}-")
    tag = re.sub(r"; font-family: [^;\"]*", "", tag)  # said once for the page
    tag = re.sub(r"(\.\d\d)\d+", r"\1", tag).replace("rotate(-0 ", "rotate(0 ")
    return re.sub(r' transform="rotate\(0 [^)]*\)"', "", tag)


def svg_file(figure: Figure) -> bytes:
    """A figure as an SVG file: real text that can be edited, with its font inside.

    Browsers use the font inside; where it is not read (office programs) one of the usual Chinese
    fonts stands in.
    """
    text = picture(figure, "svg").decode("utf-8")
    letters = "".join(re.findall(r">([^<]*)</text>", text))
    text = _FONTS.sub(f"font-family: '{FAMILY}', {ELSEWHERE}", text)
    style = f"<style>{font_face(letters)}</style>"
    return re.sub(r"(<svg[^>]*>)", rf"\1{style}", text, count=1).encode("utf-8")


def taken_along(chart: Chart, data: Shown, numbers: pd.DataFrame, lang: Lang) -> dict[str, bytes]:
    """A chart that stands alone, by the ending of each file that it makes."""
    with house_style(lang):
        figure = draw(chart, data, numbers, lang)
        return {
            "png": picture(figure, "png"), "pdf": picture(figure, "pdf"), "svg": svg_file(figure),
        }  # fmt: skip


def page_svg(chart: Chart, data: Shown, numbers: pd.DataFrame, lang: Lang, finding: str) -> str:
    """A chart for the report, without its title and its note, which stand around it there.

    A screen reader says its finding.
    """
    with house_style(lang):
        figure = draw(chart, data, numbers, lang, alone=False)
        return svg_for_page(figure, f"{chart.name}-{lang}", finding)
