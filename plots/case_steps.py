"""The numbers behind the swim-lanes: what one typical case waits for and who works on it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

import pandas as pd

from plots.amounts import amounts, join
from plots.language import LANGS, Lang, say
from plots.naming import delay_title, title_in
from plots.report_data import ReportData
from scenarios.model import ServiceModel

NOBODY = "(nobody)"
"""Lane of the time that needs no staff."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of waiting, work or delay of one case."""

    side: str
    """before or after"""
    lane: str
    """Pool."""
    lane_zh: str
    lane_en: str
    track: int
    """Row within the lane, from 0."""
    kind: str
    """wait, work (applicant present), work_away or delay"""
    step_zh: str
    step_en: str
    visit: int
    round: int
    start: float
    """Since the case came [s]."""
    end: float
    outcome: str


def case_numbers(data: ReportData) -> pd.DataFrame:
    """Stretches of waiting, work and delay of the typical case; columns as in `Stretch`."""
    found = [
        stretch
        for side, rows, model in (
            ("before", data.case_before, data.model_before),
            ("after", data.case_after, data.model_after),
        )
        if model is not None and len(rows)
        for stretch in _side(rows, model, side)
    ]
    return pd.DataFrame([asdict(s) for s in found], columns=[f.name for f in fields(Stretch)])


def stretches(numbers: pd.DataFrame) -> list[Stretch]:
    """The rows of `case_numbers` one by one."""
    return [Stretch(**{str(k): v for k, v in r.items()}) for r in numbers.to_dict("records")]


def case_finding(data: ReportData, lang: Lang) -> str:
    """The finding: how long the typical case takes and how much of it is waiting."""
    length: dict[str, float] = {}
    waits: dict[str, float] = {}
    for stretch in stretches(case_numbers(data)):
        side, own = stretch.side, stretch.end - stretch.start
        length[side] = max(length.get(side, 0.0), stretch.end)
        waits[side] = waits.get(side, 0.0) + (own if stretch.kind == "wait" else 0.0)
    written = amounts("s", length.values())
    whole = {side: written.full(t, lang) for side, t in length.items()}
    waiting = {
        side: join((w := amounts("s", [t])).bare(t), w.unit(lang)) for side, t in waits.items()
    }
    if len(length) < 2:
        return "".join(
            say(
                lang,
                f"典型一件：全程 {whole[side]}，其中等待 {waiting[side]}",
                f"A typical case: {whole[side]} in all, {waiting[side]} of it waiting",
            )
            for side in length
        )
    return say(
        lang,
        f"典型一件：全程从 {whole['before']}（等待 {waiting['before']}）变为"
        f" {whole['after']}（等待 {waiting['after']}）",
        f"A typical case: from {whole['before']} ({waiting['before']} waiting) to "
        f"{whole['after']} ({waiting['after']} waiting)",
    )


def _side(rows: pd.DataFrame, model: ServiceModel, side: str) -> Iterable[Stretch]:
    came = float(rows["enable_time"].min())
    ends: dict[tuple[str, int], float] = {}
    for row in rows.sort_values("enable_time", kind="stable").to_dict("records"):
        parts = [s for s in _parts(row, model, side, came) if s.end > s.start]
        if not parts:
            continue
        # All parts of one row of the log stand in one row of the lane, and cover no other.
        track, lane = 0, parts[0].lane
        while ends.get((lane, track), -math.inf) > parts[0].start + 1e-6:
            track += 1
        ends[lane, track] = parts[-1].end
        yield from (replace(s, track=track) for s in parts)


def _parts(row: dict[Any, Any], model: ServiceModel, side: str, came: float) -> list[Stretch]:
    """Wait and work of one row of the log, or its delay."""
    enable, start, end = (_number(row[f"{name}_time"]) for name in ("enable", "start", "end"))
    activity, pool, service = (_text(row[name]) for name in ("activity", "pool", "service"))
    if row["outcome"] == "elapsed" or not activity:
        lane, spans = NOBODY, [("delay", enable, end)]
        lanes = {lang: say(lang, "（无需人员）", "(no staff needed)") for lang in LANGS}
        steps = {lang: delay_title(model, service, _text(row["step"]), lang) for lang in LANGS}
    else:
        # Nobody took it: it waited before the first pool that does such work.
        doing = (name for name, p in model.pools.items() if activity in p.serves)
        lane = pool or next(doing, activity)
        lanes = {lang: title_in([model], "pool", lane, lang) for lang in LANGS}
        steps = {lang: title_in([model], "activity", activity, lang) for lang in LANGS}
        front = activity not in model.activities or model.activities[activity].place == "front"
        spans = [("wait", enable, start if math.isfinite(start) else end)]
        if math.isfinite(start) and math.isfinite(end):
            spans.append(("work" if front else "work_away", start, end))
    return [
        Stretch(
            side=side, lane=lane, lane_zh=lanes["zh"], lane_en=lanes["en"], track=0, kind=kind,
            step_zh=steps["zh"], step_en=steps["en"], visit=int(row["visit"]),
            round=int(row["round"]), start=a - came, end=b - came, outcome=str(row["outcome"]),
        )
        for kind, a, b in spans
    ]  # fmt: skip


def _number(value: Any) -> float:
    return math.nan if value is None else float(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
