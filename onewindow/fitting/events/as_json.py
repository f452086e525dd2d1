"""What was found in an event log, for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onewindow.fitting.as_json import rows_document, times_document
from onewindow.fitting.events.frames import known_frame, people_frame
from onewindow.fitting.events.judgement import EventJudgement
from onewindow.machine import records
from scenarios.fit.contacts import Quality
from scenarios.fit.drift import Change
from scenarios.fit.events.fit import EventFit
from scenarios.fit.events.keys import told_apart
from scenarios.fit.events.working_time import WorkingTime
from scenarios.fit.midday_break import Spans
from scenarios.fit.work_by_matter import work_by_matter
from scenarios.fit.work_kinds import WorkKind


def events_document(
    fit: EventFit,
    quality: Quality,
    judged: Sequence[EventJudgement],
    change: Change | None,
) -> dict[str, Any]:
    """Rows, what was fitted, and the judgement of each way of holding cases out.

    Times are in seconds, quantiles and distances of the judgement in their ``unit``.
    """
    events = fit.events
    return {
        "rows": rows_document(quality),
        "fit": {
            "first_day": events.first_day,
            "days": events.days,
            "cases": events.cases,
            "cases_open_at_the_end": int(fit.whole.open.sum()),
            "cases_under_way_at_the_beginning": int(fit.whole.under_way.sum()),
            "cycle_time": {
                "mean": fit.mean_cycle_time,
                "p50": fit.cycle_time_quantile(0.5),
                "p90": fit.cycle_time_quantile(0.9),
            },
            "events": len(events.end),
            "activities": events.activities,
            "groups": events.groups,
            "automatic": [events.groups[k] for k in events.automatic],
            "people": events.people,
            "has_starts": events.has_starts,
            "open": _by_day(fit.hours),
            "open_by_group": {
                name: _by_day(fit.by_group.of(k))
                for k, name in enumerate(events.groups)
                if k not in events.automatic
            },
            "arrivals": {
                matter.name: {
                    "cases": matter.cases,
                    "interval": matter.rates.interval,
                    "per_hour": matter.rates.per_hour.tolist(),
                    "busyness_cv": matter.busyness.cv,
                    "busyness_p": matter.busyness.p_value,
                    "steps": matter.routes.steps,
                }
                for matter in fit.matters
            },
            "work": [
                {
                    **_kind_document(fit, kind),
                    "matters": [events.services[k] for k in kind.matters]
                    if told_apart(fit, kind)
                    else None,
                    **times_document(times),
                }
                for kind, times in fit.work.items()
            ],
            "work_by_matter": [
                {
                    **_kind_document(fit, one.kind),
                    "means": one.means,
                    "modelled": one.modelled,
                }
                for one in work_by_matter(fit)
            ],
            "people_at_work": records(people_frame(fit)),
            "change_point": None
            if change is None or not change.told
            else {"before": change.before, "after": change.after, "p": change.p_value},
        },
        "known_within": records(known_frame(fit)),
        "judgement": {
            "held_out": [
                {"split": one.split, "cases": one.cases, "replications": one.replications}
                for one in judged
            ],
            "measures": [row for one in judged for row in records(one.table) or ()],
            "by_fold": [
                {"split": one.split, **row} for one in judged for row in records(one.by_fold) or ()
            ],
        }
        if judged
        else None,
    }


def _by_day(hours: WorkingTime) -> dict[str, Spans]:
    """Hours of each weekday, Monday 1."""
    return {str(day + 1): spans for day, spans in enumerate(hours.hours)}


def _kind_document(fit: EventFit, kind: WorkKind) -> dict[str, str]:
    return {
        "activity": fit.events.activities[kind.activity],
        "group": fit.events.groups[kind.group],
    }
