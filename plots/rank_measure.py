"""The one number by which all redesigns of a baseline are ranked, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from plots.headline import headline, headline_name, largest_change, number_name, published_key
from plots.language import Lang, lower_first, say
from plots.measure_titles import Number
from plots.pairs import Key
from plots.report_data import Published, ReportData
from plots.subject import COST, headline_candidates, key_numbers
from sim.catalogue import CATALOGUE, NUMBERS

_OF_EVERYBODY = [Key("finished_fraction"), Key("wait_mean"), Key("completion_time_mean")]
"""What every model has, for those that have no line or service in common."""


def rank_key(
    baseline: ReportData, every: pd.DataFrame, published: Sequence[Published]
) -> Key | None:
    """The number that ranks them; None when there is none that all redesigns have.

    It is that of the first figure that was published about one of them, unless it is only modelled
    as satisfaction is, which nothing is to be optimised by. Else it is chosen as the headline of a
    report is, among the numbers of the whole baseline: the one that changed most by any redesign.
    What people get comes first; hours of staff rank only where none of that changed.

    Parameters
    ----------
    baseline
        The model before, alone.
    every
        All redesigns, from `sim.comparison.Comparison.table`.
    published
        Figures published about any of the redesigns.
    """
    plain, redesigns = every[every["at"].isna()], every["redesign"].nunique()
    asked = [published_key(f, baseline.model_before) for f in published if f.measure]
    found = [rows for key in asked if not (rows := _of_all(plain, [key], redesigns)).empty][:1]
    if not found:
        service = [key for key in key_numbers(baseline) if key != COST]
        steps = [*headline_candidates(baseline), service, _OF_EVERYBODY, [COST]]
        found = [rows for keys in steps if not (rows := _of_all(plain, keys, redesigns)).empty]
    row = largest_change(found)
    return None if row is None else Key(row["measure"], row["scope"], row["of"])


def _of_all(plain: pd.DataFrame, keys: Sequence[Key], redesigns: int) -> pd.DataFrame:
    """Rows of the numbers that every redesign has, and of which less or more is better."""
    parts = [plain.head(0)]
    for key in keys:
        at = (plain["measure"] == key.measure) & (plain["scope"] == key.scope)
        rows = plain[at & (plain["of"] == key.of) & plain["difference"].notna()]
        judged = key.measure in NUMBERS and CATALOGUE[key.measure].better != "neither"
        if judged and len(rows) == redesigns:
            parts.append(rows)
    return pd.concat(parts, ignore_index=True)


def criterion_words(key: Number, what: str, is_published: bool, redesigns: int, lang: Lang) -> str:
    """By what redesigns are ranked, when two share a rank, and what counts as worse."""
    zh_why, en_why = "主要指标中变化最大", "the chief measure that changed most"
    if is_published:
        zh_why, en_why = "有公布数字可比", "which has published figures"
    elif key == COST:
        zh_why, en_why = "服务指标都没有可分辨的变化", "as no measure of the service changed"
    by = say(
        lang,
        f"排名指标：{what}，{zh_why}；所有方案按同一指标。",
        f"Ranked by {lower_first(what)}, {en_why}; all redesigns by the same measure. ",
    )
    ties = say(
        lang,
        "名次为明显更好的方案数加一；两个方案之差（同一批随机数配对）的 95 % 区间含零，即分不出"
        "高下，“=”为并列。",
        "A rank is one more than the number of redesigns that are distinguishably better; two "
        "cannot be told apart when the 95% interval of their difference, paired on the same random "
        "numbers, has zero in it; = is a shared rank. ",
    )
    worse = say(
        lang,
        "“变差”为该指标变差的事项（队列）数和达标率变差的目标数。",
        "Worse: services (lines) for which this measure got worse, and targets kept less often.",
    )
    by = by if redesigns > 1 else say(
        lang, f"指标：{what}，{zh_why}。", f"The measure is {lower_first(what)}, {en_why}. "
    )  # fmt: skip
    return by + (ties if redesigns > 1 else "") + worse


def rank_told(data: ReportData, lang: Lang) -> tuple[str, ...]:
    """A sentence on where the redesign stands among those it was compared with; none if alone."""
    standing = data.facts.standing
    if standing is None or standing.rank is None:
        return ()
    key, ties = standing.key, len(standing.tied)
    what = number_name(data, key[:3], lang)
    shared = say(
        lang,
        f"，与另外 {ties} 个方案分不出高下" if ties else "",
        f", shared with {ties} that cannot be told apart from it" if ties else "",
    )
    told = say(
        lang,
        f"排名：看“{what}”，在 {standing.among} 个方案中列第 {standing.rank}{shared}。",
        f"Rank {standing.rank} of {standing.among} by {lower_first(what)}{shared}.",
    )
    return (told + _other_than_the_title(data, Key(key.measure, key.scope, key.of), lang),)


def _other_than_the_title(data: ReportData, key: Key, lang: Lang) -> str:
    """That the first sentence is about another number than the rank; empty where it is not."""
    row = headline(data)
    if row is None or (row["measure"], row["scope"], row["of"]) == tuple(key):
        return ""
    title = headline_name(data, row, lang)
    return say(
        lang,
        f"标题说的“{title}”是本方案自己的主要变化；排名对所有方案用同一个指标。",
        f" The title tells of {lower_first(title)}, in which this redesign changes most; all "
        "redesigns are ranked by one measure.",
    )
