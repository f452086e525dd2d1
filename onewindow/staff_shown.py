"""A plan of shifts as charts, tables and pages need it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from onewindow.helping_staff import helping_table
from onewindow.requirement_words import METHOD_WORDS
from onewindow.staff_words import verdict
from onewindow.staffing_found import Staffing
from onewindow.warnings_told import in_both, warnings_in
from plots.language import LANGS
from plots.staff.data import Goal, Level, StaffData
from scenarios.calendar_days import DAY


def shown(found: Staffing, seed: int, goals: tuple[Goal, ...] = ()) -> StaffData:
    """What is shown of a plan.

    Parameters
    ----------
    found
        The plan.
    seed
        It was found with.
    goals
        What other goals take.
    """
    from onewindow import __version__

    promise, check = found.requirement.promise, found.proven.check
    return StaffData(
        model=found.model,
        promise=promise,
        status=found.status,
        confidence=found.confidence,
        replications=check.replications,
        seed=seed,
        begun_with=dict(zip(LANGS, METHOD_WORDS[found.requirement.method], strict=True)),
        days=found.grid.days,
        alike=found.days.alike,
        paid_hours=found.hours_a_day,
        open_days=found.open_days,
        cost=found.plan.cost,
        bound=found.plan.bound,
        gap=found.plan.gap,
        level=Level(*found.day_level()),
        intervals=_intervals(found),
        scopes=_scopes(found),
        shifts=_shifts(found),
        helping=helping_table(found),
        rounds=found.proven.rounds,
        sentences={lang: tuple(verdict(found, lang)) for lang in LANGS},
        version=__version__,
        date=dt.date.today().isoformat(),
        goals=goals,
        warnings=in_both(warnings_in(found.model)),
    )


def goal_of(found: Staffing) -> Goal:
    """What the goal of a plan takes."""
    promise, check = found.requirement.promise, found.proven.check
    least = np.nanmax(check.level) if promise.is_time else np.nanmin(check.level)
    return Goal(
        goal=promise.goal,
        paid_hours=found.hours_a_day,
        level=Level(*found.day_level()),
        least=float(least),
        met=int(check.met.sum()),
        places=check.met.size,
        status=found.status,
    )


def _intervals(found: Staffing) -> pd.DataFrame:
    rows = found.intervals()
    day, at = np.divmod(rows["start"].to_numpy(float), DAY)
    return rows.assign(day=day.astype(int), at=at, length=found.requirement.interval)


def _scopes(found: Staffing) -> pd.DataFrame:
    rows = found.scopes()
    day, at = np.divmod(rows["start"].to_numpy(float), DAY)
    return rows.assign(day=day.astype(int), at=at, end=rows["end"] - day * DAY)


def _shifts(found: Staffing) -> pd.DataFrame:
    rows = []
    for group, rules, plan in zip(
        found.requirement.groups, found.rules, found.plan.shifts, strict=True
    ):
        kinds = rules.kinds
        for shift in plan.shifts:
            since = shift.day * DAY
            title = kinds[shift.kind].title
            rows.append(
                {
                    "group": group,
                    "kind": shift.kind,
                    **{
                        f"kind_{lang}": shift.kind if title is None else getattr(title, lang)
                        for lang in LANGS
                    },
                    "day": shift.day,
                    "weekday": (plan.first_weekday + shift.day) % 7,
                    "at": shift.start - since,
                    "end": shift.end - since,
                    "paid_hours": shift.paid_hours,
                    "person": shift.person,
                    "breaks": tuple(
                        sorted(
                            (pause.start - since, pause.end - since, pause.paid)
                            for pause in shift.breaks
                        )
                    ),
                }
            )
    return pd.DataFrame(rows)
