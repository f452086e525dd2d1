"""The numbers behind the flow of cases: from the channel to who serves them and how they end."""

from __future__ import annotations

import pandas as pd

from plots.language import LANGS, Lang, say
from plots.pairs import Key, chosen, pairs
from plots.report_data import ReportData
from plots.time_parts import share_text
from plots.way_titles import place_title
from scenarios.redesign.channel_split import OTHERS
from scenarios.units import SECONDS
from sim.case_flows import Link

_MOST = 4
"""Most places that a finding names."""
_LEAST = 0.005
"""Least share, or change of one, that a finding names."""
_ENDS = ("", "_low", "_high")
_SIDES = ("before", "after")


def way_numbers(data: ReportData) -> pd.DataFrame:
    """Cases that go from each place to the next, before and after.

    Returns
    -------
    DataFrame
        Columns ``stage, origin, goal, origin_zh, origin_en, goal_zh, goal_en, unit, before,
        before_low, before_high, after, after_low, after_high, difference, low, high, cases_before,
        cases_after, days``: shares of all cases, 0 where a side has no such way, and cases over
        the calendar days measured. Links that nobody goes are left out. Empty where all cases go
        the same one way, or as many cases go each way before and after.
    """
    rows = pairs(data)
    came = chosen(rows, [Key("arrivals")])
    rows = rows[(rows["measure"] == "flow_fraction") & rows["at"].isna()]
    sides = _SIDES if data.compares else _SIDES[:1]
    shares = rows[list(sides)].fillna(0.0)
    rows = rows[shares.sum(axis=1) > 0].reset_index(drop=True)
    links = [Link.read(of) for of in rows["of"]]
    models = [model for model in (data.model_before, data.model_after) if model is not None]
    table = pd.DataFrame(links, columns=["stage", "origin", "goal"])
    for lang in LANGS:
        table[f"origin_{lang}"] = [place_title(models, s, b, lang) for s, b, _ in links]
        table[f"goal_{lang}"] = [place_title(models, s + 1, e, lang) for s, _, e in links]
    table["unit"] = "fraction"
    for side in _SIDES:
        for end in _ENDS:
            table[side + end] = rows[side + end].fillna(0.0) if side in sides else float("nan")
    table[["difference", "low", "high"]] = rows[["difference", "low", "high"]]
    for side in _SIDES:
        total = float(came[side].iloc[0]) if len(came) and side in sides else float("nan")
        table[f"cases_{side}"] = table[side] * total
    model = data.model_before
    table["days"] = (model.horizon - model.warm_up) / SECONDS["day"]
    return table if _parts(table) and _moved(table) else table.head(0)


def way_finding(data: ReportData, lang: Lang) -> str:
    """The finding: which ways more or fewer cases go; of one model the share that goes each."""
    table = way_numbers(data)
    if table.empty:
        return ""
    places = _places(data, table, lang)
    if not data.compares:
        told = [f"{name} {share_text(before)}" for name, before, _ in places if before >= _LEAST]
        return say(lang, "每一百件的去向：", "Of all cases: ") + say(lang, "、", "; ").join(told)
    moved = [
        p for p in places if abs(p[2] - p[1]) >= _LEAST and share_text(p[1]) != share_text(p[2])
    ]
    moved = sorted(moved, key=lambda p: -abs(p[2] - p[1]))[:_MOST]
    subject = data.facts.title[lang]
    if not moved:
        return say(
            lang,
            f"{subject}后，办件去向没有可分辨的变化",
            f"{subject}: no distinguishable change in the ways of cases",
        )
    told = [f"{name} {share_text(b)} → {share_text(a)}" for name, b, a in moved]
    return say(
        lang,
        f"{subject}后，各去向占全部件的比例：" + "、".join(told),
        f"{subject}: shares of all cases: " + "; ".join(told),
    )


def _parts(table: pd.DataFrame) -> bool:
    """Whether cases part somewhere, or the sides go different ways."""
    shown = [table[table[side] > 0] for side in _SIDES if table[side].notna().any()]
    several = any(rows.groupby(["stage", "origin"]).size().max() > 1 for rows in shown if len(rows))
    ways = {tuple(zip(rows["stage"], rows["origin"], rows["goal"], strict=True)) for rows in shown}
    return several or len(ways) > 1


def _moved(table: pd.DataFrame) -> bool:
    """Whether the sides differ: two pictures of the same ways say nothing about a redesign."""
    return bool(table["difference"].isna().any() or (table["difference"].abs() >= _LEAST).any())


def _places(data: ReportData, table: pd.DataFrame, lang: Lang) -> list[tuple[str, float, float]]:
    """Channels of their own, ways and ends with the share of cases that come there on each side.

    A case comes to each place once at most, so shares of its links add up.
    """
    sides = table[list(_SIDES)].fillna(0.0)
    found: dict[str, tuple[str, float, float]] = {}
    for column, which in (("origin", table["stage"] == 0), ("goal", table["stage"] >= 0)):
        for name in table.loc[which, column].unique():
            if column == "origin" and name in ("", OTHERS):
                continue
            at = which & (table[column] == name)
            before, after = (float(v) for v in sides[at].sum())
            title = str(table.loc[at, f"{column}_{lang}"].iloc[0])
            # A channel may be called as those who serve it: one of them is told of.
            found[title] = title, before, after
    return list(found.values())
