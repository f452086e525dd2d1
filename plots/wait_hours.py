"""The numbers behind the chart of waits by time of day: before, after, and their difference."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import clock
from plots.curve_points import scope_of
from plots.headline import named
from plots.hours_found_words import hours_told, values_told
from plots.language import Lang, lower_first, say
from plots.measure_titles import title_told
from plots.pair_amounts import pair_amounts
from plots.pairs import pairs, profile
from plots.report_data import ReportData
from plots.shown_services import Services, whose
from scenarios.units import parse_span

HOUR = 3600.0


def wait_hour_numbers(data: ReportData, *, services: Services = None) -> pd.DataFrame:
    """Mean wait of those who come in each hour of the day.

    Parameters
    ----------
    data
        Tables and facts.
    services
        Whose waits, as for `plots.curve_points.curve_numbers`.

    Returns
    -------
    DataFrame
        Columns ``measure, scope, of, at, length, unit, before, before_low, before_high, after,
        after_low, after_high, difference, low, high, stands_out``: times in seconds, ``at`` since
        midnight; ``stands_out`` where the difference does, as `sim.hours_found.hours_found` has
        it. Hours in which nobody comes on either side are left out. Empty where nobody ever waits,
        or a redesign leaves all as it was.
    """
    scope, of, _ = scope_of(data, services)
    rows = profile(pairs(data), "wait_by_hour", scope, of)
    rows = rows[rows["before"].notna() | rows["after"].notna()]
    if not rows[["before", "after"]].fillna(0.0).to_numpy(float).any():
        return rows.head(0)
    if data.compares and rows["before"].equals(rows["after"]):
        return rows.head(0)
    found = _found(data, scope, of)
    spans = (
        [] if found is None else [parse_span(s, None) for s in str(found["at_hours"]).split(",")]
    )
    columns = ["measure", "scope", "of", "at", "length", "unit", "before", "before_low",
               "before_high", "after", "after_low", "after_high", "difference", "low", "high",
               "stands_out"]  # fmt: skip
    out = [any(begin <= at < end for begin, end in spans) for at in rows["at"]]
    return rows.assign(length=HOUR, stands_out=out)[columns].reset_index(drop=True)


def wait_hour_finding(data: ReportData, lang: Lang, *, services: Services = None) -> str:
    """The finding: at which hours the difference stands out, or who waits longest."""
    rows = wait_hour_numbers(data, services=services)
    if rows.empty:
        return ""
    scope, of, _ = scope_of(data, services)
    subject, whom = data.facts.title[lang], whose(data, services, lang)
    found = _found(data, scope, of)
    if found is not None:
        models = [model for model in (data.model_before, data.model_after) if model is not None]
        hours, (what, values) = (
            hours_told(found["at_hours"], lang),
            values_told(found, models, lang),
        )
        return say(
            lang, f"{subject}{whom}：变化集中在 {hours}，这时来的，{what} {values}",
            f"{subject}{whom}: the difference stands out at {hours}, {lower_first(what)} of "
            f"those who come then {values}",
        )  # fmt: skip
    side = "before" if rows["before"].notna().any() else "after"
    row = rows.iloc[int(np.nanargmax(rows[side].to_numpy(float)))]
    written = pair_amounts("wait_mean", "s", float(row["before"]), float(row["after"]))
    what = named(data, title_told(data, ("wait_mean", scope, of), lang), scope, of, lang)
    both = [written.bare(row[one]) for one in ("before", "after") if row[one] == row[one]]
    values = " → ".join([*both[:-1], written.full(row["after" if len(both) > 1 else side], lang)])
    return say(
        lang, f"{subject}{whom}：{clock(row['at'])} 起一小时内来的人等得最久，{what} {values}",
        f"{subject}{whom}: who comes in the hour from {clock(row['at'])} waits longest, "
        f"{lower_first(what)} {values}",
    )  # fmt: skip


def _found(data: ReportData, scope: str, of: str) -> pd.Series | None:
    """The hours at which the difference of these waits stands out; None where there are none."""
    rows = data.hours_found
    if rows.empty:
        return None
    own = (rows["measure"] == "wait_by_hour") & (rows["scope"] == scope) & (rows["of"] == of)
    return rows[own].iloc[0] if own.any() else None
