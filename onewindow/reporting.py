"""Results as what charts and reports are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from onewindow.files import Target, ready
from onewindow.step_costs import step_costs
from onewindow.study import Compared, Redesign
from plots.headline import curve_scope
from plots.language import Lang
from plots.report import Progress, write_report
from plots.report_data import Facts, Published, ReportData
from scenarios.model import ServiceModel
from scenarios.provenance import numbers
from scenarios.section import TextPair
from scenarios.units import number_text
from sim.event_export import case_ids, event_table
from sim.experiment import Replications, SimResult, simulate
from sim.reductions import reductions
from sim.typical_case import typical_case


def report_data(result: Compared | Replications) -> dict[str, ReportData]:
    """Tables and facts of each redesign, by name; of the model when nothing was compared."""
    if isinstance(result, Compared):
        return {name: _of_redesign(result, name) for name in result.after}
    model = result.model
    base = simulate(model, seed=result.seed)
    (case,) = _cases([base])
    data = ReportData(
        facts=_facts(model.name, model.title, model.why, result),
        model_before=model,
        estimates=result.estimates(),
        case_before=case,
        numbers=_numbers(model),
    )
    return {model.name: data}


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
    result: Compared | Replications,
    path: Path,
    progress: Progress | None = None,
    lang: Lang = "en",
) -> tuple[Path, ...]:
    """Write a report of each redesign, opening in a language.

    With several redesigns each has its own file, NAME-redesign.html.
    """
    every = report_data(result)
    return tuple(
        write_report(every[name], page, progress, lang) for name, page in pages(path, every).items()
    )


def _of_redesign(result: Compared, name: str) -> ReportData:
    redesign, before = result.study.redesigns[name], result.before
    runs = [simulate(one, seed=before.seed) for one in (before.model, redesign.model)]
    table, four = result.table(), reductions(result)
    data = ReportData(
        facts=_facts(name, redesign.title, redesign.why, before, redesign),
        model_before=before.model,
        model_after=redesign.model,
        estimates=before.estimates(),
        comparison=table[table["redesign"] == name].reset_index(drop=True),
        reductions=four[four["redesign"] == name].reset_index(drop=True),
        trace_of_changes=_trace(redesign),
        numbers=_numbers(redesign.model),
        numbers_before=_numbers(before.model),
        step_costs=pd.DataFrame(step_costs(redesign)),
    )
    # The case is one of what the headline is about.
    first, second = _cases(runs, curve_scope(data)[1] or None)
    return replace(data, case_before=first, case_after=second)


def _facts(
    name: str,
    title: TextPair,
    why: TextPair | None,
    run: Replications,
    redesign: Redesign | None = None,
) -> Facts:
    figures = () if redesign is None else redesign.published
    return Facts(
        name=name,
        title=_texts(title),
        why=_texts(why or TextPair(zh="", en="")),
        seed=run.seed,
        replications=run.n,
        asked=run.asked,
        version=version("onewindow"),
        date=dt.date.today().isoformat(),
        published=tuple(
            Published(
                what=_texts(figure.what),
                before=_shown(figure.before),
                after=_shown(figure.after),
                source=figure.source,
                measure=figure.measure or "",
                scope=figure.scope,
                of=figure.of,
            )
            for figure in figures
        ),
    )


def _texts(text: TextPair) -> dict[Lang, str]:
    return {"zh": text.zh, "en": text.en}


def _shown(amount: str | float | None) -> str:
    if amount is None:
        return "—"
    return amount if isinstance(amount, str) else number_text(amount)


def _cases(runs: list[SimResult], service: str | None = None) -> list[pd.DataFrame]:
    """Rows of the log of one typical case in each run; empty tables when there is none."""
    case = typical_case(runs, service)
    if case is None:
        return [pd.DataFrame() for _ in runs]
    found = []
    for run, index in zip(runs, case.index, strict=True):
        table = event_table(run)
        found.append(table[table["case_id"] == case_ids(run)[index]].reset_index(drop=True))
    return found


def _trace(redesign: Redesign) -> pd.DataFrame:
    rows = [
        (str(k + 1), step.operator.title_of_kind, change.path, change.old, change.new)
        for k, step in enumerate(redesign.steps)
        for change in step.changes
    ]
    return pd.DataFrame(rows, columns=["step", "operator", "what", "old", "new"])


def _numbers(model: ServiceModel) -> pd.DataFrame:
    rows = [(n.where, n.value, n.provenance.kind, n.provenance.source) for n in numbers(model)]
    return pd.DataFrame(rows, columns=["path", "value", "kind", "source"])
