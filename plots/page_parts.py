"""Pieces of a page of the report as HTML, with texts escaped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from plots.language import Lang, say
from plots.tables import Table


@dataclass(frozen=True, slots=True)
class Part:
    """Some pieces of a section that belong together, under a heading or none."""

    title: str
    pieces: tuple[Markup, ...]
    """Empty ones are left out."""

    def __bool__(self) -> bool:
        return any(self.pieces)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page, with its number there and its anchor."""

    number: int
    anchor: str
    title: str
    parts: tuple[Part, ...]


def paragraphs(lines: Iterable[str]) -> Markup:
    """A paragraph for each line."""
    return Markup("\n").join(Markup("<p>{}</p>").format(line) for line in lines if line)


def points(lines: Iterable[str]) -> Markup:
    """A list with a point for each line; nothing where there are none."""
    items = _items(lines)
    return Markup("<ul>\n{}\n</ul>").format(items) if items else Markup()


def numbered(lines: Iterable[str]) -> Markup:
    """A numbered list; nothing where there are no lines."""
    items = _items(lines)
    return Markup("<ol>\n{}\n</ol>").format(items) if items else Markup()


def _items(lines: Iterable[str]) -> Markup:
    return Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)


def terms(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Words and what they mean; nothing where there are none."""
    items = Markup("\n").join(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, told) for name, told in pairs
    )
    return Markup("<dl>\n{}\n</dl>").format(items) if items else Markup()


def figure(kind: str, finding: str, svg: str, reading: str, lang: Lang) -> Markup:
    """A chart: what kind it is, what it shows, the picture, and how it is to be read."""
    return Markup(
        '<figure>\n<h3><span class="kind">{}</span>{}</h3>\n{}\n<figcaption>{}</figcaption>\n'
        "</figure>"
    ).format(kind, finding, wide(Markup(svg), lang), reading)


def table_html(table: Table, lang: Lang) -> Markup:
    """A table; nothing where it is empty."""
    if not table:
        return Markup()
    return Markup(table.html()) if table.stacked else wide(Markup(table.html()), lang)


def wide(inner: Markup, lang: Lang) -> Markup:
    """A box that scrolls sideways, also by the keyboard, where a screen is narrower than it."""
    hint = say(lang, "左右滑动看全 →", "Swipe for the rest →")
    return Markup('<div class="wide" tabindex="0" data-hint="{}">{}</div>').format(hint, inner)
