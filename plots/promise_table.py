"""Table of what could be promised of each service, and how far what is promised now is kept."""

from __future__ import annotations

import math

from plots.amounts import NONE, join
from plots.language import Lang, say
from plots.naming import title_of
from plots.pair_amounts import pair_amounts
from plots.pairs import Key, chosen, pairs
from plots.promise_chart import kept_words
from plots.promise_points import KEPT, promise_curve, promise_of
from plots.report_data import ReportData
from plots.result_tables import change_cells
from plots.sentences import sides
from plots.subject import services_of
from plots.tables import Align, Cell, Table


def promise_time_table(data: ReportData, lang: Lang) -> Table:
    """Of each service: promised now, share kept, and the shortest time kept for 95 %."""
    names = sides(data.compares, lang)
    rows = [
        _row(data, service, tuple(names), lang)
        for service in services_of(data)
        if not promise_curve(data, service).empty
    ]
    share = join(f"{KEPT:.0%}"[:-1], "%")
    kept, least = say(lang, "兑现", "kept"), say(lang, f"{share} 最短", f"shortest for {share}")
    between = say(lang, "：", ": ")
    header = (
        say(lang, "事项", "Service"), say(lang, "现承诺", "Promised now"),
        *(f"{name}{between}{what}" for what in (kept, least) for name in names.values()),
    )  # fmt: skip
    paid = any(len(row) > len(header) for row in rows)
    if paid:
        what = say(lang, "件均赔付", "compensation per case")
        header = (*header, *(f"{name}{between}{what}" for name in names.values()))
        rows = [row + (Cell(NONE),) * (len(header) - len(row)) for row in rows]
    # Where nothing is promised now, columns of dashes about it say nothing.
    full = [k for k in range(len(header)) if k == 0 or any(row[k].text != NONE for row in rows)]
    header = tuple(header[k] for k in full)
    rows = [tuple(row[k] for k in full) for row in rows]
    middle: list[Align] = ["right"] * (len(header) - 1)
    align: tuple[Align, ...] = ("left", *middle)
    caption = say(
        lang,
        f"承诺的兑现率，与能对 {share} 的件兑现的最短承诺，附 95 % 区间",
        f"How far promises are kept, and the shortest promise kept for {share} of the cases, with "
        "95% intervals",
    )
    return Table("promise_times", caption, header, tuple(rows), align, stacked=True)


def _row(data: ReportData, service: str, names: tuple[str, ...], lang: Lang) -> tuple[Cell, ...]:
    found = promise_of(data, service)
    now = found.limits["after" if data.compares else "before"]
    told = (pair_amounts("promise", found.unit, one, math.nan).full(one, lang) for one in now)
    kept = chosen(pairs(data), [Key("on_time_fraction", "service", service)])
    cells = [Cell(NONE)] * len(names)
    if len(kept):
        cells = change_cells(kept.iloc[0], lang, compares=data.compares)[: len(names)]
    paid: list[Cell] = []
    cost = chosen(pairs(data), [Key("compensation_per_case", "service", service)])
    if len(cost):
        paid = change_cells(cost.iloc[0], lang, compares=data.compares)[: len(names)]
    beside = [found.shortest[side][0] for side in names]
    return (
        Cell(title_of(data, "service", service, lang)),
        Cell(say(lang, "、", ", ").join(told) or NONE),
        *cells,
        *(Cell(kept_words(*found.shortest[side], found.unit, lang, beside)) for side in names),
        *paid,
    )
