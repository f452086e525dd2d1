"""How a result is read: what steps brought to its headline, and how far that hangs on numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onewindow.progress import Bar
from onewindow.reporting import report_data
from onewindow.shared_by_redesigns import Shared
from onewindow.single_numbers import single_numbers
from onewindow.study import Compared, Redesign
from plots.headline import headline
from plots.report_data import ReportData
from scenarios.model import ServiceModel
from scenarios.redesign.base import Operator
from sim.experiment import Progress, Replications
from sim.sensitivity import SIDES, sensitivity
from sim.step_effects import Step, StepEffects, step_effects
from sim.tally import Key

MOST_RUNS = 30
"""Replications of each model that is simulated for the steps, however many the comparison has."""
SENSITIVITY_RUNS = 10
"""The same for single numbers, of which there are many."""


def read_result(
    result: Compared | Replications, processes: int | None = None, bar: Bar | None = None
) -> dict[str, ReportData]:
    """Tables and facts of each redesign, by name, and what more is read out of it.

    That is what each step brought, and how far the result hangs on single numbers. It takes runs of
    its own, on the random numbers of the result; a result that Ctrl-C cut short goes without.
    """
    every = report_data(result)
    if result.interrupted:
        return every
    shared = Shared()
    for name, data in every.items():
        key = headline_key(data)
        if key is None:
            continue
        if bar is not None:
            bar.title(name)
        effects = _effects(result, name, key, processes, bar)
        every[name] = replace(data, step_effects=effects)
        every[name] = with_sensitivity(every[name], result, name, key, processes, bar, shared)
    return every


def with_sensitivity(
    data: ReportData,
    result: Compared | Replications,
    name: str,
    key: Key,
    processes: int | None = None,
    progress: Progress | None = None,
    shared: Shared | None = None,
) -> ReportData:
    """The data with how a redesign, or a model alone, moves with single numbers.

    As `sim.sensitivity.sensitivity`, whose table has ``number, less, more`` besides: what each
    number is and is set to, as files write it. What it has in common with other redesigns of the
    result is ``shared`` with them.
    """
    shared = shared or Shared()
    known = [result.before, result.after[name]] if isinstance(result, Compared) else [result]
    steps = None
    if isinstance(result, Compared):
        steps = [trace.operator for trace in result.study.redesigns[name].steps]
    every = single_numbers(known[0].model, steps, shared)
    found = sensitivity(
        known,
        [one.candidate for one in every],
        key,
        replications=SENSITIVITY_RUNS,
        processes=processes,
        progress=progress,
        shared=shared.runs,
    )
    numbers = {one.path: one for one in every}
    kept = [numbers[path] for path in found.table["name"]]
    texts = found.table.assign(
        number=[one.value for one in kept],
        **{side: [one.text(side) for one in kept] for side in SIDES},
    )
    return replace(data, sensitivity=replace(found, table=texts))


def headline_key(data: ReportData) -> Key | None:
    """The measure that the report is about; None when there is none."""
    row = headline(data)
    return None if row is None else Key(str(row["measure"]), str(row["scope"]), str(row["of"]))


def keys_of(result: Compared | Replications, asked: Key | None) -> dict[str, Key]:
    """The measure that each redesign or model is read by: the one asked for, or the headline."""
    keys = {name: asked or headline_key(data) for name, data in report_data(result).items()}
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


def _effects(
    result: Compared | Replications, name: str, key: Key, processes: int | None, bar: Bar | None
) -> StepEffects | None:
    """What the steps brought, where there are two to tell apart."""
    if not isinstance(result, Compared) or len(result.study.redesigns[name].steps) < 2:
        return None
    known = (result.before, result.after[name])
    n = min(result.n, MOST_RUNS)
    return effects_of(result.study.redesigns[name], key, known, n, processes, bar)


def _applying(operator: Operator) -> Step:
    def step(model: ServiceModel) -> ServiceModel:
        return operator.apply(model).model

    return step
