"""The number that the first sentence is about, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from plots.language import Lang, of_whom
from plots.measure_titles import Number, title_told
from plots.naming import title_of
from plots.pairs import Key, chosen, key_of, pairs
from plots.report_data import Published, ReportData
from plots.subject import call_lines, headline_candidates, key_numbers, subject
from scenarios.calls import lines_of
from scenarios.model import ServiceModel
from sim.catalogue import CATALOGUE


def headline(data: ReportData) -> pd.Series | None:
    """The number that the first sentence is about; None when there is none.

    It is the one that the facts name; else, of the services that the redesign touched, the one
    that changed most of those in `plots.subject.headline_candidates` that distinguishably changed.
    """
    table = pairs(data)
    if data.facts.headline in CATALOGUE:
        figures = [f for f in data.facts.published if f.measure == data.facts.headline]
        steps = [[published_key(f, data.model_before)] for f in figures[:1]]
        steps.append([Key(data.facts.headline)])
    else:
        steps = headline_candidates(data)
    found = [rows for keys in steps if not (rows := chosen(table, keys)).empty]
    found = found or [rows for rows in [chosen(table, key_numbers(data))] if not rows.empty]
    return largest_change(found)


def published_key(figure: Published, model: ServiceModel) -> Key:
    """The simulated number beside a published one.

    Of the only service it is that of all: the same, and it needs no name.
    """
    whole = figure.scope == "service" and len(model.services) == 1
    return Key(figure.measure) if whole else Key(figure.measure, figure.scope, figure.of)


def largest_change(found: Sequence[pd.DataFrame]) -> pd.Series | None:
    """The row that changed most in the first of some tables in which any distinguishably did.

    Rows stand in the order in which they are asked for. Without any change it is the first of all;
    None when there is no row.
    """
    for rows in found:
        changed = rows[rows["verdict"].isin(["better", "worse"])]
        if len(changed):
            # A tenth more does not unseat the number that is asked for first. Half and double are
            # as large a change. From nothing to something has no size: it counts as the least.
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = changed["after"].to_numpy(float) / changed["before"].to_numpy(float)
                size = np.nan_to_num(np.abs(np.log(ratio)), posinf=np.inf)
            size[~np.isfinite(ratio)] = 0.0
            return changed.iloc[int(np.argmax(size >= 0.9 * size.max()))]
    return found[0].iloc[0] if found else None


def headline_name(data: ReportData, row: pd.Series, lang: Lang) -> str:
    """Name of a number with the service or line that it is about, where that must be said."""
    return number_name(data, key_of(row), lang)


def number_name(data: ReportData, number: Number, lang: Lang) -> str:
    """The same of a number by its measure, scope and name."""
    _, scope, of = number
    return named(data, title_told(data, number, lang), scope, of, lang)


def named(data: ReportData, what: str, scope: str, of: str, lang: Lang) -> str:
    """A name with the service or line it is about; bare where the report is about nothing else."""
    if scope == "all" or (scope == "queue" and _is_only_line(data)):
        return what
    return of_whom(what, title_of(data, scope, of, lang), lang)


def curve_scope(data: ReportData) -> tuple[str, str, bool]:
    """Scope and name of the cases whose curves are shown, and whether they are calls.

    All where that is what the report is about; else the service of the headline.
    """
    about, row = subject(data), headline(data)
    if about.whole:
        return "all", "", bool(about.calls)
    service = about.services[0]
    if row is not None and row["scope"] == "service":
        service = str(row["of"])
    if row is not None and row["scope"] == "queue":
        service = next((s for s in about.calls if row["of"] in call_lines(data, (s,))), service)
    return "service", service, service in about.calls


def shown_lines(data: ReportData) -> set[str] | None:
    """Lines that stand in the map of queues; None for all.

    A sum over callers and visitors says nothing: in a model with both, the lines are those of the
    services touched that are of the headline's kind.
    """
    about = subject(data)
    if not about.mixed:
        return None
    services = about.calls if curve_scope(data)[2] else about.visits
    return {
        line
        for model in (data.model_before, data.model_after)
        if model is not None
        for service in services
        if service in model.services
        for line in lines_of(model, service)
    }


def _is_only_line(data: ReportData) -> bool:
    about = subject(data)
    return about.whole and len(call_lines(data, about.calls)) == 1
