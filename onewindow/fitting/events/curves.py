"""What is told of cases held out: shares done in time, times of steps, errors of folds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from onewindow.fitting.events.distances import HOUR, Traces, cycle_times, traces_of
from onewindow.fitting.events.runs import Fold
from onewindow.fitting.runs_band import band_columns, band_of
from scenarios.fit.contacts import Floats

if TYPE_CHECKING:
    import pandas as pd

_POINTS = 80
_SHORTEST = 1 / 60
"""Where the axis of time begins [h]."""
_PAIRS = 12
"""Pairs of steps that are shown, the most frequent."""
_FEW = 10
"""Pairs seen more rarely say little of their mean."""


def cycle_curve(runs: Sequence[Traces], seen: Traces) -> pd.DataFrame:
    """Shares done within times; columns ``within`` [h], ``observed, predicted, low, high``."""
    import pandas as pd

    observed = cycle_times(seen)
    each = [cycle_times(run) for run in runs]
    longest = max(
        2 * _SHORTEST, float(observed.max()), *(float(np.quantile(t, 0.99)) for t in each)
    )
    within = np.geomspace(_SHORTEST, longest, _POINTS)
    shares = np.array([_done(times, within) for times in each])
    low, high = band_of(shares)
    return pd.DataFrame(
        {
            "within": within, "observed": _done(observed, within),
            "predicted": shares.mean(axis=0), "low": low, "high": high,
            **band_columns(len(each)),
        }
    )  # fmt: skip


def _done(times: Floats, within: Floats) -> Floats:
    return np.asarray(np.searchsorted(np.sort(times), within, "right") / max(1, len(times)))


def transitions(runs: Sequence[Traces], seen: Traces, activities: tuple[str, ...]) -> pd.DataFrame:
    """Mean times from one completion to the next of a case, by the activities of both.

    Columns ``before, after, cases, observed, low, high, predicted`` [h]; ``low`` and ``high`` are
    the normal interval of the observed mean.
    """
    import pandas as pd

    gaps = {pair: times for pair, times in _gaps(seen).items() if len(times) >= _FEW}
    most = sorted(gaps, key=lambda pair: -len(gaps[pair]))[:_PAIRS]
    # Sums alone are kept: a hundred runs of a long log have millions of steps.
    number, total = dict.fromkeys(most, 0), dict.fromkeys(most, 0.0)
    for run in runs:
        for pair, times in _gaps(run).items():
            if pair in number:
                number[pair] += len(times)
                total[pair] += float(times.sum())
    rows = []
    for pair in most:
        if not number[pair]:
            continue
        half = 1.96 * float(gaps[pair].std()) / len(gaps[pair]) ** 0.5
        mean = float(gaps[pair].mean())
        rows.append(
            {
                "before": activities[pair[0]], "after": activities[pair[1]],
                "cases": len(gaps[pair]), "observed": mean, "low": max(0.0, mean - half),
                "high": mean + half, "predicted": total[pair] / number[pair],
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _gaps(log: Traces) -> dict[tuple[int, int], Floats]:
    """Times [h] from one completion to the next, by both activities."""
    at = np.flatnonzero(np.diff(log.case) == 0)
    before, after = log.activity[at], log.activity[at + 1]
    pair = before * (int(log.activity.max(initial=0)) + 1) + after
    order = np.argsort(pair, kind="stable")
    gaps = ((log.end[at + 1] - log.end[at]) / HOUR)[order]
    begin = np.flatnonzero(np.diff(pair[order], prepend=-1))
    names = zip(before[order][begin].tolist(), after[order][begin].tolist(), strict=True)
    return dict(zip(names, np.split(gaps, begin[1:]), strict=True)) if len(at) else {}


def fold_errors(
    folds: Sequence[Fold], runs: Sequence[Traces], quantiles: Sequence[float]
) -> pd.DataFrame:
    """How far quantiles of one fold's cycle times are missed, by its model and by its other cases.

    Columns ``measure, predicted_error, fitted_cases_error``: medians over the folds of the error as
    a share of the observed. The second is what chance alone does to as few cases.
    """
    import pandas as pd

    missed: list[list[Floats]] = [[], []]
    for k, fold in enumerate(folds):
        own = runs[k :: len(folds)]
        if not own:
            continue
        observed = np.quantile(cycle_times(fold.seen), quantiles)
        told = np.concatenate([cycle_times(run) for run in own])
        for errors, times in zip(
            missed, (told, cycle_times(traces_of(fold.fit.events))), strict=True
        ):
            found = np.quantile(times, quantiles)
            with np.errstate(divide="ignore", invalid="ignore"):
                errors.append(np.where(observed > 0, np.abs(found / observed - 1), np.nan))
    # Pandas leaves out what is not known, and stays silent where nothing is.
    mine, fitted = (pd.DataFrame(errors).median().to_numpy(float) for errors in missed)
    return pd.DataFrame(
        {
            "measure": [f"cycle_time_p{q * 100:.0f}" for q in quantiles],
            "predicted_error": mine, "fitted_cases_error": fitted,
        }
    )  # fmt: skip
