"""Where a forecast goes wrong: it is told what nobody can know before, step by step.

A forecast misses for three reasons: its rules are wrong, the staff was not what it usually is, or
the day brought other people. Told who was on duty and who came, and then also how long each
service took, a model whose rules are right comes close to what was seen.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from onewindow.fit_runs import TOLD, WEEK, Came, joined, later, run
from scenarios.fit.contacts import DAY, Contacts, Floats
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import Fit, matter_of_each
from scenarios.fit.mapping import Kind
from scenarios.fit.on_duty import find_on_duty
from scenarios.fit.open_hours import hours_of_days
from scenarios.fit.shut_days import weekday_kept
from scenarios.model import ServiceModel
from scenarios.section import TextPair

_PEOPLE = 300_000
"""People simulated of each, about."""
_STAMP = "%Y-%m-%d %H:%M:%S.%f"
_COLUMNS = {"separator": ",", "time_format": _STAMP, "arrival": "arrival"}


@dataclass(frozen=True, slots=True)
class Replayed:
    """Runs of the days with what was known afterwards."""

    staff_known: tuple[Came, ...]
    """With the staff there was."""
    came_known: tuple[Came, ...]
    """With those who came too; service times are drawn afresh."""
    all_known: tuple[Came, ...]
    """With their service times too: only rules, after-work and patience are the model's."""


def replay(
    fit: Fit,
    kind: Kind,
    source: TextPair,
    held_out: Contacts,
    days: int,
    *,
    runs: int | None = None,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Replayed:
    """Simulate the days held out with who came and who was on duty on them.

    Parameters
    ----------
    fit
        Fitted to earlier days: it gives patience, after-work, pick-up and service times.
    kind, source
        As for `model_of_fit`.
    held_out, days
        Who came on the days held out; times are seconds since the midnight of the first.
    runs, seed
        Runs of each; ten when left out, and no fewer than three of many people.
    progress
        Told (runs done, runs in all).
    """
    rng = np.random.default_rng(seed)
    if runs is None:
        runs = int(np.clip(_PEOPLE / max(1, len(held_out.arrival)), 3, 10))
    starts = [a for a in range(0, days, WEEK) if held_out.between(a, a + WEEK).served.any()]
    parts: dict[str, list[list[Came]]] = {name: [] for name in TOLD}
    with tempfile.TemporaryDirectory() as folder:
        for k, a in enumerate(starts):
            week = held_out.between(a, a + WEEK).since(a)
            model = _model(fit, kind, source, week, min(WEEK, days - a))
            for m, name in enumerate(TOLD):
                told = model
                if name != "staff_known":
                    known = name == "all_known"
                    told = _told(model, fit, week, Path(folder) / f"{a}", rng, known)
                parts[name].append([later(run(told, seed, r), a * DAY) for r in range(runs)])
                if progress is not None:
                    progress(len(TOLD) * k + m + 1, len(TOLD) * len(starts))
    staff, came, all_ = (tuple(map(joined, zip(*parts[name], strict=True))) for name in TOLD)
    return Replayed(staff, came, all_)


def _model(fit: Fit, kind: Kind, source: TextPair, week: Contacts, days: int) -> ServiceModel:
    """The fitted model with the staff of this week."""
    weekday = weekday_kept(week.first_day, days, fit.shut)
    duty = find_on_duty(week, days, hours_of_days(fit.hours, weekday))
    own = replace(fit, on_duty=duty, weekday=weekday, steady=1.0)
    return model_of_fit(own, kind, "replayed", source, week.first_day, days)


def _told(
    model: ServiceModel, fit: Fit, week: Contacts, file: Path, rng: np.random.Generator, known: bool
) -> ServiceModel:
    """The model with those who came, and where ``known`` with what each of them needed."""
    matter = matter_of_each(fit.matters, week)
    rank = fit.ranks.of_each(week, matter)
    logs: dict[str, Any] = {}
    services: dict[str, Any] = {}
    for k, activity in enumerate(model.activities):
        for r in range(fit.ranks.number):
            own = week.only((matter == k) & (rank == r))
            if not len(own.arrival):
                continue
            # Nobody knows what those needed who gave up: as much as others did.
            needed = np.where(
                own.served,
                own.end - own.start,
                rng.choice(fit.matters[k].times.observed, len(own.end)),
            )
            path = file.with_name(f"{file.name}_{k}_{r}_{known}.csv")
            _write(path, week.first_day, own.arrival, needed)
            name = activity if fit.ranks.number == 1 else f"{activity}_{r + 1}"
            logs[name] = {"file": str(path), **_COLUMNS}
            arrivals: dict[str, Any] = {"pattern": "trace", "log": name}
            if known:
                arrivals["work"] = {activity: {"start": "arrival", "end": "until"}}
            services[name] = {"arrivals": arrivals, "flow": [{"serve": activity}], "priority": r}
    return model.replace(services=services, calendars=_of_pools(model), logs=logs)


def _of_pools(model: ServiceModel) -> dict[str, Any]:
    used = {pool.calendar for pool in model.pools.values()}
    return {name: calendar for name, calendar in model.calendars.items() if name in used}


def _write(path: Path, first: dt.date, arrival: Floats, needed: Floats) -> None:
    midnight = pd.Timestamp(first)
    table = pd.DataFrame(
        {
            "arrival": midnight + pd.to_timedelta(arrival, unit="s"),
            "until": midnight + pd.to_timedelta(arrival + needed, unit="s"),
        }
    )
    table.to_csv(path, index=False, date_format=_STAMP)
