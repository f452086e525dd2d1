"""Files of queue snapshots as a made-up hall would write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from scenarios.model import ServiceModel
from sim.experiment import simulate

FIRST = dt.date(2026, 3, 2)
TIMES = {"pension": 300.0, "health": 300.0, "cash": 480.0}
PER_HOUR = {"pension": 12.0, "health": 14.0, "cash": 11.0}
_LETTERS = {"pension": "P", "health": "H", "cash": "C"}
_COUNTERS = {"pension": 3, "health": 3, "cash": 2}


def hall(days: int) -> ServiceModel:
    """Pension and health at three shared counters, cash at two of its own; 9 to 16 h, Mon-Fri."""
    return ServiceModel.model_validate(
        {
            "name": "known",
            "title": "known",
            "provenance": "assumed",
            "start_date": FIRST,
            "horizon": days * 86400.0,
            "calendars": {"hall": {"open": {"mon-fri": ["09:00-16:00"]}}},
            "queues": {"shared": {}},
            "activities": {
                name: {
                    "service_time": {"distribution": "exponential", "mean": seconds},
                    **({} if name == "cash" else {"queue": "shared"}),
                }
                for name, seconds in TIMES.items()
            },
            "pools": {
                "desks": {"serves": ["pension", "health"], "seats": 3, "calendar": "hall"},
                "tills": {"serves": ["cash"], "seats": 2, "calendar": "hall"},
            },
            "services": {
                name: {
                    "arrivals": {"pattern": "rates", "start": "9:00", "per_hour": [rate] * 6},
                    "flow": [{"serve": name}],
                    "calendar": "hall",
                }
                for name, rate in PER_HOUR.items()
            },
        }
    )


def snapshots(days: int = 12, seed: int = 5) -> pd.DataFrame:
    """Every queue of the hall every five minutes from 8:50 to 17 h, on the days that are open."""
    result = simulate(hall(days), seed=seed)
    rows, names = result.log.services, result.world.activities
    table = []
    for day in range(days):
        date = FIRST + dt.timedelta(days=day)
        if date.weekday() > 4:
            continue
        clock = np.arange(8 * 3600 + 3000, 17 * 3600 + 1, 300)
        at = day * 86400.0 + clock
        for name in TIMES:
            own = rows.activity == names.index(name)
            came, called = np.sort(rows.enable_time[own]), np.sort(rows.seize_time[own])
            number = np.searchsorted(called, at, "right") - np.searchsorted(called, day * 86400.0)
            waiting = np.searchsorted(came, at, "right") - np.searchsorted(called, at, "right")
            open_ = np.where((clock >= 9 * 3600) & (clock < 16 * 3600), _COUNTERS[name], 0)
            table.append(
                pd.DataFrame(
                    {
                        "office": "Centre",
                        "date": str(date),
                        "time": [f"{c // 3600:02}:{c % 3600 // 60:02}" for c in clock],
                        "queue_id": name,
                        "open_counters": open_,
                        "service": name,
                        "ticket_letter": _LETTERS[name],
                        "waiting": waiting,
                        "called_ticket": [f"{_LETTERS[name]}{n:03}" if n else "" for n in number],
                    }
                )
            )
    return pd.concat(table, ignore_index=True)


def written(table: pd.DataFrame, path: Path) -> Path:
    """The table as a CSV file."""
    table.to_csv(path, index=False)
    return path
