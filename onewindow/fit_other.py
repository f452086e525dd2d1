"""Logs whose rows are no calls or tickets: each kind has a way of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from onewindow.fit_events import fit_cases
from onewindow.fit_snapshots import fit_office
from onewindow.found_log import FoundLog


def fit_other(
    log: str | Path,
    kind: str,
    *,
    office: str | None,
    name: str,
    mapping: str | Path | None,
    hold_out: int | None,
    replications: int,
    seed: int,
    progress: Callable[[int, int], None],
) -> FoundLog:
    """Fit a log of one of the kinds in ``OTHER_KINDS``; see `fit_office` for the parameters."""
    if kind == "queue-snapshots":
        return fit_office(
            log, office=office, name=name, mapping=mapping, hold_out=hold_out,
            replications=replications, seed=seed, progress=progress,
        )  # fmt: skip
    return fit_cases(
        log, name=name, mapping=mapping, hold_out=hold_out, replications=replications, seed=seed,
        progress=progress,
    )  # fmt: skip
