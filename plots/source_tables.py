"""Tables of what went in: changes made, published figures, where numbers come from, definitions."""

from __future__ import annotations

from plots.amounts import NONE
from plots.language import Lang, say
from plots.naming import measure_definition, measure_title
from plots.pairs import Key, chosen, pairs
from plots.report_data import ReportData
from plots.result_tables import change_cells
from plots.tables import Cell, Table, cells
from sim.catalogue import CATALOGUE

_KINDS = {
    "measured": ("实测", "measured"),
    "published": ("公开发布", "published"),
    "assumed": ("假定", "assumed"),
}


def change_table(data: ReportData, lang: Lang) -> Table:
    """What each redesign step changed in the model."""
    names = ("step", "operator", "what", "old", "new")
    rows = tuple(
        cells(str(row.get(name, "")) or NONE for name in names)
        for row in data.trace_of_changes.fillna("").to_dict("records")
    )
    header = (
        say(lang, "步骤", "Step"), say(lang, "做法", "Operator"), say(lang, "改了什么", "What"),
        say(lang, "原值", "Old"), say(lang, "新值", "New"),
    )  # fmt: skip
    return Table("trace", say(lang, "模型中的改动", "Changes to the model"), header, rows)


def published_table(data: ReportData, lang: Lang) -> Table:
    """Published figures beside the simulated ones."""
    table, rows = pairs(data), []
    for figure in data.facts.published:
        found = chosen(table, [Key(figure.measure, figure.scope, figure.of)])
        simulated = [Cell(NONE)] * (2 if data.compares else 1)
        if len(found):
            every = change_cells(found.iloc[0], lang, compares=data.compares)
            simulated = every[: len(simulated)]
        published = [figure.before, figure.after] if data.compares else [figure.before]
        rows.append((Cell(figure.what[lang]), *cells(published), *simulated, Cell(figure.source)))
    what, source = say(lang, "内容", "Figure"), say(lang, "来源", "Source")
    header: tuple[str, ...] = (
        what, say(lang, "公布", "Published"), say(lang, "仿真", "Simulated"), source,
    )  # fmt: skip
    if data.compares:
        header = (
            what,
            say(lang, "公布：前", "Published before"), say(lang, "公布：后", "Published after"),
            say(lang, "仿真：前", "Simulated before"), say(lang, "仿真：后", "Simulated after"),
            source,
        )  # fmt: skip
    caption = say(lang, "公布的数字与仿真结果", "Published figures and simulated results")
    return Table("published", caption, header, tuple(rows))


def provenance_table(data: ReportData, lang: Lang) -> Table:
    """Every number of the model and where it comes from."""
    rows = tuple(
        cells(
            (
                str(row["path"]), str(row["value"]),
                say(lang, *_KINDS.get(str(row["kind"]), (str(row["kind"]),) * 2)),
                str(row.get("source", "")) or NONE,
            )
        )
        for row in data.numbers.fillna("").to_dict("records")
    )  # fmt: skip
    header = (
        say(lang, "数字", "Number"), say(lang, "取值", "Value"), say(lang, "性质", "Kind"),
        say(lang, "来源", "Source"),
    )  # fmt: skip
    return Table("provenance", say(lang, "数字出处", "Where numbers come from"), header, rows)


def definitions(data: ReportData, lang: Lang) -> list[tuple[str, str]]:
    """Name and definition of each measure the report shows, each definition once."""
    names: dict[str, list[str]] = {}
    for measure in dict.fromkeys(pairs(data)["measure"]):
        title = measure_title(measure, lang)
        kind = measure.rpartition("_")[0]
        if f"{kind}_p90" in CATALOGUE and measure != f"{kind}_cdf":
            # One entry for a time, whether its mean, a percentile or the longest is shown.
            title = measure_title(f"{kind}_mean", lang).removeprefix("平均").removeprefix("Mean ")
            title = title[:1].upper() + title[1:]
        titles = names.setdefault(measure_definition(measure, lang), [])
        if title not in titles:
            titles.append(title)
    between = say(lang, "、", ", ")
    return [(between.join(titles), text) for text, titles in names.items()]
