"""A log of any kind fitted: each kind has a way of its own, and all end alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from onewindow.fitting.against_words import against_lines
from onewindow.fitting.as_json import fit_document
from onewindow.fitting.events.fit import fit_cases
from onewindow.fitting.findings import findings_of, judged_well, unknown_lines
from onewindow.fitting.fit_log import Fitted, fit_log
from onewindow.fitting.found_log import FoundLog
from onewindow.fitting.judgement_words import judgement_lines
from onewindow.fitting.shared_findings import unknown_block
from onewindow.fitting.shown import shown
from onewindow.fitting.snapshots.fit import fit_office
from onewindow.fitting.words import fit_lines, quality_lines
from plots.calibration.fit_data import FitData
from plots.calibration.fit_files import FIT_FILES
from plots.language import Lang


def fit_any(
    log: str | Path,
    kind: str,
    *,
    office: str | None,
    name: str,
    mapping: str | Path | None,
    hold_out: int | None,
    weekdays: tuple[int, ...],
    replications: int,
    seed: int,
    progress: Callable[[int, int], None],
    processes: int | None = None,
) -> FoundLog[Any]:
    """Fit a log of one of the kinds in ``ALL_KINDS``.

    See `fit_log`, `fit_office` and `fit_cases` for the parameters.
    """
    found: FoundLog[Any]
    if kind == "queue-snapshots":
        found = fit_office(
            log, office=office, name=name, mapping=mapping, hold_out=hold_out,
            replications=replications, seed=seed, progress=progress, processes=processes,
        )  # fmt: skip
    elif kind == "events":
        found = fit_cases(
            log, name=name, mapping=mapping, hold_out=hold_out, replications=replications,
            seed=seed, progress=progress, processes=processes,
        )  # fmt: skip
    else:
        found = _found(
            fit_log(
                log, kind, name=name, mapping=mapping, hold_out=hold_out, weekdays=weekdays,
                replications=replications, seed=seed, progress=progress, processes=processes,
            )
        )  # fmt: skip
    read = (Path(log),) if mapping is None else (Path(log), Path(mapping))
    return replace(found, read_from=read)


def _found(fitted: Fitted) -> FoundLog[FitData]:
    return FoundLog(
        mapping=fitted.mapping,
        quality=fitted.quality,
        model=fitted.model,
        headline=findings_of(fitted)["page"],
        judged_well=judged_well(fitted),
        lines=partial(_lines, fitted),
        tables={} if fitted.judgement is None else {"judgement": fitted.judgement.table},
        document=partial(fit_document, fitted),
        shown=partial(shown, fitted),
        files=FIT_FILES,
        interrupted=fitted.interrupted,
    )


def _lines(fitted: Fitted, lang: Lang) -> Iterator[str]:
    yield from quality_lines(fitted, lang)
    yield from fit_lines(fitted, lang)
    yield from against_lines(fitted.against, fitted.mapping.kind, lang)
    yield from judgement_lines(fitted, lang)
    yield from unknown_block(unknown_lines(fitted, lang), lang)
