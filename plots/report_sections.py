"""What stands in each section of the report, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape

from markupsafe import Markup

from plots.cost_tables import cost_table, step_cost_table
from plots.language import Lang, say
from plots.origins import origins
from plots.page_parts import Part, Section, numbered, paragraphs, points, table_html, terms
from plots.pairs import pairs
from plots.payback import payback_words
from plots.promise_table import promise_time_table
from plots.rank_measure import rank_told
from plots.report_data import ReportData
from plots.report_words import further_findings, how_sure, method
from plots.result_tables import (
    indicator_table,
    key_table,
    part_table,
    promise_table,
    reduction_table,
)
from plots.sections import SECTION_OF, SECTIONS, SectionName
from plots.source_tables import change_table, definitions, provenance_table, published_table
from plots.steps_told import steps_told
from scenarios.at_hours import SCOPE
from scenarios.targets import Costs

_DETAILS = (
    ("service", ("hall_time_mean", "completion_time_mean", "visits_mean")),
    (
        "channel",
        (
            "arrivals", "wait_mean", "wait_p90", "hall_time_mean", "completion_time_mean",
            "answered_fraction", "abandoned_fraction", "of_offered",
        ),
    ),
    (
        "queue",
        (
            "offered", "unique_callers", "wait_mean", "wait_p90", "answered_fraction",
            "abandoned_fraction", "blocked_fraction",
            "of_offered", "of_answered", "answered_or_quick_abandoned", "less_quick_abandoned",
        ),
    ),
    ("pool", ("occupancy", "worked_fraction", "staffed_hours", "overtime_hours")),
    ("cause", ("returns_mean",)),
)  # fmt: skip
"""What is shown of each service, channel, queue, pool and cause of rework."""
_AT_HOURS = (
    "arrivals", "wait_mean", "asa", "wait_p90", "hall_time_mean", "within_target_fraction",
    "answered_fraction", "abandoned_fraction", "of_offered", "queue_length", "occupancy",
)  # fmt: skip
"""What is shown of the hours that are measured by themselves."""
_Figures = Mapping[SectionName, Iterable[Markup]]


def sections_of(data: ReportData, lang: Lang, figures: _Figures) -> tuple[Section, ...]:
    """The sections that have content, numbered.

    Parameters
    ----------
    data
        Tables and facts.
    lang
        The language.
    figures
        Charts of each section, as HTML.
    """
    parts: dict[SectionName, list[Part]] = {
        "diagnosis": [*_charts(figures, "diagnosis"), _origins(data, lang)],
        "redesign": [*_redesign(data, lang), *_charts(figures, "redesign")],
        "before_after": [
            *_results(data, lang), *_charts(figures, "before_after"), _indicators(data, lang),
        ],
        "scorecard": _charts(figures, "scorecard"),
        "steps": _charts(figures, "steps"),
        "promise": [*_charts(figures, "promise"), *_promise(data, lang)],
        "sure": [*_sure(data, lang), *_charts(figures, "sure")],
        "cost": [*_costs(data, lang), *_charts(figures, "cost")],
        "details": _details(data, lang),
    }  # fmt: skip
    # Only what stands on the page up to here needs to be defined.
    shown = _text(parts[name] for name in parts if name != "redesign")
    parts["details"].append(_changes(data, lang))
    parts |= {
        "method": [Part("", (points(method(data, lang)),))],
        "sources": [Part("", (table_html(provenance_table(data, lang), lang),))],
        "definitions": [Part("", (terms(_in_use(definitions(data, lang), shown, lang)),))],
    }
    filled = [(s, tuple(filter(None, parts[s.name]))) for s in SECTIONS if any(parts[s.name])]
    return tuple(
        Section(k, f"{lang}-{title.name}", title.text(lang, compares=data.compares), found)
        for k, (title, found) in enumerate(filled, 1)
    )


def _charts(figures: _Figures, name: SectionName) -> list[Part]:
    return [Part("", (figure,)) for figure in figures.get(name, ())]


def _origins(data: ReportData, lang: Lang) -> Part:
    title = say(lang, "跑动、返工和材料从哪里来", "Where visits, rework and documents come from")
    return Part(title, (points(origins(data, lang)),))


def _redesign(data: ReportData, lang: Lang) -> list[Part]:
    if not data.compares:
        return []
    title = SECTION_OF["details"].text(lang, compares=True)
    more = say(
        lang,
        f"每一处改动的原值和新值见“{title}”。",
        f"Every old and new value stands in “{title}”.",
    )
    steps = numbered(steps_told(data, lang))
    told = (paragraphs([data.facts.why[lang]]), steps, paragraphs([more] if steps else []))
    return [Part("", told)]


def _changes(data: ReportData, lang: Lang) -> Part:
    title = say(lang, "模型中的改动，逐处", "Changes to the model, place by place")
    return Part(title, (table_html(change_table(data, lang), lang),))


def _results(data: ReportData, lang: Lang) -> list[Part]:
    return [
        Part(
            say(lang, "主要数字", "Key numbers"),
            (
                table_html(key_table(data, lang), lang),
                paragraphs([*rank_told(data, lang), *further_findings(data, lang)]),
                table_html(promise_table(data, lang), lang),
                table_html(part_table(data, SCOPE, _AT_HOURS, lang), lang),
            ),
        ),
        Part(
            say(lang, "四减", "The four reductions"),
            (table_html(reduction_table(data, lang), lang),),
        ),
    ]


def _indicators(data: ReportData, lang: Lang) -> Part:
    title = say(lang, "评价指标", "Indicators")
    return Part(title, (table_html(indicator_table(data, lang), lang),))


def _details(data: ReportData, lang: Lang) -> list[Part]:
    tables = (part_table(data, scope, names, lang) for scope, names in _DETAILS)
    return [Part("", (table_html(table, lang),)) for table in tables if table]


def _promise(data: ReportData, lang: Lang) -> list[Part]:
    return [Part("", (table_html(promise_time_table(data, lang), lang),))]


def _sure(data: ReportData, lang: Lang) -> list[Part]:
    published = table_html(published_table(data, lang), lang)
    told = say(
        lang,
        "改造前的公布值可能用来设定基线（见数字出处）；改造后的公布值只作对照，从不填入模型。",
        "The published value before may have been used to set the baseline (see where numbers come "
        "from); the published value after stands beside the simulated one and was never put into "
        "the model.",
    )
    return [
        Part("", (points(how_sure(data, lang)),)),
        Part(
            say(lang, "公布值与仿真值", "Published and simulated"),
            (paragraphs([told]), published) if published else (),
        ),
    ]


def _costs(data: ReportData, lang: Lang) -> list[Part]:
    tables = (cost_table(data, lang), step_cost_table(data, lang))
    return [
        Part("", tuple(table_html(table, lang) for table in tables if table)),
        Part("", (paragraphs(_payback(data, lang)),)),
    ]


def _payback(data: ReportData, lang: Lang) -> tuple[str, ...]:
    if not data.compares or data.step_costs.empty:
        return ()
    once, yearly = (float(data.step_costs[name].sum()) for name in ("one_off_cost", "yearly_cost"))
    currency = (data.model.costs or Costs()).currency
    return payback_words(pairs(data), data.model_before, once, yearly, currency, lang)


def _text(parts: Iterable[list[Part]]) -> str:
    pieces = (piece for found in parts for part in found for piece in (part.title, *part.pieces))
    return unescape("\n".join(pieces)).lower()


def _in_use(found: list[tuple[str, str]], shown: str, lang: Lang) -> Iterable[tuple[str, str]]:
    """The definitions of what stands somewhere on the page."""
    between = say(lang, "、", ", ")
    for names, told in found:
        if any(name.lower() in shown for name in names.split(between)):
            yield names, told
