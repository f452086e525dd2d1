"""What the charts of a fitted event log show, in a sentence each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from onewindow.fitting.events.busy_words import hardly_known
from onewindow.fitting.events.judgement import EventJudgement
from onewindow.fitting.events.judgement_words import name_of
from onewindow.fitting.events.ways import case_counts
from onewindow.fitting.figures import figures
from onewindow.fitting.shared_findings import days_finding, unjudged_finding
from onewindow.fitting.words import peak_words
from plots.language import LANGS, Lang, say
from scenarios.fit.arrival_rates import together
from scenarios.fit.course import peaks_of
from scenarios.fit.drift import Change
from scenarios.fit.events.fit import EventFit

_SHARE = 0.005
"""Share of the cases that is worth a word."""


def findings_of(
    fit: EventFit, judged: tuple[EventJudgement, ...], change: Change | None
) -> dict[str, dict[Lang, str]]:
    """The finding of each chart, and of the page."""
    told: dict[str, Callable[[Lang], str]] = {
        "page": lambda lang: (
            page_finding(judged, lang) + rework_words(fit, lang) + hardly_known(fit, lang)
        ),
        "cycle": lambda lang: _cycle(judged, lang),
        "transitions": lambda lang: _transitions(judged, lang),
        "course": lambda lang: _course(change, lang),
        "days": lambda lang: _days(fit, lang),
        "arrivals": lambda lang: _arrivals(fit, lang),
        "times": lambda lang: _times(fit, lang),
    }
    return {name: {lang: say_it(lang) for lang in LANGS} for name, say_it in told.items()}


def page_finding(judged: tuple[EventJudgement, ...], lang: Lang) -> str:
    """Whether the form is right, and whether the process stays."""
    if not judged:
        return unjudged_finding(lang)
    told = []
    for one in judged:
        bad, unsure = (
            [str(name) for name in one.table["measure"][one.table["verdict"] == verdict]]
            for verdict in ("do_not_trust", "too_little")
        )
        form = one.split == "cases"
        subject = (
            say(lang, "模型的形式", "the form of the model")
            if form
            else say(lang, "对今后几天的预测", "its forecast of later days")
        )
        if len(unsure) == len(one.table):
            told.append(say(lang, f"{subject}：数据太少", f"{subject}: too little to judge"))
        elif not bad and not unsure:
            told.append(say(lang, f"{subject}可信", f"{subject} can be trusted"))
        elif len(bad) > len(one.table) / 2:
            told.append(say(lang, f"{subject}不可信", f"{subject} cannot be trusted"))
        else:
            wrong = _names(bad, lang) + say(lang, "（不可信）", " (not to be trusted)")
            few = _names(unsure, lang) + say(lang, "（数据太少）", " (too little to judge)")
            parts = [text for text, which in ((wrong, bad), (few, unsure)) if which]
            told.append(
                say(lang, f"{subject}除{'、'.join(parts)}外可信",
                    f"{subject} can be trusted but for {' and '.join(parts)}")
            )  # fmt: skip
    text = say(lang, "；", "; ").join(told)
    return text[:1].upper() + text[1:]


def judged_well(judged: Sequence[EventJudgement]) -> bool:
    """Whether all that was judged can be trusted."""
    return bool(judged) and all((one.table["verdict"] == "trust").all() for one in judged)


def rework_words(fit: EventFit, lang: Lang) -> str:
    """How many steps more than once are no rework in the model, where that is worth a word."""
    counts = case_counts(fit)
    again, at_once = counts.mean(counts.repeated), counts.mean(counts.repeated_at_once)
    if again - at_once <= _SHARE:
        return ""
    return say(
        lang,
        f"；{again:.1%} 的件同一环节做了不止一次，模型的返工只含紧接着再做的（{at_once:.1%}），"
        "其余是走法中的一步：它的一次办结率和返工次数不含这些",
        f"; {again:.1%} of the cases have a step more than once, and only what is done over at "
        f"once ({at_once:.1%}) is rework in the model, the rest are steps of its ways: its "
        "first-time fraction and returns leave these out",
    )


def _names(measures: list[str], lang: Lang) -> str:
    """The first measures by name, in the order of the table."""
    names = say(lang, "、", ", ").join(name_of(name, lang) for name in measures[:3])
    return names + (say(lang, " 等", " and others") if len(measures) > 3 else "")


def _cycle(judged: tuple[EventJudgement, ...], lang: Lang) -> str:
    gaps = [float(np.abs(one.curve["predicted"] - one.curve["observed"]).max()) for one in judged]
    if not gaps:
        return ""
    first = say(
        lang,
        f"已办完的比例，预测与实测最多差 {100 * gaps[0]:.0f} 个百分点",
        f"The share done is missed by {100 * gaps[0]:.0f} points at most",
    )
    if len(gaps) < 2:
        return first
    return first + say(
        lang,
        f"；对最后几天来的件差 {100 * gaps[1]:.0f} 个",
        f"; of the cases of the last days by {100 * gaps[1]:.0f}",
    )


def _transitions(judged: tuple[EventJudgement, ...], lang: Lang) -> str:
    for one in judged:
        steps = one.steps
        if one.split == "cases" and len(steps):
            inside = (steps["low"] <= steps["predicted"]) & (steps["predicted"] <= steps["high"])
            return say(
                lang,
                f"最常见的 {len(steps)} 种前后环节中，{int(inside.sum())} 种的预测在实测区间内",
                f"Of the {len(steps)} most frequent pairs of steps, {int(inside.sum())} are "
                "predicted within the interval of what was observed",
            )
    return ""


def _course(change: Change | None, lang: Lang) -> str:
    if change is None or not change.told:
        return say(lang, "办理时长没有可辨的变化点", "No change point of the cycle times is told")
    before, after = figures((change.before, change.after), "s", lang)
    return say(
        lang,
        f"办理时长的中位数变化：{before} → {after}",
        f"The median cycle time changed from {before} to {after}",
    )


def _days(fit: EventFit, lang: Lang) -> str:
    told = [matter.busyness.cv for matter in fit.matters if matter.busyness.told]
    return days_finding(max(told, default=None), lang)


def _arrivals(fit: EventFit, lang: Lang) -> str:
    every = together([matter.rates for matter in fit.matters])
    peak = max(peaks_of(every), key=lambda peak: peak.per_hour)
    on, hours = peak_words(peak, lang)
    of, of_en = "", ""
    if len(fit.matters) > 1:
        begin, end = (round(at / every.interval) for at in (peak.begin, peak.end))
        then = [m.rates.per_hour[list(peak.weekdays), begin:end].mean() for m in fit.matters]
        k = int(np.argmax(then))
        of = f"，其中{fit.matters[k].name} {then[k]:.1f} 件"
        of_en = f", {then[k]:.1f} of them for {fit.matters[k].name}"
    return say(
        lang,
        f"最忙：{on} {hours}，每小时 {peak.per_hour:.1f} 件{of}",
        f"Most come on {on}, {hours}: {peak.per_hour:.1f} an hour{of_en}",
    )


def _times(fit: EventFit, lang: Lang) -> str:
    n = sum(times.n for times in fit.work.values())
    mean = sum(times.mean * times.n for times in fit.work.values()) / max(1, n) / 60
    kept = sum(times.kept_as is not None for times in fit.work.values())
    if fit.events.has_starts:
        return say(
            lang,
            f"平均工时 {mean:.1f} 分；{len(fit.work)} 种中 {kept} 种有合适的分布",
            f"Work takes {mean:.1f} min on average; {kept} of {len(fit.work)} kinds follow a "
            "family",
        )
    return say(
        lang,
        f"只有完成时间：工时只知上界，推断的均值 {mean:.1f} 分",
        f"Completions alone: work is bounded, not known; inferred are {mean:.1f} min on average",
    )
