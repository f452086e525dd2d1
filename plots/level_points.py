"""The numbers behind the chart of service levels: by queue and interval, while it is open."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plots.amounts import amounts
from plots.hours_that_pay import hours_that_pay
from plots.language import LANGS, Lang, say
from plots.measure_titles import title_told
from plots.naming import title_of
from plots.open_hours import open_at
from plots.pairs import SAME, Key, chosen, level_targets, pairs, profile, queue_of
from plots.report_data import ReportData
from plots.shown_services import Services, lines_walked, whose
from plots.target_hours import holds, told_hours


def level_numbers(data: ReportData, *, services: Services = None) -> pd.DataFrame:
    """Service level of each queue with a target, by interval and by the target's formula.

    Parameters
    ----------
    data
        Tables and facts.
    services
        Services whose queues are meant; all when left out. Of those without a target on a queue
        there is nothing to show.

    Returns
    -------
    DataFrame
        Columns ``of, zh, en, measure, measure_zh, measure_en, at, length, target, within,
        hours_zh, hours_en, unit, before, before_low, before_high, after, after_low, after_high,
        p, verdict``. Shares in
        [0, 1], times in seconds; intervals in which the queue is shut are left out, those in which
        nobody came have no share, those for which no target holds no ``target``; ``hours_zh,
        hours_en`` are its times of day. Empty when no target is about a queue.
    """
    table = pairs(data)
    meant = None if services is None else lines_walked(data, services)
    parts: list[pd.DataFrame] = []
    done: set[tuple[str, str]] = set()
    for target in level_targets(data).values():
        of = queue_of(data, target)
        rows = profile(table, target.formula, "queue", of)
        step = rows["at"].diff().min()
        length = step if step > 0 else 3600.0
        rows = rows[open_at(data, [of], rows["at"].to_numpy(float), length)]
        judged = holds(target, rows["at"].to_numpy(float), length)
        empty = rows[["before", "after"]].isna().all(axis=None)
        if empty or (of, target.formula) in done or (meant is not None and of not in meant):
            continue
        done.add((of, target.formula))
        parts.append(
            rows.assign(
                zh=title_of(data, "queue", of, "zh"), en=title_of(data, "queue", of, "en"),
                length=length, target=np.where(judged, target.fraction, np.nan),
                within=target.within, hours_zh=told_hours(target, "zh"),
                hours_en=told_hours(target, "en"), unit="fraction",
                **{f"measure_{lang}": title_told(data, (target.formula, "queue", of), lang)
                   for lang in LANGS},
            )
        )  # fmt: skip
    columns = ["of", "zh", "en", "measure", "measure_zh", "measure_en", "at", "length", "target",
               "within", "hours_zh", "hours_en", "unit", "before", "before_low", "before_high",
               "after", "after_low", "after_high", "p", "verdict"]  # fmt: skip
    return pd.concat(parts)[columns].reset_index(drop=True) if parts else pd.DataFrame()


def level_finding(data: ReportData, lang: Lang, *, services: Services = None) -> str:
    """The finding: in how many intervals of its hours the target of the first queue is reached."""
    numbers = level_numbers(data, services=services)
    if numbers.empty:
        return ""
    first = numbers[numbers["of"] == numbers["of"].iloc[0]]
    limit = amounts("s", [first["within"].iloc[0]]).full(first["within"].iloc[0], lang)
    hours = first[f"hours_{lang}"].iloc[0]
    judged = first[first["target"].notna() & (first["before"].notna() | first["after"].notna())]
    subject, of = data.facts.title[lang], whose(data, services, lang)
    if numbers["of"].nunique() > 1:
        of = say(lang, f"（{first['zh'].iloc[0]}）", f" ({first['en'].iloc[0]})")
    if judged.empty:
        return say(
            lang, f"{subject}{of}：{limit}内接通的比例；目标的时间（{hours}）里没有一个完整时段",
            f"{subject}{of}: share answered within {limit}; no whole interval lies in the hours "
            f"of the target ({hours})",
        )  # fmt: skip
    share = f"{judged['target'].iloc[0]:.0%}".replace("%", " %")
    count, met = len(judged), {
        side: int((judged[side] >= judged["target"]).sum())
        for side in ("before", "after") if judged[side].notna().any()
    }  # fmt: skip
    within = say(lang, f"{hours} 的 " if hours else "", f" at {hours}" if hours else "")
    if len(met) < 2:
        n = next(iter(met.values()))
        return say(
            lang, f"{subject}{of}：{within}{count} 个时段中有 {n} 个达到“{limit}内 {share}”",
            f"{subject}{of}: {n} of {count} intervals{within} reach {share} within {limit}",
        )  # fmt: skip
    before, after = met["before"], met["after"]
    row = chosen(pairs(data), [Key(first["measure"].iloc[0], "queue", first["of"].iloc[0])])
    note = ""
    if len(row) and row["verdict"].iloc[0] == SAME:
        note = say(lang, "；全天没有可分辨的变化", "; no distinguishable change over the day")
    measured = first[first["measure"] == first["measure"].iloc[0]]
    if told := hours_that_pay(measured, lang):
        note += say(lang, f"；{told}", f"; {told}")
    if before == after:
        return say(
            lang,
            f"{subject}{of}后，{within}{count} 个时段中，达到“{limit}内 {share}”的前后都是"
            f" {after} 个{note}",
            f"{subject}{of}: {after} of the {count} intervals{within} reach {share} within {limit},"
            f" as before{note}",
        )
    turn = "增至" if after > before else "减至"
    return say(
        lang,
        f"{subject}{of}后，{within}{count} 个时段中，达到“{limit}内 {share}”的从 {before} 个"
        f"{turn} {after} 个{note}",
        f"{subject}{of}: of the {count} intervals{within}, those that reach {share} within {limit} "
        f"go from {before} to {after}{note}",
    )
