"""The ranking of redesigns as a table in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text

from onewindow.cells import Record, change_cells
from onewindow.change_tables import verdict_text
from onewindow.chosen import Row
from onewindow.grid import Grid
from onewindow.ranking import Ranked
from plots.amounts import NONE, Amounts, amounts
from plots.language import Lang, say
from plots.pair_amounts import pair_amounts
from sim.comparison import SAME


def ranking_table(
    found: Sequence[Ranked],
    titles: Mapping[str, str],
    written: Mapping[str, Mapping[Row, Amounts]],
    currency: str,
    lang: Lang,
) -> Grid:
    """One row a redesign, best first.

    Parameters
    ----------
    found
        From `onewindow.ranking.ranking`.
    titles
        What to call each redesign, by name.
    written
        How each row of each redesign is written, from `change_tables.written_alike`.
    currency
        Of all costs.
    lang
        Language of the words.
    """
    cost, worse = say(lang, "成本、工时", "Cost and hours"), say(lang, "变差", "Worse")
    sides = say(lang, "改造前 → 后", "Before → after")
    heads = (say(lang, "方案", "Redesign"), sides, say(lang, "变化", "Difference"), cost, worse)
    table = Grid(heads, words=(cost, worse), lines=True)
    for one in found:
        key = one.standing.key
        way = written[one.name][Row(key.measure, key.scope, key.of)]
        table.row(
            _place(one, len(found), lang) + titles[one.name],
            _from_to(one.record, way, lang),
            Text("\n").join([
                change_cells(one.record, lang, way)[2],
                verdict_text(str(one.record["verdict"]), lang),
            ]),
            "\n".join(_costs(one, currency, lang)),
            "\n".join(_losers(one, lang)),
        )  # fmt: skip
    return table


def _place(one: Ranked, among: int, lang: Lang) -> str:
    """The rank before the title; none where there is nothing to rank."""
    if among == 1:
        return ""
    rank = NONE if one.standing.rank is None else str(one.standing.rank)
    # Without a blank, at which a Chinese title would be broken off its rank.
    return f"{rank}{'=' if one.standing.tied else ''}" + say(lang, "、", " ")


def _from_to(record: Record, way: Amounts, lang: Lang) -> str:
    return f"{way.bare(float(record['before']))} → {way.full(float(record['after']), lang)}"


def _costs(one: Ranked, currency: str, lang: Lang) -> list[str]:
    """What is spent once and a year, and how many more hours are staffed over the time measured."""
    lines = []
    for spent, zh, en in (
        (one.one_off_cost, "一次性", "once"),
        (one.yearly_cost, "每年", "a year"),
    ):
        if spent:
            told = amounts(currency, [spent]).full(spent, lang)
            lines.append(say(lang, f"{zh} {told}", f"{told} {en}"))
    hours = one.hours
    if hours is None or hours["verdict"] == SAME:
        return [*lines, say(lang, "工时不变", "same hours")]
    before, after = float(hours["before"]), float(hours["after"])
    way = pair_amounts("staffed_hours", "h", before, after, verdict=str(hours["verdict"]))
    told = way.difference(float(hours["difference"]), lang)
    return [*lines, say(lang, f"工时 {told}", f"{told} staffed")]


def _losers(one: Ranked, lang: Lang) -> list[str]:
    """How many services or lines, and how many targets, got worse of how many there are."""
    parts = ("队列", "lines") if one.standing.key.scope == "queue" else ("事项", "services")
    kinds = (
        (one.worse_services, one.services, *parts),
        (one.worse_targets, one.targets, "目标", "targets"),
    )
    return [
        say(lang, f"{zh} {len(worse)}/{every}", f"{en} {len(worse)}/{every}")
        for worse, every, zh, en in kinds
        if every
    ] or [NONE]
