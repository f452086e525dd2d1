"""Before and after as tables in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from onewindow.cells import Record, by_row, change_cells, records_amounts
from onewindow.chosen import Row, rows_of
from onewindow.grid import Grid
from onewindow.headings import heading, label
from plots.amounts import Amounts
from plots.language import Lang, say
from plots.naming import title_in
from plots.sentences import verdict_word
from scenarios.findings import listed, listed_zh
from scenarios.model import ServiceModel
from sim.reductions import ITEMS

if TYPE_CHECKING:
    import pandas as pd

_SEVERAL = 3
"""So many services are told apart only where something changes."""
_VERDICT_WIDTH = 15
"""The longest word of a verdict, distinguishable."""
_COLORS = {"better": "green", "worse": "red"}


def comparison_table(
    rows: pd.DataFrame,
    models: Sequence[ServiceModel],
    lang: Lang,
    *,
    everything: bool = False,
    written: Mapping[Row, Amounts] | None = None,
) -> Grid:
    """Every measure of one redesign beside the baseline.

    Parameters
    ----------
    rows
        Rows of one redesign, from `Comparison.table`.
    models
        Models that give titles, the baseline first.
    lang
        Language of the labels.
    everything
        Show all measures, not only the chief ones.
    written
        How each row is written, from `written_alike`, where several redesigns are shown.
    """
    found = by_row(rows)
    verdict = say(lang, "判断", "Verdict")
    table = Grid((say(lang, "指标", "Measure"), *_sides(lang), verdict), words=(verdict,))
    last = ""
    for row in rows_of(models, [rows], everything):
        title = heading(row, models, lang, everything)
        if title != last:
            table.section(title)
        last = title
        table.row(
            label(row, models, lang, everything),
            *change_cells(found[row], lang, (written or {}).get(row)),
            verdict_text(str(found[row]["verdict"]), lang),
        )
    return table


def written_alike(table: pd.DataFrame) -> dict[str, dict[Row, Amounts]]:
    """How each row of each redesign is written: a number before reads the same beside all."""
    found = {name: by_row(rows) for name, rows in table.groupby("redesign", sort=False)}
    ways: dict[str, dict[Row, Amounts]] = {str(name): {} for name in found}
    for row in dict.fromkeys(row for one in found.values() for row in one):
        names = [name for name, one in found.items() if row in one]
        for name, way in zip(names, records_amounts([found[n][row] for n in names]), strict=True):
            ways[str(name)][row] = way
    return ways


def reductions_table(
    every: pd.DataFrame, redesign: str, models: Sequence[ServiceModel], lang: Lang
) -> Grid:
    """The four reductions of one redesign; from `sim.reductions.reductions` of all of them.

    A number before reads the same beside all. What changes in none of several services stands in
    no row (`unchanged_words`).
    """
    rows = every[every["redesign"] == redesign]
    rows = rows[~rows["item"].isin(_unchanged(rows))]
    table = Grid((say(lang, "四减", "Four reductions"), *_sides(lang)))
    services = list(dict.fromkeys(rows["service"]))
    for service in services:
        if len(services) > 1:
            table.section(title_in(models, "service", service, lang))
        for record in rows[rows["service"] == service].to_dict("records"):
            named = {str(name): value for name, value in record.items()}
            alike = every[(every["service"] == service) & (every["item"] == named["item"])]
            beside = list(alike["redesign"]).index(redesign)
            written = records_amounts(alike.to_dict("records"))[beside]
            table.row(say(lang, *ITEMS[str(named["item"])]), *change_cells(named, lang, written))
    return table


def unchanged_words(every: pd.DataFrame, redesign: str, lang: Lang) -> str:
    """Which of the four reductions change in no service; nothing where rows say so."""
    items = [say(lang, *ITEMS[item]) for item in _unchanged(every[every["redesign"] == redesign])]
    if not items:
        return ""
    return say(
        lang, f"各事项都不变：{listed_zh(items)}。", f"The same in every service: {listed(items)}."
    )


def _unchanged(rows: pd.DataFrame) -> list[str]:
    """Items that change in none of several services; none where there are few."""
    if rows["service"].nunique() < _SEVERAL:
        return []
    change = rows["difference"].abs().groupby(rows["item"], sort=False).max()
    return [str(item) for item in change.index[change == 0]]


def side_by_side(
    table: pd.DataFrame,
    titles: Mapping[str, str],
    measures: Sequence[Row],
    models: Sequence[ServiceModel],
    lang: Lang,
) -> Grid:
    """A few measures of several redesigns, a column each.

    Parameters
    ----------
    table
        From `Comparison.table`.
    titles
        What to call each redesign, by name.
    measures
        The rows.
    models
        Models in whose words they are told.
    lang
        Language of the labels.
    """
    found = {name: by_row(table[table["redesign"] == name]) for name in titles}
    heads = (say(lang, "指标", "Measure"), _sides(lang)[0], *titles.values())
    shown = Grid(heads, lines=True)
    for row in measures:
        records = {name: one[row] for name, one in found.items() if row in one}
        if records:
            ways = records_amounts(list(records.values()))
            before = change_cells(next(iter(records.values())), lang, ways[0])[0]
            after = [
                _change_alone(record, lang, written)
                for record, written in zip(records.values(), ways, strict=True)
            ]
            shown.row(label(row, models, lang, False), before.split("\n")[0], *after)
    return shown


def _change_alone(record: Record, lang: Lang, written: Amounts) -> Text:
    """The value after, the change and its verdict; their intervals are left to longer tables."""
    _, after, change = change_cells(record, lang, written)
    verdict = verdict_text(str(record["verdict"]), lang)
    return Text("\n").join([after.split("\n")[0], change.split("\n")[0], verdict])


def verdict_text(verdict: str, lang: Lang) -> Text:
    """A verdict in words and colour, in lines that are no longer than its longest word."""
    lines = textwrap.wrap(verdict_word(verdict, lang), _VERDICT_WIDTH)
    return Text("\n".join(lines), style=_COLORS.get(verdict, ""))


def _sides(lang: Lang) -> list[str]:
    pairs = (("改造前", "Before"), ("改造后", "After"), ("变化", "Difference"))
    return [say(lang, zh, en) for zh, en in pairs]
