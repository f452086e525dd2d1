"""What was fitted to an event log and judged, as tables for charts, with all digits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pandas as pd

from onewindow.fitting.events.judgement import DISTANCES, EventJudgement, unit_of
from onewindow.fitting.events.judgement_words import name_of
from onewindow.fitting.events.ways import case_counts
from onewindow.fitting.figures import figure, off_by, span
from onewindow.fitting.frames import days_about_weekday, time_panel
from onewindow.fitting.rate_frames import rate_frame
from plots.amounts import NONE
from plots.language import LANGS, Lang
from scenarios.fit.arrival_rates import together
from scenarios.fit.contacts import DAY, Floats
from scenarios.fit.drift import Change
from scenarios.fit.events.fit import EventFit, Matter, cases_by_day, early_cases, work_seen
from scenarios.fit.events.keys import kind_title
from scenarios.fit.work_kinds import WorkKind
from scenarios.section import TextPair

_HOUR, _MINUTE = 3600.0, 60.0
_MOST = 5
"""Activities whose work is drawn, those done most, and parts of the arrivals by matter."""
_TOLD = 12
"""Activities and groups whose work is told as numbers."""
_SPAN = 14
"""Days of cases that a point of the course is made from."""
_LONG = 24
"""Letters of an activity beside a chart; longer ones are cut."""
SPLITS = {
    "cases": ("轮流留出五分之一的件", "Each fifth of the cases"),
    "days": ("最后几天来的件", "Cases of the last days"),
}
"""What was held out, for people."""


def verdict_frame(judged: tuple[EventJudgement, ...]) -> pd.DataFrame:
    """Every measure of every way of holding cases out, with its words."""
    rows: list[dict[str, object]] = []
    for judgement in judged:
        for row in judgement.table.to_dict("records"):
            far = row["measure"] in DISTANCES
            made: dict[str, object] = {
                "split": judgement.split, "measure": row["measure"], "verdict": row["verdict"],
                "observed": np.nan if far else float(row["observed"]),
                "predicted": float(row["predicted"]), "low": row["low"], "high": row["high"],
                "allowed": row["allowed"],
            }  # fmt: skip
            unit = unit_of(str(row["measure"]))
            made["unit"] = unit
            for lang in LANGS:
                name = name_of(str(row["measure"]), lang)
                made[lang] = name[:1].upper() + name[1:]
                made[f"error_{lang}"] = (
                    NONE if far else off_by(row["observed"], row["predicted"], unit, lang)
                )
                band = span(row["low"], row["high"], unit, lang)
                made[f"band_{lang}"] = f"≤ {figure(row['allowed'], unit, lang)}" if far else band
            rows.append(made)
    return pd.DataFrame(rows)


def curve_frame(judged: tuple[EventJudgement, ...]) -> pd.DataFrame:
    """Shares done within times, a panel for each way of holding cases out."""
    panels = [one.curve.assign(zh=SPLITS[one.split][0], en=SPLITS[one.split][1]) for one in judged]
    return pd.concat(panels, ignore_index=True) if panels else pd.DataFrame()


def steps_frame(judged: tuple[EventJudgement, ...]) -> pd.DataFrame:
    """Times from step to step of the cases held out by fifths."""
    for one in judged:
        if one.split == "cases" and len(one.steps):
            names = [
                f"{_cut(before)} → {_cut(after)}"
                for before, after in zip(one.steps["before"], one.steps["after"], strict=True)
            ]
            return one.steps.assign(zh=names, en=names)
    return pd.DataFrame()


def _cut(name: str) -> str:
    return name if len(name) <= _LONG else name[: _LONG - 1].rstrip() + "…"


def course_frame(fit: EventFit, change: Change | None) -> pd.DataFrame:
    """Median and P90 of the cycle times [h] of the cases that came in each two weeks."""
    events = early_cases(fit)
    came, hours = events.came // DAY, events.cycle_time / _HOUR
    changed = -1.0
    if change is not None and change.told:
        changed = float(came[change.at] // _SPAN)
    rows = []
    for fortnight in np.unique(came // _SPAN):
        own = hours[came // _SPAN == fortnight]
        rows.append(
            {
                "date": events.first_day + dt.timedelta(days=int(fortnight) * _SPAN),
                "cases": len(own), "median": float(np.median(own)),
                "p90": float(np.quantile(own, 0.9)), "changed": fortnight == changed,
            }
        )  # fmt: skip
    return pd.DataFrame(rows) if len(rows) > 1 else pd.DataFrame()


def case_days(fit: EventFit) -> pd.DataFrame:
    """Cases of each day against the mean of its weekday."""
    cases = cases_by_day(fit.events, fit.times, fit.whole)
    shut = {(date - fit.events.first_day).days for date in fit.hours.closed}
    days = np.arange(len(cases))
    kept = ~np.isin(days, list(shut))
    told = [matter.busyness.cv for matter in fit.matters if matter.busyness.told]
    weekday = (fit.events.first_day.weekday() + days) % 7
    return days_about_weekday(fit.events.first_day, cases, weekday, kept, max(told, default=0.0))


def arrival_panels(fit: EventFit) -> pd.DataFrame:
    """Rates by the clock of all matters, of those with most cases, and of the others together."""
    most = sorted(fit.matters, key=lambda matter: -matter.cases)
    if len(most) == 1:
        return rate_frame(most[0].rates)
    own = most if len(most) <= _MOST else most[: _MOST - 1]
    panels: list[tuple[dict[Lang, str], list[Matter]]] = [
        ({"zh": "全部事项", "en": "All matters"}, most)
    ]
    panels += [(dict.fromkeys(LANGS, matter.name), [matter]) for matter in own]
    if rest := most[len(own) :]:
        others: dict[Lang, str] = {
            "zh": f"其余 {len(rest)} 种事项",
            "en": f"The other {len(rest)} matters",
        }
        panels.append((others, rest))
    made = []
    for names, matters in panels:
        rows = rate_frame(together([matter.rates for matter in matters]))
        made.append(rows.assign(**{lang: names[lang] + " · " + rows[lang] for lang in LANGS}))
    return pd.concat(made, ignore_index=True)


def activity_frame(fit: EventFit) -> pd.DataFrame:
    """Density and quantiles of the work of the activities done most."""
    panels: list[pd.DataFrame] = []
    for kind in _often(fit):
        seen = work_seen(fit.events, fit.times, kind)
        if np.ptp(seen) > 0 and len(panels) < _MOST:
            title = _title(fit, kind)
            panels.append(time_panel(title.zh, title.en, seen, fit.work[kind]))
    return pd.concat(panels, ignore_index=True) if panels else pd.DataFrame()


def known_frame(fit: EventFit) -> pd.DataFrame:
    """Numbers with normal intervals of 95 %, and what they rest on."""
    return pd.DataFrame(list(_known(fit)))


def _known(fit: EventFit) -> Iterator[dict[str, object]]:
    events = fit.events
    daily = cases_by_day(events, fit.times, fit.whole)
    worked = daily[daily > 0].astype(np.float64)
    none = TextPair(zh="", en="")
    yield _number(
        ("来件，有来件的日子", "Cases on a day with any"), none, worked, ("件", "cases"), 1.0
    )
    counts = case_counts(fit)
    for what, each, unit in (
        (("每件的环节数", "Events of a case"), counts.events, ("个", "events")),
        (("每件转手", "Hand-overs of a case"), counts.handovers, ("次", "times")),
    ):
        yield _number(what, none, each, unit, 1.0, counts.weight)
    for kind in _often(fit)[:_TOLD]:
        seen = work_seen(events, fit.times, kind)
        row = _number(("工时", "Work"), _title(fit, kind), seen, ("分", "min"), _MINUTE)
        yield row if events.has_starts else row | _bounds_of_work(fit, kind)


def _number(
    what: tuple[str, str],
    of: TextPair,
    seen: Floats,
    unit: tuple[str, str],
    scale: float,
    weight: Floats | None = None,
) -> dict[str, object]:
    mean = float(np.average(seen, weights=weight)) / scale
    half = 1.96 * float(seen.std()) / scale / max(1, len(seen)) ** 0.5
    return {
        "what_zh": what[0], "what_en": what[1], "of_zh": of.zh, "of_en": of.en, "value": mean,
        "low": max(0.0, mean - half), "high": mean + half, "unit_zh": unit[0], "unit_en": unit[1],
        "n": len(seen),
    }  # fmt: skip


def _bounds_of_work(fit: EventFit, kind: WorkKind) -> dict[str, object]:
    """What completions alone allow work to be: from nothing to the mean of the upper bounds."""
    events, most = fit.events, fit.times.work_most
    own = kind.pieces(events) & np.isfinite(most)
    return {
        "what_zh": "工时（假定；范围为可能的上下界）",
        "what_en": "Work (assumed; the range is what is possible)",
        "low": 0.0, "high": float(most[own].mean()) / _MINUTE if own.any() else float("nan"),
        "n": int(own.sum()),
    }  # fmt: skip


def not_whole_frame(fit: EventFit) -> pd.DataFrame:
    """Cases that are not seen from their beginning to their end."""
    return pd.DataFrame(
        [
            {"zh": "日志结束时还没办完", "en": "Open when the log ends",
             "cases": int(fit.whole.open.sum())},
            {"zh": "日志开始时已在办", "en": "Under way when the log begins",
             "cases": int(fit.whole.under_way.sum())},
        ]
    )  # fmt: skip


def people_frame(fit: EventFit) -> pd.DataFrame:
    """Different people at work on a mean day, by group and weekday (Monday 1)."""
    people = np.delete(fit.people, list(fit.events.automatic), axis=0)
    columns = {str(k + 1): people[:, k] for k in range(7)}
    return pd.DataFrame({"group": list(fit.events.groups_of_people), **columns})


def _often(fit: EventFit) -> list[WorkKind]:
    return sorted(fit.work, key=lambda kind: -fit.work[kind].n)


def _title(fit: EventFit, kind: WorkKind) -> TextPair:
    return kind_title(fit, kind, _cut(fit.events.activities[kind.activity]))
