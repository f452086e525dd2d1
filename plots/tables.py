"""A table of texts that can be shown as HTML and as plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: what it says, a smaller note below it, and how it is meant."""

    text: str
    note: str = ""
    tone: str = ""
    """better, worse, same, or empty; chooses a colour and a sign."""


_SIGNS = {"better": "●", "worse": "▲", "same": "○"}
"""A sign beside each tone: colour alone would not print."""


_LONG = re.compile(r"[\w./:-]{20,}")


@dataclass(frozen=True, slots=True)
class Table:
    """Texts in rows; the first field of a row is its heading."""

    name: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: tuple[Align, ...] = ()
    """Left when left out."""
    stacked: bool = False
    """On a narrow screen each row is a small block: its names, then each number with its head."""

    @property
    def aligns(self) -> tuple[Align, ...]:
        """How each column is set."""
        return self.align or tuple[Align, ...](["left"] * len(self.header))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def html(self) -> str:
        """The table as HTML with scopes of headings for screen readers."""
        head = "".join(
            f'<th scope="col" class="{a}">{escape(h)}</th>'
            for h, a in zip(self.header, self.aligns, strict=True)
        )
        rows = (
            "".join(
                _field(cell, align, head, k == 0)
                for k, (cell, align, head) in enumerate(
                    zip(row, self.aligns, self.header, strict=True)
                )
            )
            for row in self.rows
        )
        body = "".join(f"<tr>{row}</tr>\n" for row in rows)
        named = f"{self.name} stacked" if self.stacked else self.name
        return (
            f'<table class="{escape(named)}"><caption>{escape(self.caption)}</caption>'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"
        )

    def text(self) -> str:
        """The table as lines of plain text, columns aligned also with Chinese letters."""
        lines = [self.header, *(tuple(_plain(c) for c in row) for row in self.rows)]
        widths = [max(_cells(line[k]) for line in lines) for k in range(len(self.header))]
        laid = [
            "  ".join(_pad(*f) for f in zip(line, widths, self.aligns, strict=True)).rstrip()
            for line in lines
        ]
        rule = "-" * (sum(widths) + 2 * (len(widths) - 1))
        return "\n".join([self.caption, laid[0], rule, *laid[1:]])


def cells(texts: Iterable[str]) -> tuple[Cell, ...]:
    """Fields that are nothing but text."""
    return tuple(Cell(text) for text in texts)


def _field(cell: Cell, align: Align, head: str, heading: bool) -> str:
    tag, scope = ("th", ' scope="row"') if heading else ("td", "")
    style = f"{align} {cell.tone}".strip()
    sign = f'<span aria-hidden="true">{_SIGNS[cell.tone]}</span> ' if cell.tone else ""
    note = f'<span class="note">{escape(cell.note)}</span>' if cell.note else ""
    empty = "" if cell.text or cell.note else " data-empty"
    told = f'class="{style}" data-head="{escape(head)}"{empty}'
    return f"<{tag}{scope} {told}>{sign}{_breakable(cell.text)}{note}</{tag}>"


def _breakable(text: str) -> str:
    """A text as HTML in which paths and addresses may be broken after a slash, and only there."""
    return _LONG.sub(lambda long: long[0].replace("/", "/<wbr>"), escape(text))


def _plain(cell: Cell) -> str:
    return f"{cell.text} ({cell.note})" if cell.note else cell.text


def _cells(text: str) -> int:
    """Width on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int, align: Align) -> str:
    blanks = " " * (width - _cells(text))
    return blanks + text if align == "right" else text + blanks
