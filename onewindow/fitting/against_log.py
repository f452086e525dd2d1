"""A fitted model against the whole log that it was fitted to, in one number for each measure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from onewindow.fitting.figures import Unit
from onewindow.fitting.runs import Came, came_of, run_by_activity, some_of
from scenarios.fit.contacts import DAY, Floats, Ints
from scenarios.fit.fitted_model import acceptable_wait, model_of_fit
from scenarios.fit.fitting import Fit
from scenarios.fit.mapping import Kind

UNITS: dict[str, Unit] = {
    "arrivals": "cases per day", "answered_within": "share", "abandoned_fraction": "share",
    "mean_wait": "s", "cycle_time": "s",
}  # fmt: skip
"""Unit of each measure."""
_OF_ZONES = ("answered_within", "mean_wait")
"""Measures that are told of each zone: people may wait long in one and not in another."""
_DAYS = 28
"""Whole weeks that are simulated of a longer log."""
_PEOPLE = 1_000_000
"""People simulated, about: days are busy or not by chance, which few runs do not even out."""


def against_log(
    fit: Fit, kind: Kind, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Simulate the days of the log with the staff of the model, the same each week.

    Columns ``zone, measure, log, model, low, high``: the log on its days that are not left out, the
    mean of some runs, and the least and the most of them. Arrivals are per day with any, shares are
    of those who came, waits and times to the end means of the served [s]. Of all come first, with
    no name of a zone; then, where there are zones, waits and the share in time of each.
    """
    within = acceptable_wait(fit, kind)
    seen, zone = came_of(fit.contacts), fit.zones.of_each(fit.contacts)
    log = _by_zone(fit, seen, zone, (fit.weekday >= 0).astype(float), within)
    days = min(fit.days, _DAYS)
    runs = int(np.clip(_PEOPLE / max(1.0, len(seen.arrival) / fit.days * days), 10, 30))
    model = model_of_fit(fit, kind, "against_log", fit.source, days=days)
    counted = _as_often(fit.weekday, days)
    of_activity = np.array([matter.zone for matter in fit.matters], dtype=np.int64)
    found = []
    for r in range(runs):
        came, activity = run_by_activity(model, seed, r)
        found.append(_by_zone(fit, came, of_activity[activity], counted, within))
        if progress is not None:
            progress(r + 1, runs)
    table = pd.DataFrame(found)
    return pd.DataFrame(
        {
            "zone": [zone for zone, _ in log],
            "measure": [measure for _, measure in log],
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


def _by_zone(
    fit: Fit, came: Came, zone: Ints, counted: Floats, within: float
) -> dict[tuple[str, str], float]:
    """Measures of all, with no name, and then some of each zone by its name."""
    made = {("", name): value for name, value in _measures(came, counted, within).items()}
    for k, name in enumerate(fit.zones.names):
        own = _measures(some_of(came, zone == k), counted, within)
        made |= {(name, measure): own[measure] for measure in _OF_ZONES}
    return made


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
