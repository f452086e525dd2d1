"""Event logs as a made-up office would write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

from scenarios.model import ServiceModel
from sim.event_export import event_table
from sim.experiment import SimResult, simulate

FIRST = dt.date(2026, 3, 2)
"""A Monday."""
WORK = {"accept": 8 * 60.0, "review": 25 * 60.0, "visit_site": 60 * 60.0, "decide": 15 * 60.0}
"""Mean work [s]."""
SITE = 0.3
"""Share of the cases that need a visit of the site."""
PER_HOUR = 5.0


def office(days: int) -> ServiceModel:
    """Accept, review, visit the site for some, decide; 8 to 17 h from Monday to Friday."""
    pools = {
        "clerks": (["accept"], 2),
        "experts": (["review", "visit_site"], 5),
        "heads": (["decide"], 2),
    }
    flow = [
        {"serve": "accept"},
        {"serve": "review"},
        {"branch": [{"probability": SITE, "steps": [{"serve": "visit_site"}]}]},
        {"serve": "decide"},
    ]
    return office_of(WORK, pools, flow, days)


def office_of(
    work: dict[str, float],
    pools: dict[str, tuple[list[str], int]],
    flow: list[dict[str, Any]],
    days: int,
) -> ServiceModel:
    """An office of some work [s], of pools that serve activities with so many people, and steps."""
    return ServiceModel.model_validate(
        {
            "name": "known",
            "title": "known",
            "provenance": "assumed",
            "start_date": FIRST,
            "horizon": days * 86400.0,
            "calendars": {"office": {"open": {"mon-fri": ["08:00-17:00"]}}},
            "activities": {
                name: {
                    "service_time": {"distribution": "gamma", "mean": seconds, "cv": 0.7},
                    "place": "back",
                }
                for name, seconds in work.items()
            },
            "pools": {
                name: {"serves": serves, "seats": n, "calendar": "office"}
                for name, (serves, n) in pools.items()
            },
            "services": {
                "permit": {
                    "arrivals": {"pattern": "rates", "start": "8:00", "per_hour": [PER_HOUR] * 8},
                    "calendar": "office",
                    "flow": flow,
                }
            },
        }
    )


def run(days: int = 40, seed: int = 7) -> SimResult:
    """One replication of the office."""
    return simulate(office(days), seed=seed)


def log_of(result: SimResult, *, starts: bool = True) -> pd.DataFrame:
    """Its log with dates and times; without starts there are completions only."""
    events = event_table(result)
    events = events[(events["activity"] != "") & (events["outcome"] == "served")]
    stamps = {
        name: (pd.Timestamp(FIRST) + pd.to_timedelta(events[name].round(), unit="s")).dt.strftime(
            "%Y-%m-%d %H:%M:%S"
        )
        for name in ("enable_time", "start_time", "end_time")
    }
    table = pd.DataFrame(
        {
            "case_id": events["case_id"],
            "activity": events["activity"],
            "user": events["resource"],
            "pool": events["pool"],
            **stamps,
        }
    )
    return table if starts else table.drop(columns=["enable_time", "start_time"])


def written(table: pd.DataFrame, path: Path) -> Path:
    """The table as a CSV file."""
    table.to_csv(path, index=False)
    return path
