"""What is said of a roster on the screen and to machines, in both languages."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onewindow.grid import Grid
from onewindow.machine import records
from onewindow.roster.carried import carried_lines
from onewindow.roster.making import RosterResult
from onewindow.roster.why import WhyNot
from optimize.roster.audit import Violation
from optimize.roster.extra import extra_sentence
from optimize.roster.plan import SMALL_PARTS
from optimize.solved import Status, relative_gap
from plots.language import Lang, say
from plots.roster.even import SHARED, even_table
from plots.roster.files import GRID
from plots.roster.words import why_title
from scenarios.how_many import HowMany
from scenarios.roster.rule_names import RULE_NAMES

_STATUS: dict[Status, tuple[str, str, str]] = {
    "optimal": ("optimal", "已证明成本最低", "proved to cost least"),
    "feasible": ("best_so_far", "目前最好", "best so far"),
}
"""What a roster is known to be: for machines, in Chinese and in English."""
_SHOWN = 20
"""Sentences of one kind that are told on the screen."""


def progress_words(name: str, cost: float, bound: float, lang: Lang) -> str:
    """How far the search is, for the progress bar."""
    if math.isinf(cost):
        return say(lang, f"排班 {name}", f"roster {name}")
    gap = _gap(relative_gap(cost, bound), lang)
    return say(
        lang, f"排班 {name}：成本 {cost:g}，差距 {gap}", f"roster {name}: cost {cost:g}, gap {gap}"
    )


def compiling_words(lang: Lang) -> str:
    """Why the first roster on a machine begins later."""
    return say(
        lang,
        "正在编译排班算法（本机只需一次，约 10 秒）……",
        "Compiling the search for rosters, once on this machine: about ten seconds ...",
    )


def interrupted_words(found: RosterResult, lang: Lang) -> str:
    """What Ctrl-C left."""
    if found.unexplained:
        zh = "已中断：排班表齐全，为什么排不满没有查完"
        return say(lang, zh, "interrupted: the roster is whole, why it leaves places open is not")
    return say(lang, "已中断：保留目前最好的排班表", "interrupted: the best roster so far is kept")


def go_on_words(found: RosterResult, file: Path, folder: Path | None, lang: Lang) -> Iterator[str]:
    """How long was searched, how good the roster is known to be, and how to go on from it."""
    plan = found.plan
    if plan is None or plan.status == "optimal":
        return
    more = max(2 * plan.iterations, 2 * SMALL_PARTS)
    grid = Path("DIR") / GRID if folder is None else folder / GRID
    command = f"onewindow roster make {file} --start {grid} --iterations {more}"
    if math.isinf(plan.gap):
        zh, en = "还能省多少未知", "how much could be saved is not known"
    else:
        zh = f"成本里至多还能省 {plan.gap:.1%}"
        en = f"at most {plan.gap:.1%} of its cost could be saved"
    yield say(
        lang,
        f"搜索了 {plan.iterations} 个局部，{plan.seconds:.0f} 秒；{zh}。接着找：{command}"
        + ("（先用 --out DIR 保存）" if folder is None else ""),
        f"{HowMany(plan.iterations):part was|parts were} thought over in "
        f"{plan.seconds:.0f} s; {en}. To go on: {command}"
        + (" (keep it with --out DIR first)" if folder is None else ""),
    )


def summary(found: RosterResult, lang: Lang) -> Iterator[Grid | str]:
    """The roster in a few lines, and each breach of a rule in its sentence."""
    yield _numbers(found, lang)
    yield _fairness(found, lang)
    yield from carried_lines(found.case, lang)
    if found.why is not None:
        yield from why_lines(found.why, lang)
    if found.violations:
        yield _broken(found, lang)
    marks = ["✗ " if one in found.broken else "· " for one in found.violations]
    told = [m + getattr(v.sentence, lang) for m, v in zip(marks, found.violations, strict=True)]
    yield from _first(told, lang)
    yield from _first(["· " + getattr(one.sentence, lang) for one in found.unmet], lang)
    if (beyond := extra_sentence(found.case, found.extra)) is not None:
        yield "· " + getattr(beyond, lang)


def why_lines(why: WhyNot, lang: Lang) -> Iterator[str]:
    """What stands in the way of a whole roster, and what would mend it."""
    yield why_title(lang) + say(lang, "：", ":")
    yield from ("  " + getattr(one, lang) for one in why.of_open())


def _first(lines: list[str], lang: Lang) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if (more := len(lines) - _SHOWN) > 0:
        yield say(lang, f"……另有 {more} 条，见 --json", f"… and {more} more, see --json")


def _numbers(found: RosterResult, lang: Lang) -> Grid:
    cost = found.cost
    table = Grid((say(lang, "排班表", "Roster"), ""))
    table.row(
        say(lang, "人数 × 天数", "people × days"), f"{len(found.case.people)} × {found.case.days}"
    )
    table.row(
        say(lang, "成本（按文件里的价格）", "cost (by the prices of the file)"),
        f"{cost.total:,.6g}",
    )
    table.row(say(lang, "  缺人的代价", "  price of people missing"), f"{cost.under:,.6g}")
    table.row(say(lang, "  多人的代价", "  price of people too many"), f"{cost.over:,.6g}")
    table.row(say(lang, "  意愿未满足的代价", "  price of wishes not met"), f"{cost.wishes:,.6g}")
    for rule, names in RULE_NAMES.items():
        if price := found.price_of(rule):
            table.row(
                f"  {say(lang, f'{names[0]}的代价', f'price of {names[1]}')}", f"{price:,.6g}"
            )
    if found.plan is not None:
        table.row(say(lang, "结果", "result"), say(lang, *_STATUS[found.plan.status][1:]))
        table.row(say(lang, "距下界的差距", "gap to the bound"), _gap(found.plan.gap, lang))
    table.row(say(lang, "违反硬性规则（处）", "hard rules broken (times)"), f"{len(found.broken)}")
    return table


def _broken(found: RosterResult, lang: Lang) -> Grid:
    """Rules that are broken, hard ones first, with how often and where they stand."""
    heads = say(lang, "规则|方式|次数|依据", "Rule broken|kept|times|source").split("|")
    words = (heads[1], heads[3])
    table = Grid(tuple(heads), words=words)
    for rule in dict.fromkeys(one.rule for one in found.violations):
        own = [one for one in found.violations if one.rule == rule]
        hard = say(lang, "硬性", "hard") if own[0] in found.broken else say(lang, "计价", "priced")
        articles = dict.fromkeys(say(lang, *one.article) for one in own)
        source = say(lang, "；", "; ").join(articles)
        table.row(say(lang, *RULE_NAMES[rule]), hard, f"{len(own)}", source)
    return table


def _fairness(found: RosterResult, lang: Lang) -> Grid:
    """From least to most of each thing that is shared out."""
    heads = say(
        lang, "每人|最少|平均|最多|超出应摊最多", "A person has|least|mean|most|most above fair"
    )
    table, numbers = Grid(tuple(heads.split("|"))), even_table(found.case, found.roster)
    for shared in SHARED:
        of = numbers[numbers["measure"] == shared.name]
        if not of.empty:
            value, beyond = of["value"], of["beyond"].max()
            cells = [f"{one:.4g}" for one in (value.min(), value.mean(), value.max())]
            table.row(
                shared.counted(numbers, lang),
                *cells,
                "" if math.isnan(beyond) else f"{max(beyond, 0.0):.1f}",
            )
    return table


def _gap(gap: float, lang: Lang) -> str:
    return say(lang, "未知", "not known") if math.isinf(gap) else f"{gap:.1%}"


def roster_record(found: RosterResult) -> dict[str, Any]:
    """The roster for machines."""
    case, plan, cost = found.case, found.plan, found.cost
    return {
        "first_day": case.first_day,
        "days": case.days,
        "cost": {
            "total": cost.total, "under": cost.under, "over": cost.over, "wishes": cost.wishes,
            "rules": cost.rules,
        },
        "bound": None if plan is None else plan.bound,
        "gap": None if plan is None else plan.gap,
        "status": None if plan is None else _STATUS[plan.status][0],
        "interrupted": found.interrupted,
        "roster": found.roster,
        "violations": [
            {"hard": one in found.broken, **_violation(found, one)} for one in found.violations
        ],
        "charges": [_violation(found, one) for one in found.charges],
        "fairness": records(even_table(case, found.roster)),
        "why": None if found.why is None else why_record(found.why),
        "unmet": [
            {
                "date": case.date(one.day),
                "kind": one.kind,
                "missing": one.missing,
                "person": one.person,
                "zh": one.sentence.zh,
                "en": one.sentence.en,
                "people": [
                    {"person": h.person, "reason": h.reason, "zh": h.says.zh, "en": h.says.en}
                    for h in one.hindrances
                ],
            }
            for one in found.unmet
        ],
        "extra": [
            {
                "date": case.date(one.day),
                "kind": one.kind,
                "people": one.people,
                "required": one.required,
                "reasons": [h.reason for h in one.hindrances],
            }
            for one in found.extra
        ],
    }  # fmt: skip


def _violation(found: RosterResult, one: Violation) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "people": one.people,
        "days": [found.case.date(day) for day in one.days],
        "expected": one.expected,
        "got": one.got,
        "beyond": one.beyond,
        "article": {"zh": one.article[0], "en": one.article[1]},
        "zh": one.sentence.zh,
        "en": one.sentence.en,
    }


def why_record(why: WhyNot) -> dict[str, Any]:
    """Why not, for machines."""
    return {
        "least_missing": why.least_missing,
        "counted": [{"zh": one.zh, "en": one.en} for one in why.counted],
        "clashes": [
            {
                "people": one.people,
                "rules": one.rules,
                "needs": [{"day": n.day, "kind": n.kind, "people": n.required} for n in one.needs],
                "missing": one.missing,
                "zh": one.sentence.zh,
                "en": one.sentence.en,
                "repairs": [{"zh": r.zh, "en": r.en} for r in one.repairs],
            }
            for one in why.clashes
        ],
    }
