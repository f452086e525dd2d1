"""What became of a log of any kind: a model, its mapping, tables, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onewindow.console import note, out, written_word
from onewindow.fit_verdict import with_verdict
from onewindow.progress import Bar
from onewindow.reason_words import aside_in_both
from plots.language import Lang
from scenarios.fit.contacts import Quality
from scenarios.fit.mapping import mapping_text
from scenarios.model import ServiceModel
from scenarios.section import Frozen
from scenarios.whole_file import whole_file
from scenarios.writing import write_model

if TYPE_CHECKING:
    import pandas as pd

    from plots.log_data import LogData


@dataclass(frozen=True, slots=True)
class FoundLog:
    """What was found, ready to be told and written."""

    mapping: Frozen
    quality: Quality
    model: ServiceModel
    """Of all days."""
    lines: Callable[[Lang], Iterator[str]]
    """What is said of it."""
    tables: dict[str, pd.DataFrame]
    """Tables by the ending of their file."""
    shown: Callable[[], LogData]
    """What the calibration page is made from."""


def tell_and_write(
    found: FoundLog, path: Path, *, mapping_given: bool, lang: Lang, report: Path | None = None
) -> None:
    """Say what was found, and write the model with what belongs to it.

    Parameters
    ----------
    found
        What was found.
    path
        The model file; the others stand beside it.
    mapping_given
        Whether the mapping was given: then it is not written again.
    lang
        Language of what is said.
    report
        Folder of the calibration page, its charts and its workbook; none when left out.
    """
    screen = out()
    for line in found.lines(lang):
        screen.print(line, markup=False, soft_wrap=True)
    write_model(with_verdict(found.model, found.shown().findings["page"]), path)
    written = [path]
    if not mapping_given:
        with whole_file(path.with_suffix(".mapping.yaml")) as file:
            file.write_text(mapping_text(found.mapping), encoding="utf-8")
        written.append(path.with_suffix(".mapping.yaml"))
    for name, table in {
        "set_aside": aside_in_both(found.quality.set_aside),
        **found.tables,
    }.items():
        beside = path.with_suffix(f".{name}.csv")
        with whole_file(beside) as file:
            table.to_csv(file, index=False, encoding="utf-8-sig")
        written.append(beside)
    if report is not None:
        from plots.log_files import LOG_FILES

        with Bar("report") as bar:
            written += LOG_FILES.write(found.shown(), report, lang=lang, progress=bar)
    for one in written:
        note(f"{written_word(lang)}{one}")
