"""Measures of one or several runs as a table in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from onewindow.cells import Record, by_row, counted, interval, value_cell
from onewindow.chosen import MANY, has_many_channels, rows_of
from onewindow.grid import Grid
from onewindow.headings import heading, label
from plots.amounts import NONE, Amounts, amounts
from plots.language import Lang, say
from scenarios.model import ServiceModel

if TYPE_CHECKING:
    import pandas as pd


def estimates_table(
    tables: Mapping[str, pd.DataFrame],
    models: Sequence[ServiceModel],
    lang: Lang,
    *,
    everything: bool = False,
    observed: pd.DataFrame | None = None,
) -> Grid:
    """Measures of one or several runs, a column each.

    Parameters
    ----------
    tables
        From `Replications.estimates`, by heading.
    models
        Models that give titles.
    lang
        Language of the labels.
    everything
        Show all measures, not only the chief ones.
    observed
        From `sim.observed.observed`; one more column.
    """
    found = {name: by_row(table) for name, table in tables.items()}
    seen = {} if observed is None else by_row(observed)
    alone = len(found) == 1
    heads = [say(lang, "指标", "Measure"), *found]
    heads += [say(lang, "95 % 区间", "95% interval")] if alone else []
    heads += [say(lang, "实测", "Observed")] if seen else []
    table = Grid(tuple(heads))
    last = ""
    for row in rows_of(models, tables.values(), everything):
        title = heading(row, models, lang, everything)
        if title != last:
            table.section(title)
        last = title
        records = [one.get(row) for one in found.values()]
        real = seen.get(row)
        columns = ("value", "low", "high") if alone else ("value",)
        written = counted(_written([*records, real], columns), row.measure)
        cells: list[Text | str]
        if alone:
            cells = _value_and_interval(records[0], written, lang)
        else:
            cells = [value_cell(one, "value", "low", "high", written, lang) for one in records]
        if seen:
            cells.append("" if real is None else written.full(float(real["value"]), lang))
        table.row(label(row, models, lang, everything), *cells)
    return table


def many_channels_words(models: Sequence[ServiceModel], lang: Lang) -> str:
    """That of many channels waits alone are told; nothing where all is."""
    if not has_many_channels(models):
        return ""
    return say(
        lang,
        f"分渠道的超过 {MANY} 个，只列平均等待；其余指标：--all 或 --out。",
        f"Of more than {MANY} channels waits alone are told. The rest: --all or --out.",
    )


def _written(records: Sequence[Record | None], columns: tuple[str, ...]) -> Amounts:
    there = [record for record in records if record is not None]
    unit = next(str(record["unit"]) for record in there if "unit" in record)
    return amounts(unit, [float(r[c]) for r in there for c in columns if c in r])


def _value_and_interval(record: Record | None, written: Amounts, lang: Lang) -> list[Text | str]:
    if record is None:
        return [NONE, ""]
    between = interval(record, "low", "high", written, lang)
    return [written.full(float(record["value"]), lang), Text(between, style="dim")]
