"""Why a pool works longer past the end of its shifts than before, as far as the models say it."""

from __future__ import annotations

from plots.language import Lang, say
from plots.report_data import ReportData


def overtime_reason(data: ReportData, pool: str, lang: Lang) -> str:
    """What a redesign changed in a pool that bears on its overtime, for one that has more of it."""
    models = (data.model_before, data.model_after)
    before, after = (m.pools.get(pool) if m is not None else None for m in models)
    if after is None:
        return ""
    if before is None:
        return say(lang, "新设的岗位", "a new pool")
    told = []
    if before.closing != after.closing:
        told.append(say(lang, "关门方式改了", "closing was changed"))
    if before.calendar != after.calendar or before.staff != after.staff:
        told.append(say(lang, "在岗时间或人数改了", "hours or staff on duty were changed"))
    if before.people != after.people:
        told.append(say(lang, "班次改了", "shifts were changed"))
    if before.seats != after.seats:
        told.append(say(lang, "席位数改了", "seats were changed"))
    if before.serves != after.serves:
        told.append(say(lang, "承办的环节改了", "it serves other activities"))
    return say(lang, "、", ", ").join(told) or say(
        lang, "班次没有改，关门时剩下的多了", "its shifts are the same, more is left at closing"
    )
