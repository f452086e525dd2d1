"""The event log as tables with names instead of codes, and as CSV, Parquet or XES files."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import SimulationError
from scenarios.findings import listed
from scenarios.whole_file import whole_file
from sim.event_log import DUTIES, OUTCOMES
from sim.experiment import SimResult
from sim.script import Codes
from sim.world import World
from sim.xes import write_xes

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "case_id", "service", "channel", "visit", "activity", "step", "branch", "round", "attempt",
    "pool", "resource", "enable_time", "seize_time", "start_time", "end_time", "release_time",
    "outcome",
)  # fmt: skip
"""Columns of the event log."""
DUTY_COLUMNS = ("pool", "resource", "on_time", "off_time", "kind")
"""Columns of the table of duty."""
ENDINGS = (".csv", ".parquet", ".xes")
"""Formats of the event log."""


def event_table(result: SimResult) -> pd.DataFrame:
    """Rows of the event log with names.

    Returns
    -------
    DataFrame
        Columns as in ``COLUMNS``. ``case_id`` is service/interval/ordinal, which stays the same
        case when a redesign changes the rest. Times are seconds since midnight of the first day,
        NaN where it did not come to that; ``resource`` is a person, or ``pool#1`` upwards.
    """
    import pandas as pd

    world, script, rows = result.world, result.script, result.log.services
    channels = [
        world.channels[service][channel]
        for service, channel in zip(rows.service.tolist(), rows.channel.tolist(), strict=True)
    ]
    table: dict[str, object] = {
        "case_id": case_ids(result)[rows.case],
        "service": _named(world.services, rows.service),
        "channel": np.array(channels, dtype=object),
        "visit": rows.visit,
        "activity": _named(world.activities, rows.activity),
        "step": _named(world.steps, rows.step),
        "branch": rows.branch,
        "round": rows.round,
        "attempt": rows.attempt,
        "pool": _named([plan.name for plan in world.pools], rows.pool),
        "resource": _resources(world, rows.pool, rows.resource),
        **{name: getattr(rows, name) for name in COLUMNS if name.endswith("_time")},
        "outcome": _named(OUTCOMES, rows.outcome.astype(np.int32)),
    }
    assert script.cases == len(result.log.fate)
    return pd.DataFrame({name: table[name] for name in COLUMNS})


def duty_table(result: SimResult) -> pd.DataFrame:
    """Who was present from when to when, with names; columns as in ``DUTY_COLUMNS``."""
    import pandas as pd

    world, duty = result.world, result.log.duty
    return pd.DataFrame(
        {
            "pool": _named([plan.name for plan in world.pools], duty.pool),
            "resource": _resources(world, duty.pool, duty.resource),
            "on_time": duty.on_time,
            "off_time": duty.off_time,
            "kind": _named(DUTIES, duty.kind.astype(np.int32)),
        }
    )


def case_ids(result: SimResult) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Identity of each case as service/interval/ordinal, shape (cases,)."""
    script, services = result.script, result.world.services
    parts = zip(
        script.service.tolist(), script.interval.tolist(), script.ordinal.tolist(), strict=True
    )
    return np.array([f"{services[s]}/{i}/{o}" for s, i, o in parts], dtype=object)


def write_events(result: SimResult, path: str | Path) -> tuple[Path, Path]:
    """Write the event log, and beside it the table of duty as ``NAME.duty.csv``.

    Parameters
    ----------
    result
        One replication.
    path
        A file that ends in .csv, .parquet or .xes; the ending chooses the format.

    Returns
    -------
    tuple of Path
        The two files written.

    Raises
    ------
    SimulationError
        The ending is another, or Parquet is asked for without pyarrow.
    OSError
        The folder cannot be written to.
    """
    path = Path(path)
    kind = format_of(path)
    events, duty = event_table(result), duty_table(result)
    with whole_file(path) as file:
        if kind == ".csv":
            events.to_csv(file, index=False)
        elif kind == ".parquet":
            events.to_parquet(file, index=False)
        else:
            write_xes(events, result.model.start_date, file)
    beside = duty_file(path)
    with whole_file(beside) as file:
        duty.to_csv(file, index=False)
    return path, beside


def duty_file(path: Path) -> Path:
    """Where the table of duty stands: ``log.duty.csv`` beside ``log.xes``."""
    return path.with_name(f"{path.stem}.duty.csv")


def format_of(path: Path) -> str:
    """The ending that chooses the format of a log.

    Raises
    ------
    SimulationError
        It is none of those known, or Parquet without pyarrow.
    """
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise SimulationError(
            f"log: expected a file that ends in {listed(ENDINGS)}, got '{path.name}'. "
            "Give it one of these endings."
        )
    if kind == ".parquet" and find_spec("pyarrow") is None:
        raise SimulationError(
            f"log: expected pyarrow for Parquet ({path.name}), got none installed. "
            "Install pyarrow, or write .csv or .xes."
        )
    return kind


def _named(names: tuple[str, ...] | list[str], codes: Codes) -> object:
    """Names of codes; the code -1 is no name."""
    return np.array([*names, ""], dtype=object)[codes]


def _resources(world: World, pools: Codes, resources: Codes) -> object:
    names = []
    for pool, resource in zip(pools.tolist(), resources.tolist(), strict=True):
        plan = world.pools[pool]
        if pool < 0:
            names.append("")
        elif plan.people:
            names.append(plan.people[resource])
        else:
            names.append(f"{plan.name}#{resource + 1}")
    return np.array(names, dtype=object)
