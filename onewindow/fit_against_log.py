"""A fitted model against the whole log that it was fitted to, in one number for each measure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from onewindow.fit_figures import Unit
from onewindow.fit_runs import Came, came_of, run
from scenarios.fit.contacts import DAY, Flags
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
_PEOPLE = 100_000
"""People simulated, about."""


def against_log(
    fit: Fit, kind: Kind, seed: int = 1, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Simulate the days of the log with the staff of the model, the same each week.

    Columns ``measure, log, model, low, high``: the log on its days that are not left out, the mean
    of some runs, and the least and the most of them. Arrivals are per day with any, shares are of
    those who came, waits and times to the end means of the served [s].
    """
    seen = came_of(fit.contacts)
    kept = fit.weekday >= 0
    log = _measures(seen, kept, acceptable_wait(fit, kind))
    days = min(fit.days, _DAYS)
    runs = int(np.clip(_PEOPLE / max(1.0, len(seen.arrival) / fit.days * days), 5, 30))
    model = model_of_fit(fit, kind, "against_log", fit.source, days=days)
    found = []
    for r in range(runs):
        found.append(_measures(run(model, seed, r), kept[:days], acceptable_wait(fit, kind)))
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


def _measures(came: Came, kept: Flags, within: float) -> dict[str, float]:
    day = (came.arrival // DAY).astype(np.int64)
    looked_at = (day < len(kept)) & kept[np.minimum(day, len(kept) - 1)]
    served = came.served & looked_at
    number = max(1, int(looked_at.sum()))
    wait, stay = came.wait[served], (came.end - came.arrival)[served]
    return {
        "arrivals": number / max(1, len(np.unique(day[looked_at]))),
        "answered_within": float((came.wait[served] <= within).sum()) / number,
        "abandoned_fraction": 1 - len(wait) / number,
        "mean_wait": float(wait.mean()) if len(wait) else 0.0,
        "cycle_time": float(stay.mean()) if len(stay) else 0.0,
    }
