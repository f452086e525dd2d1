"""What the charts of fitted queue snapshots show, in a sentence each."""

from __future__ import annotations

from collections.abc import Callable

from onewindow.fitting.figures import figure
from onewindow.fitting.shared_findings import days_finding, unjudged_finding, verdict_finding
from onewindow.fitting.snapshots.judgement import SnapshotJudgement
from onewindow.fitting.snapshots.judgement_words import but_for, measure_name, missed, narrow
from onewindow.fitting.snapshots.words import peak_hour
from plots.language import LANGS, Lang, say
from scenarios.fit.on_duty import STEP
from scenarios.fit.snapshots.fit import SnapshotFit
from scenarios.fit.snapshots.model import MANY_LEFT


def findings_of(fit: SnapshotFit, judged: SnapshotJudgement | None) -> dict[str, dict[Lang, str]]:
    """The finding of each chart, and of the page."""
    told: dict[str, Callable[[Lang], str]] = {
        "page": lambda lang: _page(judged, lang) + _left(fit, lang),
        "served": lambda lang: _served(judged, lang),
        "waiting": lambda lang: _waiting(judged, lang),
        "days": lambda lang: _days(fit, lang),
        "arrivals": lambda lang: _arrivals(fit, lang),
        "counters": lambda lang: _counters(fit, lang),
    }
    return {name: {lang: say_it(lang) for lang in LANGS} for name, say_it in told.items()}


def _page(judged: SnapshotJudgement | None, lang: Lang) -> str:
    if judged is None:
        return unjudged_finding(lang)
    limits = _limits(judged, lang)
    return verdict_finding(
        [
            (f"{measure_name(one.measure, lang)}{limit}", one.verdict)
            for one, limit in zip(judged.measures, limits, strict=True)
        ],
        lang,
        ("（单日、按事项）", ", single days by service,"),
        limited=any(limits),
    )


def _left(fit: SnapshotFit, lang: Lang) -> str:
    """That more people leave before their call than the model can do without."""
    leaving = [group for group in fit.groups if group.left_fraction >= MANY_LEFT]
    if not leaving:
        return ""
    number = sum(len(group.queues) for group in leaving)
    return say(
        lang,
        f"；{number} 个队列有人没等到叫号就离开，模型让他们都等到",
        f"; at {number} queues people leave before their call, whom the model lets wait"
        if number > 1
        else "; at one queue people leave before their call, whom the model lets wait",
    )


def judged_well(fit: SnapshotFit, judged: SnapshotJudgement | None) -> bool:
    """Whether all that was judged can be trusted, without limits, and people stay in line."""
    if judged is None or any(_limits(judged, "en")) or _left(fit, "en"):
        return False
    return all(one.verdict == "trust" for one in judged.measures)


def _limits(judged: SnapshotJudgement, lang: Lang) -> list[str]:
    """What the verdict of each measure does not hold for."""
    return [
        f"{but_for(one, lang)}{missed(one, lang)}{narrow(one, lang)}" for one in judged.measures
    ]


def _served(judged: SnapshotJudgement | None, lang: Lang) -> str:
    if judged is None:
        return ""
    one = judged.measures[0]
    error, perfect = (
        figure(value, one.unit, lang) for value in (one.error, judged.yardsticks["served"].perfect)
    )
    return say(
        lang,
        f"各事项每天的叫号数误差中位数 {error}；完美预测仅凭偶然也差 {perfect}",
        f"Calls of a service and day are missed by {error} (median); a perfect forecast "
        f"would miss by {perfect}, by chance alone",
    )


def _waiting(judged: SnapshotJudgement | None, lang: Lang) -> str:
    if judged is None:
        return ""
    one = judged.measures[2]
    error, allowed = (figure(value, one.unit, lang) for value in (one.error, one.allowed))
    return say(
        lang,
        f"等候人数平均差 {error}；两天之间本来就相差 {allowed}",
        f"People waiting are missed by {error} on average; two days differ by {allowed} anyway",
    )


def _days(fit: SnapshotFit, lang: Lang) -> str:
    busy = fit.busyness
    return days_finding(busy.cv if busy.told else None, lang, of_queue=True)


def _arrivals(fit: SnapshotFit, lang: Lang) -> str:
    kind = max(fit.day_types, key=lambda kind: float(fit.per_day[:, kind].sum(axis=0).mean()))
    hour = peak_hour(fit, kind)
    people = float(fit.per_day[:, kind].sum(axis=0).mean())
    return say(
        lang,
        f"每天约 {people:,.0f} 人，{hour} 最多",
        f"About {people:,.0f} people a day; most come {hour}",
    )


def _counters(fit: SnapshotFit, lang: Lang) -> str:
    by_day = [[float(group.at_work(day).sum()) for day in range(7)] for group in fit.pools]
    levels = [max(hours) * STEP / 3600 for hours in by_day]
    least, most = fit.counter_hours
    fewest = sum(levels) * least / most if most else 0.0
    return say(
        lang,
        f"模型每天开放 {sum(levels):.0f} 窗口·小时；各组可能共用窗口，至少有 {fewest:.0f}",
        f"The model has {sum(levels):.0f} counter-hours a day; sets may share counters, and then "
        f"there are {fewest:.0f} at the least",
    )
