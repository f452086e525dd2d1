"""How far a result hangs on single numbers: each is set lower and higher, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from scenarios.errors import Interrupted, SimulationError
from scenarios.model import ServiceModel
from sim.experiment import Progress, Replications
from sim.paired_values import paired_interval, paired_values
from sim.reused_runs import replicate_once
from sim.row_units import units_of
from sim.tally import Key
from sim.variates import Floats

if TYPE_CHECKING:
    import pandas as pd

Models = tuple[ServiceModel, ...]
"""The models before and after a redesign, or one model alone."""
Side = Literal["less", "more"]
SIDES: tuple[Side, Side] = ("less", "more")
SCREENING = 2
"""Replications in which every number is tried on one side."""
MOST = 12
"""Most numbers that are then tried on both sides: those that moved the result most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that can be set lower and higher."""

    name: str
    at: Callable[[Side], Models | None]
    """The models with it set to that side; None where it cannot be."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How one measure moves with single numbers."""

    key: Key
    unit: str
    seed: int
    n: int
    """Replications of each model with a number set otherwise."""
    asked: int
    screened: int
    """Numbers that were tried."""
    value: float
    """The measure with every number as it is: after the redesign, or of the one model."""
    difference: float
    """After minus before; NaN of one model alone."""
    low: float
    """Low end of the 95 % interval of the difference, or of the value of one model alone."""
    high: float
    """Its high end."""
    table: pd.DataFrame
    """A row for each number kept, that with the greatest swing first: ``name``; for ``less`` and
    ``more`` the ``value_less`` and the ``difference_less``, where the number set so moves them,
    NaN where it cannot be set so; and the ``swing``, how far the difference (of one model alone
    the value) reaches over the two and the result as it is. Each with the paired 95 % interval of
    the movement, such as ``difference_less_low``, ``difference_less_high``."""

    @property
    def compares(self) -> bool:
        """Whether there is a before."""
        return bool(np.isfinite(self.difference))

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended it before all replications were done."""
        return self.n < self.asked


def sensitivity(
    runs: Sequence[Replications],
    candidates: Sequence[Candidate],
    key: Key,
    *,
    replications: int = 10,
    processes: int | None = None,
    progress: Progress | None = None,
    confidence: float = 0.95,
    shared: list[Replications] | None = None,
) -> Sensitivity:
    """Set numbers lower and higher, one at a time, all on the same random numbers.

    Every candidate is first set higher alone (lower where it cannot be higher), in `SCREENING`
    replications. The `MOST` that move the result most are then set both ways in all replications;
    those that move nothing are left out.

    A number moves the result by so much in so many of the first replications of the runs; that is
    added to the result of all of them. So few replications will do, because the people and their
    needs are the same, and all stands beside the result that is known.

    Parameters
    ----------
    runs
        Of the models before and after, or of one model alone. The result is the difference of the
        two, or the measure of the one.
    candidates
        The numbers.
    key
        The measure.
    replications
        How many with a number set otherwise, at most those of the runs.
    processes, progress
        As for `sim.experiment.replicate_together`; progress is told of the screening, then of
        the rest.
    confidence
        Of the intervals.
    shared
        Runs of first models with a number set otherwise, which need not be done again; those done
        here are added, for other redesigns of the same baseline.

    Raises
    ------
    SimulationError
        Fewer than two replications, or no such measure; `Interrupted` before there were two
        replications of each model.
    """
    asked = min(replications, *(run.n for run in runs))
    if asked < 2:
        raise SimulationError(
            f"sensitivity: expected at least 2 replications, got {asked}. Ask for more."
        )
    models = tuple(run.model for run in runs)
    others = [] if shared is None else shared

    def run(sets: Sequence[Models], n: int) -> list[Floats]:
        """Measures of each set of models; shape (1 or 2, 1 + replications) each."""
        every = replicate_once(
            [model for one in sets for model in one],
            known=[*runs, *others], replications=n, seed=runs[0].seed, processes=processes,
            progress=progress,
        )  # fmt: skip
        if every[0].n < 2:
            raise Interrupted(
                f"interrupted: {every[0].n} of {n} replications done, an interval needs 2: how far "
                "the result hangs on single numbers is not known. Start it again."
            )
        values = paired_values(every, key)
        width = len(models)
        others.extend(_new(every[::width], others))
        return [np.array(values[k : k + width]) for k in range(0, len(values), width)]

    tried = [(one, found) for one in candidates if (found := one.at("more") or one.at("less"))]
    base, *moved = run([models, *(found for _, found in tried)], SCREENING)
    distance = np.nan_to_num([abs(_result(one)[0] - _result(base)[0]) for one in moved])
    order = [k for k in np.argsort(-distance, kind="stable") if distance[k] > 0][:MOST]
    kept = [tried[k][0] for k in order]
    both = [[one.at(side) for side in SIDES] for one in kept]
    base, *values = run([models, *(found for pair in both for found in pair if found)], asked)
    told = iter(values)
    movements = [
        [None if found is None else next(told) - base for found in pair] for pair in both
    ]  # fmt: skip
    whole = np.array(paired_values(runs, key))
    _, low, high = paired_interval(_result(whole), confidence)
    rows = [
        _row(one.name, whole[:, 0], sides, confidence)
        for one, sides in zip(kept, movements, strict=True)
    ]
    return Sensitivity(
        key=key,
        unit=units_of([key], models)[0],
        seed=runs[0].seed,
        n=base.shape[1] - 1,
        asked=asked,
        screened=len(tried),
        value=float(whole[-1][0]),
        difference=float(_result(whole)[0]) if len(models) > 1 else float("nan"),
        low=float(low),
        high=float(high),
        table=_table(rows),
    )


def _new(runs: Sequence[Replications], others: Sequence[Replications]) -> list[Replications]:
    """Runs of which no other one is as long; a model that is the same is the same object."""
    longest = {id(run.model): run.n for run in sorted(others, key=lambda run: run.n)}
    return [run for run in runs if longest.get(id(run.model), 0) < run.n]


def _result(values: Floats) -> Floats:
    """The difference of after and before, or the measure of one model alone."""
    found: Floats = values[-1] - values[0] if len(values) > 1 else values[0]
    return found


def _row(
    name: str, whole: Floats, sides: Sequence[Floats | None], confidence: float
) -> dict[str, str | float]:
    """A row of the table, from how far each side moves the measures of the models."""
    row: dict[str, str | float] = {"name": name}
    for side, moved in zip(SIDES, sides, strict=True):
        for what, models in (("value", 1), ("difference", 2)):
            ends: Sequence[Floats | float] = [np.nan] * 3
            if moved is not None and models <= len(whole):
                movement = paired_interval(_result(moved[-models:]), confidence)
                ends = [_result(whole[-models:]) + end for end in movement]
            row |= _named(f"{what}_{side}", ends)
    moves = [_result(moved) for moved in sides if moved is not None]
    moves = sorted([*moves, np.zeros_like(moves[0])], key=lambda one: float(one[0]))
    return row | _named("swing", paired_interval(moves[-1] - moves[0], confidence))


def _named(column: str, ends: Sequence[Floats | float]) -> dict[str, float]:
    names = (column, f"{column}_low", f"{column}_high")
    return dict(zip(names, map(float, ends), strict=True))


def _table(rows: list[dict[str, str | float]]) -> pd.DataFrame:
    import pandas as pd

    if not rows:
        return pd.DataFrame(columns=["name", "swing"])
    frame = pd.DataFrame(rows).sort_values("swing", ascending=False, kind="stable")
    return frame.reset_index(drop=True)
