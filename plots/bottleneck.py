"""The numbers behind the bottleneck by hour: who is busiest, and before whom most wait."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from plots.amounts import clock
from plots.language import LANGS, Lang, say
from plots.measure_titles import title_told
from plots.naming import title_of
from plots.pairs import pairs, profile
from plots.queue_lengths import HOUR, SEEN
from plots.report_data import ReportData
from plots.time_parts import share_text
from plots.waiting_digits import waiting_digits
from scenarios.model import ServiceModel

_PLACES = ("front", "back")
_MOST = 10
"""Most pools that are shown: those before whom most wait, then the busiest."""
_WORDS: Mapping[str, tuple[str, str]] = {
    "front": ("排队最长：", "the longest line is at "),
    "back": ("后台待办最多：", "at the back office most files wait for "),
}
_COUNTED: Mapping[str, tuple[str, str]] = {
    "front": ("人在等", "people waiting"),
    "back": ("件待办", "files waiting"),
}
_UNITS = {"front": "people", "back": "cases"}
_TOLD = 3
"""Most stretches of hours that a finding names."""
_MATTERS = 0.1
"""Least length of a line that a finding names, against the longest."""
_FEW = 0.5
"""Mean number of files waiting below which a back office is no bottleneck to tell of."""


def bottleneck_numbers(data: ReportData) -> pd.DataFrame:
    """Occupancy of each pool and how many wait for it, by hour of the day, before any change.

    The bottleneck of an hour is, at the front office and at the back office apart, the pool on
    duty for which most wait; of equal ones the busier. A line that several pools serve
    waits for each.

    Returns
    -------
    DataFrame
        Columns ``of, zh, en, place, at, at_unit, unit, waiting, measure, measure_zh, measure_en,
        occupancy, occupancy_low, occupancy_high, bottleneck``; ``at`` in seconds since midnight,
        ``place`` front or back, ``measure`` what occupancy is called at this pool, occupancy NaN
        where nobody is on duty. Hours in which no pool is on duty are left out, and
        so are pools for which nobody waits where there are many. Empty when there is no hour.
    """
    model, rows = data.model_before, pairs(data)
    busy = profile(rows, "occupancy", "pool")
    waiting = profile(rows, "queue_length", "queue").pivot(
        index="of", columns="at", values="before"
    )
    busy = busy[busy["of"].isin(list(model.pools)) & busy["at"].isin(waiting.columns)]
    busy = busy[busy["at"].isin(busy.loc[busy["before"].notna(), "at"])].reset_index(drop=True)
    found = pd.DataFrame({"of": busy["of"]})
    for lang in LANGS:
        found[lang] = [title_of(data, "pool", name, lang) for name in found["of"]]
    found["place"] = [_place(model, name) for name in found["of"]]
    found["at"], found["at_unit"] = busy["at"], "s"
    found["unit"] = found["place"].map(_UNITS)
    found["waiting"] = [
        float(waiting.reindex(_lines(model, name))[at].sum())
        for name, at in zip(found["of"], found["at"], strict=True)
    ]
    found["measure"] = "occupancy"
    for lang in LANGS:
        found[f"measure_{lang}"] = [
            title_told(data, ("occupancy", "pool", name), lang) for name in found["of"]
        ]
    for column, source in zip(
        ("occupancy", "occupancy_low", "occupancy_high"),
        ("before", "before_low", "before_high"),
        strict=True,
    ):
        found[column] = busy[source]
    found["bottleneck"] = False
    seen = found[(found["waiting"] >= SEEN) & found["occupancy"].notna()].sort_values(
        ["waiting", "occupancy"], kind="stable"
    )
    found.loc[seen.groupby(["place", "at"]).tail(1).index, "bottleneck"] = True
    return _shown(found, model)


def bottleneck_finding(data: ReportData, lang: Lang) -> str:
    """The finding: which pool is the bottleneck in most hours, and how bad it is at the worst."""
    table = bottleneck_numbers(data)
    when = say(lang, "改造前，", "before, ") if data.compares else ""
    found = table[table["bottleneck"]]
    if found.empty:
        row = table.nlargest(1, "occupancy").iloc[0]
        told_all = when + say(
            lang,
            f"没有岗位前有人久等；最忙的是{row['zh']}（{clock(row['at'])} 起的一小时忙碌"
            f" {share_text(row['occupancy'])}）",
            f"nobody waits for long; busiest is {row['en']} (occupancy "
            f"{share_text(row['occupancy'])} in the hour from {clock(row['at'])})",
        )
        return told_all[0].upper() + told_all[1:]
    by_place = {place: found[found["place"] == place] for place in _PLACES}
    if len(by_place["front"]) and not (by_place["back"]["waiting"] >= _FEW).any():
        by_place.pop("back")
    filled = [place for place in _PLACES if len(by_place.get(place, ()))]
    told = [
        _of_place(by_place[place], place, lang, briefly=k > 0) for k, place in enumerate(filled)
    ]
    told_all = when + say(lang, "；", "; ").join(told)
    return told_all[0].upper() + told_all[1:]


def _of_place(found: pd.DataFrame, place: str, lang: Lang, *, briefly: bool) -> str:
    worst = found.nlargest(1, "waiting").iloc[0]
    count = f"{worst['waiting']:.{waiting_digits(worst['waiting'])}f}"
    where = say(lang, "、", ", ").join(_stretches(found, float(worst["waiting"]), lang))
    busy, at, name = share_text(worst["occupancy"]), clock(worst["at"]), worst[lang]
    told = say(lang, *_WORDS[place]) + where
    counted = say(lang, *_COUNTED[place])
    if briefly:
        return told + say(
            lang, f"（{at} 起最多，{count} {counted}）", f" (most from {at}: {count} {counted})"
        )
    return told + say(
        lang,
        f"（{at} 起的一小时最甚，{name}平均 {count} {counted}，忙碌 {busy}）",
        f" (worst from {at}: {count} {counted} for {name}, occupancy {busy})",
    )


def _stretches(found: pd.DataFrame, worst: float, lang: Lang) -> list[str]:
    """From when to when each pool is the bottleneck: the worst few stretches, in order of time.

    Where it is always the same pool its name says it.
    """
    rows = found.sort_values("at")
    new = (rows["of"] != rows["of"].shift()) | (rows["at"].diff() > HOUR)
    runs = rows.assign(run=new.cumsum()).groupby("run")
    every = runs.agg(name=(lang, "first"), begin=("at", "min"), end=("at", "max"),
                     most=("waiting", "max"))  # fmt: skip
    every = every[every["most"] >= _MATTERS * worst]
    if every["name"].nunique() == 1:
        return [str(every["name"].iloc[0])]
    chosen = every.nlargest(_TOLD, "most").sort_values("begin")
    spans: dict[str, list[str]] = {}
    for name, begin, end in zip(chosen["name"], chosen["begin"], chosen["end"], strict=True):
        spans.setdefault(str(name), []).append(f"{clock(begin)}–{clock(end + HOUR)}")
    together = ((say(lang, " 和 ", " and ").join(times), name) for name, times in spans.items())
    return [say(lang, f"{times} {name}", f"{name} {times}") for times, name in together]


def _shown(found: pd.DataFrame, model: ServiceModel) -> pd.DataFrame:
    """The rows of the pools that are shown: front offices first, else in the model's order."""
    by_pool = found.groupby("of")[["waiting", "occupancy"]].max()
    order = by_pool.sort_values(["waiting", "occupancy"], ascending=False, kind="stable").index
    names = list(order[:_MOST])
    ranks = {n: (_PLACES.index(_place(model, n)), list(model.pools).index(n)) for n in names}
    rank = {name: k for k, name in enumerate(sorted(names, key=ranks.__getitem__))}
    kept = found[found["of"].isin(names)]
    return kept.sort_values(
        ["of", "at"], key=lambda c: c.map(rank) if c.name == "of" else c, ignore_index=True
    )


def _lines(model: ServiceModel, pool: str) -> list[str]:
    return list(dict.fromkeys(model.activities[a].queue or a for a in model.pools[pool].serves))


def _place(model: ServiceModel, pool: str) -> str:
    places = {model.activities[name].place for name in model.pools[pool].serves}
    return "back" if places == {"back"} else "front"
