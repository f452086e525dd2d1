"""Whether a number known from theory lies in an interval narrow enough to mean something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from scenarios.arrivals import Appointments, Arrivals, Rates
from scenarios.means import mean_work
from scenarios.model import ServiceModel
from sim.drawing import draw
from sim.engines import run
from sim.intervals import pseudo_values
from sim.measures import measure
from sim.script import SERVE, STAY_AWAY, Script
from sim.tally import Key
from sim.world import build_world

Floats = NDArray[np.float64]
CONFIDENCE = 0.999
"""One test in a thousand fails by chance."""
SEED = 1
DAY = 86400.0


@dataclass(frozen=True)
class Known:
    """A number known from theory, and where a run has it."""

    key: Key
    value: float
    unsure: float = 0.0
    """How far off the known number itself may be."""


def check(
    model: ServiceModel,
    known: list[Known],
    replications: int,
    half: float,
    with_controls: bool = True,
) -> None:
    """Each known number lies in its interval over replications, at most ``half`` of it wide.

    Do without controls where they leave next to nothing of a ratio unexplained: its error of the
    second order would show beside the rest.
    """
    values, controls = observe(model, known, replications, SEED)
    middle, width = controlled(values, controls * with_controls)
    for k, one in enumerate(known):
        check_interval(one, middle[k], width[k], half)


def check_interval(one: Known, middle: float, width: float, half: float) -> None:
    """Assert containment and width; ``width`` is that to each side."""
    text = f"{one.key}: {middle:.6g} ± {width:.2g}, theory {one.value:.6g}"
    assert width <= half * one.value, f"too wide: {text}"
    assert abs(middle - one.value) <= width + one.unsure, text


def observe(
    model: ServiceModel, known: list[Known], replications: int, seed: int
) -> tuple[Floats, Floats]:
    """What each replication says of each number, and by how much more came than expected."""
    world = build_world(model)
    value, per, more = [], [], []
    for replication in range(replications):
        script = draw(model, seed=seed, replication=replication, world=world)
        tally = measure(model, world, script, run(world, script))
        at = [tally.keys.index(one.key) for one in known]
        value.append([tally.value[k] for k in at])
        per.append([tally.per[k] for k in at])
        more.append(more_than_expected(model, script))
    return pseudo_values(np.array(value), np.array(per)), np.array(more)


def more_than_expected(model: ServiceModel, script: Script) -> tuple[float, float]:
    """Cases that come, and their work, beyond the expected: both have mean zero."""
    expected = sum(a_day(one.arrivals) for one in model.services.values()) * model.horizon / DAY
    means = np.array([mean_work(model, activity) for activity in model.activities])
    serves = script.kind == SERVE
    work = script.work[serves] - means[script.what[serves]]
    come = script.cases - int((script.kind == STAY_AWAY).sum())
    return come - expected, float(work.sum())


def a_day(arrivals: Arrivals) -> float:
    """Mean number of cases that come on a day."""
    if isinstance(arrivals, Appointments):
        slots = arrivals.slots
        return len(slots.times()) * slots.per_slot * (1 - slots.no_show)
    assert isinstance(arrivals, Rates)
    return sum(length / 3600 * rate for _, length, rate in arrivals.by_interval())


def controlled(values: Floats, controls: Floats) -> tuple[Floats, Floats]:
    """Mean of each column, and half of its interval, with controls of mean zero.

    The mean is that where the controls are zero, on a regression plane through the replications:
    Lavenberg & Welch (1981), "A perspective on the use of control variables".
    """
    controls = controls[:, controls.std(axis=0) > 0]
    n, q = controls.shape
    plane = np.column_stack([np.ones(n), controls / controls.std(axis=0)])
    fitted, squares, _, _ = np.linalg.lstsq(plane, values, rcond=None)
    error = np.sqrt(squares / (n - 1 - q) * np.linalg.inv(plane.T @ plane)[0, 0])
    return fitted[0], error * stats.t.ppf((1 + CONFIDENCE) / 2, n - 1 - q)
