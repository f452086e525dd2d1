"""The frame of a calibration page, whatever the log: title, verdict, sections, both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from markupsafe import Markup

from plots.chart_set import page_figures
from plots.drawing import Drawn
from plots.language import LANGS, Lang, no_warnings, say
from plots.naming import model_title
from plots.page_html import Page, Progress, page_html
from plots.page_parts import Part, Section, points
from plots.pictures import Shown
from scenarios.model import ServiceModel

Contents = Iterable[tuple[str, str, tuple[Part, ...]]]
"""Name, title and parts of each section; those without parts are left out."""
Figures = dict[str, Markup]
"""Charts by their names."""


class Calibrated(Shown, Protocol):
    """What every calibration page says."""

    @property
    def model(self) -> ServiceModel:
        """What was fitted."""
        ...

    @property
    def source(self) -> Mapping[Lang, str]:
        """The log, and its days."""
        ...

    @property
    def findings(self) -> Mapping[str, Mapping[Lang, str]]:
        """What each chart shows, by its name; ``page`` is that of all."""
        ...

    @property
    def version(self) -> str:
        """Of what made it."""
        ...

    @property
    def date(self) -> str:
        """When."""
        ...

    @property
    def warnings(self) -> Mapping[Lang, tuple[str, ...]]:
        """What the model may mean otherwise than it says."""
        ...


def calibration_html(
    data: Calibrated,
    charts: Drawn,
    contents: Callable[[Figures, Lang], Contents],
    progress: Progress | None,
    lang: Lang,
) -> str:
    """The page as text; the same data give the same text.

    Parameters
    ----------
    data
        What was found.
    charts
        Charts with their numbers.
    contents
        The sections, from the charts as figures and the language.
    progress
        Told (charts done, charts in all).
    lang
        Language it opens in; the page has both.
    """
    figures = page_figures(charts, data, progress)
    pages = [
        Page(
            lang=one,
            kind=say(one, "拟合报告", "Calibration report"),
            title=model_title(data.model, one),
            finding=data.findings["page"][one],
            why="",
            model=data.source[one],
            sections=_numbered((*contents(figures[one], one), _warned(data, one)), one),
        )
        for one in LANGS
    ]
    return page_html(
        pages,
        titles={one: pages[k].title for k, one in enumerate(LANGS)},
        version=data.version,
        date=data.date,
        warnings=no_warnings(),
        lang=lang,
    )


def _warned(data: Calibrated, lang: Lang) -> tuple[str, str, tuple[Part, ...]]:
    """What the model may mean otherwise than it says: the verdict comes before it."""
    told = data.warnings[lang]
    return "warnings", say(lang, "模型要留意的", "What to mind in the model"), (
        (Part("", (points(told),)),) if told else ()
    )  # fmt: skip


def _numbered(contents: Contents, lang: Lang) -> tuple[Section, ...]:
    filled = [
        (name, title, tuple(filter(None, parts))) for name, title, parts in contents if any(parts)
    ]
    return tuple(
        Section(k, f"{lang}-{name}", title, parts)
        for k, (name, title, parts) in enumerate(filled, 1)
    )


def figure_parts(figures: Figures, *names: str) -> tuple[Part, ...]:
    """Charts as parts of a section, those that there are."""
    return tuple(Part("", (figures[name],)) for name in names if name in figures)
