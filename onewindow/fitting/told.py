"""A fitted model told who came, instead of rates: each run has the people of a log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from scenarios.fit.contacts import Contacts, Floats
from scenarios.fit.fitting import Fit, matter_of_each
from scenarios.model import ServiceModel

_STAMP = "%Y-%m-%dT%H:%M:%S.%f"
_COLUMNS = {"separator": ",", "time_format": _STAMP, "arrival": "arrival"}


def told_who_came(
    model: ServiceModel,
    fit: Fit,
    contacts: Contacts,
    file: Path,
    rng: np.random.Generator,
    *,
    work: bool,
) -> ServiceModel:
    """The model with those who came, and where ``work`` with what each of them needed.

    Parameters
    ----------
    model
        Of the days of ``contacts``.
    fit
        What it was made of: says the matter and the rank of each.
    contacts
        Those who came; times are seconds since the first midnight of the model.
    file
        Begin of the names of files that are written, which the model reads.
    rng
        Draws what those needed who gave up.
    work
        Whether service times are known too.
    """
    matter = matter_of_each(fit.matters, contacts)
    rank = fit.ranks.of_each(contacts, matter)
    logs: dict[str, Any] = {}
    services: dict[str, Any] = {}
    for k, activity in enumerate(model.activities):
        for r in range(fit.ranks.number):
            own = contacts.only((matter == k) & (rank == r))
            if not len(own.arrival):
                continue
            # Nobody knows what those needed who gave up: as much as others did.
            needed = np.where(
                own.served,
                own.end - own.start,
                rng.choice(fit.matters[k].times.observed, len(own.end)),
            )
            path = file.with_name(f"{file.name}_{k}_{r}_{work}.csv")
            moments = {"arrival": own.arrival}
            if work:
                moments["until"] = own.arrival + needed
            _write(path, contacts.first_day, moments)
            name = activity if fit.ranks.number == 1 else f"{activity}_{r + 1}"
            logs[name] = {"file": str(path), **_COLUMNS}
            arrivals: dict[str, Any] = {"pattern": "trace", "log": name}
            if work:
                arrivals["work"] = {activity: {"start": "arrival", "end": "until"}}
            services[name] = {"arrivals": arrivals, "flow": [{"serve": activity}], "priority": r}
    return model.replace(services=services, calendars=_of_pools(model), logs=logs)


def _of_pools(model: ServiceModel) -> dict[str, Any]:
    used = {pool.calendar for pool in model.pools.values()}
    return {name: calendar for name, calendar in model.calendars.items() if name in used}


def _write(path: Path, first: dt.date, moments: dict[str, Floats]) -> None:
    """Columns of moments [s since the midnight of the first day], as `_STAMP` has them."""
    rows = zip(*(_stamps(first, each) for each in moments.values()), strict=True)
    lines = [",".join(row) for row in (moments, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _stamps(first: dt.date, seconds: Floats) -> list[str]:
    moments = pd.Timestamp(first) + pd.to_timedelta(seconds, unit="s")
    made: list[str] = np.datetime_as_string(moments.to_numpy().astype("datetime64[us]")).tolist()
    return made
