"""Hotlines and halls made at random, their logs, and whether a fit to a log holds what made it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scenarios.fit.contacts import Contacts, Floats
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
    true = (float(per_hour.sum()), mean, cv, patience, float(agents * HOURS))
    return _made(dict(zip(WHATS, true, strict=True)), per_hour, agents, busy)


def random_hall(seed: int) -> Hotline:
    """Eight to eighteen o'clock, where nobody goes before being served."""
    rng = np.random.default_rng(seed)
    mean, cv = rng.uniform(120, 900), rng.uniform(0.3, 1.2)
    windows = int(rng.integers(3, 11))
    shape = rng.uniform(0.6, 1.4, HOURS)
    per_hour = np.round(rng.uniform(0.6, 0.95) * windows * 3600 / mean * shape / shape.mean(), 2)
    busy = float(rng.choice([0.0, 0.1]))
    true = {"arrivals_a_day": float(per_hour.sum()), "service_mean": mean, "service_cv": cv}
    return _made(true | {"staff_hours": float(windows * HOURS)}, per_hour, windows, busy)


def _made(true: dict[str, float], per_hour: Floats, staff: int, busy: float) -> Hotline:
    mean, cv = true["service_mean"], true["service_cv"]
    talk: dict[str, object] = {
        "service_time": {"distribution": "gamma", "mean": mean, "cv": cv},
    }
    if "patience_mean" in true:
        talk["patience"] = {"distribution": "exponential", "mean": true["patience_mean"]}
    model = ServiceModel.model_validate(
        {
            "name": "made_up",
            "title": "made up",
            "provenance": "assumed",
            "start_date": dt.date(2026, 3, 2),
            "horizon": DAYS * 86400.0,
            "activities": {"talk": talk},
            "pools": {
                "agents": {
                    "serves": ["talk"],
                    "staff": [{"span": "08:00-18:00", "level": staff}],
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
    return Hotline(model, true)


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
        servers=tuple(map(str, range(20))),
    )


def recovered(
    seed: int, made: Callable[[int], Hotline] = random_hotline
) -> dict[str, tuple[Known, bool]]:
    """Each number with a true one, and whether its interval holds it.

    The cv of busy days is none of them: it is told only where the log tells it from chance.
    """
    hotline = made(seed)
    fit = fit_contacts(log_of(hotline, seed), DAYS, SOURCE)
    return {
        k.what: (k, k.low <= hotline.true[k.what] <= k.high)
        for k in known_within(fit)
        if k.what in hotline.true
    }
