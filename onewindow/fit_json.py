"""A fitted log as one document for machines."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from onewindow.fit import Fitted
from onewindow.machine import records
from scenarios.fit.fitting import Fit
from scenarios.fit.known_within import known_within
from scenarios.fit.service_times import TimesFit


def fit_document(found: Fitted, log: Path, model: Path) -> dict[str, Any]:
    """What was found in a log: rows, fits, and the judgement with its table.

    Times are in seconds, rates per hour, shares between 0 and 1.
    """
    quality, judged = found.quality, found.judgement
    return {
        "command": "fit",
        "log": log,
        "model": model,
        "interrupted": found.interrupted,
        "rows": {
            "all": quality.rows,
            "used": quality.used,
            "not_contacts": quality.not_contacts,
            "clipped": quality.clipped,
            "set_aside": len(quality.set_aside),
            "reasons": quality.reasons,
        },
        "fit": _fit(found.fit),
        "known_within": [asdict(one) for one in known_within(found.fit)],
        "against_log": None if found.against is None else records(found.against),
        "judgement": None
        if judged is None
        else {
            "first_day": judged.first_day,
            "days": judged.days,
            "within": judged.within,
            "replications": judged.replications,
            "measures": [asdict(one) for one in judged.measures],
            "weekdays_not_fitted": judged.borrowed,
            "weekdays_not_judged": judged.unknown,
            "distances": [asdict(one) for one in judged.distances],
            "by_hour": records(judged.table),
        },
    }


def _fit(fit: Fit) -> dict[str, Any]:
    duty, patience = fit.on_duty, fit.patience
    return {
        "first_day": fit.contacts.first_day,
        "days": fit.days,
        "arrivals": {
            "cases": len(fit.contacts.arrival),
            "interval": fit.rates.interval,
            "per_hour": fit.rates.per_hour.tolist(),
            "day_types": fit.rates.day_types,
            "busyness_cv": fit.busyness.cv,
            "busyness_p": fit.busyness.p_value,
        },
        "services": {one.name: {"share": one.fraction, **_times(one.times)} for one in fit.matters},
        "pickup": None if fit.pickup is None else _times(fit.pickup),
        "after_work": None if fit.after_work is None else _times(fit.after_work),
        "abandoned_fraction": fit.abandoned_fraction,
        "patience": None
        if patience is None
        else {
            "gave_up": patience.abandoned,
            "family": patience.family.name,
            "mean": patience.family.mean,
            "family_fits": patience.fits,
        },
        "staff_hours_a_day": {
            "least": float(duty.least.sum()) / 4 / fit.days,
            "seen": float(duty.present.sum()) / 4 / fit.days,
            "most": float(duty.most.sum()) / 4 / fit.days,
            "steady": fit.steady * float(duty.present.sum()) / 4 / fit.days,
            "named": duty.named,
        },
    }


def _times(times: TimesFit) -> dict[str, Any]:
    return {
        "n": times.n,
        "mean": times.mean,
        "cv": times.cv,
        "family": None if times.family is None else times.family.name,
        "two_kinds": None
        if times.mixture is None
        else {"shares": times.mixture.share, "means": times.mixture.mean},
        "short_fraction": times.short_fraction,
        "short_artefact": times.short_artefact,
    }
