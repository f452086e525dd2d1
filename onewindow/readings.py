"""How a redesign is read: what its steps brought to the number that the report is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onewindow.measure_names import key_named
from onewindow.progress import Bar
from onewindow.reporting import report_data
from onewindow.study import Compared, Redesign
from plots.headline import headline
from plots.report_data import ReportData
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from sim.experiment import Progress, Replications
from sim.step_effects import Step, StepEffects, step_effects
from sim.tally import Key

MOST_RUNS = 30
"""Replications of each model that is simulated for it, however many the comparison has."""


def read_result(
    result: Compared | Replications, processes: int | None = None, bar: Bar | None = None
) -> dict[str, ReportData]:
    """Tables and facts of each redesign, by name, with what each of its steps brought.

    That takes runs of its own, on the random numbers of the result; a result that Ctrl-C cut short
    goes without.
    """
    every = report_data(result)
    if not isinstance(result, Compared) or result.interrupted:
        return every
    for name, data in every.items():
        if bar is not None:
            bar.title(name)
        every[name] = _with_steps(data, result, name, processes, bar)
    return every


def headline_key(data: ReportData) -> Key | None:
    """The measure that the report is about; None when there is none."""
    row = headline(data)
    return None if row is None else Key(str(row["measure"]), str(row["scope"]), str(row["of"]))


def keys_asked(result: Compared, measure: str | None, where: str) -> dict[str, Key]:
    """The measure that each redesign is read by: the one asked for, or the report's headline.

    Parameters
    ----------
    result
        The comparison.
    measure
        As `onewindow.measure_names.key_named` takes it; None for the headline.
    where
        The option, for the message.

    Raises
    ------
    SimulationError
        There is no such measure.
    """
    if measure is not None:
        return dict.fromkeys(result.after, key_named(measure, result.study.baseline, where))
    keys = {name: headline_key(data) for name, data in report_data(result).items()}
    return {name: key for name, key in keys.items() if key is not None}


def effects_of(
    redesign: Redesign,
    key: Key,
    known: Sequence[Replications],
    replications: int,
    processes: int | None = None,
    progress: Progress | None = None,
) -> StepEffects:
    """What each step of a redesign brought; as `sim.step_effects.step_effects`.

    ``known`` begins with the run of the baseline.
    """
    return step_effects(
        known[0].model,
        [_applying(trace.operator) for trace in redesign.steps],
        key,
        replications=replications,
        seed=known[0].seed,
        processes=processes,
        progress=progress,
        known=known,
    )


def _with_steps(
    data: ReportData, result: Compared, name: str, processes: int | None, bar: Bar | None
) -> ReportData:
    """The data with the effects of the steps, where there are two to tell apart."""
    redesign, key = result.study.redesigns[name], headline_key(data)
    if len(redesign.steps) < 2 or key is None:
        return data
    known = (result.before, result.after[name])
    n = min(result.n, MOST_RUNS)
    return replace(data, step_effects=effects_of(redesign, key, known, n, processes, bar))


def _applying(operator: Operator) -> Step:
    def step(model: ServiceModel) -> ServiceModel:
        return operator.apply(model).model

    return step
