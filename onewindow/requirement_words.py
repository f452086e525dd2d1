"""What the requirement says on the screen, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from onewindow.requiring import Answer
from optimize.promise import Promise
from optimize.requirement import Method
from plots.language import LANGS, Lang, say
from plots.naming import title_in
from plots.promise_words import goal_words
from plots.staff.words import formula_words
from scenarios.calendar_days import DAY
from scenarios.calls import is_calls
from scenarios.model import ServiceModel
from scenarios.units import clock_text, span_text

if TYPE_CHECKING:
    from rich.table import Table

METHOD_WORDS: dict[Method, tuple[str, str]] = {
    "erlang_c": ("Erlang C（无人放弃）", "Erlang C (nobody gives up)"),
    "erlang_a": ("Erlang A（会放弃）", "Erlang A (callers give up)"),
    "modified_offered_load": (
        "Erlang A，按滞后的话务量（modified offered load）",
        "Erlang A on the modified offered load",
    ),
    "simulation": ("仿真逐步调整", "simulation, step by step"),
}


def heading(model: ServiceModel, answer: Answer, lang: Lang) -> str:
    """The model, the promise and the method."""
    found = answer.requirement
    method = say(lang, *METHOD_WORDS[found.method])
    lines = [
        f"[bold]{getattr(model.title, lang)}[/bold]",
        promise_words(found.promise, lang),
        f"[dim]{say(lang, '方法：', 'Method: ')}{method}[/dim]",
    ]
    if found.method == "simulation":
        zh = "有 95 % 的把握全部同时达到；少一人时平均值可能仍达标，但没有这个把握。"
        en = (
            "Kept with 95 % confidence, all of it together. With one less it may be kept on "
            "average, but not with that confidence."
        )
        lines.append(f"[dim]{say(lang, zh, en)}[/dim]")
    return "\n".join(lines)


def promise_words(promise: Promise, lang: Lang) -> str:
    """The promise as a sentence."""
    zh, en = (goal_words(promise, one) for one in LANGS)
    if promise.measure == "service_level":
        zh += f"（口径：{formula_words(promise.formula, 'zh')}）"
        en += f" (counted as {formula_words(promise.formula, 'en')})"
    spans = ", ".join(map(span_text, promise.peaks))
    over = {
        "interval": ("每个时段都要达到", "in each interval"),
        "peak": (f"按高峰时段合计：{spans}", f"over each peak: {spans}"),
        "day": ("按全天合计", "over each day"),
    }[promise.per]
    return say(lang, f"目标：{zh}，{over[0]}", f"Target: {en}, {over[1]}")


def tables(model: ServiceModel, answer: Answer, shrinkage: float | None, lang: Lang) -> list[Table]:
    """A table for each kind of day and group."""
    found = answer.requirement
    day_of = np.floor(found.starts / DAY).astype(int)
    made = []
    for days in answer.days.alike:
        for g in range(len(found.groups)):
            rows = np.flatnonzero(day_of == days[0])
            made.append(_table(model, answer, rows, g, days, shrinkage, lang))
    return made


def _table(
    model: ServiceModel,
    answer: Answer,
    rows: np.ndarray,
    g: int,
    days: tuple[int, ...],
    shrinkage: float | None,
    lang: Lang,
) -> Table:
    from rich.table import Table

    found = answer.requirement
    own = [q for q, group in enumerate(found.group_of) if group == g]
    pool = title_in([model], "pool", found.groups[g], lang)
    table = Table(
        title=f"{pool} · {_days(model, days, lang)}", title_justify="left", title_style="bold",
    )  # fmt: skip
    is_time = found.promise.is_time
    levels = [""] if len(own) == 1 else [
        f" {title_in([model], 'queue', found.queues[q], lang)}" for q in own
    ]  # fmt: skip
    heads = [
        say(lang, "时段起", "start"),
        coming_words(model, lang),
        say(lang, "业务量\n（爱尔兰）", "offered load\n(erlang)"),
        say(lang, "需在岗\n（人）", "required\n(people)"),
    ]
    if shrinkage is not None:
        heads.append(say(lang, "需排班\n（人）", "rostered\n(heads)"))
    unit = say(lang, "（秒）", "(s)") if is_time else "(%)"
    for name in levels:
        level = say(lang, "平均等待" if is_time else "水平", "mean wait" if is_time else "level")
        heads.append(f"{level}{name}\n{unit}")
        heads.append(f"{say(lang, '少一人时', 'one less')}{name}\n{unit}")
    for head in heads:
        table.add_column(head, justify="right")
    heads_needed = found.rostered(shrinkage or 0.0)
    for t in rows:
        cells = [
            clock_text(float(found.starts[t]) % DAY),
            f"{found.calls[t, own].sum():.1f}",
            f"{found.offered_load[t, own].sum():.2f}",
            str(int(found.required[t, g])),
        ]
        if shrinkage is not None:
            cells.append(str(int(heads_needed[t, g])))
        for q in own:
            cells += [
                _level(found.level[t, q], is_time), _level(found.level_below[t, q], is_time)
            ]  # fmt: skip
        table.add_row(*cells)
    return table


def total(answer: Answer, lang: Lang) -> str:
    """Hours on position, by kind of day."""
    found = answer.requirement
    day_of = np.floor(found.starts / DAY).astype(int)
    lines = []
    for days in answer.days.alike:
        hours = found.required[day_of == days[0]].sum() * found.interval / 3600
        most = int(found.required[day_of == days[0]].sum(axis=1).max())
        lines.append(
            say(
                lang,
                f"一天共需在岗 {hours:g} 人时，最多同时 {most} 人。",
                f"{hours:g} hours on position in a day, at most {most} people at once.",
            )
        )
    return "\n".join(dict.fromkeys(lines))


def _level(value: float, is_time: bool) -> str:
    if np.isnan(value):
        return "–"
    return ("∞" if np.isinf(value) else f"{value:.1f}") if is_time else f"{value * 100:.1f}"


def _days(model: ServiceModel, days: tuple[int, ...], lang: Lang) -> str:
    if model.start_date is None:
        first = say(lang, f"第 {days[0] + 1} 天", f"day {days[0] + 1}")
    else:
        first = (model.start_date + dt.timedelta(days=days[0])).isoformat()
    if len(days) == 1:
        return first
    more = len(days) - 1
    return say(lang, f"{first} 及同样的 {more} 天", f"{first} and {more} more like it")


def coming_words(model: ServiceModel, lang: Lang) -> str:
    """What is counted of those who come: calls, or people in a hall."""
    calls = {is_calls(model, service) for service in model.services}
    if len(calls) > 1:
        return say(lang, "来电/人次", "calls, people")
    return say(lang, "来电", "calls") if True in calls else say(lang, "人次", "people")
