"""What is said of how well a fitted event log predicts, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from onewindow.event_judgement import DISTANCES, QUANTILES, UNITS, WITHIN, EventJudgement
from plots.language import Lang, say

if TYPE_CHECKING:
    import pandas as pd

_TIMES = 10.0
"""From so many times the observed on, the ratio is told instead of percents."""
_NAMES: dict[str, tuple[str, str]] = {
    "two_gram": ("相邻两步的走法（2-gram 距离）", "routing (2-gram distance)"),
    "cycle_time_distance": ("办理时长分布的距离", "cycle-time distribution distance"),
    "relative_events": ("相对事件分布的距离", "relative event distribution distance"),
    "circadian_events": ("昼夜事件分布的距离", "circadian event distribution distance"),
    "absolute_events": ("绝对事件分布的距离", "absolute event distribution distance"),
    "handovers": ("每件在科室间转手次数", "hand-overs between groups per case"),
    "events": ("每件的环节数", "events per case"),
    "repeated": ("有环节重做的件的比例", "share of cases with a step done again"),
    "cases": ("每天来件数", "cases a day"),
    "done_within_1h": ("1 小时内办完的比例", "done within 1 h"),
    "done_within_1d": ("1 天内办完的比例", "done within 1 day"),
    "done_within_7d": ("7 天内办完的比例", "done within 7 days"),
}


def judged_lines(judgement: EventJudgement, lang: Lang) -> Iterator[str]:
    """The verdict on each measure of one way of holding cases out."""
    cases, runs = f"{judgement.cases:,}", judgement.replications
    if judgement.split == "cases":
        yield say(
            lang,
            f"每次留出五分之一的件、轮流检验模型形式（共 {cases} 件），仿真 {runs} 次：",
            f"judged on each fifth of the cases in turn ({cases} in all), {runs} replications: has "
            "the model the right form?",
        )
    else:
        yield say(
            lang,
            f"留出最后几天来的件（{cases} 件）检验预测，仿真 {runs} 次：",
            f"judged on the cases of the last days ({cases}), {runs} replications: does the "
            "process stay as it was?",
        )
    yield "  " + rule_line(lang)
    rows = judgement.table.set_index("measure")
    for measure in rows.index:
        yield "  " + verdict_line(str(measure), rows.loc[measure], lang)
    if judgement.split == "cases":
        yield "  " + fold_line(judgement, lang)


def rule_line(lang: Lang) -> str:
    """What the verdicts go by."""
    return say(
        lang,
        f"判定：误差不超过 {WITHIN:.0%} 为可信；超过时，实际值在 95% 带之外为不可信，"
        "在带之内为数据太少（模型全对时偶然也会差这么多）。距离不超过“允许”为可信，"
        "允许值取偶然可到的值与规划可以容忍的值中较大者",
        f"the rule: trusted within {WITHIN:.0%}; farther off, not to be trusted where the observed "
        "lies outside the 95% band, and too little to judge within it (chance alone may do as much "
        "to a true model). Distances are trusted up to what is allowed, the larger of what chance "
        "makes and what planning can bear",
    )


def verdict_line(measure: str, row: pd.Series, lang: Lang) -> str:
    """The verdict on one measure in a sentence."""
    verdict, name, unit = (
        verdict_words(row["verdict"], lang),
        name_of(measure, lang),
        _unit(measure, lang),
    )
    if measure in DISTANCES:
        plain = ("", "")
        if np.isfinite(row["fitted_cases"]):
            fitted = f"{row['fitted_cases']:.3g}{unit}"
            plain = f"；拟合用的件相距 {fitted}", f"; the cases fitted are {fitted} away"
        return say(
            lang,
            f"{name}：{verdict}——{row['predicted']:.3g}{unit}（允许 {row['allowed']:.3g}{unit}；"
            f"模型全对时偶然可到 {row['high']:.3g}{unit}）" + plain[0],
            f"{name}: {verdict}; {row['predicted']:.3g}{unit} (allowed {row['allowed']:.3g}{unit}; "
            f"chance alone makes up to {row['high']:.3g}{unit} of a true model)" + plain[1],
        )
    error = error_words(row["observed"], row["predicted"])
    return say(
        lang,
        f"{name}：{verdict}——实际 {row['observed']:.3g}{unit}，预测 "
        f"{row['predicted']:.3g}{unit}（{error}；95% 带 {row['low']:.3g} 至 {row['high']:.3g}）",
        f"{name}: {verdict}; observed {row['observed']:.3g}{unit}, predicted "
        f"{row['predicted']:.3g}{unit} ({error}; 95% band {row['low']:.3g} to {row['high']:.3g})",
    )


def fold_line(judgement: EventJudgement, lang: Lang) -> str:
    """What so few cases as one fifth allow: errors of the model beside those of the other cases."""
    errors = judgement.by_fold.set_index("measure")
    told = [
        f"{measure.removeprefix('cycle_time_').upper()} {mine:.0%} ({fitted:.0%})"
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


def error_words(observed: float, predicted: float) -> str:
    """How far it is off: as a share, how many times as much, or by how much where none was."""
    if not observed:
        return f"{predicted - observed:+.3g}"
    ratio = predicted / observed
    return f"× {ratio:,.0f}" if ratio >= _TIMES else f"{ratio - 1:+.0%}"


def name_of(measure: str, lang: Lang) -> str:
    """A measure in words."""
    if measure.startswith("cycle_time_p"):
        q = measure.removeprefix("cycle_time_p")
        assert float(q) / 100 in QUANTILES
        return say(lang, f"办理时长 P{q}", f"cycle time P{q}")
    return say(lang, *_NAMES[measure])


def _unit(measure: str, lang: Lang) -> str:
    return say(lang, " 小时", " h") if UNITS.get(measure, "h") == "h" else ""
