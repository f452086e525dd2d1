"""What each step of a redesign brought: in its order, in the reverse order, and fairly shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.errors import Interrupted, SimulationError
from scenarios.model import ServiceModel
from sim.attribution import least_and_most, reverse, sequential, shapley
from sim.coalitions import Coalitions, first, last
from sim.experiment import Progress, Replications
from sim.paired_values import paired_interval, paired_values
from sim.reused_runs import replicate_once
from sim.row_units import units_of
from sim.tally import Key
from sim.variates import Floats

if TYPE_CHECKING:
    import pandas as pd

Step = Callable[[ServiceModel], ServiceModel]
"""A step of a redesign; raises `scenarios.errors.RedesignError` where it does not fit."""
MOST_SHARED = 6
"""Most steps of which every subset is simulated, for the Shapley value."""
ORDERS = ("sequential", "reverse", "shapley")
"""Ways in which the change is told apart by steps, as columns of the table."""


@dataclass(frozen=True, slots=True)
class StepEffects:
    """What each step of a redesign did to one measure."""

    key: Key
    unit: str
    seed: int
    n: int
    """Replications of each model."""
    asked: int
    models: int
    """Models that differ, each simulated as often."""
    before: float
    after: float
    low: float
    """Low end of the 95 % interval of ``after - before``."""
    high: float
    """Its high end."""
    table: pd.DataFrame
    """A row for each step: ``step`` (0 for the first), ``needs`` (earlier steps that it cannot do
    without, each of them), ``fits_alone`` (whether it can be taken without any of them), then for
    each of `ORDERS` the effect with its 95 % interval, such as ``reverse, reverse_low,
    reverse_high``, and at last ``least`` and ``most`` that it brought in any order simulated. The
    Shapley value is NaN beyond `MOST_SHARED` steps. Each effect sums to ``after - before``."""

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl-C ended it before all replications were done."""
        return self.n < self.asked


def step_effects(
    model: ServiceModel,
    steps: Sequence[Step],
    key: Key,
    *,
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
    known: Sequence[Replications] = (),
    confidence: float = 0.95,
) -> StepEffects:
    """Simulate a redesign with some of its steps left out, on the same random numbers.

    One order alone would say of a step what holds in that order alone: steps stand in each
    other's way, or make each other possible. So there are three columns: what each adds to those
    before it; what each adds to those after it; and, up to `MOST_SHARED` steps, the Shapley value,
    which is the mean over all orders. Those taken are always applied in their own order; one that
    does not fit without what is left out is passed over, and has no effect there.

    All three are sums and differences of the same runs, so that they are taken for each
    replication and have paired intervals by Student's t; levels are taken as their jackknife
    pseudo-values (see `sim.intervals`).

    Parameters
    ----------
    model
        The model before the redesign.
    steps
        Its steps in order.
    key
        The measure, such as ``Key("hall_time_mean", "all", "")``.
    replications, seed, processes, progress
        As for `sim.experiment.replicate_together`.
    known
        Runs from before that need not be done again, such as those of before and after.
    confidence
        Of the intervals.

    Raises
    ------
    SimulationError
        No step, fewer than two replications, or no such measure; `Interrupted` before there were
        two replications of each model.
    """
    if not steps or replications < 2:
        raise SimulationError(
            f"steps: expected at least 1 step and 2 replications, got {len(steps)} and "
            f"{replications}. Take a redesign with steps, or ask for more."
        )
    k = len(steps)
    every = Coalitions(model, steps)
    wanted = _coalitions(k)
    runs = replicate_once(
        [every.model(one) for one in wanted],
        known=known,
        replications=replications,
        seed=seed,
        processes=processes,
        progress=progress,
    )
    n = runs[0].n
    if n < 2:
        raise Interrupted(
            f"interrupted: {n} of {replications} replications done, an interval needs 2: what the "
            "steps brought is not known. Start it again."
        )
    values = dict(zip(wanted, paired_values(runs, key), strict=True))
    before, after = values[0], values[first(k)]
    _, low, high = paired_interval(after - before, confidence)
    shared = [sequential(values, k), reverse(values, k)]
    shared.append(shapley(values, k) if k <= MOST_SHARED else np.full_like(shared[0], np.nan))
    least, most = least_and_most(values, k)
    return StepEffects(
        key=key,
        unit=units_of([key], [model])[0],
        seed=seed,
        n=n,
        asked=replications,
        models=len({id(run) for run in runs}),
        before=float(before[0]),
        after=float(after[0]),
        low=float(low),
        high=float(high),
        table=_table(every, dict(zip(ORDERS, shared, strict=True)), confidence).assign(
            least=least[:, 0], most=most[:, 0]
        ),
    )


def _coalitions(steps: int) -> list[int]:
    """The coalitions to simulate: all, or those of the two orders."""
    if steps <= MOST_SHARED:
        return list(range(1 << steps))
    firsts, lasts = ([f(j) for j in range(steps + 1)] for f in (first, lambda j: last(j, steps)))
    return sorted({*firsts, *lasts})


def _table(
    every: Coalitions[ServiceModel], shared: dict[str, Floats], confidence: float
) -> pd.DataFrame:
    import pandas as pd

    steps = range(len(every.steps))
    frame = pd.DataFrame(
        {
            "step": list(steps),
            "needs": [every.needs(j) for j in steps],
            "fits_alone": [every.fits(j, 0) for j in steps],
        }
    )
    for order, values in shared.items():
        columns = (order, f"{order}_low", f"{order}_high")
        for name, numbers in zip(columns, paired_interval(values, confidence), strict=True):
            frame[name] = numbers
    return frame
