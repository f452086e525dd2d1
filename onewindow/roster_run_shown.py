"""A simulated roster as charts, tables and pages need it: levels with their intervals."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from onewindow.roster_simulating import RosterSimulation, Side
from onewindow.warnings_told import in_both
from optimize.promise import Promise
from plots.language import LANGS, say
from plots.roster_run_data import RosterRunData
from scenarios.section import TextPair
from sim.intervals import estimate, pseudo_values, spread, t_quantiles
from sim.variates import Floats

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
        total=_levels(found, (1, 2, 3)).assign(
            calls=lambda rows: rows["calls"] / case.days,
        ),
        people=_people(found),
        assumed_breaks=found.assumed_breaks,
        notes=in_both(found.staffed.notes),
        version=__version__,
        date=dt.date.today().isoformat(),
    )


def _clock(found: RosterSimulation) -> pd.DataFrame:
    slots, queues = found.full.whole.shape[2:]
    rows = _levels(found, (1,))
    at = np.repeat(np.arange(slots) * found.interval, queues)
    rows = rows.assign(
        calls=rows["calls"] / found.case.days, queue=list(found.queues) * slots, at=at,
        length=found.interval,
    )  # fmt: skip
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
    people = found.case.people
    shares = np.ones(len(people), np.bool_)
    told = estimate(found.full.busy, found.full.present, CONFIDENCE, shares)
    side = found.absent
    other = (
        np.full(len(people), np.nan)
        if side is None
        else estimate(side.busy, side.present, CONFIDENCE, shares).value
    )
    return pd.DataFrame(
        {
            "person": list(people),
            "speed": [person.speed for person in people.values()],
            "hours": found.full.present.mean(axis=0) / 3600,
            "occupancy": told.value,
            "low": told.low,
            "high": told.high,
            "occupancy_absent": other,
        }
    )
