"""The numbers behind the swim-lanes: what one typical case waits for and who works on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from typing import Any

import pandas as pd

from plots.amounts import amounts
from plots.case_changes import changes_told
from plots.language import LANGS, Lang, say
from plots.naming import delay_title, title_in
from plots.presence import cut, length, on_duty
from plots.report_data import ReportData
from plots.shown_services import Services, whose
from plots.stretch import Stretch
from scenarios.model import ServiceModel

NOBODY = "(nobody)"
"""Lane of the time that needs no staff."""


def case_numbers(data: ReportData, *, services: Services = None) -> pd.DataFrame:
    """Stretches of waiting, work and delay of a typical case; columns as in `Stretch`.

    It is that of the service given; of the first that has one when left out.
    """
    service = _service(data, services)
    found = [
        stretch
        for side, rows, model, duty in (
            ("before", data.case_before, data.model_before, data.duty_before),
            ("after", data.case_after, data.model_after, data.duty_after),
        )
        if model is not None and len(rows)
        for stretch in _side(rows[rows["service"] == service], model, duty, side)
    ]
    return pd.DataFrame([asdict(s) for s in found], columns=[f.name for f in fields(Stretch)])


def cases_shown(data: ReportData) -> tuple[str, ...]:
    """Services that have a typical case to show."""
    return tuple(dict.fromkeys(data.case_before["service"])) if len(data.case_before) else ()


def _service(data: ReportData, services: Services) -> str:
    return next(iter(services if services is not None else cases_shown(data)), "")


def stretches(numbers: pd.DataFrame) -> list[Stretch]:
    """The rows of `case_numbers` one by one."""
    return [Stretch(**{str(k): v for k, v in r.items()}) for r in numbers.to_dict("records")]


def case_finding(data: ReportData, lang: Lang, *, services: Services = None) -> str:
    """The finding: how long the case in the middle takes, how much of it is waiting in line, and
    what of its way a redesign changes.
    """
    told: dict[str, str] = {}
    numbers = stretches(case_numbers(data, services=services))
    sides = tuple(dict.fromkeys(s.side for s in numbers))
    ends = {side: max(s.end for s in numbers if s.side == side) for side in sides}
    whole = amounts("s", ends.values())
    kinds = (("wait", "排队", "waiting"), ("shut", "关门", "shut"))
    times = {
        (side, kind): length(
            [(s.start, s.end) for s in numbers if (s.side, s.kind) == (side, kind)]
        )
        for side in sides
        for kind, _, _ in kinds
    }
    for side in sides:
        parts = []
        for kind, zh, en in kinds:
            time = times[side, kind]
            if kind == "wait" or time:
                # Times that are read against each other are in one unit.
                unit = amounts("s", [times[one, kind] for one in sides])
                written = unit.full(time, lang)
                parts.append(say(lang, f"{zh} {written}", f"{written} {en}"))
        listed = say(lang, "，", ", ").join(parts)
        told[side] = whole.full(ends[side], lang) + say(lang, f"（{listed}）", f" ({listed})")
    if not told:
        return ""
    service = _service(data, services)
    among = data.cases_among.get(service)
    name = whose(data, [service], lang)
    first = say(
        lang,
        f"{f'{among:,} 件中' if among else ''}用时居中的一件{name}：全程",
        f"The case in the middle{f' of {among:,}' if among else ''} by total time{name}: ",
    )
    if len(told) < 2:
        return first + say(lang, " ", "") + told[sides[0]]
    changes = say(lang, "；", "; ") + changes_told(numbers, lang)
    if told["before"] == told["after"]:
        same = say(lang, f"仍为 {told['after']}", f"{told['after']} as before")
        return first + same + changes
    moved = say(
        lang,
        f"从 {told['before']}变为 {told['after']}",
        f"from {told['before']} to {told['after']}",
    )
    return first + moved + changes


def _side(
    rows: pd.DataFrame, model: ServiceModel, duty: pd.DataFrame, side: str
) -> Iterable[Stretch]:
    if not len(rows):
        return
    came = float(rows["enable_time"].min())
    ends: dict[tuple[str, int], float] = {}
    for row in rows.sort_values("enable_time", kind="stable").to_dict("records"):
        parts = [s for s in _parts(row, model, duty, side, came) if s.end > s.start]
        if not parts:
            continue
        # All parts of one row of the log stand in one row of the lane, and cover no other.
        track, lane = 0, parts[0].lane
        while ends.get((lane, track), -math.inf) > parts[0].start + 1e-6:
            track += 1
        ends[lane, track] = parts[-1].end
        yield from (replace(s, track=track) for s in parts)


def _parts(
    row: dict[Any, Any], model: ServiceModel, duty: pd.DataFrame, side: str, came: float
) -> list[Stretch]:
    """Wait and work of one row of the log, cut where nobody is on duty, or its delay."""
    enable, start, end = (_number(row[f"{name}_time"]) for name in ("enable", "start", "end"))
    activity, pool, service = (_text(row[name]) for name in ("activity", "pool", "service"))
    if row["outcome"] == "elapsed" or not activity:
        lane, spans = NOBODY, [("delay", (enable, end))]
        lanes = {lang: say(lang, "（无需人员）", "(no staff needed)") for lang in LANGS}
        steps = {lang: delay_title(model, service, _text(row["step"]), lang) for lang in LANGS}
    else:
        doing = [name for name, p in model.pools.items() if activity in p.serves]
        # Nobody took it: it waited before the first pool that does such work.
        lane = pool or next(iter(doing), activity)
        lanes = {lang: title_in([model], "pool", lane, lang) for lang in LANGS}
        steps = {lang: title_in([model], "activity", activity, lang) for lang in LANGS}
        front = activity not in model.activities or model.activities[activity].place == "front"
        waited = (enable, start if math.isfinite(start) else end)
        spans = [
            ("wait" if there else "shut", span)
            for span, there in cut(waited, on_duty(duty, doing) if doing else None)
        ]
        if math.isfinite(start) and math.isfinite(end):
            own = on_duty(duty, [pool], _text(row["resource"]))
            work = "work" if front else "work_away"
            spans += [(work if there else "shut", span) for span, there in cut((start, end), own)]
    return [
        Stretch(
            side=side, lane=lane, lane_zh=lanes["zh"], lane_en=lanes["en"], track=0, kind=kind,
            step_zh=steps["zh"], step_en=steps["en"], visit=int(row["visit"]),
            round=int(row["round"]), start=a - came, end=b - came, outcome=str(row["outcome"]),
        )
        for kind, (a, b) in spans
    ]  # fmt: skip


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
