"""What was found in a log of calls or tickets, for machines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from onewindow.fitting.fit_log import Fitted
from onewindow.fitting.judgement import Judged
from onewindow.fitting.words import crowds_a_day
from onewindow.machine import records
from scenarios.calendars import WEEKDAYS
from scenarios.fit.contacts import Quality
from scenarios.fit.fitted_model import hours_a_day, staff_hours
from scenarios.fit.fitting import Fit
from scenarios.fit.known_within import known_within
from scenarios.fit.service_times import TimesFit
from scenarios.means import mean_time


def fit_document(found: Fitted) -> dict[str, Any]:
    """What was found in a log: rows, fits, and the judgement with its table.

    Times are in seconds, rates per hour, shares between 0 and 1; errors in their ``unit``.
    """
    judged = found.judgement
    return {
        "rows": rows_document(found.quality),
        "fit": _fit(found.fit),
        "known_within": [asdict(one) for one in known_within(found.fit)],
        **against_document(found.against),
        "judgement": None
        if judged is None
        else {
            "first_day": judged.first_day,
            "days": judged.days,
            "days_judged": judged.days_judged,
            "within": judged.within,
            "replications": judged.replications,
            "measures": [measure_document(one) for one in judged.measures],
            "weekdays_not_fitted": judged.borrowed,
            "weekdays_not_judged": judged.unknown,
            "distances": [{**asdict(one), "unit": one.unit} for one in judged.distances],
            "by_hour": records(judged.table),
        },
    }


def against_document(table: pd.DataFrame | None) -> dict[str, Any]:
    """The model against the whole log: of all, and of each zone where there are any."""
    if table is None:
        return {"against_log": None, "against_log_by_zone": None}
    whole = table["zone"] == ""
    return {
        "against_log": records(table[whole].drop(columns="zone")),
        "against_log_by_zone": records(table[~whole]),
    }


def rows_document(quality: Quality) -> dict[str, Any]:
    """What became of the rows of a log."""
    return {
        "all": quality.rows,
        "used": quality.used,
        "not_contacts": quality.not_contacts,
        "clipped": quality.clipped,
        "day_alone": quality.day_alone,
        "set_aside": len(quality.set_aside),
        "reasons": quality.reasons,
        "alike": [{"rows": look.rows, **look.told.model_dump()} for look in quality.looks],
        "lines_above_the_heads": quality.heads.rows_above,
        "durations": {
            span: {"columns": columns, "unit": unit}
            for span, columns, unit in quality.heads.durations
        },
        "columns_not_used": quality.heads.not_used,
        "moments_not_used": {
            "before_the_arrival": quality.heads.earlier,
            "between_arrival_and_start": quality.heads.between,
        },
        "columns_that_could_tell_matters": dict(quality.heads.matters),
        "looks_like": quality.heads.looks_like or None,
    }


def measure_document(one: Judged) -> dict[str, Any]:
    """A verdict with its figures, and their unit."""
    return {**asdict(one), "unit": one.unit}


def times_document(times: TimesFit) -> dict[str, Any]:
    """What was fitted to times of one kind [s]."""
    return {
        "n": times.n,
        "mean": times.mean,
        "cv": times.cv,
        "family": times.kept_as,
        "two_kinds": None
        if times.mixture is None
        else {"shares": times.mixture.share, "means": times.mixture.mean},
        "short_fraction": times.short_fraction,
        "short_artefact": times.short_artefact,
    }


def _fit(fit: Fit) -> dict[str, Any]:
    duty, patience = fit.on_duty, fit.patience
    return {
        "first_day": fit.contacts.first_day,
        "days": fit.days,
        "open_days": int(fit.open_.sum()),
        "arrivals": {
            "cases": len(fit.contacts.arrival),
            "interval": fit.rates.interval,
            "per_hour": fit.rates.per_hour.tolist(),
            "day_types": fit.rates.day_types,
            "crowds": [
                {"weekdays": days, "span": crowd.span, "cases": number}
                for days, crowd, number in crowds_a_day(fit)
            ],
            "closed_weekdays": [WEEKDAYS[day] for day in sorted(fit.shut.weekdays)],
            "open_dates": fit.shut.worked,
            "makeup_workdays": fit.log_days.makeup_dates,
            "busyness_cv": fit.busyness.cv,
            "busyness_p": fit.busyness.p_value,
        },
        "services": {
            one.name: {"share": one.fraction, **times_document(one.times)} for one in fit.matters
        },
        "pickup": None if fit.pickup is None else times_document(fit.pickup),
        "after_work": None if fit.after_work is None else times_document(fit.after_work),
        "abandoned_fraction": fit.abandoned_fraction,
        "patience": None
        if patience is None
        else {
            "gave_up": patience.abandoned,
            "family": patience.family.name,
            "mean": patience.family.mean,
            "family_fits": patience.fits,
        },
        "left_unseen": None
        if fit.left_unseen is None
        else {
            "no_show": fit.left_unseen.no_show,
            "standard_error": fit.left_unseen.error,
            "p_value": fit.left_unseen.p_value,
            "patience_mean": mean_time(fit.left_unseen.patience),
        },
        "priorities": {
            "by": fit.ranks.by,
            "seen": [{**asdict(one), "in_model": one.strict} for one in fit.ranks.seen],
            "ranks": [
                {"classes": fit.ranks.named(rank), "share": share}
                for rank, share in enumerate(fit.rank_shares)
            ],
            "shares_of_those_who_met_others": fit.ranks.of_those_who_met,
        },
        "zones": fit.zones.named(fit.contacts.activities),
        "teams": [
            {
                "zones": [fit.zones.names[zone] for zone in team.zones],
                "staff_hours_a_day": {
                    "least": hours_a_day(fit, team.on_duty.least),
                    "seen": hours_a_day(fit, team.on_duty.present),
                    "most": hours_a_day(fit, team.on_duty.most),
                    "steady": staff_hours(fit, (team,)),
                },
            }
            for team in fit.teams
        ],
        "staff_hours_a_day": {
            "least": hours_a_day(fit, duty.least),
            "seen": hours_a_day(fit, duty.present),
            "most": hours_a_day(fit, duty.most),
            "steady": staff_hours(fit),
            "named": duty.named,
        },
    }
