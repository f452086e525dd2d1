"""How well a model fitted to an event log predicts cases that it was not shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

import numpy as np

from onewindow.fitting.events.curves import cycle_curve, fold_errors, transitions
from onewindow.fitting.events.distances import (
    Distance,
    Traces,
    absolute_distance,
    circadian_distance_from,
    cycle_time_distance_from,
    cycle_times,
    handovers_per_case,
    joined,
    relative_distance_from,
    repeated_fraction,
    traces_of,
    two_gram_distance_from,
)
from onewindow.fitting.events.runs import Fold, Split, run_in_turn
from onewindow.fitting.figures import Unit
from onewindow.fitting.judgement import Verdict
from onewindow.fitting.kept_runs import kept_runs
from onewindow.fitting.runs_band import band_of
from scenarios.fit.events.log import FirstSign

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
_CHANCE = 25
"""Runs that tell how far chance takes one from all of them."""
_COLUMNS = (
    "split", "measure", "unit", "observed", "predicted", "low", "high", "allowed", "fitted_cases",
    "verdict",
)  # fmt: skip
_DISTANCES: dict[str, Callable[[Traces], Distance]] = {
    "two_gram": two_gram_distance_from,
    "cycle_time_distance": cycle_time_distance_from,
    "relative_events": relative_distance_from,
    "circadian_events": circadian_distance_from,
}
DISTANCES = (*_DISTANCES, "absolute_events")
"""Measures that are distances from what was seen."""
DONE_WITHIN = {"done_within_1h": 1.0, "done_within_1d": 24.0, "done_within_7d": 168.0}
"""Shares of the cases done within so many hours."""
_UNITS: dict[str, Unit] = {
    **dict.fromkeys((*DONE_WITHIN, "repeated", "two_gram"), "share"),
    "handovers": "per case",
    "events": "per case",
    "cases": "cases per working day",
}


@dataclass(frozen=True, slots=True)
class EventJudgement:
    """What was held out against what was predicted for it."""

    split: Split
    cases: int
    """Held out."""
    first_sign: FirstSign
    """What cycle times are counted from."""
    replications: int
    table: pd.DataFrame
    """Columns ``split, measure, unit, observed, predicted, low, high, allowed, fitted_cases,
    verdict``. ``allowed`` is what the verdict goes by: a share of the observed, or a distance. For
    distances ``predicted`` is that of all runs, ``low`` and ``high`` what chance makes of one run,
    ``fitted_cases`` that of the cases fitted (NaN with ``split`` cases)."""
    by_fold: pd.DataFrame
    """Errors of one fold's cases, medians over the folds: columns ``measure, predicted_error,
    fitted_cases_error``."""
    curve: pd.DataFrame
    """See `cycle_curve`."""
    steps: pd.DataFrame
    """See `transitions`."""

    def verdict(self, measure: str) -> Verdict:
        """On one measure."""
        rows = self.table[self.table["measure"] == measure]
        return cast("Verdict", rows["verdict"].iloc[0])


def unit_of(measure: str) -> Unit:
    """The unit of a measure: hours, for quantiles of cycle times and distances of times."""
    return _UNITS.get(measure, "h")


def judge_events(
    folds: Sequence[Fold],
    split: Split,
    days: int,
    days_before: int,
    *,
    replications: int = 100,
    seed: int = 1,
    progress: Callable[[int, int], None] | None = None,
    processes: int | None = None,
) -> EventJudgement:
    """Simulate as many cases as were held out, and compare.

    Parameters
    ----------
    folds
        Fits with what was held out of each. With ``split`` cases each model has as many cases as
        the whole log, on the same days; all replications together are compared with all cases,
        each of which was held out once. With ``split`` days there is one, that begins on the first
        day held out.
    split
        How they were chosen.
    days, days_before
        Working days on which the cases held out came, and those fitted.
    replications, seed
        Runs of the models, in turn.
    progress
        Told (replications done, replications asked for).
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came before ten replications were done; later ones end it with what there is.
    """
    import pandas as pd

    runs = kept_runs(partial(run_in_turn, folds, seed), replications, progress, processes)
    seen = joined([fold.seen for fold in folds])
    before = traces_of(folds[0].fit.events) if split == "days" else None
    rows = [
        *_quantile_rows(runs, seen, before),
        *_count_rows(runs, seen, before, max(1, days), max(1, days_before)),
        *_distance_rows(runs, seen, before, absolute=split == "days"),
    ]
    table = pd.DataFrame(rows)
    table.insert(0, "split", split)
    table["unit"] = [unit_of(name) for name in table["measure"]]
    if seen.cases < _FEW:
        table["verdict"] = "too_little"
    return EventJudgement(
        split=split,
        cases=seen.cases,
        first_sign=folds[0].fit.events.first_sign,
        replications=len(runs),
        table=table[list(_COLUMNS)],
        by_fold=fold_errors(folds, runs, QUANTILES),
        curve=cycle_curve(runs, seen),
        steps=transitions(runs, seen, folds[0].fit.events.activities),
    )


def _quantile_rows(
    runs: list[Traces], seen: Traces, before: Traces | None
) -> list[dict[str, object]]:
    observed = np.quantile(cycle_times(seen), QUANTILES)
    each = np.array([np.quantile(cycle_times(run), QUANTILES) for run in runs])
    pooled = np.quantile(np.concatenate([cycle_times(run) for run in runs]), QUANTILES)
    low, high = band_of(each)
    nothing = np.full(len(QUANTILES), np.nan)
    earlier = nothing if before is None else np.quantile(cycle_times(before), QUANTILES)
    return [
        {
            "measure": f"cycle_time_p{q * 100:.0f}",
            "observed": observed[k],
            "predicted": pooled[k],
            "low": low[k],
            "high": high[k],
            "allowed": WITHIN,
            "fitted_cases": earlier[k],
            "verdict": _close(observed[k], pooled[k], low[k], high[k]),
        }
        for k, q in enumerate(QUANTILES)
    ]


def _count_rows(
    runs: list[Traces], seen: Traces, before: Traces | None, days: float, days_before: int
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
        low, high = band_of(each)
        rows.append(
            {
                "measure": name,
                "observed": observed,
                "predicted": predicted,
                "low": float(low),
                "high": float(high),
                "allowed": WITHIN,
                "fitted_cases": np.nan if before is None else measure(before, days_before),
                "verdict": _close(observed, predicted, float(low), float(high)),
            }
        )
    return rows


def _done_within(hours: float, log: Traces, _: float) -> float:
    return float((cycle_times(log) <= hours).mean())


def _close(observed: float, predicted: float, low: float, high: float) -> Verdict:
    """Trusted within 15 %; farther off it is wrong outside the band of so many cases.

    Within the band a true model may be as far off: so few cases do not tell.
    """
    if abs(predicted - observed) <= WITHIN * abs(observed):
        return "trust"
    return "too_little" if low <= observed <= high else "do_not_trust"


def _distance_rows(
    runs: list[Traces], seen: Traces, before: Traces | None, *, absolute: bool
) -> list[dict[str, object]]:
    """Distances of what was held out, with those that chance makes of one run from all of them."""
    pooled, some = joined(runs), runs[:_CHANCE]
    mean = float(cycle_times(seen).mean())
    rows: list[dict[str, object]] = []
    for name, distance_from in _DISTANCES.items():
        far = distance_from(pooled)
        chance = [far(run) for run in some]
        bearable = _TOLERANCE.get(name, WITHIN * mean)
        row = _distance_row(name, far(seen), chance, bearable)
        fitted = np.nan if before is None else distance_from(before)(seen)
        rows.append(row | {"fitted_cases": fitted})
    if absolute:
        # From the first day held out on: the cases fitted came before it.
        apart = float(np.mean([absolute_distance(seen, run) for run in some]))
        pairs = zip(some, some[1:], strict=False)
        chance = [absolute_distance(one, other) for one, other in pairs]
        rows.append(_distance_row("absolute_events", apart, chance, 0.0))
    return rows


def _distance_row(name: str, far: float, chance: list[float], bearable: float) -> dict[str, object]:
    low, high = np.percentile(chance, [2.5, 97.5])
    allowed = max(float(high), bearable)
    verdict: Verdict = "trust" if far <= allowed else "do_not_trust"
    return {
        "measure": name, "observed": 0.0, "predicted": far, "low": float(low),
        "high": float(high), "allowed": allowed, "fitted_cases": float("nan"), "verdict": verdict,
    }  # fmt: skip
