"""Pages in both languages as one HTML file, with the look of the house and the font inside."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from plots.fonts import font_face
from plots.language import Lang
from plots.page_parts import Section
from scenarios.whole_file import made_folder, whole_file


@dataclass(frozen=True, slots=True)
class Page:
    """The report in one language."""

    lang: Lang
    kind: str
    title: str
    finding: str
    why: str
    """Why this model is of interest; why a redesign was made stands beside what it changed."""
    model: str
    sections: tuple[Section, ...]


Progress = Callable[[int, int], None]
"""Called with (charts done, charts in all)."""


def write_page(html: str, path: str | os.PathLike[str]) -> Path:
    """Write a page as one file that needs no other and no network; it is there whole or not at all.

    Returns
    -------
    Path
        The file written.
    """
    path = Path(path)
    with made_folder(path.parent):
        with whole_file(path) as beside:
            beside.write_text(html, encoding="utf-8")
        return path


def page_html(
    pages: Sequence[Page],
    *,
    titles: Mapping[Lang, str],
    version: str,
    date: str,
    warnings: Mapping[Lang, Sequence[str]],
    lang: Lang,
) -> str:
    """The file as text; the same pages give the same text.

    Parameters
    ----------
    pages
        One for each language.
    titles
        Of the window.
    version, date
        What made it, and when.
    warnings
        What models may mean otherwise than they say; nothing where there is none.
    lang
        Language it opens in.
    """
    import jinja2

    room = files("plots") / "templates"
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string((room / "report.html.j2").read_text(encoding="utf-8"))
    css = (room / "report.css").read_text(encoding="utf-8")
    html = template.render(
        version=version, date=date, warnings=warnings, pages=pages, css=Markup(css), lang=lang,
        titles=titles,
    )  # fmt: skip
    letters = unescape(re.sub(r"<(style|script)[\s\S]*?</\1>", "", html))
    return html.replace("/*font*/", font_face(letters), 1)
