"""What became of a log of any kind: a model, its mapping, tables, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import typer

from onewindow.console import note, out, written_word
from onewindow.fitting.verdict import with_verdict
from onewindow.interrupts import INTERRUPTED
from onewindow.machine import print_json
from onewindow.progress import Bar
from onewindow.reason_words import aside_in_both
from plots.file_set import FileSet
from plots.language import Lang, say
from plots.pictures import Shown
from scenarios.fit.contacts import Quality
from scenarios.fit.mapping import mapping_text
from scenarios.model import ServiceModel
from scenarios.section import Frozen
from scenarios.whole_file import whole_file
from scenarios.writing import write_model

if TYPE_CHECKING:
    import pandas as pd

D = TypeVar("D", bound=Shown)


@dataclass(frozen=True, slots=True)
class FoundLog(Generic[D]):
    """What was found, ready to be told and written."""

    mapping: Frozen
    quality: Quality
    model: ServiceModel
    """Of all days."""
    headline: Mapping[Lang, str]
    """What the judgement came to."""
    lines: Callable[[Lang], Iterator[str]]
    """What is said of it."""
    tables: Mapping[str, pd.DataFrame]
    """Tables by the ending of their file."""
    document: Callable[[], Mapping[str, Any]]
    """What was read, fitted and judged, for machines."""
    shown: Callable[[], D]
    """What the calibration page is made from."""
    files: FileSet[D]
    """How the page, its charts and its workbook are made."""
    judged_well: bool = False
    """Whether all that was judged can be trusted."""
    interrupted: bool = False
    """Whether Ctrl-C ended the judgement early; the model is whole."""


def tell_and_write(
    found: FoundLog[D],
    log: Path,
    path: Path,
    *,
    kind: str,
    mapping_given: bool,
    lang: Lang,
    report: Path | None = None,
    as_json: bool = False,
) -> None:
    """Say what was found, and write the model with what belongs to it.

    Parameters
    ----------
    found
        What was found.
    log
        The file in which it was found.
    path
        The model file; the others stand beside it.
    kind
        What its rows are.
    mapping_given
        Whether the mapping was given: then it is not written again.
    lang
        Language of what is said.
    report
        Folder of the calibration page, its charts and its workbook; none when left out.
    as_json
        Whether all is said in one document for machines.
    """
    if not as_json:
        screen = out()
        for line in found.lines(lang):
            screen.print(line, markup=False, soft_wrap=True)
    written = [*_beside(found, path, mapping_given=mapping_given)]
    pressed = False
    if report is not None:
        try:
            with Bar("report") as bar:
                written += found.files.write(found.shown(), report, lang=lang, progress=bar)
        except KeyboardInterrupt:
            pressed = True
    if as_json:
        print_json(
            {
                "command": "fit", "log": log, "model": path, "kind": kind,
                "interrupted": found.interrupted or pressed, "headline": found.headline,
                **found.document(), "files": written,
            }
        )  # fmt: skip
    for one in written:
        note(f"{written_word(lang)}{one}")
    if pressed:
        en = "Ctrl-C came during the report: the model and what belongs to it are whole"
        note(say(lang, "Ctrl-C 在生成报告时按下：模型和随附的文件都完整", en))
    if found.interrupted or pressed:
        raise typer.Exit(INTERRUPTED)


def _beside(found: FoundLog[D], path: Path, *, mapping_given: bool) -> Iterator[Path]:
    """Write the model, and the mapping and the tables beside it."""
    write_model(with_verdict(found.model, found.headline, good=found.judged_well), path)
    yield path
    if not mapping_given:
        mapping = path.with_suffix(".mapping.yaml")
        with whole_file(mapping) as file:
            file.write_text(mapping_text(found.mapping), encoding="utf-8")
        yield mapping
    aside = aside_in_both(found.quality.set_aside)
    for name, table in {"set_aside": aside, **found.tables}.items():
        beside = path.with_suffix(f".{name}.csv")
        with whole_file(beside) as file:
            table.to_csv(file, index=False, encoding="utf-8-sig")
        yield beside
