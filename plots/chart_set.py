"""Some charts of the same data: those with something to show, as figures of a page, as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup

from plots.charts import Chart
from plots.exports import put
from plots.language import LANGS, Lang
from plots.page_html import Progress
from plots.page_parts import figure
from plots.pictures import Shown, page_svg, taken_along

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
    svg = page_svg(chart, data, numbers, lang)
    reading = chart.reading(lang, compares=data.compares)
    return figure(chart.title(lang), chart.finding(data, lang), svg, reading, lang)


def page_figures(
    drawn: Drawn, data: Shown, progress: Progress | None
) -> dict[Lang, dict[str, Markup]]:
    """The charts as figures of a page, by language and by name."""
    figures: dict[Lang, dict[str, Markup]] = {lang: {} for lang in LANGS}
    done, asked = 0, len(drawn) * len(LANGS)
    for lang, found in figures.items():
        for chart, numbers in drawn:
            found[chart.name] = figure_of(chart, data, numbers, lang)
            done += 1
            if progress is not None:
                progress(done, asked)
    return figures


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
