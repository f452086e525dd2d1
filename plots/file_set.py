"""What is taken along of some data: its charts as pictures, one workbook of tables, one page."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import pandas as pd

from plots.chart_set import chart_files, with_numbers, write_charts
from plots.charts import Chart
from plots.exports import safe, write_sheets
from plots.language import LANGS, Lang
from plots.page_html import Progress, write_page
from plots.pictures import Shown
from scenarios.whole_file import made_folder

D = TypeVar("D", bound=Shown)


@dataclass(frozen=True, slots=True)
class FileSet(Generic[D]):
    """Charts of data of one kind, and the names and contents of the files beside them."""

    charts: Sequence[Chart]
    stem: str
    """Name of workbook and page without their endings."""
    sheets: Callable[[D, Lang], dict[str, pd.DataFrame]]
    """Tables with all their digits by the names of their sheets; empty ones are left out."""
    html: Callable[[D, Progress | None, Lang], str]
    """The page as text, with all charts in both languages."""

    @property
    def page(self) -> str:
        """Name of the page's file."""
        return f"{self.stem}.html"

    @property
    def workbook(self) -> str:
        """Name of the workbook's file."""
        return f"{self.stem}.xlsx"

    def names(self) -> list[str]:
        """Names of all files that `write` may write."""
        return [self.page, *chart_files(self.charts), self.workbook]

    def write(
        self,
        data: D,
        out_dir: str | os.PathLike[str],
        *,
        lang: Lang = "zh",
        progress: Progress | None = None,
    ) -> list[Path]:
        """Write the page, each chart as PNG (300 dpi), SVG and PDF, and all tables as a workbook.

        Parameters
        ----------
        data
            What is shown.
        out_dir
            Folder to write to; made when it is not there.
        lang
            Language of pictures and tables, and the one in which the page opens.
        progress
            Called with (charts done, charts in all); those of the page count again.

        Returns
        -------
        list of Path
            The files written, the page first.
        """
        with made_folder(out_dir) as folder:
            drawn = with_numbers(self.charts, data)
            paged = len(drawn) * len(LANGS)

            def told(done: int) -> None:
                if progress is not None:
                    progress(done, paged + len(drawn))

            html = self.html(data, lambda done, _: told(done), lang)
            written = [write_page(html, folder / self.page)]
            written += write_charts(drawn, data, folder, lang, lambda done: told(paged + done))
            tables = {name: safe(t) for name, t in self.sheets(data, lang).items() if len(t)}
            written.append(write_sheets(tables, folder / self.workbook))
            return written
