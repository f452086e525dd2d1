"""Exported tables in the words of one language, with the keys that programs read behind them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Literal

import pandas as pd

from plots.language import LANGS, Lang, say
from plots.measure_titles import title_told
from plots.model_words import last_field, place_words, value_words
from plots.naming import delay_title, title_of
from plots.operator_words import operator_title
from plots.pair_amounts import pair_amounts
from plots.report_data import ReportData
from plots.scorecard_points import GROUPS
from plots.sentences import verdict_word
from plots.source_tables import kind_word, model_of_change, models_of_step
from plots.table_heads import KEY, unit_title
from sim.catalogue import CATALOGUE
from sim.reductions import ITEMS

_Row = dict[Hashable, Any]
_Tell = Callable[[_Row, Any, ReportData, Lang], str]
_WORDS = {
    "all": ("总体", "overall"), "service": ("事项", "service"), "queue": ("队列", "queue"),
    "activity": ("环节", "activity"), "pool": ("岗位（人员）", "pool"),
    "target": ("目标", "target"), "cause": ("返工原因", "cause"), "flow": ("去向", "way"),
    "channel": ("渠道", "channel"), "hours": ("时段", "hours"),
    "before": ("改造前", "before"), "after": ("改造后", "after"),
    **GROUPS,
    "met": ("达到", "met"), "not_met": ("未达到", "not met"),
    "met_on_average": ("均值达到但不确定", "met on average, not certain"),
    "missed_on_average": ("均值未达到但不确定", "not met on average, not certain"),
    "no_target": ("无目标", "no target"),
    "shortest": ("能兑现的最短承诺", "shortest promise kept"), "limit": ("现承诺", "promised now"),
    "curve": ("曲线", "curve"), "mark": ("百分位", "percentile"),
    "wait": ("排队等待", "waiting"), "shut": ("无人在岗", "closed hours"), "work": ("办理", "work"),
    "work_away": ("后台办理", "work, applicant away"), "delay": ("等候或间隔", "delay"),
    "away": ("两次到访（来电）之间", "between visits (calls)"),
    "front": ("前台", "front"), "back": ("后台", "back"),
    "served": ("已办理", "served"), "abandoned": ("放弃", "abandoned"),
    "balked": ("见队即走", "balked"), "blocked": ("占线", "blocked"),
    "turned_away": ("请改日再来", "turned away"), "no_show": ("爽约", "no show"),
    "callback": ("回拨", "called back"), "handed_over": ("交给别人", "handed over"),
    "interrupted": ("中断", "interrupted"), "elapsed": ("到期", "elapsed"),
    "unfinished": ("未完", "unfinished"),
}  # fmt: skip
"""What set words of tables are called, in Chinese and English."""
_TIMES = {
    "documents": ("材料", "Documents"),
    "wait": ("等待时间", "Wait"),
    "hall_time": ("在厅时间", "Hall time"),
}
"""What is no measure of the catalogue: times that have targets, and what models state."""
_KEYED = ("measure", "scope", "of", "lane", "item", "path", "service", "activity", "pool")
"""Columns whose keys stay beside their titles."""


def told(table: pd.DataFrame, data: ReportData, lang: Lang) -> pd.DataFrame:
    """The table with titles in the place of keys; the keys follow in columns of their own.

    Of what stands there in both languages (``zh`` and ``en``, ``lane_zh`` and ``lane_en``) one is
    left, which takes the place of its key.
    """
    rows = table.to_dict("records")
    keys = {f"{name}{KEY}": table[name] for name in _KEYED if name in table}
    translated = {c.removesuffix(f"_{lang}") for c in map(str, table) if c.endswith(f"_{lang}")}
    made = _in_one_language(table, lang)
    for name, tell in _TELLERS.items():
        if name in table and name in made and name not in translated:
            made[name] = [
                tell(row, row[name], data, lang) if _is_said(row[name]) else row[name]
                for row in rows
            ]
    return made.assign(**keys)


def _in_one_language(table: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """One column for each that is there in both languages.

    A name says the same as measure, scope and ``of`` do, and more than ``of`` alone.
    """
    other = next(one for one in LANGS if one != lang)
    own = {c: c.removesuffix(f"_{lang}") for c in map(str, table) if c.endswith(f"_{lang}")}
    own |= {lang: "name"} if lang in table else {}
    gone = {c for c in map(str, table) if c == other or c.endswith(f"_{other}")} | set(own.values())
    if "name" in own.values():
        gone |= {lang} if "scope" in table else {"of"}
    return table.drop(columns=[c for c in table if c in gone]).rename(columns=own)


def _is_said(value: Any) -> bool:
    return isinstance(value, str | bool) and value != ""


def _word(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    return say(lang, *_WORDS.get(value, (kind_word(value, lang),) * 2))


def _measure(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    if value not in CATALOGUE:
        return say(lang, *_TIMES[value])
    number = (str(value), str(row.get("scope", "")), str(row.get("of", "")))
    return title_told(data, number, lang)


def _of(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    return title_of(data, str(row.get("scope", "")), value, lang)


def _unit(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    what = row.get("item", row.get("measure"))
    counter = pair_amounts(str(what), value, 0, 0).unit(lang) if value == "count" else ""
    return counter or unit_title(value, lang)


def _titled(scope: str) -> _Tell:
    return lambda row, value, data, lang: title_of(data, scope, value, lang)


def _step(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    if row.get("activity"):
        return title_of(data, "activity", str(row["activity"]), lang)
    return delay_title(data.model, str(row.get("service", "")), value, lang)


def _place(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    model = model_of_change(row, data) if "old" in row else data.model
    return place_words(value, data, lang, model)


def _value(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    return value_words(value, data, lang, last_field(str(row.get("what", row.get("path", "")))))


def _on_side(side: Literal[0, 1]) -> _Tell:
    """A value as it stood before or after its redesign step."""
    return lambda row, value, data, lang: value_words(
        value, data, lang, last_field(str(row["what"])), models_of_step(row, data)[side]
    )


def _yes(row: _Row, value: Any, data: ReportData, lang: Lang) -> str:
    return say(lang, *(("是", "yes") if value else ("否", "no")))


_TELLERS: dict[str, _Tell] = {
    "measure": _measure,
    "of": _of,
    "service": _titled("service"),
    "activity": _titled("activity"),
    "pool": _titled("pool"),
    "step": _step,
    "what": _place,
    "path": _place,
    "old": _on_side(0),
    "new": _on_side(1),
    "value": _value,
    "operator": lambda row, value, data, lang: operator_title(value, lang),
    "item": lambda row, value, data, lang: say(lang, *ITEMS[value]),
    "redesign": lambda row, value, data, lang: (
        data.facts.title[lang] if value == data.facts.name else value
    ),
    "verdict": lambda row, value, data, lang: verdict_word(value, lang),
    "bottleneck": _yes,
    "shown": _yes,
    "stands_out": _yes,
    "unit": _unit,
    "at_unit": lambda row, value, data, lang: unit_title(value, lang),
    **dict.fromkeys(("scope", "side", "kind", "outcome", "place", "group", "kept"), _word),
}
"""How each column is told."""
