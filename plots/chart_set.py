"""Some charts of the same data: those with something to show, as figures of a page, as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from plots.charts import Chart
from plots.drawing import Drawn, in_turn, taken_in_turn
from plots.exports import put
from plots.language import LANGS, Lang
from plots.page_html import Progress
from plots.page_parts import figure
from plots.pictures import Shown, page_svg

KINDS = ("png", "pdf", "svg")
"""Endings of the files of each chart."""


def with_numbers(charts: Iterable[Chart], data: Shown) -> Drawn:
    """The charts that have something to show, with their numbers."""
    made = [(chart, chart.numbers(data)) for chart in charts]
    return [(chart, numbers) for chart, numbers in made if len(numbers)]


def figure_of(chart: Chart, data: Shown, numbers: pd.DataFrame, lang: Lang) -> Markup:
    """A chart as it stands in a page, with its finding and how it is to be read."""
    finding = chart.finding(data, lang)
    svg = page_svg(chart, data, numbers, lang, finding)
    reading = chart.reading(lang, compares=data.compares)
    return figure(chart.title(lang), finding, svg, reading, lang)


def page_figures(
    drawn: Drawn, data: Shown, progress: Progress | None, processes: int | None = 1
) -> dict[Lang, dict[str, Markup]]:
    """The charts as figures of a page, by language and by name.

    Drawn by several processes where that pays; the figures do not depend on how many.
    """
    figures: dict[Lang, dict[str, Markup]] = {lang: {} for lang in LANGS}
    wanted: list[tuple[Lang, int]] = [(lang, k) for lang in LANGS for k in range(len(drawn))]
    with closing(in_turn(_Drawing(drawn, data), wanted, processes)) as made:
        for done, ((lang, k), one) in enumerate(zip(wanted, made, strict=True), 1):
            figures[lang][drawn[k][0].name] = one
            if progress is not None:
                progress(done, len(wanted))
    return figures


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws the chart of a number in a language."""

    drawn: Drawn
    data: Shown

    def __call__(self, task: tuple[Lang, int]) -> Markup:
        lang, k = task
        chart, numbers = self.drawn[k]
        return figure_of(chart, self.data, numbers, lang)


def write_charts(
    drawn: Drawn,
    data: Shown,
    folder: Path,
    lang: Lang,
    told: Callable[[int], None],
    processes: int | None = 1,
) -> list[Path]:
    """Write each chart as PNG (300 dpi), SVG and PDF into a folder that is there.

    Parameters
    ----------
    drawn, data
        The charts, and what they are made from.
    folder
        Where to; a chart's files have its name.
    lang
        Language of the pictures.
    told
        Called with how many charts are done.
    processes
        No more processes than these draw; all processors when None.

    Returns
    -------
    list of Path
        The files written.
    """
    written: list[Path] = []
    with closing(taken_in_turn(drawn, data, lang, processes)) as made:
        for done, ((chart, _), kinds) in enumerate(zip(drawn, made, strict=True), 1):
            for kind, content in kinds.items():
                written.append(put(folder / f"{chart.name}.{kind}", content))
            told(done)
    return written


def chart_files(charts: Iterable[Chart]) -> list[str]:
    """Names of the files that `write_charts` may write."""
    return [f"{chart.name}.{kind}" for chart in charts for kind in KINDS]
