"""What is said of how well a fitted event log predicts, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from onewindow.fitting.events.cycle_time_words import cycle_time_words
from onewindow.fitting.events.judgement import DISTANCES, QUANTILES, WITHIN, EventJudgement, unit_of
from onewindow.fitting.figures import figure, figures, off_by, span
from onewindow.fitting.runs_band import replications_words
from plots.language import Lang, say

if TYPE_CHECKING:
    import pandas as pd

_NAMES: dict[str, tuple[str, str]] = {
    "two_gram": ("相邻两步的走法（2-gram 距离）", "routing (2-gram distance)"),
    "cycle_time_distance": ("办理时长分布的距离", "cycle-time distribution distance"),
    "relative_events": ("相对事件分布的距离", "relative event distribution distance"),
    "circadian_events": ("昼夜事件分布的距离", "circadian event distribution distance"),
    "absolute_events": ("绝对事件分布的距离", "absolute event distribution distance"),
    "handovers": ("每件在科室间转手次数", "hand-overs between groups per case"),
    "events": ("每件的环节数", "events per case"),
    "repeated": ("同一环节做了不止一次的件的比例", "share of cases with a step more than once"),
    "cases": ("每个工作日来件数", "cases per working day"),
    "done_within_1h": ("1 小时内办完的比例", "done within 1 h"),
    "done_within_1d": ("1 天内办完的比例", "done within 1 day"),
    "done_within_7d": ("7 天内办完的比例", "done within 7 days"),
}


def judged_lines(judgement: EventJudgement, lang: Lang) -> Iterator[str]:
    """The verdict on each measure of one way of holding cases out."""
    cases = f"{judgement.cases:,}"
    runs = replications_words(judgement.replications, lang)
    if judgement.split == "cases":
        yield say(
            lang,
            f"每次留出五分之一的件、轮流检验模型形式（共 {cases} 件），{runs}：",
            f"judged on each fifth of the cases in turn ({cases} in all), {runs}: has "
            "the model the right form?",
        )
    else:
        yield say(
            lang,
            f"留出最后几天来的件（{cases} 件）检验预测，{runs}：",
            f"judged on the cases of the last days ({cases}), {runs}: does the "
            "process stay as it was?",
        )
    yield "  " + rule_line(lang)
    yield "  " + meant_line(judgement, lang)
    rows = judgement.table.set_index("measure")
    for measure in rows.index:
        yield "  " + verdict_line(str(measure), rows.loc[measure], lang)
    if judgement.split == "cases":
        yield "  " + fold_line(judgement, lang)


def meant_line(judgement: EventJudgement, lang: Lang) -> str:
    """What its cycle times are."""
    meant = cycle_time_words(judgement.first_sign, lang)
    return say(lang, f"办理时长：{meant}", f"cycle times: {meant}")


def rule_line(lang: Lang) -> str:
    """What the verdicts go by."""
    return say(
        lang,
        f"判定：误差不超过 {WITHIN:.0%} 为可信；超过时，实际值在区间之外为不可信，"
        "在区间之内为数据太少（模型全对时偶然也会差这么多）。距离不超过“允许”为可信，"
        "允许值取偶然可到的值与规划可以容忍的值中较大者。实际与预测都照到日志结束为止看到的样子算："
        "没办完的件也在内，各件不加权，所以与加权估计的办理时长和比例可以不同",
        f"the rule: trusted within {WITHIN:.0%}; farther off, not to be trusted where the observed "
        "lies outside the band, and too little to judge within it (chance alone may do as much "
        "to a true model). Distances are trusted up to what is allowed, the larger of what chance "
        "makes and what planning can bear. Observed and predicted are of cases as they are seen "
        "until the log ends, open ones among them and none weighted: they may differ from the "
        "cycle times and shares that are told of all cases",
    )


def verdict_line(measure: str, row: pd.Series, lang: Lang) -> str:
    """The verdict on one measure in a sentence."""
    unit = unit_of(measure)
    head = say(lang, "{}：{}——", "{}: {}; ").format(
        name_of(measure, lang), verdict_words(row["verdict"], lang)
    )
    if measure in DISTANCES:
        columns = ["predicted", "allowed", "high", "fitted_cases"]
        predicted, allowed, chance, fitted = figures(row[columns].tolist(), unit, lang)
        text = say(
            lang,
            f"{predicted}（允许 {allowed}；模型全对时偶然可到 {chance}）",
            f"{predicted} (allowed {allowed}; chance alone makes up to {chance} of a true model)",
        )
        if np.isfinite(row["fitted_cases"]):
            text += say(lang, f"；拟合用的件相距 {fitted}", f"; the cases fitted are {fitted} away")
        return head + text
    observed, predicted = figures(row[["observed", "predicted"]].tolist(), unit, lang)
    band = span(row["low"], row["high"], unit, lang)
    error = off_by(row["observed"], row["predicted"], unit, lang)
    return head + say(
        lang,
        f"实际 {observed}，预测 {predicted}（{error}；区间 {band}）",
        f"observed {observed}, predicted {predicted} ({error}; band {band})",
    )


def fold_line(judgement: EventJudgement, lang: Lang) -> str:
    """What so few cases as one fifth allow: errors of the model beside those of the other cases."""
    errors = judgement.by_fold.set_index("measure")
    told = [
        f"{measure.removeprefix('cycle_time_').upper()} {figure(mine, 'relative', lang)} "
        f"({figure(fitted, 'relative', lang)})"
        for measure, mine, fitted in errors.itertuples()
        if np.isfinite(mine)
    ]
    return say(
        lang,
        "只看留出的那五分之一，误差中位数（括号内：直接照搬其余五分之四的件）：" + "，".join(told),
        "of the fifth held out alone the model misses (in brackets: the other four fifths as they "
        "are): " + ", ".join(told),
    )


def verdict_words(verdict: str, lang: Lang) -> str:
    """Whether to trust it."""
    return {
        "trust": say(lang, "可信", "trust it"),
        "do_not_trust": say(lang, "不可信", "do not trust it"),
        "too_little": say(lang, "数据太少", "too little to judge"),
    }[verdict]


def name_of(measure: str, lang: Lang) -> str:
    """A measure in words."""
    if measure.startswith("cycle_time_p"):
        q = measure.removeprefix("cycle_time_p")
        assert float(q) / 100 in QUANTILES
        return say(lang, f"办理时长 P{q}", f"cycle time P{q}")
    return say(lang, *_NAMES[measure])
