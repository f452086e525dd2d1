"""What a command that wrote files says at its end."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer

from onewindow.console import note, written_word
from onewindow.machine import print_json
from onewindow.running import cut_short
from onewindow.study import Compared, Study
from onewindow.warnings_told import warnings_in
from plots.language import Lang, say
from scenarios.model import ServiceModel
from sim.experiment import Replications


def finish(
    command: str,
    name: str,
    result: Compared | Replications,
    files: list[Path],
    lang: Lang,
    as_json: bool,
    *,
    pressed: bool,
) -> None:
    """Say which files were written; end with exit code 130 when Ctrl-C was pressed.

    ``pressed`` is about Ctrl-C after the run, which did not cut it short.
    """
    stopped = cut_short(lang, result)
    if as_json:
        print_json(
            {
                "command": command,
                "model": name,
                "seed": seed_of(result),
                "replications": done(result),
                "interrupted": stopped is not None or pressed,
                "warnings": [str(one) for one in warnings_in(about_of(result))],
                "files": files,
            }
        )
    else:
        tell_files(files, lang)
    leave(stopped, pressed, lang)


def leave(stopped: str | None, pressed: bool, lang: Lang) -> None:
    """End with exit code 130 when Ctrl-C was pressed, and say what it cut short, if anything."""
    if stopped is not None:
        note(stopped)
    elif pressed:
        en = "Ctrl-C came after the runs: all results are there, every file is whole"
        note(say(lang, "Ctrl-C 在仿真完成之后按下：结果齐全，每个文件都完整", en))
    if stopped is not None or pressed:
        raise typer.Exit(130)


def tell_files(files: list[Path], lang: Lang) -> None:
    """Name the pages that were written, and the folders of everything else."""
    pages = [file for file in files if file.suffix in (".html", ".htm")]
    others = Counter(file.parent for file in files if file not in pages)
    for page in pages:
        note(f"{written_word(lang)}{page}")
    for folder, n in others.items():
        number = say(lang, f"（{n} 个文件）", f" ({n} files)")
        note(f"{written_word(lang)}{folder}/{number}")


def about_of(result: Compared | Replications) -> Study | ServiceModel:
    """What was run."""
    return result.study if isinstance(result, Compared) else result.model


def done(result: Compared | Replications) -> dict[str, int]:
    """Replications done of each model."""
    if isinstance(result, Replications):
        return {result.model.name: result.n}
    return {"baseline": result.before.n, **{name: run.n for name, run in result.after.items()}}


def seed_of(result: Compared | Replications) -> int:
    """The seed of a run."""
    return result.before.seed if isinstance(result, Compared) else result.seed
