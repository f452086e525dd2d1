"""The numbers behind the diagnosis: where the time of a finished case goes before any change."""

from __future__ import annotations

import pandas as pd

from plots.amounts import HALL_DAY, amounts, join
from plots.language import LANGS, Lang, say
from plots.naming import title_of
from plots.pairs import Key, chosen, pairs
from plots.report_data import ReportData
from plots.subject import subject

KINDS = {
    "line_time_mean": "wait",
    "shut_time_mean": "shut",
    "touch_time_mean": "work",
    "delay_time_mean": "delay",
    "away_time_mean": "away",
}
"""What each part of a case's time is called in tables, by its measure."""
WORDS = {
    "wait": ("排队", "waiting in line"),
    "shut": ("等上班", "closed hours"),
    "work": ("办理", "work"),
    "delay": ("流程等候", "delays of the flow"),
    "away": ("两次到访（来电）之间", "between visits (calls)"),
}
"""The same for readers, in Chinese and English."""
_SCOPES = ("all", "activity", "pool")
_TOLD = 0.005
"""Least share of the whole that a finding names."""
_BACK = ("（后台）", " (back office)")
_MOSTLY = 0.8
"""Share of a case that its visits have at most where the rest is told of, too."""
_NOTABLE = 0.1
"""Least share of a visit that is told of as waiting."""
_PARALLEL = 1.005
"""Sum of the parts, in times to completion, from which steps lie side by side."""


def time_numbers(data: ReportData) -> pd.DataFrame:
    """Parts of the time of a finished case, in all, by activity and by pool, before any change.

    Returns
    -------
    DataFrame
        Columns ``scope, of, zh, en, kind, unit, before, before_low, before_high, share``; times in
        seconds per finished case, ``share`` of the sum of all parts. Empty when no case is
        finished.
    """
    rows = pairs(data)
    rows = rows[rows["measure"].isin(KINDS) & rows["scope"].isin(_SCOPES)]
    rows = rows[rows["at"].isna() & rows["before"].notna()]
    whole = float(rows.loc[rows["scope"] == "all", "before"].sum())
    if set(rows.loc[rows["scope"] == "all", "measure"]) != set(KINDS) or whole <= 0:
        rows, whole = rows.head(0), 1.0
    found = pd.DataFrame({"scope": rows["scope"], "of": rows["of"]})
    for lang in LANGS:
        found[lang] = [_title(data, s, o, lang) for s, o in zip(found["scope"], found["of"],
                                                                strict=True)]  # fmt: skip
    found["kind"] = rows["measure"].map(KINDS)
    for column in ("unit", "before", "before_low", "before_high"):
        found[column] = rows[column]
    found["share"] = rows["before"] / whole
    # A sort that keeps what is alike in order: activities as in the model, parts as told.
    parts = {kind: k for k, kind in enumerate(KINDS.values())}
    ranks = {name: k for k, name in enumerate(dict.fromkeys(found["of"]))}
    order = pd.DataFrame(
        {
            "scope": found["scope"].map(_SCOPES.index),
            "of": found["of"].map(ranks),
            "kind": found["kind"].map(parts),
        }
    ).sort_values(["scope", "of", "kind"])
    return found.loc[order.index].reset_index(drop=True)


def time_finding(data: ReportData, lang: Lang) -> str:
    """The finding: how the time of a case is shared out, and where most of the waiting is."""
    numbers = time_numbers(data)
    if numbers.empty:
        return ""
    every = numbers[numbers["scope"] == "all"].sort_values("share", ascending=False, kind="stable")
    whole = float(every["before"].sum())
    shares = {str(kind): float(share) for kind, share in zip(every["kind"], every["share"],
                                                             strict=True)}  # fmt: skip
    most = _most_waiting(numbers, lang)
    if hall := _in_hall(data, whole, lang):
        parts = [hall, most, _elapsed(whole, shares, lang)]
    else:
        parts = [_whole_case(data, whole, shares, lang), most if shares["wait"] >= _TOLD else ""]
    told = say(lang, "；", "; ").join(filter(None, parts))
    told = say(lang, "改造前，", "before, ") + told if data.compares else told
    return told[0].upper() + told[1:]


def _in_hall(data: ReportData, whole: float, lang: Lang) -> str:
    """How much of a visit is waiting, where it is much and a case takes longer than its visits."""
    keys = [Key("hall_time_mean"), Key("wait_mean"), Key("visits_mean")]
    found = chosen(pairs(data), keys)["before"].tolist()
    if subject(data).mixed or len(found) < len(keys) or found[0] * found[2] > _MOSTLY * whole:
        return ""
    if found[1] < _NOTABLE * found[0]:
        return ""
    hall, share = amounts("s", [found[0]], minutes_to=HALL_DAY), share_text(found[1] / found[0])
    length = hall.full(found[0], lang)
    return say(
        lang,
        f"每次到访在厅 {length}，{share} 在等",
        f"a visit takes {length}, {share} of it waiting",
    )


def _elapsed(whole: float, shares: dict[str, float], lang: Lang) -> str:
    """How little of the whole case is work, and what takes most of it."""
    length = amounts("s", [whole]).full(whole, lang)
    most = next(kind for kind in shares if kind != "work")
    work, other = share_text(shares["work"]), share_text(shares[most])
    name = say(lang, *WORDS[most])
    return say(
        lang,
        f"全程 {length}里办理占 {work}、{name}占 {other}",
        f"of the whole {length} work is {work}, {name} {other}",
    )


def _whole_case(data: ReportData, whole: float, shares: dict[str, float], lang: Lang) -> str:
    parts = [f"{say(lang, *WORDS[k])} {share_text(s)}" for k, s in shares.items() if s >= _TOLD]
    length = amounts("s", [whole]).full(whole, lang)
    told = say(lang, f"每件全程 {length}", f"a case takes {length}")
    if _is_parallel(data, whole):
        told = say(
            lang, f"每件各段时间合计 {length}", f"the parts of a case's time add up to {length}"
        )
    return told + say(lang, "：" + "、".join(parts), ": " + ", ".join(parts))


def _most_waiting(numbers: pd.DataFrame, lang: Lang) -> str:
    """At which activity most of the waiting in line is; nothing where there is one, or none."""
    lines = numbers[(numbers["scope"] == "activity") & (numbers["kind"] == "wait")]
    total = float(lines["before"].sum())
    if len(lines) < 2 or total <= 0:
        return ""
    first = lines.nlargest(1, "before").iloc[0]
    part, name = share_text(float(first["before"]) / total), first[lang]
    return say(lang, f"排队的 {part} 在“{name}”", f"{part} of the waiting in line is for {name}")


def share_text(share: float) -> str:
    """A share as a reader wants it: ``83 %``, ``5.7 %``."""
    return join(f"{100 * share:.{0 if share >= 0.0995 or share == 0 else 1}f}", "%")


def _is_parallel(data: ReportData, whole: float) -> bool:
    elapsed = chosen(pairs(data), [Key("completion_time_mean")])["before"]
    return not elapsed.empty and whole > _PARALLEL * float(elapsed.iloc[0])


def _title(data: ReportData, scope: str, name: str, lang: Lang) -> str:
    if scope == "all":
        return say(lang, "全程", "Whole case")
    title = title_of(data, scope, name, lang)
    activity = data.model_before.activities.get(name) if scope == "activity" else None
    back = activity is not None and activity.place == "back"
    return title + say(lang, *_BACK) if back else title
