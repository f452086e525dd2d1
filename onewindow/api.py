"""The Python API: load or fit a model, simulate it, compare redesigns, write the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onewindow.measure_names import key_named
from onewindow.study import Compared, Redesign, Study, run_study
from onewindow.subjects import model_of, names_in, read_for, study_of
from optimize.requirement import Requirement
from scenarios.errors import ModelError
from scenarios.model import ServiceModel
from sim import experiment
from sim.engine_simpy import Watcher
from sim.engines import Engine
from sim.experiment import Progress, Replications, SimResult
from sim.precision import Precise, Precision
from sim.precision import replicate_until as precision_runs

if TYPE_CHECKING:
    from onewindow.fitting.found_log import FoundLog
    from onewindow.staffing_found import Staffing
    from optimize.proving import Round

Named = str | Path | ServiceModel
"""A model, or what stands for one: a file, a case of the library, case/scenario."""


def load(name: str | Path) -> ServiceModel:
    """Read a model.

    Parameters
    ----------
    name
        A model file; a scenario file, which gives the model after its redesign; a case of the
        library, such as ``social_security``, which gives its baseline; or case/scenario.

    Raises
    ------
    ModelError, RedesignError
        It cannot be read or does not make sense; ``problems`` has every one of them.
    """
    return model_of(name)


def fit(
    log: str | Path,
    kind: str | None = None,
    *,
    name: str = "fitted",
    office: str | None = None,
    mapping: str | Path | None = None,
    hold_out: int | None = None,
    weekdays: str = "daily",
    replications: int = 100,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> FoundLog[Any]:
    """Fit a model to a log, and judge it on the last days, which it was not shown.

    Parameters
    ----------
    log
        CSV, gzipped or not, or xlsx; event logs may be XES.
    kind
        What a row is: ``calls``, ``tickets``, ``queue-snapshots`` or ``events``; may be left out
        with a mapping, which says it.
    name
        Name of the model.
    office
        Of queue snapshots of several offices, the one that the model is of.
    mapping
        A mapping file; guessed when left out.
    hold_out
        Days at the end that the fit is judged on; the last fifth when left out, or more where none
        of it could be judged.
    weekdays
        Weekdays that are judged, such as ``mon-fri``; all are fitted. Of calls and tickets.
    replications, seed, processes, progress
        Of the judgement, as for `replicate`.

    Returns
    -------
    FoundLog
        ``model``, its ``headline`` by language, ``tables["judgement"]`` (observed and predicted),
        ``quality`` (what was set aside), ``lines("en")`` as on the terminal; ``write(path)`` and
        ``report(folder)`` write the files of the command.

    Raises
    ------
    OneWindowError
        The log cannot be read, too many rows had to be set aside, or the mapping does not fit it.
    """
    from onewindow.fitting.any_kind import fit_any
    from onewindow.fitting.judged_days import judged_days
    from onewindow.fitting.kind_asked import kind_asked

    return fit_any(
        log, kind_asked(kind, mapping), office=office, name=name, mapping=mapping,
        hold_out=hold_out, weekdays=judged_days(weekdays), replications=replications,
        seed=seed, progress=progress or (lambda *_: None), processes=processes,
    )  # fmt: skip


def simulate(
    model: Named,
    *,
    seed: int = 1,
    replication: int = 0,
    engine: Engine = "auto",
    watch: Watcher | None = None,
) -> SimResult:
    """Run one replication and keep its event log; ``tally()`` measures it.

    Parameters
    ----------
    model
        A model, or what stands for one.
    seed, replication
        Together they name the random numbers.
    engine
        ``auto``, ``fast`` (compiled) or ``simpy``; the log is the same, byte for byte.
    watch
        Called with the time [s] and the hall after each instant; makes ``auto`` take SimPy.

    Raises
    ------
    OneWindowError
        The model does not make sense, or a log cannot be read.
    """
    return experiment.simulate(
        _model(model), seed=seed, replication=replication, engine=engine, watch=watch
    )


def replicate(
    model: Named,
    *,
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Replications:
    """Run replications; ``estimates()`` gives every measure with its interval.

    Parameters
    ----------
    model
        A model, or what stands for one.
    replications
        How many; replication r always has the random numbers of (seed, r).
    seed
        Names the random numbers.
    processes
        Processes to use; all processors when left out. The numbers do not depend on it.
    progress
        Called with (replications done, replications asked for).

    Raises
    ------
    OneWindowError
        The model does not make sense, or nothing is asked for.
    """
    return experiment.replicate(
        _model(model),
        replications=replications,
        seed=seed,
        processes=processes,
        progress=progress,
    )


def replicate_until(
    model: Named,
    measure: str,
    half_width: float,
    *,
    at_most: int = 1000,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Precise:
    """Run replications until the 95 % interval of one measure is narrow enough.

    Parameters
    ----------
    model
        A model, or what stands for one.
    measure
        The measure, such as ``wait_mean``, over all cases; or ``wait_mean@pension`` for a service,
        target, queue, activity or pool. Titles do as well as names.
    half_width
        Half of the interval as a share of the measure, such as 0.05.
    at_most
        Replications after which it is given up.
    seed, processes, progress
        As for `replicate`.

    Returns
    -------
    Precise
        ``replications``, the ``half_width`` they have, and whether it was ``reached``.

    Raises
    ------
    OneWindowError
        The model does not make sense, or has no such measure.
    """
    read = _model(model)
    precision = Precision(key_named(measure, read, "measure"), half_width, at_most=at_most)
    return precision_runs(read, precision, seed=seed, processes=processes, progress=progress)


def compare(
    baseline: Named,
    scenarios: Mapping[str, ServiceModel] | Sequence[str | Path] | None = None,
    *,
    replications: int = 30,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Compared:
    """Compare a baseline with redesigns, paired on the same random numbers.

    Parameters
    ----------
    baseline
        A model, or what stands for one.
    scenarios
        Names of the case's scenarios, scenario files, or models by name; all of the case's
        scenarios when left out.
    replications, seed, processes, progress
        As for `replicate`.

    Returns
    -------
    Compared
        ``table()`` gives every measure before and after, with the difference, its interval and a
        verdict.

    Raises
    ------
    OneWindowError
        Something does not make sense, or there is nothing to compare with.
    """
    if isinstance(scenarios, Mapping):
        study = _study(_model(baseline), scenarios)
    elif isinstance(baseline, ServiceModel):
        raise ModelError(
            "scenarios: expected a dict of models for a baseline made in Python, got none. "
            'Write compare(model, {"more_windows": other}).'
        )
    else:
        study = study_of(baseline, tuple(scenarios or ()))
    return run_study(study, replications, seed, processes, progress)


def requirement(
    model: Named,
    target: str | None = None,
    *,
    method: str = "modified_offered_load",
    interval: str | float = "30 min",
    per: str | None = None,
    peaks: str | None = None,
    formula: str | None = None,
    queues: Sequence[str] = (),
    replications: int = 100,
    seed: int = 1,
    processes: int | None = None,
    progress: Progress | None = None,
) -> Requirement:
    """Least people on position in each interval that keep a promise.

    Parameters
    ----------
    model
        A model, or what stands for one.
    target
        The promise: ``90% in 30 s``, ``95% answered``, ``P90 20 s`` (of the answered) or ``mean
        15 s``; the first service-level target of the model when left out.
    method
        ``modified_offered_load``, ``erlang_a``, ``erlang_c`` or ``simulation``.
    interval
        Length of an interval; bare numbers are seconds.
    per
        ``interval``, ``peak`` or ``day``: over what it is kept. Each interval when left out, or
        each peak where ``peaks`` are given.
    peaks
        Such as ``08:30-11:00,17:30-20:00``; those of the model's target when left out.
    formula
        How a service level is counted; ``of_offered`` when left out.
    queues
        Queues or activities to staff for; that of the model's target, or all of the front office,
        when left out.
    replications, seed, processes, progress
        For ``simulation``: how often each plan is simulated, on which random numbers, by how many
        processes (all processors when left out; the numbers do not depend on it), and whom to tell
        (plans tried, plans expected).

    Returns
    -------
    Requirement
        ``required`` by interval and pool, with its demand, the level, and the level with one
        less; ``rostered(0.3)`` gives heads. Of days that are alike the first stands for all.

    Raises
    ------
    OneWindowError
        The model or the promise does not make sense, or nobody could keep it.
    """
    from onewindow.requiring import Asked, answer
    from optimize.iterate import Iteration

    asked = Asked(target, method, interval, per, peaks, formula, tuple(queues))
    how = Iteration(replications, seed, progress=progress)
    return answer(_model(model), asked, how, processes).requirement


def staff(
    model: Named,
    target: str | None = None,
    *,
    interval: str | float = "30 min",
    per: str | None = None,
    peaks: str | None = None,
    formula: str | None = None,
    queues: Sequence[str] = (),
    replications: int = 100,
    seed: int = 1,
    solver: str | None = None,
    free_seats: bool = False,
    processes: int | None = None,
    told: Callable[[Round], None] | None = None,
) -> Staffing:
    """Shifts that keep a promise at the least paid hours, proven in simulation.

    Parameters
    ----------
    model
        A model, or what stands for one. The rules of shifts are ``shifts`` of each pool.
    target, interval, per, peaks, formula, queues
        The promise, as for `requirement`.
    replications
        Simulations of each plan of the search; the check at its end takes as many as it needs.
    seed
        Names the random numbers; those of the check are fresh.
    solver
        A solver that PuLP knows; HiGHS when left out, or CBC where it is missing.
    free_seats
        True when there are as many windows or seats as it takes.
    processes
        Processes that simulate; all processors when left out. The numbers do not depend on it.
    told
        Told each plan as it has been simulated.

    Returns
    -------
    Staffing
        ``status``, and tables by ``intervals()``, ``scopes()`` and ``shifts()``; ``plan`` has paid
        hours, cost and bound. An interrupt (Ctrl-C) ends it with the best plan so far.

    Raises
    ------
    OneWindowError
        The model or the promise does not make sense, or no shifts can keep it.
    """
    from onewindow.requiring import Asked
    from onewindow.staffing import Solving
    from onewindow.staffing import staff as staffed
    from optimize.proving import Effort

    asked = Asked(target, "modified_offered_load", interval, per, peaks, formula, tuple(queues))
    return staffed(
        _model(model), asked, Solving(solver, free_seats=free_seats, processes=processes),
        Effort(replications=replications), seed, told or (lambda _: None),
    )  # fmt: skip


def report(
    result: Compared | Replications, path: str | Path, *, lang: str | None = None
) -> tuple[Path, ...]:
    """Write a result as a page of HTML in both languages, one file with its charts inside.

    Parameters
    ----------
    result
        From `compare` or `replicate`.
    path
        The file. With several redesigns each has its own, NAME-redesign.html.
    lang
        Language it opens in, zh or en; that of the environment when left out.

    Returns
    -------
    tuple of Path
        The files written.

    Raises
    ------
    DataError
        The language is another, or the file cannot be written: another ending than .html, or a
        file that the model was read from.
    """
    from onewindow.options import chosen_lang
    from onewindow.readings import read_result
    from onewindow.reporting import ready_pages, write_reports

    language, page = chosen_lang(lang), Path(path)
    about = result.study if isinstance(result, Compared) else result.model
    ready_pages(page, names_in(about), read_for(about))
    return write_reports(read_result(result), page, lang=language)


def _model(model: Named) -> ServiceModel:
    return model if isinstance(model, ServiceModel) else model_of(model)


def _study(baseline: ServiceModel, models: Mapping[str, ServiceModel]) -> Study:
    redesigns = {
        name: Redesign(name, model.title, model.why, model) for name, model in models.items()
    }
    return Study(baseline.name, baseline, redesigns)
