"""The redesigns of a study, best first, by one number for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from onewindow.cells import Record, by_row
from onewindow.chosen import Row
from onewindow.report_facts import facts_of
from onewindow.step_costs import step_costs
from onewindow.study import Compared
from plots.headline import number_name
from plots.language import Lang
from plots.rank_measure import criterion_words, rank_key
from plots.report_data import Published, ReportData
from sim.ranking import Standing, standings
from sim.tally import Key


@dataclass(frozen=True, slots=True)
class Ranked:
    """A redesign, where it stands, and what it costs others."""

    name: str
    standing: Standing
    record: Record
    """The number that ranks it, beside the baseline's; a row of `Comparison.table`."""
    hours: Record | None
    """Staffed hours beside the baseline's."""
    one_off_cost: float
    yearly_cost: float
    worse_services: tuple[str, ...]
    """Services, or lines where the number is that of a line, for which the measure got worse."""
    services: int
    """Services or lines that have the measure before and after."""
    worse_targets: tuple[str, ...]
    """Targets that are kept less often."""
    targets: int


def standings_of(result: Compared, table: pd.DataFrame) -> Mapping[str, Standing]:
    """Standing of each redesign by name, best first; empty where no number is that of all.

    ``table`` is that of the comparison.
    """
    key = rank_key(baseline_data(result), table, _published(result))
    return {} if key is None else standings(result, Key(*key), table)


def baseline_data(result: Compared) -> ReportData:
    """What a report of the baseline alone is made from, without its typical cases."""
    run = result.before
    return ReportData(
        facts=facts_of(run.model.name, run.model.title, run.model.why, run),
        model_before=run.model,
        estimates=run.estimates(),
    )


def criterion(result: Compared, found: Sequence[Ranked], lang: Lang) -> tuple[str, str]:
    """What the number is called, and a few sentences on how redesigns are ranked by it."""
    key = found[0].standing.key
    told = number_name(baseline_data(result), key[:3], lang)
    published = any(figure.measure == key.measure for figure in _published(result))
    return told, criterion_words(key[:3], told, published, len(found), lang)


def _published(result: Compared) -> list[Published]:
    """Figures published about any of the redesigns, in their order."""
    return [
        figure
        for name, redesign in result.study.redesigns.items()
        for figure in facts_of(name, redesign.title, None, result.before, redesign).published
    ]


def ranking(result: Compared, table: pd.DataFrame) -> tuple[Ranked, ...]:
    """The redesigns, best first; as `standings_of`."""
    return tuple(
        _ranked(result, standing, name, by_row(table[table["redesign"] == name]))
        for name, standing in standings_of(result, table).items()
    )


def _ranked(result: Compared, standing: Standing, name: str, rows: Mapping[Row, Record]) -> Ranked:
    key = standing.key
    parts = "queue" if key.scope == "queue" else "service"
    services = [r for r in rows if r.measure == key.measure and r.scope == parts]
    targets = [r for r in rows if r.scope == "target"]
    steps = step_costs(result.study.redesigns[name])
    return Ranked(
        name=name,
        standing=standing,
        record=rows[Row(key.measure, key.scope, key.of)],
        hours=rows.get(Row("staffed_hours", "all", "")),
        one_off_cost=sum(float(step["one_off_cost"]) for step in steps),
        yearly_cost=sum(float(step["yearly_cost"]) for step in steps),
        worse_services=_worse(services, rows),
        services=len([r for r in services if rows[r]["verdict"]]),
        worse_targets=_worse(targets, rows),
        targets=len([r for r in targets if rows[r]["verdict"]]),
    )


def _worse(found: list[Row], rows: Mapping[Row, Record]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.of for row in found if rows[row]["verdict"] == "worse"))


def ranking_records(found: Sequence[Ranked]) -> list[dict[str, object]]:
    """The ranking for machines."""
    named = ("before", "after", "difference", "low", "high", "relative", "verdict")
    return [
        {
            "rank": one.standing.rank,
            "name": one.name,
            "measure": one.standing.key.measure,
            "scope": one.standing.key.scope,
            "of": one.standing.key.of,
            "unit": one.record["unit"],
            **{name: one.record[name] for name in named},
            "tied": one.standing.tied,
            "one_off_cost": one.one_off_cost,
            "yearly_cost": one.yearly_cost,
            "staffed_hours": None if one.hours is None else one.hours["difference"],
            "worse_services": one.worse_services,
            "worse_targets": one.worse_targets,
        }
        for one in found
    ]
