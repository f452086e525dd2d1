"""Tables of what went in: changes made, published figures, where numbers come from, definitions."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from plots.amounts import NONE
from plots.flow_places import known_by
from plots.language import Lang, say
from plots.measure_titles import definition_told, title_told
from plots.model_words import last_field, place_words, value_words
from plots.operator_words import operator_note, operator_title
from plots.pairs import Key, chosen, pairs
from plots.report_data import ReportData
from plots.result_tables import change_cells
from plots.tables import Cell, Table, cells
from scenarios.model import ServiceModel
from scenarios.section import KIND_TITLES
from sim.catalogue import CATALOGUE, MODELLED


def kind_word(kind: str, lang: Lang) -> str:
    """What a kind of provenance is called."""
    known = KIND_TITLES.get(kind)
    return kind if known is None else say(lang, known.zh, known.en)


def model_of_change(row: Mapping[Hashable, Any], data: ReportData) -> ServiceModel | None:
    """The model in which the steps of a change are counted: that before the redesign step, or
    after it where they came with it.
    """
    before, after = models_of_step(row, data)
    return before if isinstance(row["old"], str) else after


def models_of_step(
    row: Mapping[Hashable, Any], data: ReportData
) -> tuple[ServiceModel | None, ServiceModel | None]:
    """The models before and after the redesign step of a change, in which its values stand."""
    at = int(row["step"])
    before, after = (data.stages[k] if k < len(data.stages) else None for k in (at - 1, at))
    return before, after


def change_table(data: ReportData, lang: Lang) -> Table:
    """What each redesign step changed in the model, place by place, old and new."""
    rows, last = [], ""

    def words(value: Any, path: str, absent: str, model: ServiceModel | None) -> str:
        if not isinstance(value, str):
            return absent
        if not value:
            return say(lang, "（皆默认）", "(all defaults)")
        return value_words(value, data, lang, last_field(path), model)

    for row in data.trace_of_changes.to_dict("records"):
        step = f"{row['step']}  {operator_title(str(row['operator']), lang)}"
        path = str(row["what"])
        if names_a_step(path):
            continue
        before, after = models_of_step(row, data)
        note = operator_note(str(row["operator"]), lang)
        rows.append(
            (
                Cell("") if step == last else Cell(step, note),
                *cells(
                    (
                        place_words(path, data, lang, model_of_change(row, data)),
                        words(row["old"], path, say(lang, "（新增）", "(new)"), before),
                        words(row["new"], path, say(lang, "（取消）", "(gone)"), after),
                    )
                ),
            )
        )
        last = step
    header = (
        say(lang, "步骤", "Step"), say(lang, "改了什么", "What"), say(lang, "原值", "Old"),
        say(lang, "新值", "New"),
    )  # fmt: skip
    return Table("trace", say(lang, "模型中的改动", "Changes to the model"), header, tuple(rows))


def names_a_step(path: str) -> bool:
    """Whether it is the name by which a step is referred to, which says nothing of what is done."""
    return re.search(r"\[\d+\]\.name$", path) is not None


def published_table(data: ReportData, lang: Lang) -> Table:
    """Published figures beside the simulated ones."""
    table, rows = pairs(data), []
    for figure in data.facts.published:
        found = chosen(table, [Key(figure.measure, figure.scope, figure.of)])
        simulated = [Cell(NONE)] * (2 if data.compares else 1)
        if len(found):
            every = change_cells(found.iloc[0], lang, compares=data.compares)
            simulated = every[: len(simulated)]
        sides = [value_words(side, data, lang) for side in (figure.before, figure.after)]
        published = sides if data.compares else sides[:1]
        rows.append(
            (
                Cell(figure.what[lang], _modelled(figure.measure, lang)),
                *cells(published),
                *simulated,
                Cell(with_readme(figure.source[lang], data)),
            )
        )
    what, source = say(lang, "内容", "Figure"), say(lang, "来源", "Source")
    header: tuple[str, ...] = (
        what, say(lang, "公布值", "Published"), say(lang, "仿真值", "Simulated"), source,
    )  # fmt: skip
    if data.compares:
        header = (
            what,
            say(lang, "公布值：改造前", "Published before"),
            say(lang, "公布值：改造后", "Published after"),
            say(lang, "仿真值：改造前", "Simulated before"),
            say(lang, "仿真值：改造后", "Simulated after"),
            source,
        )  # fmt: skip
    caption = say(lang, "公布值与仿真值", "Published and simulated")
    return Table("published", caption, header, tuple(rows))


def _modelled(measure: str, lang: Lang) -> str:
    """That what stands beside a survey is modelled; nothing where it is simulated."""
    if measure not in MODELLED:
        return ""
    return say(lang, "仿真值为模型推算，不是调查", "simulated: modelled, no survey")


def provenance_table(data: ReportData, lang: Lang) -> Table:
    """Every number of the models and where it comes from: a row for all of one source."""
    before, after = (
        {str(row["path"]): row for row in frame.fillna("").to_dict("records")}
        for frame in (data.numbers_before, data.numbers)
    )
    before = _moved(before, after, data)
    found: dict[tuple[str, str], list[str]] = {}
    for path in dict.fromkeys([*before, *after]):
        row = after.get(path) or before[path]
        source = with_readme(str(row.get(f"source_{lang}", "")), data)
        model = data.model if path in after else data.model_before
        place = place_words(path, data, lang, model)
        told = f"{place} {_value(path, before, after, data, lang)}"
        found.setdefault((source, str(row["kind"])), []).append(told)
    rows = [
        cells(
            (
                source or NONE,
                kind_word(kind, lang),
                say(lang, "；", "; ").join(numbers),
            )
        )
        for (source, kind), numbers in found.items()
    ]
    numbers = say(lang, "数字（→ 为改造所改）", "Numbers (→: changed by the redesign)")
    header = (
        say(lang, "来源", "Source"), say(lang, "性质", "Kind"),
        numbers if before else say(lang, "数字", "Numbers"),
    )  # fmt: skip
    return Table(
        "provenance", say(lang, "数字出处", "Where numbers come from"), header, tuple(rows)
    )


_Numbers = dict[str, dict[Hashable, Any]]


def _moved(before: _Numbers, after: _Numbers, data: ReportData) -> _Numbers:
    """Numbers before, under the places to which they moved when steps before them came or went."""
    new = {known_by(path, data.model): path for path in after}
    return {new.get(known_by(path, data.model_before), path): row for path, row in before.items()}


def _value(path: str, before: _Numbers, after: _Numbers, data: ReportData, lang: Lang) -> str:
    """A number, and what the redesign did to it where it did something."""
    old, new = (
        value_words(str(side[path]["value"]), data, lang, last_field(path), model)
        if path in side
        else ""
        for side, model in ((before, data.model_before), (after, data.model))
    )
    if before and not old:
        return new + say(lang, "（新增）", " (new)")
    if not new:
        return old + say(lang, "（取消）", " (gone)")
    return f"{old} → {new}" if before and old != new else new


def with_readme(source: str, data: ReportData) -> str:
    """A source that names a README with the name of the case whose README it is."""
    return re.sub(r"(?<![\w/])README\.md", f"{data.model_before.name}/README.md", source)


def definitions(data: ReportData, lang: Lang) -> list[tuple[str, str]]:
    """Name and definition of each measure the report shows, each definition once."""
    names: dict[str, list[str]] = {}
    table = pairs(data)[["measure", "scope", "of"]].drop_duplicates()
    for measure, scope, of in table.itertuples(index=False, name=None):
        title = title_told(data, (measure, scope, of), lang)
        kind = measure.rpartition("_")[0]
        if f"{kind}_p90" in CATALOGUE and measure != f"{kind}_cdf":
            # One entry for a time, whether its mean, a percentile or the longest is shown.
            title = (
                title_told(data, (f"{kind}_mean", scope, of), lang)
                .removeprefix("平均")
                .removeprefix("Mean ")
            )
            title = title[:1].upper() + title[1:]
        titles = names.setdefault(definition_told(data, (measure, scope, of), lang), [])
        if title not in titles:
            titles.append(title)
    between = say(lang, "、", ", ")
    return [(between.join(titles), text) for text, titles in names.items()]
