"""The numbers behind the promise curve: share kept against T, and the shortest T that is kept."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plots.case_choice import case_services
from plots.language import Lang, say
from plots.naming import title_of
from plots.pair_amounts import pair_amounts
from plots.pairs import SAME, Key, chosen, pairs, profile
from plots.report_data import ReportData
from plots.shown_services import Services, known
from scenarios.model import ServiceModel
from scenarios.units import Workdays

KEPT = 0.95
"""Share of the cases for which a promise has to be kept."""
ENDS = ("", "_low", "_high")


@dataclass(frozen=True, slots=True)
class Promise:
    """The shortest time that could be promised, and what is promised now."""

    service: str
    unit: str
    """``workdays`` where the limits of the service are, else ``s``."""
    shortest: dict[str, tuple[float, float, float]]
    """Value, low and high end by side; infinity where no T on the axis is kept."""
    limits: dict[str, tuple[float, ...]]
    """Promised limits by side, of all channels."""


def promised_services(data: ReportData) -> tuple[str, ...]:
    """Services whose curve is drawn: those of which a case may be shown, that have one."""
    return tuple(name for name in case_services(data) if not promise_curve(data, name).empty)


def promise_curve(data: ReportData, service: str) -> pd.DataFrame:
    """Rows of the share kept against T, both models in one unit."""
    rows = profile(pairs(data), "promise_cdf", "service", service)
    # Where a redesign counts its limits in another unit the model before has no curve here.
    return rows[rows["after" if data.compares else "before"].notna()]


def promise_of(data: ReportData, service: str) -> Promise:
    """What could be promised of a service, before and after."""
    rows, unit = promise_curve(data, service), unit_of(data.model, service)
    at = rows["at"].to_numpy(float)
    sides = ("before", "after") if data.compares else ("before",)
    found = {}
    for side in sides:
        # Where more is kept the time is shorter: the ends of the band change places.
        value, high, low = (
            shortest_kept(at, rows[f"{side}{end}"].to_numpy(float), whole=unit == "workdays")
            for end in ENDS
        )
        found[side] = (value, low, high)
    models = dict(zip(sides, (data.model_before, data.model), strict=False))
    limits = {side: promised_limits(model, service, unit) for side, model in models.items()}
    return Promise(service, unit, found, limits)


def shortest_kept(
    at: np.ndarray[tuple[int], np.dtype[np.float64]],
    share: np.ndarray[tuple[int], np.dtype[np.float64]],
    wanted: float = KEPT,
    *,
    whole: bool = False,
) -> float:
    """The least T whose share is as wanted; between two places on a straight line.

    Parameters
    ----------
    at, share
        Points of the curve, shape (points,).
    whole
        True where T can only be one of the places, as workdays are.

    Returns
    -------
    float
        Infinity where no place has such a share; NaN where there is no curve.
    """
    if np.isnan(share).all():
        return math.nan
    reached = np.flatnonzero(share >= wanted)
    if not reached.size:
        return math.inf
    k = int(reached[0])
    if whole or k == 0:
        return float(at[k])
    return float(np.interp(wanted, share[k - 1 : k + 1], at[k - 1 : k + 1]))


def unit_of(model: ServiceModel, service: str) -> str:
    """Unit in which the limits of a service are stated; plain time where it has none."""
    stated = _stated(model, service, ("promised", "statutory"))
    return "workdays" if any(isinstance(time, Workdays) for time in stated) else "s"


def promised_limits(model: ServiceModel, service: str, unit: str) -> tuple[float, ...]:
    """The promised limits of a service and its channels in a unit, each once."""
    found = (
        float(time.n if isinstance(time, Workdays) else time)
        for time in _stated(model, service, ("promised",))
        if isinstance(time, Workdays) == (unit == "workdays")
    )
    return tuple(sorted(set(found)))


def _stated(model: ServiceModel, service: str, names: tuple[str, ...]) -> list[float | Workdays]:
    known = model.services.get(service)
    if known is None:
        return []
    own = [channel.limits or known.limits for channel in known.channels.values()]
    times = [getattr(limits, name, None) for limits in own or [known.limits] for name in names]
    return [time for time in times if time is not None]


def promise_numbers(data: ReportData, *, services: Services = None) -> pd.DataFrame:
    """Points of the promise curve of one service.

    Returns
    -------
    DataFrame
        Columns ``kind, measure, scope, of, at, at_unit, unit, before, before_low, before_high,
        after, after_low, after_high``. ``kind`` is ``curve`` (share in [0, 1] done within ``at``),
        ``shortest`` (least T kept for the share ``at``) or ``limit`` (promised now, ``at`` none).
        Times are in seconds, or in workdays where the limits of the service are. Empty when there
        is no curve.
    """
    names = promised_services(data) if services is None else known(data, services)
    if not names or promise_curve(data, names[0]).empty:
        return pd.DataFrame()
    service = names[0]
    curve, found = promise_curve(data, service), promise_of(data, service)
    shortest: dict[str, object] = {"kind": "shortest", "at": KEPT, "at_unit": "fraction"}
    for side, values in found.shortest.items():
        shortest |= {f"{side}{end}": v for end, v in zip(ENDS, values, strict=True)}
    limits = [
        {"kind": "limit", "unit": found.unit, side: limit}
        for side, each in found.limits.items()
        for limit in each
    ]
    columns = ["kind", "measure", "scope", "of", "at", "at_unit", "unit",
               *(f"{side}{end}" for side in ("before", "after") for end in ENDS)]  # fmt: skip
    parts = [
        curve.assign(kind="curve", at_unit=found.unit, unit="fraction"),
        pd.DataFrame([{**shortest, "unit": found.unit}, *limits]).assign(
            measure="promise_cdf", scope="service", of=service
        ),
    ]
    return pd.concat([part.reindex(columns=columns) for part in parts], ignore_index=True)


def promise_finding(data: ReportData, lang: Lang, *, services: Services = None) -> str:
    """The finding: what could be promised and kept, and how far what is promised is kept."""
    names = promised_services(data) if services is None else known(data, services)
    if not names:
        return ""
    found = promise_of(data, names[0])
    title = title_of(data, "service", names[0], lang)
    before, after = (found.shortest.get(side, (math.nan,))[0] for side in ("before", "after"))
    share = f"{KEPT:.0%}"[:-1]
    zh = f"{title}能对 {share} % 的件兑现的最短承诺"
    en = f"{title}: the shortest promise kept for {share}% of the cases"
    if math.isnan(before) or math.isnan(after):
        value = after if math.isnan(before) else before
        told = time_words(value, found.unit, lang)
        told = say(lang, f"{zh}是{told}", f"{en} is {told}")
    else:
        told = _from_to(found, zh, en, lang)
    return told + _kept_now(data, found, lang)


def _from_to(found: Promise, zh: str, en: str, lang: Lang) -> str:
    """What the redesign did to the shortest promise, called ``zh`` or ``en``."""
    before, after = (found.shortest[side][0] for side in ("before", "after"))
    both = (before, after) if found.unit == "s" else ()
    halves = [(high - low) / 2 for _, low, high in found.shortest.values()]
    noise = max((half for half in halves if half < math.inf), default=0.0)
    same = SAME if _within_each_other(found) else ""
    ends = [
        time_words(value, found.unit, lang, both, noise=noise, verdict=same)
        for value in (before, after)
    ]
    if ends[0] == ends[1]:
        return say(lang, f"{zh}仍是{ends[0]}", f"{en} stays {ends[0]}")
    if same:
        return say(
            lang,
            f"{zh}没有可分辨的变化（{ends[0].strip()} → {ends[1].strip()}）",
            f"{en} does not distinguishably change ({ends[0]} → {ends[1]})",
        )
    turn = say(lang, *(("缩短到", "falls") if after < before else ("延长到", "rises")))
    return say(lang, f"{zh}从{ends[0]}{turn}{ends[1]}", f"{en} {turn} from {ends[0]} to {ends[1]}")


def _within_each_other(found: Promise) -> bool:
    """Whether each of before and after lies in the interval of the other.

    The curves are of the same people, so this calls too little a change rather than too much.
    """
    (before, low, high), (after, low_after, high_after) = found.shortest.values()
    return low <= after <= high and low_after <= before <= high_after


def _kept_now(data: ReportData, found: Promise, lang: Lang) -> str:
    """How far what is promised now is kept; empty where nothing is."""
    side = "after" if data.compares else "before"
    rows = chosen(pairs(data), [Key("on_time_fraction", "service", found.service)])
    if len(found.limits[side]) != 1 or rows.empty or math.isnan(float(rows.iloc[0][side])):
        return ""
    limit = time_words(found.limits[side][0], found.unit, lang)
    row = rows.iloc[0]
    share = float(row[side])
    kept = pair_amounts("", "fraction", share, math.nan).full(share, lang)
    return say(lang, f"；现承诺{limit}，兑现 {kept}",
               f"; the {limit} promised now are kept for {kept}")  # fmt: skip


def time_words(
    value: float,
    unit: str,
    lang: Lang,
    both: Sequence[float] = (),
    *,
    noise: float = 0.0,
    verdict: str = "",
) -> str:
    """A time as it is promised; what no T reaches is said to be none.

    ``both`` are the time before and after where they stand side by side, to be in one unit;
    ``noise`` is half the wider of their intervals, ``verdict`` whether they can be told apart.
    """
    if math.isinf(value):
        return say(lang, "无（画出的 T 内都做不到）", "none (no T drawn is kept)")
    before, after = both or (value, math.nan)
    written = pair_amounts("promise", unit, before, after, noise=noise, verdict=verdict)
    return say(lang, " ", "") + written.full(value, lang)
