"""What was found in queue snapshots, for machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onewindow.fitting.as_json import measure_document, rows_document
from onewindow.fitting.snapshots.frames import known_frame
from onewindow.fitting.snapshots.judgement import SnapshotJudgement
from onewindow.machine import records
from scenarios.calendars import WEEKDAYS
from scenarios.fit.contacts import Quality
from scenarios.fit.on_duty import STEP
from scenarios.fit.shut_days import LogDays
from scenarios.fit.snapshots.fit import CounterGroup, CounterPool, SnapshotFit

if TYPE_CHECKING:
    import pandas as pd


def snapshots_document(
    fit: SnapshotFit,
    log_days: LogDays,
    quality: Quality,
    judged: SnapshotJudgement | None,
    tables: Mapping[str, pd.DataFrame],
) -> dict[str, Any]:
    """Rows, what was fitted, and the judgement with its tables.

    Times are in seconds but for those of ``waits`` and ``queues`` [min]; errors are in their
    ``unit``.
    """
    least, most = fit.counter_hours
    return {
        "rows": rows_document(quality),
        "fit": {
            "first_day": fit.seen.dates[0],
            "days": len(fit.seen.dates),
            "arrivals": {
                "called": int(fit.seen.calls.sum()),
                "no_show": fit.no_show,
                "a_day": float(fit.arrived[fit.used].sum(axis=0).mean()),
                "by_queue_and_weekday": {
                    queue.title: fit.per_day[k].tolist()
                    for k, queue in enumerate(fit.seen.queues)
                    if fit.used[k]
                },
                "day_types": fit.day_types,
                "closed_weekdays": [WEEKDAYS[day] for day in sorted(fit.shut.weekdays)],
                "closed_dates": sorted((*fit.shut.dates, *fit.shut.still)),
                "makeup_workdays": log_days.makeup_dates,
                "cut_dates": fit.cut,
                "busyness_cv": fit.busyness.cv,
                "busyness_p": fit.busyness.p_value,
            },
            "counters": [_counters(fit, group) for group in fit.groups],
            "counters_in_common": [_kind(fit, pool) for pool in fit.pools if len(pool.groups) > 1],
            "counter_hours_a_day": {"least": least, "model": most},
            "left_uncalled": fit.gone_uncalled,
        },
        "known_within": records(known_frame(fit)),
        "judgement": None
        if judged is None
        else {
            "first_day": judged.dates[0],
            "days": len(judged.dates),
            "replications": judged.replications,
            "measures": [measure_document(one) for one in judged.measures],
            "yardsticks": {name: asdict(one) for name, one in judged.yardsticks.items()},
            "by_service_and_day": records(judged.served),
            "by_service_and_hour": records(judged.waiting),
            "waits": records(tables.get("waits")),
            "queues": records(tables.get("queues")),
        },
    }


def _kind(fit: SnapshotFit, pool: CounterPool) -> dict[str, Any]:
    return {
        "queues": [fit.seen.queues[q].title for k in pool.groups for q in fit.groups[k].queues],
        "counter_hours": {
            str(day + 1): float(pool.level[day].sum()) * STEP / 3600 for day in range(7)
        },
    }


def _counters(fit: SnapshotFit, group: CounterGroup) -> dict[str, Any]:
    time = group.call_time
    return {
        "queues": [fit.seen.queues[q].title for q in group.queues],
        "calls": time.calls,
        "mean": time.mean,
        "low": time.low * group.own_share,
        "high": time.high,
        "cv": {"value": time.cv, "low": time.cv_low, "high": time.cv_high}
        if time.cv_told
        else None,
        "own_share": group.own_share,
        "slowed_by": [
            [fit.seen.queues[q].title for q in fit.groups[k].queues] for k in group.slowed_by
        ],
        "left_uncalled_fraction": group.left_fraction,
        "open": {str(day + 1): group.hours(day) for day in range(7)},
        "people_come": {str(day + 1): group.came[day] for day in range(7)},
        "counter_hours": {
            str(day + 1): float(group.level[day].sum()) * STEP / 3600 for day in range(7)
        },
    }
