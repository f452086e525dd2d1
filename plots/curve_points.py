"""The numbers behind the curve of waits: points, percentiles and targets."""

from __future__ import annotations

import pandas as pd

from plots.headline import curve_scope, named
from plots.language import Lang, say
from plots.measure_titles import title_told
from plots.pairs import Key, chosen, key_of, level_targets, pairs, profile, queue_of
from plots.report_data import ReportData
from plots.sentences import change
from plots.shown_services import Services, known
from plots.subject import call_lines, calls_in, services_of
from scenarios.errors import DataError
from scenarios.findings import listed
from scenarios.targets import TimeTarget

MARKS = (("p50", 0.5), ("p90", 0.9), ("p95", 0.95))
"""Percentiles that are marked, and their shares."""


def curve_numbers(
    data: ReportData, time: str = "wait", *, services: Services = None
) -> pd.DataFrame:
    """Points of the curve of a time, ``wait`` or ``hall_time``.

    Parameters
    ----------
    data
        Tables and facts.
    time
        The time, ``wait`` or ``hall_time``.
    services
        The service whose curve it is, or all services when they are of one kind, visits or
        calls. Left out: all of them, or the one that the headline is about; see
        `plots.headline.curve_scope`.

    Returns
    -------
    DataFrame
        Columns ``kind, measure, scope, of, at, at_unit, unit, before, before_low, before_high,
        after, after_low, after_high``, with the scope and name of the cases whose curve it is.
        ``kind`` is ``curve`` (share in [0, 1] at most ``at`` seconds), ``mark`` (percentile in
        seconds, ``at`` its share) or ``target`` (``at`` seconds, its share under ``before``).
        Empty when there is no curve, nobody has any such time, or a redesign leaves the whole
        curve as it was.

    Raises
    ------
    DataError
        The services are unknown, or have no curve in common.
    """
    table = pairs(data)
    scope, of, _ = scope_of(data, services)
    curve = profile(table, f"{time}_cdf", scope, of)
    curve = curve[curve["before"].notna() | curve["after"].notna()]
    if curve.empty:
        return curve
    marks = chosen(table, [Key(f"{time}_{name}", scope, of) for name, _ in MARKS]).copy()
    if not marks[["before", "after"]].fillna(0.0).to_numpy(float).any():
        # Nobody waits at all: the curve is a line along the top.
        return curve.head(0)
    if data.compares and curve["before"].equals(curve["after"]):
        return curve.head(0)
    marks["at"] = marks["measure"].map({f"{time}_{name}": share for name, share in MARKS})
    targets = pd.DataFrame(
        [{"measure": time, "at": t, "before": s} for t, s in _targets(data, time, services)]
    )
    parts = {
        "curve": curve.assign(at_unit="s", unit="fraction"),
        "mark": marks.assign(at_unit="fraction", unit="s"),
        "target": targets.assign(at_unit="s", unit="fraction"),
    }
    columns = ["kind", "measure", "scope", "of", "at", "at_unit", "unit", "before", "before_low",
               "before_high", "after", "after_low", "after_high"]  # fmt: skip
    found = [part.assign(kind=kind) for kind, part in parts.items() if len(part)]
    found = [part.assign(scope=scope, of=of).reindex(columns=columns) for part in found]
    return pd.concat(found, ignore_index=True)


def curve_finding(
    data: ReportData, lang: Lang, time: str = "wait", *, services: Services = None
) -> str:
    """The finding: what happened to the time that nine in ten do not exceed."""
    scope, of, calls = scope_of(data, services)
    row = chosen(pairs(data), [Key(f"{time}_p90", scope, of), Key(f"{time}_mean", scope, of)])
    if row.empty:
        return ""
    found = row.iloc[0]
    what = {
        "wait_p90": say(lang, "九成来访者的等待上限（P90）", "The wait of nine in ten (P90)"),
        "hall_time_p90": say(
            lang, "九成来访者的在厅时间上限（P90）", "The hall time of nine in ten (P90)"
        ),
    }.get(found["measure"])
    if calls and found["measure"] == "wait_p90":
        what = say(lang, "九成来电的等待上限（P90）", "The wait of nine calls in ten (P90)")
    what = named(data, what or title_told(data, key_of(found), lang), scope, of, lang)
    return change(found, data.facts.title[lang], lang, what=what)


def scope_of(data: ReportData, services: Services) -> tuple[str, str, bool]:
    """Scope and name of the cases whose curve it is, and whether they are calls."""
    if services is None:
        return curve_scope(data)
    names = known(data, services)
    if len(names) == 1:
        return "service", names[0], calls_in(data, names[0])
    of_calls = {calls_in(data, name) for name in names}
    if set(names) == set(services_of(data)) and len(of_calls) == 1:
        return "all", "", of_calls.pop()
    raise DataError(
        f"curve: services: expected one service, or all of one kind, got {listed(names)}. "
        "Draw a curve of each."
    )


def _targets(data: ReportData, time: str, only: Services) -> list[tuple[float, float]]:
    """Times [s] and shares of the targets about this time of those whose curve it is."""
    _, of, calls = scope_of(data, only)
    services = services_of(data)
    # A target of the only service is one about all.
    whose = {None, of or (services[0] if len(services) == 1 else None)}
    found = []
    for target in data.model.targets.values():
        if isinstance(target, TimeTarget) and target.measure == time and target.service in whose:
            found.append((target.within, target.fraction))
    lines = call_lines(data, (of,) if of else services) if calls else {}
    if time == "wait" and len(lines) == 1:
        found += [
            (t.within, t.fraction)
            for t in level_targets(data).values()
            if not t.between and queue_of(data, t) in lines
        ]
    return list(dict.fromkeys(found))
