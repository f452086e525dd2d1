"""Halls in which some go strictly first, and what a log of them says."""

from __future__ import annotations

import datetime as dt

import numpy as np

from scenarios.fit.contacts import Contacts, Floats, Ints
from scenarios.model import ServiceModel
from sim.event_log import SERVED
from sim.experiment import simulate

MATTERS = {"permit": 300.0, "query": 120.0}
"""Matters with their mean service [s]."""
MONDAY = dt.date(2026, 3, 2)


def hall(shares: tuple[float, ...], *, days: int, load: float = 0.9) -> ServiceModel:
    """Four windows from 8 to 18 h, arrivals until 16 h; each channel goes before the next.

    Three cases in ten are permits, whatever the channel.
    """
    mean = 0.3 * MATTERS["permit"] + 0.7 * MATTERS["query"]
    flow = [
        {
            "branch": [
                {"probability": 0.3, "steps": [{"serve": "permit"}]},
                {"probability": 0.7, "steps": [{"serve": "query"}]},
            ]
        }
    ]
    channels = {f"c{k}": {"share": share, "priority": k} for k, share in enumerate(shares)}
    return _hall(days, {"case": {**_come(load * 4 * 3600 / mean), "flow": flow}}, channels)


def hall_by_matter(*, days: int, first: str, load: float = 0.9) -> ServiceModel:
    """The same windows; all who come for one of the matters go first."""
    mean = 0.3 * MATTERS["permit"] + 0.7 * MATTERS["query"]
    per_hour = load * 4 * 3600 / mean
    services = {
        name: {**_come(part * per_hour), "flow": [{"serve": name}], "priority": int(name != first)}
        for name, part in (("permit", 0.3), ("query", 0.7))
    }
    return _hall(days, services, {})


def _come(per_hour: float) -> dict[str, object]:
    return {"arrivals": {"pattern": "rates", "start": "8:00", "per_hour": [per_hour] * 8}}


def _hall(
    days: int, services: dict[str, dict[str, object]], channels: dict[str, dict[str, object]]
) -> ServiceModel:
    return ServiceModel.model_validate(
        {
            "name": "hall",
            "title": "hall",
            "provenance": "assumed",
            "start_date": MONDAY,
            "horizon": days * 86400.0,
            "queues": {"hall": {}},
            "activities": {
                name: {
                    "queue": "hall",
                    "service_time": {"distribution": "gamma", "mean": mean, "cv": 0.7},
                }
                for name, mean in MATTERS.items()
            },
            "pools": {
                "windows": {
                    "serves": list(MATTERS),
                    "staff": [{"span": "08:00-18:00", "level": 4}],
                }
            },
            "services": {
                name: {**one, **({"channels": channels} if channels else {})}
                for name, one in services.items()
            },
        }
    )


def log_of(model: ServiceModel, seed: int, replication: int = 0) -> Contacts:
    """What a log of a run says; the priority is the channel, and people are known by name."""
    rows = simulate(model, seed=seed, replication=replication).log.services
    kept = np.flatnonzero(rows.outcome == SERVED)
    order = kept[np.argsort(rows.enable_time[kept], kind="stable")]
    return Contacts(
        first_day=MONDAY,
        arrival=rows.enable_time[order],
        start=rows.start_time[order],
        end=rows.end_time[order],
        left=np.full(len(order), np.nan),
        activity=rows.activity[order].astype(np.int64),
        server=rows.resource[order].astype(np.int64),
        activities=tuple(model.activities),
        servers=tuple(map(str, range(20))),
        priority=rows.channel[order].astype(np.int64),
        priorities=tuple(f"p{k}" for k in range(4)),
    )


def mean_waits(model: ServiceModel, runs: int, seed: int = 1) -> Floats:
    """Mean wait of the served of each priority in some runs [s], shape (runs, priorities)."""
    made = []
    for r in range(runs):
        rows = simulate(model, seed=seed, replication=r).log.services
        served = rows.outcome == SERVED
        of = priority_of(model, rows.service[served], rows.channel[served])
        wait = rows.start_time[served] - rows.enable_time[served]
        made.append([wait[of == k].mean() for k in range(int(of.max()) + 1)])
    return np.array(made)


def priority_of(model: ServiceModel, service: Ints, channel: Ints) -> Ints:
    """The priority that the model gives each."""
    each = [
        [c.priority if c.priority is not None else s.priority for c in s.channels.values()]
        or [s.priority]
        for s in model.services.values()
    ]
    return np.array([each[s][c] for s, c in zip(service.tolist(), channel.tolist(), strict=True)])
