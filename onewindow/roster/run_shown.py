"""A simulated roster as charts, tables and pages need it: levels with their intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from onewindow.roster.simulating import RosterSimulation, Side
from onewindow.roster.stayed import beyond_notes, beyond_rows
from onewindow.warnings_told import in_both
from optimize.promise import Promise
from plots.language import LANGS, say
from plots.roster.run_data import RosterRunData
from plots.who_comes import comers, coming
from scenarios.checks.workload import open_days
from scenarios.errors import Problem
from scenarios.section import TextPair
from sim.intervals import estimate, pseudo_values, spread, t_quantiles
from sim.variates import Floats

_MANY_LEFT = 0.01
"""Share of all from which it is told that some still wait at the end."""
CONFIDENCE = 0.95
"""Of each interval by itself."""


def shown_run(found: RosterSimulation, title: TextPair | None = None) -> RosterRunData:
    """What is shown of a simulated roster.

    Parameters
    ----------
    found
        The simulation.
    title
        What the roster is of.
    """
    from onewindow import __version__

    case = found.case
    own = title or TextPair(zh="排班", en="Roster")
    last = case.date(case.days - 1)
    span = {lang: say(lang, f"{case.first_day} 至 {last}", f"{case.first_day} to {last}")
            for lang in LANGS}  # fmt: skip
    return RosterRunData(
        model=found.staffed.model,
        promise=found.promise,
        title={lang: f"{getattr(own, lang)} {span[lang]}" for lang in LANGS},
        rate=found.rate,
        shifts=found.shifts,
        missing=0.0 if found.absent is None else float(found.absent.missing.mean()),
        replications=found.replications,
        seed=found.seed,
        clock=_clock(found),
        days=_levels(found, (2, 3)).assign(date=[case.date(day) for day in range(case.days)]),
        total=_on_open_days(_levels(found, (1, 2, 3)), [len(days_open(found, found.queues))]),
        people=_people(found),
        beyond=beyond_rows(found),
        assumed_breaks=found.assumed_breaks,
        notes=in_both(run_notes(found)),
        version=__version__,
        date=dt.date.today().isoformat(),
    )


def run_notes(found: RosterSimulation) -> tuple[Problem, ...]:
    """All that is to be known of a simulated roster."""
    return (*found.staffed.notes, *found.dates, *_left(found), *beyond_notes(found))


def _left(found: RosterSimulation) -> tuple[Problem, ...]:
    """What to say of those who still wait when the roster ends, where they are many."""
    counted = float(found.full.whole.sum(axis=(1, 2, 3)).mean())
    if found.waiting < 1 or found.waiting < _MANY_LEFT * (counted + found.waiting):
        return ()
    who, number = coming(found.staffed.model, found.queues), f"{found.waiting:,.0f}"
    what = (
        f"{number} {who.en} in the mean still wait when the roster ends; no level counts them, so "
        "that levels look better than they are. Roster more people, or on the days they come."
    )
    zh = f"排班结束时平均仍有 {number} 次{who.zh}在等，没有计入任何水平，所以水平偏好。请多排人，"
    return (Problem("roster", what, zh=f"{zh}或在有人来的日子排人。"),)


def days_open(found: RosterSimulation, queues: Collection[str]) -> set[int]:
    """Days of the roster on which some service of these queues is open."""
    model = found.staffed.model
    return {
        day
        for name in comers(model, queues)
        for day in open_days(model, model.services[name], found.case.days)
    }


def _on_open_days(rows: pd.DataFrame, days: Sequence[int]) -> pd.DataFrame:
    """``calls`` of all days as those of an open day, of which so many are in each row."""
    number = np.array(days, dtype=np.int64)
    return rows.assign(calls=rows["calls"] / np.maximum(number, 1), open_days=number)


def _clock(found: RosterSimulation) -> pd.DataFrame:
    slots, queues = found.full.whole.shape[2:]
    rows = _levels(found, (1,))
    at = np.repeat(np.arange(slots) * found.interval, queues)
    rows = _on_open_days(rows, [len(days_open(found, [name])) for name in found.queues] * slots)
    rows = rows.assign(queue=list(found.queues) * slots, at=at, length=found.interval)
    return rows.sort_values(["queue", "at"], kind="stable", ignore_index=True)


def _levels(found: RosterSimulation, over: tuple[int, ...]) -> pd.DataFrame:
    """Levels with axes of the counts added up: ``calls``, and a level for each of the rest."""
    promise = found.promise
    full = _summed(found.full, over)
    rows = pd.DataFrame({"calls": full[1].mean(axis=0), **_columns(full, promise, "")})
    absent = full if found.absent is None else _summed(found.absent, over)
    others = _columns(absent, promise, "_absent")
    # The same calls on both sides: their difference is much surer than each of them.
    change, error, n = spread(pseudo_values(*absent) - pseudo_values(*full))
    half = error * t_quantiles(CONFIDENCE, n)
    change = others["level_absent"] - rows["level"].to_numpy(float)
    others |= {"change": change, "change_low": change - half, "change_high": change + half}
    if found.absent is None:
        others = {name: np.full(len(rows), np.nan) for name in others if name != "verdict_absent"}
        others["verdict_absent"] = [""] * len(rows)
    return pd.concat([rows, pd.DataFrame(others)], axis=1)


def _summed(side: Side, over: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Part and whole, shape (replications, the rest together)."""
    part, whole = (one.sum(axis=over) for one in (side.part, side.whole))
    return part.reshape(len(part), -1), whole.reshape(len(whole), -1)


def _columns(counts: tuple[Floats, Floats], promise: Promise, of: str) -> dict[str, object]:
    are_shares = np.full(counts[0].shape[1], not promise.is_time)
    told = estimate(*counts, CONFIDENCE, are_shares)
    good, bad = (told.high, told.low) if promise.is_time else (told.low, told.high)
    sign = -1.0 if promise.is_time else 1.0
    verdict = np.select(
        [np.isnan(told.value), sign * (good - promise.goal) >= 0, sign * (bad - promise.goal) < 0],
        ["", "met", "not_met"],
        "unclear",
    )
    return {
        f"level{of}": told.value, f"low{of}": told.low, f"high{of}": told.high,
        f"verdict{of}": verdict,
    }  # fmt: skip


def _people(found: RosterSimulation) -> pd.DataFrame:
    people = found.people
    shares = np.ones(len(people), np.bool_)
    told = estimate(found.full.busy, found.full.present, CONFIDENCE, shares)
    beyond = beyond_rows(found).groupby("person")["hours"].sum()
    side = found.absent
    other = (
        np.full(len(people), np.nan)
        if side is None
        else estimate(side.busy, side.present, CONFIDENCE, shares).value
    )
    return pd.DataFrame(
        {
            "person": people,
            "speed": [found.case.people[name].speed for name in people],
            "hours": found.full.present.mean(axis=0) / 3600,
            "beyond": [beyond.get(name, 0.0) for name in people],
            "occupancy": told.value,
            "low": told.low,
            "high": told.high,
            "occupancy_absent": other,
        }
    )
