"""Work that differs by matter, as the model has it: told apart or not, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.fitting.figures import figures
from plots.language import Lang, say
from scenarios.fit.events.fit import EventFit
from scenarios.fit.events.keys import kind_title, matter_title, symbol_title, told_apart
from scenarios.fit.routes import Symbol
from scenarios.fit.work_by_matter import work_by_matter
from scenarios.fit.work_kinds import ENOUGH, WorkKind
from scenarios.how_many import HowMany

_MOST = 3
"""Activities whose work differs by matter that are told, and matters of one."""


def apart_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """Activities whose work the model has by matter, with the means of those done most."""
    apart: dict[Symbol, list[WorkKind]] = {}
    for kind in fit.work:
        if told_apart(fit, kind):
            apart.setdefault(kind.symbol, []).append(kind)
    for symbol, kinds in apart.items():
        most = sorted(kinds, key=lambda kind: -fit.work[kind].n)[: _MOST + 1]
        means = figures([fit.work[kind].mean for kind in most], "s", lang)
        matters = [matter_title(fit, kind) for kind in most]
        named = [
            f"{say(lang, matter.zh, matter.en)} {mean}"
            for matter, mean in zip(matters, means, strict=True)
        ]
        what = symbol_title(fit, symbol, fit.events.activities[symbol[0]])
        yield say(
            lang,
            f"  {what}的工时因事项而异，模型里分为 {len(kinds)} 种：{'、'.join(named)}"
            + (" 等" if len(kinds) > len(most) else ""),
            f"  work of {what} differs by matter, and is of {len(kinds)} kinds in the model: "
            + ", ".join(named)
            + (" and others" if len(kinds) > len(most) else ""),
        )


def alike_lines(fit: EventFit, lang: Lang) -> Iterator[str]:
    """Work that differs between matters in the log, and not in the model."""
    differing = work_by_matter(fit)
    if not differing:
        return
    told = []
    for one in differing[:_MOST]:
        matters = list(one.means)
        some = matters if len(matters) <= _MOST else [matters[0], matters[-1]]
        *each, modelled = figures([*(one.means[name] for name in some), one.modelled], "s", lang)
        named = [f"{name} {time}" for name, time in zip(some, each, strict=True)]
        between = say(lang, "、", ", ") if some == matters else say(lang, " 至 ", " to ")
        what = _title(fit, one.kind, lang)
        told.append(
            say(
                lang,
                f"{what}：{between.join(named)}（模型都是 {modelled}）",
                f"{what}: {between.join(named)} ({modelled} for all in the model)",
            )
        )
    more = len(differing) - len(told)
    yield say(
        lang,
        f"仍不分事项的工时：一个事项在一个科室的一种环节有 {ENOUGH} 次以上、且多数写有开始时间，"
        f"模型才单独拟合；日志里另有 {len(differing)} 处相差 10% 以上，且不是偶然"
        "（Welch 检验，0.1%）。"
        f"{'；'.join(told)}"
        + (f"；另有 {more} 处" if more else "")
        + "。要分开，请在日志里给各事项的这一环节起不同的名字",
        f"work still alike for matters: an activity of a group is fitted by itself for matters "
        f"that have it {ENOUGH} times or more, where most rows say when it was begun; in "
        f"{HowMany(len(differing)):more place|more places} the log differs by more than 10% and "
        f"beyond chance (Welch's test, 0.1%). {'; '.join(told)}"
        + (f"; and {more} more" if more else "")
        + ". To tell them apart, give the step a name of its own for each matter in the log",
    )


def _title(fit: EventFit, kind: WorkKind, lang: Lang) -> str:
    title = kind_title(fit, kind, fit.events.activities[kind.activity])
    return say(lang, title.zh, title.en)
