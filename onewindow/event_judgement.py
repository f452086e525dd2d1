"""How well a model fitted to an event log predicts cases that it was not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from onewindow.api import simulate
from onewindow.event_distances import (
    Traces,
    absolute_distance,
    circadian_distance,
    cycle_time_distance,
    cycle_times,
    handovers_per_case,
    relative_distance,
    repeated_fraction,
    traces_of,
    two_gram_distance,
)
from onewindow.fit_judgement import Verdict
from onewindow.kept_runs import kept_runs
from scenarios.fit.contacts import DAY
from scenarios.fit.event_fit import EventFit
from scenarios.fit.event_model import activity_keys
from scenarios.fit.events import Events
from scenarios.model import ServiceModel

if TYPE_CHECKING:
    import pandas as pd

WITHIN = 0.15
"""Error that planning can bear, as a share."""
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
"""Of the cycle times."""
_TOLERANCE = {"two_gram": WITHIN, "circadian_events": 1.0}
"""Distances that planning can bear; those of times, 15 % of the mean cycle time."""
_FEW = 30
"""Cases held out that say something."""
Split = Literal["cases", "days"]
"""Held out: every fifth case, or those of the last days."""
_DISTANCES: dict[str, Callable[[Traces, Traces], float]] = {
    "two_gram": two_gram_distance,
    "cycle_time_distance": cycle_time_distance,
    "relative_events": relative_distance,
    "circadian_events": circadian_distance,
}
DONE_WITHIN = {"done_within_1h": 1.0, "done_within_1d": 24.0, "done_within_7d": 168.0}
"""Shares of the cases done within so many hours."""
UNITS = {
    **dict.fromkeys(DONE_WITHIN, "share of cases"),
    "two_gram": "", "cycle_time_distance": "h", "relative_events": "h", "circadian_events": "h",
    "absolute_events": "h", "handovers": "per case", "events": "per case",
    "repeated": "share of cases", "cases": "per day",
}  # fmt: skip
"""Unit of each measure; of cycle-time quantiles hours."""


@dataclass(frozen=True, slots=True)
class EventJudgement:
    """What was held out against what was predicted for it."""

    split: Split
    cases: int
    """Held out."""
    replications: int
    table: pd.DataFrame
    """Columns ``split, measure, unit, observed, predicted, low, high, fitted_cases, verdict``; for
    distances ``predicted`` is that of all runs, ``low`` and ``high`` what chance makes of one run,
    ``fitted_cases`` that of the cases fitted."""

    def verdict(self, measure: str) -> Verdict:
        """On one measure."""
        rows = self.table[self.table["measure"] == measure]
        return cast("Verdict", rows["verdict"].iloc[0])


def judge_events(
    fit: EventFit,
    model: ServiceModel,
    held_out: Events,
    days: float,
    split: Split,
    *,
    replications: int = 100,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> EventJudgement:
    """Simulate as many cases as were held out, and compare.

    Parameters
    ----------
    fit
        A fit to the other cases.
    model
        Its model; with ``split`` days it begins on the first day held out.
    held_out
        The cases held out.
    days
        Days on which these came; with ``split`` days all days, else their share of the days.
    split
        How they were chosen.
    replications, seed
        Runs of the model.
    progress
        Told (replications done, replications asked for).

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    runs = kept_runs(partial(_run, fit, model, seed), replications, progress)
    seen, before = traces_of(held_out), traces_of(fit.events)
    rows = [
        *_quantile_rows(runs, seen, before),
        *_count_rows(runs, seen, before, days, fit.events.days),
        *_distance_rows(runs, seen, before, absolute=split == "days"),
    ]
    import pandas as pd

    table = pd.DataFrame(rows)
    table.insert(0, "split", split)
    table["unit"] = [UNITS.get(name, "h") for name in table["measure"]]
    if held_out.cases < _FEW:
        table["verdict"] = "too_little"
    columns = [
        "split",
        "measure",
        "unit",
        "observed",
        "predicted",
        "low",
        "high",
        "fitted_cases",
        "verdict",
    ]
    return EventJudgement(split, held_out.cases, len(runs), table[columns])


def _run(fit: EventFit, model: ServiceModel, seed: int, r: int) -> Traces:
    """Completions of one replication, with the activities and groups of the log."""
    result = simulate(model, seed=seed, replication=r)
    rows, names = result.log.services, result.world.activities
    symbols = {key: symbol for symbol, key in activity_keys(fit).items()}
    of_name = np.array([symbols[name] for name in names], dtype=np.int64).reshape(-1, 2)
    done = (rows.activity >= 0) & np.isfinite(rows.end_time) & (rows.outcome == 0)
    order = np.lexsort((rows.end_time[done], rows.case[done]))
    case, activity = rows.case[done][order], rows.activity[done][order]
    assert model.start_date is not None
    end = rows.end_time[done][order] + model.start_date.weekday() * DAY
    return Traces(case, of_name[activity, 0], of_name[activity, 1], end)


def _quantile_rows(runs: list[Traces], seen: Traces, before: Traces) -> list[dict[str, object]]:
    observed, fitted = np.quantile(cycle_times(seen), QUANTILES), cycle_times(before)
    each = np.array([np.quantile(cycle_times(run), QUANTILES) for run in runs])
    pooled = np.quantile(np.concatenate([cycle_times(run) for run in runs]), QUANTILES)
    low, high = np.percentile(each, [2.5, 97.5], axis=0)
    earlier = np.quantile(fitted, QUANTILES)
    return [
        {
            "measure": f"cycle_time_p{q * 100:.0f}",
            "observed": observed[k],
            "predicted": pooled[k],
            "low": low[k],
            "high": high[k],
            "fitted_cases": earlier[k],
            "verdict": _close(observed[k], pooled[k], low[k], high[k]),
        }
        for k, q in enumerate(QUANTILES)
    ]


def _count_rows(
    runs: list[Traces], seen: Traces, before: Traces, days: float, days_before: int
) -> list[dict[str, object]]:
    measures: dict[str, Callable[[Traces, float], float]] = {
        "cases": lambda log, span: log.cases / span,
        "events": lambda log, _: len(log.case) / max(1, log.cases),
        "handovers": lambda log, _: handovers_per_case(log),
        "repeated": lambda log, _: repeated_fraction(log),
    }
    for name, hours in DONE_WITHIN.items():
        measures[name] = partial(_done_within, hours)
    rows: list[dict[str, object]] = []
    for name, measure in measures.items():
        each = np.array([measure(run, days) for run in runs])
        observed, predicted = measure(seen, days), float(each.mean())
        low, high = np.percentile(each, [2.5, 97.5])
        rows.append(
            {
                "measure": name,
                "observed": observed,
                "predicted": predicted,
                "low": float(low),
                "high": float(high),
                "fitted_cases": measure(before, days_before),
                "verdict": _close(observed, predicted, float(low), float(high)),
            }
        )
    return rows


def _done_within(hours: float, log: Traces, _: float) -> float:
    return float((cycle_times(log) <= hours).mean())


def _close(observed: float, predicted: float, low: float, high: float) -> Verdict:
    """Trusted within 15 %, or where the observed lies in the band of so many cases."""
    near = abs(predicted - observed) <= WITHIN * abs(observed)
    return "trust" if near or low <= observed <= high else "do_not_trust"


def _distance_rows(
    runs: list[Traces], seen: Traces, before: Traces, *, absolute: bool
) -> list[dict[str, object]]:
    """Distances of what was held out, with those that chance makes of one run from all of them."""
    pooled = _pooled(runs)
    mean = float(cycle_times(seen).mean())
    rows: list[dict[str, object]] = []
    for name, distance in _DISTANCES.items():
        chance = [distance(run, pooled) for run in runs]
        bearable = _TOLERANCE.get(name, WITHIN * mean)
        row = _distance_row(name, distance(seen, pooled), chance, bearable)
        rows.append(row | {"fitted_cases": distance(seen, before)})
    if absolute:
        # From the first day held out on: the cases fitted came before it.
        far = float(np.mean([absolute_distance(seen, run) for run in runs]))
        pairs = zip(runs, runs[1:], strict=False)
        chance = [absolute_distance(one, other) for one, other in pairs]
        rows.append(_distance_row("absolute_events", far, chance, 0.0))
    return rows


def _distance_row(name: str, far: float, chance: list[float], bearable: float) -> dict[str, object]:
    low, high = np.percentile(chance, [2.5, 97.5])
    verdict: Verdict = "trust" if far <= max(float(high), bearable) else "do_not_trust"
    return {
        "measure": name, "observed": 0.0, "predicted": far, "low": float(low),
        "high": float(high), "fitted_cases": float("nan"), "verdict": verdict,
    }  # fmt: skip


def _pooled(runs: list[Traces]) -> Traces:
    """All replications as one log."""
    number = np.cumsum([0] + [int(run.case.max(initial=-1)) + 1 for run in runs])
    return Traces(
        np.concatenate([run.case + n for run, n in zip(runs, number[:-1], strict=True)]),
        np.concatenate([run.activity for run in runs]),
        np.concatenate([run.group for run in runs]),
        np.concatenate([run.end for run in runs]),
    )
