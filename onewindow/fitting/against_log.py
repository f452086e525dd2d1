"""A fitted model against the whole log that it was fitted to, in one number for each measure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from onewindow.fitting.figures import Unit
from onewindow.fitting.runs import Came, came_of, run
from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.fitted_model import acceptable_wait, model_of_fit
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind

UNITS: dict[str, Unit] = {
    "arrivals": "cases per day", "answered_within": "share", "abandoned_fraction": "share",
    "mean_wait": "s", "cycle_time": "s",
}  # fmt: skip
"""Unit of each measure."""
_DAYS = 28
"""Whole weeks that are simulated of a longer log."""
_PEOPLE = 1_000_000
"""People simulated, about: days are busy or not by chance, which few runs do not even out."""


def against_log(
    fit: Fit, kind: Kind, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Simulate the days of the log with the staff of the model, the same each week.

    Columns ``measure, log, model, low, high``: the log on its days that are not left out, the mean
    of some runs, and the least and the most of them. Arrivals are per day with any, shares are of
    those who came, waits and times to the end means of the served [s].
    """
    seen = came_of(fit.contacts)
    log = _measures(seen, (fit.weekday >= 0).astype(float), acceptable_wait(fit, kind))
    days = min(fit.days, _DAYS)
    runs = int(np.clip(_PEOPLE / max(1.0, len(seen.arrival) / fit.days * days), 10, 30))
    model = model_of_fit(fit, kind, "against_log", fit.source, days=days)
    counted = _as_often(fit.weekday, days)
    found = []
    for r in range(runs):
        found.append(_measures(run(model, seed, r), counted, acceptable_wait(fit, kind)))
        if progress is not None:
            progress(r + 1, runs)
    table = pd.DataFrame(found)
    return pd.DataFrame(
        {
            "measure": list(log),
            "log": list(log.values()),
            "model": table.mean().to_numpy(),
            "low": table.min().to_numpy(),
            "high": table.max().to_numpy(),
        }
    )


def _as_often(weekday: Ints, days: int) -> Floats:
    """How often each of the first days counts, for weekdays to be as frequent as in all of them.

    Holidays fall on some weekdays and not on others: weeks of the log differ. Shape (days,).
    """
    kept = weekday >= 0
    whole = np.bincount(weekday[kept], minlength=7)
    part = np.bincount(weekday[:days][kept[:days]], minlength=7)
    return np.where(kept, whole[weekday] / np.maximum(1, part[weekday]), 0.0)[:days]


def _measures(came: Came, counted: Floats, within: float) -> dict[str, float]:
    """The measures, with each day counted as often as is said, shape (days,)."""
    day = (came.arrival // DAY).astype(np.int64)
    of = np.where(day < len(counted), counted[np.minimum(day, len(counted) - 1)], 0.0)
    number, served = float(of.sum()), of * came.served
    answered = float(served.sum())
    number, answered_or_one = max(number, 1.0), max(answered, 1.0)
    return {
        "arrivals": number / max(1.0, float(counted[np.unique(day[of > 0])].sum())),
        "answered_within": float(served[came.wait <= within].sum()) / number,
        "abandoned_fraction": 1 - answered / number,
        "mean_wait": float((served * came.wait).sum()) / answered_or_one,
        "cycle_time": float((served * (came.end - came.arrival)).sum()) / answered_or_one,
    }
