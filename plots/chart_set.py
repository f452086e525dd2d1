"""Some charts of the same data: those with something to show, as figures of a page, as files."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from plots.charts import Chart
from plots.exports import put
from plots.language import LANGS, Lang
from plots.page_html import Progress
from plots.page_parts import figure
from plots.pictures import Shown, page_svg, taken_along
from sim.workers import on_workers, workers_for

Drawn = Sequence[tuple[Chart, pd.DataFrame]]
"""Charts with their numbers."""
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
    with closing(_in_turn(_Drawing(drawn, data), wanted, processes)) as made:
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


def _in_turn(
    draw: _Drawing, wanted: Sequence[tuple[Lang, int]], processes: int | None
) -> Generator[Markup, None, None]:
    """The figures in order; the first is drawn here, and tells how long the others would take."""
    begun = time.perf_counter()
    yield from map(draw, wanted[:1])
    rest = wanted[1:]
    workers = workers_for((time.perf_counter() - begun) * len(rest), len(rest), processes)
    if workers == 1:
        yield from map(draw, rest)
        return
    with closing(on_workers(draw, rest, workers)) as made:
        yield from made


def write_charts(
    drawn: Drawn, data: Shown, folder: Path, lang: Lang, told: Callable[[int], None]
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

    Returns
    -------
    list of Path
        The files written.
    """
    written: list[Path] = []
    for done, (chart, numbers) in enumerate(drawn, 1):
        for kind, content in taken_along(chart, data, numbers, lang).items():
            written.append(put(folder / f"{chart.name}.{kind}", content))
        told(done)
    return written


def chart_files(charts: Iterable[Chart]) -> list[str]:
    """Names of the files that `write_charts` may write."""
    return [f"{chart.name}.{kind}" for chart in charts for kind in KINDS]
