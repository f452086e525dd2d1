"""What was found in a log told on the terminal, and written as files."""

from __future__ import annotations

from pathlib import Path

import typer

from onewindow.console import note, out, written_word
from onewindow.fitting.fitted_files import write_fitted
from onewindow.fitting.found_log import D, FoundLog
from onewindow.interrupts import INTERRUPTED
from onewindow.machine import print_json
from onewindow.progress import Bar
from plots.language import Lang, say


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
    written = [*write_fitted(found, path, mapping_given=mapping_given)]
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
