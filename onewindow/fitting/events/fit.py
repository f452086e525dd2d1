"""An event log fitted, judged on cases and days that were held out, and told."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from onewindow.fitting.events.as_json import events_document
from onewindow.fitting.events.contention import with_contention
from onewindow.fitting.events.distances import traces_of
from onewindow.fitting.events.findings import findings_of, judged_well
from onewindow.fitting.events.judgement import EventJudgement, judge_events
from onewindow.fitting.events.runs import Fold
from onewindow.fitting.events.shown import shown_events
from onewindow.fitting.events.words import event_lines
from onewindow.fitting.found_log import FoundLog
from plots.calibration.log_data import LogData
from plots.calibration.log_files import LOG_FILES
from scenarios.errors import DataError, Problem
from scenarios.fit.contacts import DAY
from scenarios.fit.drift import find_change
from scenarios.fit.events.as_it_ends import as_it_ends
from scenarios.fit.events.carried_over import remaining_of
from scenarios.fit.events.fit import EventFit, early_cases, fit_events, last_day
from scenarios.fit.events.log import Events
from scenarios.fit.events.mapping import EventMapping, guess_events
from scenarios.fit.events.model import model_of_events
from scenarios.fit.events.reading import read_events, read_table
from scenarios.fit.mapping import read_mapping_as
from scenarios.section import TextPair

_LEAST_DAYS = 5
_LEAST_CASES = 50
_FIFTH = 5
Progress = Callable[[int, int], None]


def fit_cases(
    log: str | Path,
    *,
    name: str = "fitted",
    mapping: str | Path | None = None,
    hold_out: int | None = None,
    replications: int = 100,
    seed: int = 1,
    progress: Progress | None = None,
    processes: int | None = None,
) -> FoundLog[LogData]:
    """Read an event log, fit a model to it, and judge it on cases that it was not shown.

    Judged are fits to four fifths of the cases, on the fifth that each was not shown (does the
    model have the right form?), and one to the cases of the first days, on those of the last ones
    (does the process stay?).

    Parameters
    ----------
    log
        XES, CSV (gzipped or not) or xlsx: a row for each thing done for a case.
    name
        Name of the model.
    mapping
        A mapping file; guessed when left out.
    hold_out
        Days held out; the last fifth when left out.
    replications, seed
        Runs of each judgement.
    progress
        Told (steps done, steps in all).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Raises
    ------
    DataError
        The log cannot be read, or too many rows had to be set aside.
    """
    given = None if mapping is None else read_mapping_as(mapping, EventMapping)
    table = read_table(log, None if given is None else given.separator)
    given = given or guess_events(table)
    events, quality = read_events(table, given)
    if given.since is not None:
        events = events.since(given.since)
        _check_cases(events, given, str(log))
    whole = fit_events(events, given)
    days = whole.whole.days
    held = max(1, round(days / _FIFTH)) if hold_out is None else hold_out
    if hold_out is not None and not 1 <= hold_out < days:
        what = f"expected 1 to {days - 1} of the {days} days, got {hold_out}. Hold out fewer."
        raise DataError(Problem("--hold-out", what))
    file, last = Path(log).name, last_day(events)
    source = TextPair(
        zh=f"{file}，{events.first_day} 至 {last}", en=f"{file}, {events.first_day} to {last}"
    )
    judged: list[EventJudgement] = []
    interrupted = False
    if events.cases >= _LEAST_CASES:
        judged.append(_on_cases(whole, source, replications, seed, progress, processes))
        try:
            later = _on_days(whole, held, source, replications, seed, progress, processes)
        except KeyboardInterrupt:  # what is done is kept: the judgement on cases
            later, interrupted = None, True
        judged += [later] if later is not None else []
    fit = with_contention(whole, source)
    early = early_cases(fit)
    came_on = (early.came // DAY).astype(np.int64)
    change = find_change(early.cycle_time, came_on) if early.cases > 1 else None
    tables = {"judgement": pd.concat([j.table for j in judged])} if judged else {}
    model = model_of_events(fit, name, source)
    return FoundLog(
        mapping=given,
        quality=quality,
        model=model,
        headline=findings_of(fit, tuple(judged), change)["page"],
        judged_well=judged_well(judged),
        lines=partial(event_lines, fit, quality, tuple(judged), change),
        tables=tables,
        document=partial(events_document, fit, quality, judged, change),
        files=LOG_FILES,
        interrupted=interrupted,
        shown=partial(shown_events, fit, quality, tuple(judged), change, model, source),
    )


def _on_cases(
    whole: EventFit,
    source: TextPair,
    replications: int,
    seed: int,
    progress: Progress | None,
    processes: int | None,
) -> EventJudgement:
    """Each fifth of the cases held out in turn; as many as all are simulated, on the same days."""
    events, mapping = whole.events, whole.mapping
    part = np.arange(events.cases) % _FIFTH
    first, days = events.first_day, whole.whole.days
    until = _until(whole)
    folds = []
    for k in range(_FIFTH):
        # People were busy with the cases held out, too.
        times = whole.times.of_events((part != k)[events.case])
        fit = fit_events(events.of_cases(part != k), mapping, whole.by_group, times)
        more = events.cases / fit.events.cases
        fit = with_contention(fit, source, more)
        model = model_of_events(fit, "judged", source, first, days, more)
        held = events.of_cases((part == k) & whole.whole.came)
        folds.append(Fold(fit, model, traces_of(held), until))
    worked = whole.hours.worked_days(first, days)
    return judge_events(
        folds,
        "cases",
        worked,
        worked,
        replications=replications,
        seed=seed,
        progress=progress,
        processes=processes,
    )


def _on_days(
    whole: EventFit,
    held: int,
    source: TextPair,
    replications: int,
    seed: int,
    progress: Progress | None,
    processes: int | None,
) -> EventJudgement | None:
    """The cases that came on the last days held out; None where there are too few days.

    The fit is shown what had been done by then. Cases that were open are there on the first day,
    and people and load are those of the end, where they changed.
    """
    events, days = whole.events, whole.whole.days
    if days < _LEAST_DAYS:
        return None
    first, midnight = events.first_day + dt.timedelta(days=days - held), (days - held) * DAY
    late = events.came >= midnight
    if not late.any() or not (events.end < midnight).any():
        return None
    fit = fit_events(events.before(midnight), whole.mapping)
    still_open = tuple(remaining_of(fit))
    fit = as_it_ends(with_contention(fit, source))
    model = model_of_events(fit, "judged", source, first, held, still_open=still_open)
    fold = Fold(fit, model, traces_of(events.since(first)), _until(whole) - midnight)
    return judge_events(
        [fold],
        "days",
        whole.hours.worked_days(first, held),
        whole.hours.worked_days(events.first_day, days - held),
        replications=replications,
        seed=seed,
        progress=progress,
        processes=processes,
    )


def _until(whole: EventFit) -> float:
    """When cases of the model are cut off: where a log ends with open cases, with the log [s]."""
    return float(whole.events.end.max()) if whole.whole.open.any() else math.inf


def _check_cases(events: Events, mapping: EventMapping, file: str) -> None:
    if not events.cases:
        what = (
            f"expected cases that came on {mapping.since} or later, got none. Say an earlier day."
        )
        raise DataError(Problem("since", what, file))
