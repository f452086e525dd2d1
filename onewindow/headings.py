"""What the rows of a table are called, and what they stand under."""

from __future__ import annotations

from collections.abc import Iterable

from onewindow.chosen import LISTED, Row
from plots.amounts import amounts
from plots.language import Lang, of_whom, say
from plots.measure_titles import measure_title
from plots.naming import title_in
from scenarios.at_hours import SCOPE, parted
from scenarios.model import ServiceModel
from sim.tally import Key


def heading(row: Row, models: Iterable[ServiceModel], lang: Lang, everything: bool) -> str:
    """What a row stands under: what it is about, or the measure where many have the same few."""
    models = list(models)
    if _is_listed(row, everything):
        measure = measure_title(models, row, lang)
        if row.scope == "channel":
            # Services stand in a list under the same measure.
            return say(lang, f"分渠道：{measure}", f"{measure}, by channel")
        return measure
    title = title_in(models, row.scope, row.of, lang)
    if row.scope == SCOPE:
        # All that is measured at the same hours stands together.
        title = title_in(models, SCOPE, parted(models, row.of)[0], lang)
    return {
        "all": say(lang, "总体", "Overall"),
        "service": say(lang, f"事项：{title}", f"Service: {title}"),
        "channel": say(lang, f"渠道：{title}", f"Channel: {title}"),
        "queue": say(lang, f"队列：{title}", f"Queue: {title}"),
        "activity": say(lang, f"环节：{title}", f"Activity: {title}"),
        "pool": say(lang, f"岗位（人员）：{title}", f"Pool: {title}"),
        "cause": say(lang, f"返工原因：{title}", f"Cause of rework: {title}"),
        "target": say(lang, "目标达标率", "Targets kept"),
        "flow": say(lang, "办件去向", "Ways of cases"),
        SCOPE: say(lang, f"时段：{title}", f"At {title}"),
    }[row.scope]


def label(row: Row, models: Iterable[ServiceModel], lang: Lang, everything: bool) -> str:
    """What a row is called under its heading."""
    models = list(models)
    if row.scope == "target":
        return _target(row.of, models, lang)
    if _is_listed(row, everything) or row.scope == "flow":
        return title_in(models, row.scope, row.of, lang)
    measure = measure_title(models, row, lang)
    if row.scope == SCOPE:
        _, scope, of = parted(models, row.of)
        if scope == "target":
            return _target(of, models, lang)
        return of_whom(measure, title_in(models, scope, of, lang), lang) if of else measure
    return measure


def _is_listed(row: Row, everything: bool) -> bool:
    return not everything and row.scope in LISTED


def _target(name: str, models: list[ServiceModel], lang: Lang) -> str:
    title = title_in(models, "target", name, lang)
    target = next((m.targets[name] for m in models if name in m.targets), None)
    if target is None:
        return title
    within = amounts("s", [target.within]).full(target.within, lang)
    return say(
        lang,
        f"{title}（目标 {target.fraction:.0%}，{within}）",
        f"{title} (goal: {target.fraction:.0%} in {within})",
    )


def key_title(key: Key, models: Iterable[ServiceModel], lang: Lang) -> str:
    """A measure with what it is of, where that is not everything."""
    models = list(models)
    measure = measure_title(models, key[:3], lang)
    if not key.of:
        return measure
    name = title_in(models, key.scope, key.of, lang)
    return say(lang, f"{measure}（{name}）", f"{measure} ({name})")
