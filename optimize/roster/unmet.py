"""What a roster leaves open, and who or what stands in the way of it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from optimize.roster.hindrance import Hindrance, Hindrances, Reason
from optimize.roster.limits import Grid, Roster, grid_of, worked
from scenarios.how_many import HowMany
from scenarios.roster.rosters import RosterCase, Wish
from scenarios.roster.rule_names import with_article
from scenarios.section import TextPair

_OTHERS: dict[str, tuple[str, str]] = {
    "at_work": ("已排其他班", "at work already"),
    "price": ("排上成本更高", "dearer than leaving it"),
    "free": ("可以排上", "free to take it"),
}


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need that is short of people, or a wish that is not met."""

    day: int
    kind: str | None
    """The kind of shift; None for a wish about the whole day."""
    missing: int
    """People; 0 for a wish."""
    person: str | None
    """Whose wish it is; None for a need."""
    hindrances: tuple[Hindrance, ...]
    """Why the others, or the one who wishes, are not put there."""
    sentence: TextPair


_NAMED = 4
"""People who are named at most."""
MOST = 100
"""Needs, and wishes, of which the dearest are looked into."""


def unmet(case: RosterCase, roster: Roster, most: int = MOST) -> tuple[Unmet, ...]:
    """What a roster leaves open: needs, then wishes, the dearest first.

    Parameters
    ----------
    case, roster
        The case and a roster for it.
    most
        How many of each are looked into.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    grid = grid_of(case, roster)
    looking = Hindrances(case, grid)
    needs = itertools.islice(_needs(case, grid, looking), most)
    return (*needs, *itertools.islice(_wishes(case, grid, looking), most))


def _needs(case: RosterCase, grid: Grid, looking: Hindrances) -> Iterator[Unmet]:
    there = _at_work(grid)
    short = [
        (need.required - there[need.day, need.kind], need)
        for need in case.needs
        if need.required > there[need.day, need.kind]
    ]
    short.sort(key=lambda one: (-one[0] * one[1].under, one[1].day))
    for missing, need in short:
        found = tuple(
            looking.of(name, need.day, need.kind, gain=need.under)
            for name in case.people
            if grid[name, need.day] != need.kind
        )
        yield Unmet(
            need.day, need.kind, missing, None, found,
            _need_sentence(case, need.day, need.kind, missing, found),
        )  # fmt: skip


def _wishes(case: RosterCase, grid: Grid, looking: Hindrances) -> Iterator[Unmet]:
    there = _at_work(grid)
    prices = {(need.day, need.kind): need for need in case.cover}
    wishes = [
        (name, wish)
        for name, person in case.people.items()
        for wish in person.wishes
        if worked((name, wish.day, wish.kind), grid) != wish.works
    ]
    for name, wish in sorted(wishes, key=lambda one: -one[1].weight):
        wanted = _wanted(case, wish)
        gain, held, is_full = 0.0, None, False
        # Who leaves a shift may leave it short; who joins one may be one too many.
        now = grid[name, wish.day]
        need = prices.get((wish.day, now)) if now is not None else None
        if need is not None:
            alone = there[wish.day, need.kind] <= need.required
            gain -= need.under if alone else -need.over
            held = need.kind if alone else None
        joined = prices.get((wish.day, wanted)) if wanted is not None else None
        if joined is not None:
            is_full = there[wish.day, joined.kind] >= joined.required
            gain += -joined.over if is_full else joined.under
        found = looking.of(name, wish.day, wanted, gain=gain)
        told = _wish_sentence(case, name, wish, held, is_full, found)
        yield Unmet(wish.day, wish.kind, 0, name, (found,), told)


def _wanted(case: RosterCase, wish: Wish) -> str | None:
    """What would be worked if the wish were met: the kind, the first of any, or nothing."""
    if not wish.works:
        return None
    return wish.kind if wish.kind is not None else next(iter(case.kinds))


def _at_work(grid: Grid) -> Counter[tuple[int, str]]:
    return Counter((day, kind) for (_, day), kind in grid.items() if day >= 0 and kind is not None)


def _need_sentence(
    case: RosterCase, day: int, kind: str, missing: int, found: tuple[Hindrance, ...]
) -> TextPair:
    """Such as ``夜 3 月 4 日缺 1 人：其余 8 人中 5 人已排其他班，2 人受限于班间休息（…）``."""
    counts = Counter((one.reason, one.article) for one in found).most_common()
    parts = [(n, *_reason(*of), *_free(found, of[0])) for of, n in counts]
    date, title = case.date(day), case.title_of(kind)
    zh = "，".join(f"{n} 人{name}{who}" for n, name, _, who, _ in parts)
    en = ", ".join(f"{n} {name}{who}" for n, _, name, _, who in parts)
    others = f"{HowMany(len(found)):other|others}"
    why = TextPair(zh=f"其余 {len(found)} 人中 {zh}", en=f"of {others} {en}")
    if not found:
        why = TextPair(zh="所有人都已排这个班", en="everybody works it already")
    return TextPair(
        zh=f"{title.zh} {date.month} 月 {date.day} 日缺 {missing} 人：{why.zh}。",
        en=f"{title.en} on {date:%Y-%m-%d} is {missing} short: {why.en}.",
    )


def _free(found: tuple[Hindrance, ...], reason: Reason) -> tuple[str, str]:
    """Who they are that nothing keeps from it: somebody will want to ask them."""
    names = [one.person for one in found if one.reason == "free"] if reason == "free" else []
    if not names:
        return "", ""
    few, more = names[:_NAMED], len(names) > _NAMED
    zh, en = "、".join(few) + "等" * more, ", ".join(few) + " and others" * more
    return f"（{zh}）", f" ({en})"


def _reason(reason: Reason, article: tuple[str, str]) -> tuple[str, str]:
    match reason:
        case "at_work" | "price" | "free":
            return _OTHERS[reason]
        case rule:
            zh, en = with_article(rule, article)
            return f"受限于{zh}", f"kept by {en}"


def _wish_sentence(
    case: RosterCase, name: str, wish: Wish, held: str | None, is_full: bool, found: Hindrance
) -> TextPair:
    """Such as ``王芳 3 月 4 日想休息，未满足：夜班没有人可替。``.

    ``held`` is the kind that has nobody to spare, ``is_full`` that the one wished for has enough.
    """
    date = case.date(wish.day)
    what = TextPair(zh="班", en="") if wish.kind is None else case.title_of(wish.kind)
    wish_zh = f"想上{what.zh}" if wish.works else f"不想上{what.zh}" if wish.kind else "想休息"
    wish_en = f"to work {what.en}".rstrip() if wish.works else (
        f"not to work {what.en}" if wish.kind else "to be off")  # fmt: skip
    if found.reason == "price" and held is not None:
        title = case.title_of(held)
        why = TextPair(zh=f"{title.zh}没有人可替", en=f"{title.en} has nobody to spare")
    elif found.reason == "price" and is_full:
        why = TextPair(zh="班上人数已够", en="the shift has enough people")
    elif found.reason == "price":
        why = TextPair(
            zh=f"满足它，别处按价要多付的不少于它的权重 {wish.weight:g}",
            en=f"to meet it would cost no less elsewhere than its weight of {wish.weight:g}",
        )
    elif found.reason == "free":
        why = TextPair(
            zh="没有规则阻拦，改过来总成本更低",
            en="no rule is in the way, and the whole would cost less with it",
        )
    else:
        why_zh, why_en = _reason(found.reason, found.article)
        why = TextPair(zh=why_zh, en=why_en)
    return TextPair(
        zh=f"{name} {date.month} 月 {date.day} 日{wish_zh}，未满足：{why.zh}。",
        en=f"{name} wished {wish_en} on {date:%Y-%m-%d}, in vain: {why.en}.",
    )
