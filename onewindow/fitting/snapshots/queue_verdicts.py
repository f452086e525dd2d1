"""Which queues of an office a verdict on all of them does not hold for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from onewindow.fitting.judgement import COVERED, FEW, Judged, Verdict
from onewindow.fitting.snapshots.waits import WAIT_WITHIN

PEOPLE_NEVER = 0.5
"""People waiting that a queue may be missed by without harm."""
MINUTES_NEVER = 1.0
"""Minutes that the mean wait of a queue may be missed by without harm."""


def queue_verdicts(waiting: pd.DataFrame, waits: pd.DataFrame) -> pd.DataFrame:
    """A verdict on the people waiting and on the mean wait of each queue, the longest first.

    People waiting are trusted where the mean error is no more than what two days differ by, or
    than half a person. A mean wait is trusted where the error is no more than 25 % of the observed,
    by squares with what chance makes of it if the band holds the observed, or than one minute;
    fewer than 30 people tell nothing. ``waiting_narrow`` are queues whose bands of 95 % hold less
    than 75 % of the moments, ``wait_narrow`` those whose band does not hold the wait.

    Parameters
    ----------
    waiting
        As `SnapshotJudgement.waiting` has it.
    waits
        As `judge_waits` gives it.

    Returns
    -------
    pd.DataFrame
        Columns ``service``; ``waiting_observed, waiting_predicted, waiting_error,
        waiting_allowed`` (people) and ``waiting_covered``; ``people``; ``wait_observed,
        wait_predicted, wait_low, wait_high, wait_allowed`` (min); ``waiting_verdict,
        waiting_narrow, wait_verdict, wait_narrow``. NaN where a queue was not looked at.
    """
    table = _of_waiting(waiting).merge(_of_waits(waits), on="service", how="outer", sort=False)
    for name in ("waiting_verdict", "wait_verdict"):
        table[name] = table[name].fillna("too_little")
    for name in ("waiting_narrow", "wait_narrow"):
        table[name] = table[name].eq(True)
    # By Little's law people times their wait is the length of the queue too.
    length = table["waiting_observed"].fillna(0.0)
    table = table.assign(length=length).sort_values("length", ascending=False, kind="stable")
    return table.drop(columns="length").reset_index(drop=True)


def with_queues(measures: tuple[Judged, ...], queues: pd.DataFrame) -> tuple[Judged, ...]:
    """The measures, with the queues that fail those of queues, the longest first."""
    names = {"queue_length": "waiting", "wait": "wait"}
    return tuple(
        replace(one, failing=_failing(queues, names[one.measure])) if one.measure in names else one
        for one in measures
    )


def _failing(queues: pd.DataFrame, name: str) -> tuple[str, ...]:
    bad = queues[f"{name}_verdict"] == "do_not_trust"
    if name == "waiting":
        matters = queues["waiting_error"] > PEOPLE_NEVER
        bad |= matters & queues["waiting_narrow"]
    return tuple(queues.loc[bad, "service"])


def _of_waiting(waiting: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "observed": "waiting_observed", "predicted": "waiting_predicted",
        "error": "waiting_error", "spread": "waiting_allowed", "inside": "waiting_covered",
    }  # fmt: skip
    weight = waiting["moments"].to_numpy(float)
    sums = waiting[list(columns)].multiply(weight, axis=0).groupby(waiting["service"]).sum()
    moments = waiting.groupby("service")["moments"].sum()
    table = sums.div(moments, axis=0).rename(columns=columns).reset_index()
    table["waiting_allowed"] = table["waiting_allowed"].clip(lower=PEOPLE_NEVER)
    table["waiting_narrow"] = table["waiting_covered"] < COVERED
    table["waiting_verdict"] = _verdicts(table["waiting_error"] <= table["waiting_allowed"])
    return table


def _of_waits(waits: pd.DataFrame) -> pd.DataFrame:
    observed, inside = waits["observed"], waits["observed"].between(waits["low"], waits["high"])
    chance = np.where(inside, waits["chance"], 0.0)
    allowed = np.maximum(np.hypot(WAIT_WITHIN * observed, chance), MINUTES_NEVER)
    error = (waits["predicted"] - observed).abs()
    verdicts = _verdicts(error <= allowed).mask(waits["arrivals"] < FEW, "too_little")
    return pd.DataFrame(
        {
            "service": waits["service"], "people": waits["arrivals"], "wait_observed": observed,
            "wait_predicted": waits["predicted"], "wait_low": waits["low"],
            "wait_high": waits["high"], "wait_allowed": allowed, "wait_narrow": ~inside,
            "wait_verdict": verdicts,
        }
    )  # fmt: skip


def _verdicts(good: pd.Series[bool]) -> pd.Series[str]:
    trust: Verdict = "trust"
    not_to_be: Verdict = "do_not_trust"
    return good.map({True: trust, False: not_to_be})
