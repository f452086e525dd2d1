"""Synthetic replications as the tables that a simulation would give."""

import numpy as np
import pandas as pd
from scipy import stats

from sim.catalogue import CATALOGUE

R = 30
CDF_TIMES = np.concatenate([[0.0], np.geomspace(1.0, 30 * 86400.0, 260)])
KEY = ["measure", "scope", "of", "at"]
SAME = "no distinguishable change"


def times(name, scope, of, draws):
    """Values by replication of the kinds of one time; draws of shape (replications, cases)."""
    values = {
        "mean": draws.mean(1), "max": draws.max(1),
        **{f"p{q}": np.percentile(draws, q, axis=1) for q in (50, 90, 95)},
    }  # fmt: skip
    return {(f"{name}_{kind}", scope, of, np.nan): v for kind, v in values.items()}


def cdf(name, scope, of, draws):
    ordered = np.sort(draws, axis=1)
    return {
        (name, scope, of, t): np.array([np.searchsorted(x, t, side="right") for x in ordered])
        / ordered.shape[1]
        for t in CDF_TIMES
    }


def _interval(values):
    mean = values.mean()
    half = values.std(ddof=1) / np.sqrt(R) * stats.t.ppf(0.975, R - 1)
    return mean, mean - half, mean + half


def estimates(values):
    """The table of one model from values by replication under (measure, scope, of, at)."""
    rows = [
        (*key, CATALOGUE[key[0]].unit, *_interval(np.asarray(v, float)), R)
        for key, v in values.items()
    ]
    return pd.DataFrame(rows, columns=[*KEY, "unit", "value", "low", "high", "n"])


def comparison(name, before, after):
    """The paired table of a redesign from two dictionaries as for `estimates`."""
    nothing = np.full(R, np.nan)
    rows = []
    for key in dict.fromkeys([*before, *after]):
        a, b = (np.asarray(side.get(key, nothing), float) for side in (before, after))
        difference, low, high = _interval(b - a)
        p = float(difference == 0)
        if np.ptp(b - a) > 0:
            p = float(stats.ttest_rel(b, a).pvalue)
        better = CATALOGUE[key[0]].better
        verdict = "" if better == "neither" or np.isnan(difference) else SAME
        if verdict and p < 0.05 and difference != 0:
            verdict = "better" if (difference < 0) == (better == "lower") else "worse"
        relative = difference / a.mean() if a.mean() else np.nan
        rows.append(
            (name, *key, CATALOGUE[key[0]].unit, *_interval(a), *_interval(b), difference, low,
             high, relative, p, verdict)
        )  # fmt: skip
    columns = [
        "redesign", *KEY, "unit", "before", "before_low", "before_high", "after", "after_low",
        "after_high", "difference", "low", "high", "relative", "p", "verdict",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def case(service, steps):
    """Rows of the log of one case from (activity, pool, enable, start, end, visit, outcome, step)
    in minutes.
    """
    rows = []
    for activity, pool, enable, start, end, visit, outcome, step in steps:
        seize = np.nan if outcome == "elapsed" else start * 60 - 10
        rows.append(
            {
                "case_id": f"{service}/9/3", "service": service, "channel": "", "visit": visit,
                "activity": activity, "step": step, "branch": 0, "round": 0, "attempt": 0,
                "pool": pool, "resource": f"{pool}#1" if pool else "",
                "enable_time": (560 + enable) * 60.0, "seize_time": max(seize, (560 + enable) * 60)
                if outcome != "elapsed" else np.nan, "start_time": (560 + start) * 60.0,
                "end_time": (560 + end) * 60.0, "release_time": (560 + end) * 60.0,
                "outcome": outcome,
            }
        )  # fmt: skip
    return pd.DataFrame(rows)
