"""Results as what charts and reports are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from onewindow.files import Target, ready
from onewindow.ranking import standings_of
from onewindow.report_facts import facts_of
from onewindow.step_costs import step_costs
from onewindow.study import Compared, Redesign
from onewindow.warnings_told import in_both, warnings_in
from plots.case_choice import case_services
from plots.language import Lang
from plots.page_html import Progress
from plots.report import write_report
from plots.report_data import ReportData
from scenarios.model import ServiceModel
from scenarios.provenance import numbers
from sim.event_export import case_ids, duty_table, event_table
from sim.experiment import Replications, SimResult, simulate
from sim.hours_found import hours_found, runs_for_hours
from sim.ranking import Standing
from sim.reductions import reductions
from sim.typical_case import typical_case


def report_data(result: Compared | Replications) -> dict[str, ReportData]:
    """Tables and facts of each redesign, by name; of the model when nothing was compared."""
    if isinstance(result, Compared):
        table = result.table()
        standing = standings_of(result, table) if len(result.after) > 1 else {}
        found = hours_found(result)
        return {
            name: replace(
                _of_redesign(result, name, table, standing.get(name)),
                hours_found=hours,
                runs_for_hours=None if len(hours) else runs_for_hours(result, name),
            )
            for name in result.after
            for hours in [found[found["redesign"] == name].reset_index(drop=True)]
        }
    model = result.model
    data = ReportData(
        facts=facts_of(model.name, model.title, model.why, result),
        model_before=model,
        estimates=result.estimates(),
        numbers=_numbers(model),
        warnings=in_both(warnings_in(model)),
    )
    return {model.name: _with_cases(data, [simulate(model, seed=result.seed)])}


def page_at(path: Path) -> Path:
    """The page that is meant: ``report.html`` in a folder, .html after a name without ending."""
    if path.suffix:
        return path
    return path / "report.html" if path.is_dir() else path.with_name(f"{path.name}.html")


def pages(path: Path, names: Iterable[str]) -> dict[str, Path]:
    """The page of each redesign, by name; each has its own when there are several."""
    names = list(names)
    if len(names) == 1:
        return {names[0]: path}
    return {name: path.with_name(f"{path.stem}-{name}{path.suffix}") for name in names}


def ready_pages(path: Path, names: Iterable[str], reads: Iterable[Path]) -> None:
    """See that reports can be written; as `onewindow.files.ready`."""
    ready([Target("--out", page, (".html", ".htm")) for page in pages(path, names).values()], reads)


def write_reports(
    every: Mapping[str, ReportData],
    path: Path,
    progress: Progress | None = None,
    lang: Lang = "en",
    processes: int | None = None,
) -> tuple[Path, ...]:
    """Write a report of each redesign, opening in a language.

    With several redesigns each has its own file, NAME-redesign.html. Charts are drawn by so many
    processes, all processors when left out.
    """
    return tuple(
        write_report(every[name], page, progress, lang, processes)
        for name, page in pages(path, every).items()
    )


def _of_redesign(
    result: Compared, name: str, table: pd.DataFrame, standing: Standing | None
) -> ReportData:
    redesign, before = result.study.redesigns[name], result.before
    runs = [simulate(one, seed=before.seed) for one in (before.model, redesign.model)]
    four = reductions(result)
    alone = replace(result.study, redesigns={name: redesign})
    data = ReportData(
        facts=replace(
            facts_of(name, redesign.title, redesign.why, before, redesign),
            redesigns=len(result.after),
            standing=standing,
        ),
        model_before=before.model,
        model_after=redesign.model,
        estimates=before.estimates(),
        comparison=table[table["redesign"] == name].reset_index(drop=True),
        reductions=four[four["redesign"] == name].reset_index(drop=True),
        trace_of_changes=_trace(redesign),
        stages=_stages(before.model, redesign),
        numbers=_numbers(redesign.model),
        numbers_before=_numbers(before.model),
        step_costs=pd.DataFrame(step_costs(redesign)),
        warnings=in_both(warnings_in(alone)),
    )
    return _with_cases(data, runs)


def _with_cases(data: ReportData, runs: list[SimResult]) -> ReportData:
    """The data with typical cases of some services, from one replication."""
    found = [typical_case(runs, service) for service in case_services(data)]
    cases = [case for case in found if case is not None]
    rows, duties = [], []
    for k, run in enumerate(runs):
        table, names = event_table(run), case_ids(run)
        wanted = [names[case.index[k]] for case in cases]
        parts = [table[table["case_id"] == name] for name in wanted] or [table.head(0)]
        rows.append(pd.concat(parts, ignore_index=True))
        duties.append(duty_table(run))
    data = replace(
        data, cases_among={case.service: case.among for case in cases},
        case_before=rows[0], duty_before=duties[0],
    )  # fmt: skip
    return data if len(runs) == 1 else replace(data, case_after=rows[1], duty_after=duties[1])


def _stages(model: ServiceModel, redesign: Redesign) -> tuple[ServiceModel, ...]:
    """The model before the first step and after each."""
    stages = [model]
    for step in redesign.steps:
        stages.append(step.operator.apply(stages[-1]).model)
    return tuple(stages)


def _trace(redesign: Redesign) -> pd.DataFrame:
    rows = [
        (str(k + 1), step.operator.title_of_kind, change.path, change.old, change.new)
        for k, step in enumerate(redesign.steps)
        for change in step.changes
    ]
    return pd.DataFrame(rows, columns=["step", "operator", "what", "old", "new"])


def _numbers(model: ServiceModel) -> pd.DataFrame:
    rows = [
        (n.where, n.value, n.provenance.kind, n.provenance.source.zh, n.provenance.source.en)
        for n in numbers(model)
    ]
    return pd.DataFrame(rows, columns=["path", "value", "kind", "source_zh", "source_en"])
