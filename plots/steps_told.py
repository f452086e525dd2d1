"""What each redesign step did, in a line: what is new, what is gone, what else it changed."""

from __future__ import annotations

import re
from collections.abc import Hashable
from itertools import groupby
from typing import Any

from plots.canvas import ems
from plots.flows_told import flows_told
from plots.language import Lang, say
from plots.model_words import last_field, place_words, value_words
from plots.operator_words import operator_note, operator_title
from plots.report_data import ReportData
from plots.source_tables import model_of_change, models_of_step, names_a_step
from plots.staff_changes import staff_told

_WHOLE = re.compile(
    r"(?:(?P<section>pools|activities)|services\.[^.\[]+\.(?P<part>channels|documents))\.[^.\[]+"
)
"""A path at which something stands as a whole."""
_STAFF_LEVEL = re.compile(r"pools\.[^.\[]+\.staff\[\d+\]\.level")
_KINDS = {
    "pools": ("岗位", "pool"),
    "activities": ("环节", "activity"),
    "channels": ("渠道", "channel"),
    "documents": ("材料", "document"),
}
_MOST = 6
"""Most things of a kind that are named."""
_FEW, _SHORT = 3, 80.0
"""Most changes that are told one by one, and how long they may be together [letters]."""
_Row = dict[Hashable, Any]


def steps_told(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """A line for each redesign step, in order."""
    rows = data.trace_of_changes.to_dict("records")
    by_step = groupby(rows, key=lambda row: row["step"])
    return tuple(_told(data, list(of_step), lang) for _, of_step in by_step)


def _told(data: ReportData, rows: list[_Row], lang: Lang) -> str:
    operator = str(rows[0]["operator"])
    note = operator_note(operator, lang)
    name = operator_title(operator, lang)
    name += say(lang, f"（{note}）", f" ({note})") if note else ""
    rows = [row for row in rows if not names_a_step(str(row["what"]))]
    parts: list[str] = []
    told: list[_Row] = []
    for (zh, en), side in ((("新增", "new "), "old"), (("取消", "gone "), "new")):
        for kind in _KINDS:
            found = [row for row in rows if _kind(row) == kind and _lacks(row, side)]
            if found:
                titles = [_title(data, row, lang) for row in found]
                parts.append(say(lang, zh, en) + _listed(kind, titles, lang))
                told += found
    if others := [row for row in rows if row not in told]:
        parts.append(_others(data, others, lang, also=bool(parts)))
    between = say(lang, "；", "; ")
    return name + say(lang, "：", ": ") + between.join(parts) + say(lang, "。", ".")


def _others(data: ReportData, rows: list[_Row], lang: Lang, *, also: bool) -> str:
    """Changes within what stays: each where they are few and short, else how many and where."""
    before, after = models_of_step(rows[0], data)
    if not also and before is not None and after is not None:
        paths = [str(row["what"]) for row in rows]
        whole = flows_told(paths, before, after, data, lang)
        if whole or (whole := staff_told(paths, before, after, lang)):
            return whole
    if len(rows) <= _FEW:
        each = [_from_to(data, row, lang) for row in rows]
        if sum(map(ems, each)) <= _SHORT:
            return say(lang, "、", ", ").join(each)
    places = "place" if len(rows) == 1 else "places"
    where = _whereabouts(data, rows, lang)
    if (more := _as_many_more(rows)) is not None:
        n, people = abs(more), "person" if abs(more) == 1 else "people"
        return say(
            lang,
            f"{len(rows)} 个时段各{'增' if more > 0 else '减'} {n} 人（{where}）",
            f"{n} {people} {'more' if more > 0 else 'fewer'} in each of {len(rows)} blocks of "
            f"staff ({where})",
        )
    return say(
        lang,
        f"{'另' if also else ''}改 {len(rows)} 处（{where}）",
        f"{'also ' if also else ''}changed in {len(rows)} {places} ({where})",
    )


def _as_many_more(rows: list[_Row]) -> int | None:
    """By how much all levels of staff were changed; None where not by the same, or else too."""
    found = set()
    for row in rows:
        levels = (str(row["old"]), str(row["new"]))
        if not _STAFF_LEVEL.fullmatch(str(row["what"])) or not all(map(str.isdigit, levels)):
            return None
        found.add(int(levels[1]) - int(levels[0]))
    return found.pop() if len(found) == 1 else None


def _whereabouts(data: ReportData, rows: list[_Row], lang: Lang) -> str:
    """Whose pools, activities and services were changed, each once; of one alone what it is."""
    every = [place_words(str(r["what"]), data, lang, model_of_change(r, data)) for r in rows]
    near, far = (
        list(dict.fromkeys(" · ".join(words.split(" · ")[:k]) for words in every)) for k in (2, 1)
    )
    heads = near if len(near) == 1 else far
    more = say(lang, " 等", ", …") if len(heads) > _FEW else ""
    return say(lang, "、", ", ").join(heads[:_FEW]) + more


def _from_to(data: ReportData, row: _Row, lang: Lang) -> str:
    path = str(row["what"])
    place = place_words(path, data, lang, model_of_change(row, data))
    values = [
        value_words(row[side], data, lang, last_field(path), model)
        for side, model in zip(("old", "new"), models_of_step(row, data), strict=True)
        if not _lacks(row, side)
    ]
    only = {"old": ("（新增）", " (new)"), "new": ("（取消）", " (gone)")}
    turn = "".join(say(lang, *words) for side, words in only.items() if _lacks(row, side))
    return f"{place} {' → '.join(values)}{turn}"


def _kind(row: _Row) -> str:
    found = _WHOLE.fullmatch(str(row["what"]))
    return "" if found is None else str(found["section"] or found["part"])


def _lacks(row: _Row, side: str) -> bool:
    return not isinstance(row[side], str)


def _title(data: ReportData, row: _Row, lang: Lang) -> str:
    words = place_words(str(row["what"]), data, lang, model_of_change(row, data))
    return words.rsplit(" · ", 1)[-1]


def _listed(kind: str, titles: list[str], lang: Lang) -> str:
    titles = list(dict.fromkeys(titles))
    more = say(lang, " 等", ", …") if len(titles) > _MOST else ""
    zh, en = _KINDS[kind]
    named = say(lang, "、", ", ").join(titles[:_MOST]) + more
    en = {"activity": "activities"}.get(en, f"{en}s") if len(titles) > 1 else en
    return say(lang, f"{zh} {named}", f"{en} {named}")
