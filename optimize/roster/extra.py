"""People who are rostered beyond what is needed, and what keeps them from being off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from optimize.roster.hindrance import Hindrance, Hindrances, Reason
from optimize.roster.limits import Roster, grid_of
from scenarios.roster.rosters import CoverNeed, RosterCase
from scenarios.roster.rule_names import with_article
from scenarios.section import TextPair

_PLACES = 4
"""Shifts that are named in the sentence."""
_NAMED = 4
"""People who are named in it."""
_FREEST = ("free", "price")
"""What keeps people least: those who are held by it would be taken off first."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A shift with more people than it needs."""

    day: int
    kind: str
    required: int
    hindrances: tuple[Hindrance, ...]
    """For each one too many why nobody is taken off: those who are the freest to be."""

    @property
    def people(self) -> int:
        """How many are too many."""
        return len(self.hindrances)


def extra(case: RosterCase, roster: Roster) -> tuple[Extra, ...]:
    """Shifts with more people than they need, by day; nothing where no needs are known.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    grid = grid_of(case, roster)
    there: dict[tuple[int, str | None], list[str]] = defaultdict(list)
    for name, row in roster.items():
        for day, kind in enumerate(row):
            there[day, kind].append(name)
    beyond = [need for need in case.cover if len(there[need.day, need.kind]) > need.required]
    if not beyond:
        return ()
    looking = Hindrances(case, grid)
    return tuple(
        _extra(need, there[need.day, need.kind], looking)
        for need in sorted(beyond, key=lambda need: need.day)
    )


def _extra(need: CoverNeed, there: Sequence[str], looking: Hindrances) -> Extra:
    found = [looking.of(name, need.day, None, gain=need.over) for name in there]
    found.sort(key=lambda one: _FREEST.index(one.reason) if one.reason in _FREEST else len(_FREEST))
    return Extra(need.day, need.kind, need.required, tuple(found[: len(there) - need.required]))


def _reason(
    reason: Reason, article: tuple[str, str], every: Sequence[Hindrance]
) -> tuple[str, str]:
    match reason:
        # Nobody is kept from being off by other work.
        case "price" | "at_work":
            return "撤下成本更高", "dearer to take off"
        case "free":
            names = list(dict.fromkeys(one.person for one in every if one.reason == "free"))
            few, more = names[:_NAMED], len(names) > _NAMED
            zh, en = "、".join(few) + "等" * more, ", ".join(few) + " and others" * more
            return f"可以撤下（{zh}）", f"free to be taken off ({en})"
        case rule:
            zh, en = with_article(rule, article)
            return f"受限于{zh}", f"kept by {en}"


def extra_sentence(case: RosterCase, found: Sequence[Extra]) -> TextPair | None:
    """How many are too many, the first few where, and what keeps them there; None for nobody.

    Such as ``比需要多排 1 人次：值班 9 月 28 日 1 人。其中 1 人次受限于最低工时（合同）。``
    """
    if not found:
        return None
    places = [
        (f"{title.zh} {date.month} 月 {date.day} 日 {one.people} 人",
         f"{title.en} on {date:%Y-%m-%d} ({one.people})")
        for one in found[:_PLACES]
        for title, date in [(case.title_of(one.kind), case.date(one.day))]
    ]  # fmt: skip
    more = len(found) - len(places)
    zh, en = "、".join(zh for zh, _ in places), ", ".join(en for _, en in places)
    if more:
        zh, en = f"{zh}等 {len(found)} 处", f"{en} and {more} more such"
    every = [one for shift in found for one in shift.hindrances]
    held = Counter((one.reason, one.article) for one in every).most_common()
    why = [(n, *_reason(reason, article, every)) for (reason, article), n in held]
    total = len(every)
    return TextPair(
        zh=f"比需要多排 {total} 人次：{zh}。"
        f"其中 {'，'.join(f'{n} 人次{name}' for n, name, _ in why)}。",
        en=f"{total} more on duty than needed: {en}. "
        f"Of them {', '.join(f'{n} {name}' for n, _, name in why)}.",
    )
