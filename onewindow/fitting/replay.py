"""Where a forecast goes wrong: it is told what nobody can know before, step by step.

A forecast misses for three reasons: its rules are wrong, the staff was not what it usually is, or
the day brought other people. Told who was on duty and who came, and then also how long each
service took, a model whose rules are right comes close to what was seen.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from onewindow.fitting.runs import TOLD, WEEK, Came, joined, later, run
from onewindow.fitting.told import told_who_came
from scenarios.fit.contacts import DAY, Contacts
from scenarios.fit.fitted_model import model_of_fit
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind
from scenarios.fit.open_hours import hours_of_days
from scenarios.fit.shut_days import weekday_kept
from scenarios.fit.teams import find_teams
from scenarios.model import ServiceModel
from scenarios.section import TextPair

_PEOPLE = 300_000
"""People simulated of each, about."""


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
                    file = Path(folder) / f"{a}"
                    told = told_who_came(model, fit, week, file, rng, work=known)
                parts[name].append([later(run(told, seed, r), a * DAY) for r in range(runs)])
                if progress is not None:
                    progress(len(TOLD) * k + m + 1, len(TOLD) * len(starts))
    staff, came, all_ = (tuple(map(joined, zip(*parts[name], strict=True))) for name in TOLD)
    return Replayed(staff, came, all_)


def _model(fit: Fit, kind: Kind, source: TextPair, week: Contacts, days: int) -> ServiceModel:
    """The fitted model with the staff of this week."""
    weekday = weekday_kept(week.first_day, days, fit.shut)
    teams = find_teams(week, days, fit.zones, hours_of_days(fit.hours, weekday))
    own = replace(fit, teams=teams, weekday=weekday, steady=1.0)
    return model_of_fit(own, kind, "replayed", source, week.first_day, days)
