"""A log fitted, judged on days that were held out, and written as a model file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from onewindow.choices import one_of
from onewindow.fitting.against_log import against_log
from onewindow.fitting.forecast import Forecast
from onewindow.fitting.hold_out import usual_hold_out
from onewindow.fitting.judgement import Judgement, judge
from onewindow.fitting.kind_asked import kind_asked
from onewindow.fitting.replay import replay
from onewindow.fitting.steady import steady_staff
from scenarios.errors import DataError, Problem
from scenarios.findings import wrong_name
from scenarios.fit.contact_reading import read_contacts
from scenarios.fit.contacts import Contacts, Quality
from scenarios.fit.fitted_model import acceptable_wait, model_of_fit, usual_week
from scenarios.fit.fitting import Fit, fit_contacts
from scenarios.fit.guessing import guess_mapping
from scenarios.fit.log_table import read_log
from scenarios.fit.mapped_zones import check_zones, with_zones
from scenarios.fit.mapping import Kind, Mapping, read_mapping, weekdays_in
from scenarios.fit.shut_days import (
    ShutDays,
    weekday_kept,
    with_empty_weekdays,
    with_single_dates,
)
from scenarios.model import ServiceModel
from scenarios.section import TextPair

Progress = Callable[[int, int], None]
KINDS: tuple[Kind, ...] = ("calls", "tickets")
"""What the rows of a log can be."""
_LEAST_DAYS = 5
"""Days a log must have for some of them to be held out."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What became of a log."""

    mapping: Mapping
    quality: Quality
    fit: Fit
    """Fitted to all days."""
    model: ServiceModel
    """A model of a week, from all days."""
    judgement: Judgement | None
    """What a fit to the earlier days alone predicted of the last ones; None for too few days, or
    where Ctrl-C came first."""
    interrupted: bool = False
    """Whether Ctrl-C ended the judgement early; the model is whole."""
    against: pd.DataFrame | None = None
    """The model against all days of the log (`against_log`)."""


def fit_log(
    log: str | Path,
    kind: str,
    *,
    name: str = "fitted",
    mapping: str | Path | None = None,
    hold_out: int | None = None,
    weekdays: tuple[int, ...] = tuple(range(7)),
    replications: int = 100,
    seed: int = 1,
    progress: Progress | None = None,
    processes: int | None = None,
) -> Fitted:
    """Read a log, fit a model to it, and judge it on the last days.

    Parameters
    ----------
    log
        CSV, gzipped or not, or xlsx: one row for each call or ticket.
    kind
        ``calls`` or ``tickets``.
    name
        Name of the model.
    mapping
        A mapping file; guessed when left out.
    hold_out
        Days held out; when left out the last fifth, or more where no day of these could be
        judged.
    weekdays
        Days of the week that are judged (Monday 0); all are fitted.
    replications, seed
        Runs of the judgement.
    progress
        Told (steps done, steps in all).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Raises
    ------
    DataError
        The log cannot be read, too many rows had to be set aside, or the mapping is of another
        kind.
    """
    known = one_of("--kind", kind_asked(kind, mapping), KINDS)
    given, contacts, quality = _read(log, known, mapping, progress)
    days = int(contacts.day.max()) + 1
    cases = np.bincount(contacts.day, minlength=days)
    came = cases > 0
    told = ShutDays(given.holidays, given.closed_dates, weekdays_in(given.closed_weekdays))
    shut = with_empty_weekdays(told, contacts.first_day, came)
    shut = with_single_dates(shut, contacts.first_day, cases)
    kept = weekday_kept(contacts.first_day, days, shut)
    if not (came & (kept >= 0)).any():
        what = "expected days with rows that are not shut, got none. Leave some open."
        raise DataError(Problem("closed_weekdays, closed_dates", what, str(mapping or log)))
    held = hold_out or usual_hold_out(kept, weekdays)
    if hold_out is not None and not 1 <= hold_out < days:
        what = f"expected 1 to {days - 1} of the {days} days, got {hold_out}. Hold out fewer."
        raise DataError(Problem("--hold-out", what))
    if days >= _LEAST_DAYS:
        _check_served(contacts.between(0, days - held), str(log))
    else:
        _check_served(contacts, str(log))
    source = _source(log, contacts, days)
    check_zones(given, contacts, str(mapping or log))
    fitted = fit_contacts(contacts, days, source, shut, given.apart, given.in_time, given.zones)
    _check_apart(fitted, given.apart)
    fit = steady_staff(fitted, known, source)
    model = model_of_fit(fit, known, name, source, *usual_week(fit))
    judged, against, interrupted = None, None, False
    try:
        if days >= _LEAST_DAYS:
            asked = _Asked(held, weekdays, replications, seed, shut, given, processes)
            judged = _judged(contacts, days, known, source, asked, progress)
            interrupted = judged.replications < replications
        if not interrupted:
            against = against_log(fit, known, seed, progress)
    except KeyboardInterrupt:
        interrupted = True
    return Fitted(with_zones(given, fit), quality, fit, model, judged, interrupted, against)


def _read(
    log: str | Path, kind: Kind, mapping: str | Path | None, progress: Progress | None
) -> tuple[Mapping, Contacts, Quality]:
    """The contacts of a log; its texts, which take most memory, are let go."""
    given = None if mapping is None else read_mapping(mapping)
    table = read_log(log, *((None,) if given is None else (given.separator, given.sheet)))
    given = given or guess_mapping(table, kind)
    return given, *read_contacts(table, given, progress)


def _check_apart(fit: Fit, apart: tuple[str, ...]) -> None:
    names = [matter.name for matter in fit.matters]
    mend = "Use one of these names; rare ones are put together."
    if unknown := [name for name in apart if name not in names]:
        raise DataError(
            Problem("apart", wrong_name("a matter of the log", name, names, mend))
            for name in unknown
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a fit is to be judged."""

    held: int
    weekdays: tuple[int, ...]
    replications: int
    seed: int
    shut: ShutDays
    given: Mapping
    processes: int | None


def _judged(
    contacts: Contacts,
    days: int,
    kind: Kind,
    source: TextPair,
    asked: _Asked,
    progress: Progress | None,
) -> Judgement:
    held = asked.held
    before, after = contacts.between(0, days - held), contacts.since(days - held)
    given = asked.given
    fit = fit_contacts(
        before, days - held, source, asked.shut, given.apart, given.in_time, given.zones
    )
    fit = steady_staff(fit, kind, source, changing=True)
    return judge(
        Forecast(fit, kind, source, after.first_day, held, asked.seed),
        before,
        after,
        held,
        within=acceptable_wait(fit, kind),
        replications=asked.replications,
        weekdays=asked.weekdays,
        shut=asked.shut,
        replayed=replay(fit, kind, source, after, held, progress=progress),
        progress=progress,
        processes=asked.processes,
    )


def _check_served(contacts: Contacts, file: str) -> None:
    if not contacts.served.any():
        what = (
            f"expected some who were served, got none of {len(contacts.served)} on the days "
            "fitted. Correct columns and outcome in the mapping: served are those with a start "
            "and an end, or whom outcome calls so."
        )
        raise DataError(Problem("", what, file))


def _source(log: str | Path, contacts: Contacts, days: int) -> TextPair:
    last = contacts.first_day + dt.timedelta(days=days - 1)
    name, first = Path(log).name, contacts.first_day
    return TextPair(zh=f"{name}，{first} 至 {last}", en=f"{name}, {first} to {last}")
