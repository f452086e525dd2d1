"""Hotlines made at random, their logs, and whether a fit to a log holds what made it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts
from scenarios.fit.fitting import fit_contacts
from scenarios.fit.known_within import Known, known_within
from scenarios.model import ServiceModel
from scenarios.section import TextPair
from sim.event_log import OUTCOMES
from sim.experiment import simulate

SOURCE = TextPair(zh="虚构", en="made up")
DAYS = 14
HOURS = 10
WHATS = ("arrivals_a_day", "service_mean", "service_cv", "patience_mean", "staff_hours")


@dataclass(frozen=True)
class Hotline:
    """A model and the numbers it was made with."""

    model: ServiceModel
    true: dict[str, float]


def random_hotline(seed: int) -> Hotline:
    """Eight to eighteen o'clock, at a random load between slack and too much."""
    rng = np.random.default_rng(seed)
    mean, cv = rng.uniform(60, 400), rng.uniform(0.4, 1.4)
    patience, agents = rng.uniform(60, 600), int(rng.integers(2, 6))
    shape = rng.uniform(0.6, 1.4, HOURS)
    per_hour = np.round(rng.uniform(0.75, 1.15) * agents * 3600 / mean * shape / shape.mean(), 2)
    busy = float(rng.choice([0.0, 0.1]))
    model = ServiceModel.model_validate(
        {
            "name": "made_up",
            "title": "made up",
            "provenance": "assumed",
            "start_date": dt.date(2026, 3, 2),
            "horizon": DAYS * 86400.0,
            "activities": {
                "talk": {
                    "service_time": {"distribution": "gamma", "mean": mean, "cv": cv},
                    "patience": {"distribution": "exponential", "mean": patience},
                }
            },
            "pools": {
                "agents": {
                    "serves": ["talk"],
                    "staff": [{"span": "08:00-18:00", "level": agents}],
                }
            },
            "services": {
                "call": {
                    "arrivals": {
                        "pattern": "rates",
                        "start": "8:00",
                        "per_hour": per_hour.tolist(),
                        "busyness_cv": busy,
                    },
                    "flow": [{"serve": "talk"}],
                }
            },
        }
    )
    true = (float(per_hour.sum()), mean, cv, patience, float(agents * HOURS))
    return Hotline(model, dict(zip(WHATS, true, strict=True)))


def log_of(hotline: Hotline, seed: int) -> Contacts:
    """What a log of this hotline says, in order of arrival."""
    rows = simulate(hotline.model, seed=seed).log.services
    served = rows.outcome == OUTCOMES.index("served")
    kept = served | (rows.outcome == OUTCOMES.index("abandoned"))
    order = np.flatnonzero(kept)[np.argsort(rows.enable_time[kept], kind="stable")]
    arrival, served = rows.enable_time[order], served[order]
    start, end = rows.start_time[order], rows.end_time[order]
    return Contacts(
        first_day=dt.date(2026, 3, 2),
        arrival=arrival,
        start=np.where(served, start, np.nan),
        end=np.where(served, end, np.nan),
        left=np.where(served, np.nan, end),
        activity=np.full(len(order), -1),
        server=np.where(served, rows.resource[order], -1).astype(np.int64),
        activities=(),
        servers=tuple(map(str, range(10))),
    )


def recovered(seed: int) -> dict[str, tuple[Known, bool]]:
    """Each number with whether its interval holds the true one."""
    hotline = random_hotline(seed)
    fit = fit_contacts(log_of(hotline, seed), DAYS, SOURCE)
    return {k.what: (k, k.low <= hotline.true[k.what] <= k.high) for k in known_within(fit)}
