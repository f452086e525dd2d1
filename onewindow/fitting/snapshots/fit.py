"""Queue snapshots of an office fitted, judged on days that were held out, and told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from onewindow.fitting.found_log import FoundLog
from onewindow.fitting.snapshots.as_json import snapshots_document
from onewindow.fitting.snapshots.findings import findings_of, judged_well
from onewindow.fitting.snapshots.judgement import SnapshotJudgement, judge_snapshots
from onewindow.fitting.snapshots.queue_verdicts import queue_verdicts, with_queues
from onewindow.fitting.snapshots.shown import shown_snapshots
from onewindow.fitting.snapshots.waits import judge_waits
from onewindow.fitting.snapshots.words import snapshot_lines
from plots.calibration.log_data import LogData
from plots.calibration.log_files import LOG_FILES
from scenarios.errors import DataError, Problem
from scenarios.fit.log_table import read_log
from scenarios.fit.mapping import read_mapping_as, weekdays_in
from scenarios.fit.shut_days import ShutDays
from scenarios.fit.snapshots.days import days_of_office
from scenarios.fit.snapshots.fit import fit_snapshots
from scenarios.fit.snapshots.mapping import SnapshotMapping, guess_snapshots
from scenarios.fit.snapshots.model import model_of_snapshots
from scenarios.fit.snapshots.reading import choose_office, offices_of, read_snapshots
from scenarios.fit.snapshots.seen import Snapshots
from scenarios.section import TextPair

LEAST_DAYS = 5
"""Days a file must have for some of them to be held out."""


def fit_office(
    log: str | Path,
    *,
    office: str | None = None,
    name: str = "fitted",
    mapping: str | Path | None = None,
    hold_out: int | None = None,
    replications: int = 100,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> FoundLog[LogData]:
    """Read the snapshots of one office, fit a model to them, and judge it on the last days.

    Parameters
    ----------
    log
        CSV, gzipped or not, or xlsx: a row for each queue every few minutes.
    office
        Which office; may be left out where the file has one.
    name
        Name of the model.
    mapping
        A mapping file; guessed when left out.
    hold_out
        Days held out; the last fifth when left out.
    replications, seed
        Runs of the judgement.
    progress
        Told (steps done, steps in all).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Raises
    ------
    DataError
        The file cannot be read, the office is not in it, or too many rows had to be set aside.
    """
    given = None if mapping is None else read_mapping_as(mapping, SnapshotMapping)
    table = read_log(log, None if given is None else given.separator)
    given = given or guess_snapshots(table)
    every, quality = read_snapshots(table, given, choose_office(offices_of(table, given), office))
    told = ShutDays(given.holidays, given.closed_dates, weekdays_in(given.closed_weekdays))
    log_days = days_of_office(every, told)
    shut = log_days.shut
    seen = every.on_days(log_days)
    if not seen.dates:
        what = "expected days with rows that are not shut, got none. Leave some open."
        raise DataError(Problem("closed_weekdays, closed_dates", what, str(mapping or log)))
    days = len(seen.dates)
    held = max(1, round(days / 5)) if hold_out is None else hold_out
    if hold_out is not None and not 1 <= hold_out < days:
        what = f"expected 1 to {days - 1} of the {days} days, got {hold_out}. Hold out fewer."
        raise DataError(Problem("--hold-out", what))
    file = Path(log).name
    _check_called(seen.between(0, max(1, days - held)), str(log))
    source = TextPair(
        zh=f"{file}，{seen.dates[0]} 至 {seen.dates[-1]}",
        en=f"{file}, {seen.dates[0]} to {seen.dates[-1]}",
    )
    judged: SnapshotJudgement | None = None
    if days >= LEAST_DAYS or hold_out is not None:
        after = seen.between(days - held, days)
        early = fit_snapshots(seen.between(0, days - held), shut)
        span = (after.dates[-1] - after.dates[0]).days + 1
        model = model_of_snapshots(early, "judged", source, after.dates[0], span)
        judged = judge_snapshots(
            early,
            model,
            after,
            replications=replications,
            seed=seed,
            progress=progress,
            processes=processes,
        )
    fit = fit_snapshots(seen, shut, given.no_show)
    tables = {} if judged is None else {"judgement": judged.served, "waiting": judged.waiting}
    fitted = model_of_snapshots(fit, name, source)
    if judged is not None:
        tables["waits"], wait = judge_waits(
            fit,
            fitted,
            replications=replications,
            seed=seed,
            progress=progress,
            processes=processes,
        )
        queues = queue_verdicts(judged.waiting, tables["waits"])
        tables["queues"] = queues
        judged = replace(judged, measures=with_queues((*judged.measures, wait), queues))
    return FoundLog(
        mapping=given,
        quality=quality,
        model=fitted,
        headline=findings_of(fit, judged)["page"],
        judged_well=judged_well(fit, judged),
        lines=partial(snapshot_lines, fit, log_days, quality, judged),
        tables=tables,
        document=partial(snapshots_document, fit, log_days, quality, judged, tables),
        files=LOG_FILES,
        shown=partial(
            shown_snapshots,
            fit,
            log_days,
            quality,
            judged,
            fitted,
            source,
            tables.get("waits", pd.DataFrame()),
            tables.get("queues", pd.DataFrame()),
        ),
    )


def _check_called(seen: Snapshots, file: str) -> None:
    if not seen.calls.any():
        what = "expected some tickets that were called, got none on the days fitted. See the file."
        raise DataError(Problem("", what, file))
