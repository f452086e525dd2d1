"""Which rules and needs cannot be kept together: the smallest set, and the least that mends it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from optimize.roster.law import weeks
from optimize.roster.limits import Roster
from optimize.roster.neighbourhoods import LimitIndex
from optimize.roster.parts import Part, hard_limits
from optimize.roster.repairs import repairs_of
from optimize.roster.rules import rule_words
from optimize.roster.units import tied
from scenarios.how_many import HowMany
from scenarios.roster.rosters import CoverNeed, RosterCase, RuleName
from scenarios.section import TextPair

_LAW: tuple[RuleName, ...] = (
    "day_hours", "week_hours", "rest_day", "day_overtime", "month_overtime", "protected",
)  # fmt: skip
T = TypeVar("T")
LARGE = 6000
"""Shifts, counted by person, day and kind, up to which all days are looked at together."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Rules and needs that no roster keeps together; without any one of them some roster does."""

    people: tuple[str, ...]
    """Whose rows it is about; empty for everybody."""
    rules: tuple[RuleName, ...]
    needs: tuple[CoverNeed, ...]
    missing: int
    """People missing at least, as long as the rules hold; 0 where rows alone clash."""
    sentence: TextPair
    repairs: tuple[TextPair, ...]
    """What would mend it: one rule that gives way, or two where no one is enough."""


def clashing_rows(case: RosterCase) -> Iterator[Clash]:
    """People, tied by pairs, for whom no row keeps every hard rule."""
    limits = hard_limits(case)
    days = range(case.days)

    def impossible(names: Sequence[str], rules: Sequence[RuleName] | None = None) -> bool:
        part = Part(case, limits, names, days)
        return math.isinf(part.least_missing(part.rules if rules is None else rules, ()))

    for group in tied(case.people, (*case.apart, *case.together)):
        if impossible(group):
            names = tuple(_smallest(group, impossible))
            part = Part(case, limits, names, days)
            rules = _smallest(_in_order(part.rules), partial(impossible, names))
            yield _clash(case, part, names, rules, (), 0)


def clashing_needs(case: RosterCase, roster: Roster) -> tuple[tuple[Clash, ...], int]:
    """Why places that a roster leaves open have to be, and how many have to be at least.

    For each week the smallest reason: places of one kind, else single days, else the week, as the
    smaller is the clearer. Where all days together leave more open than their weeks alone, the
    reason for that too. Nothing is said of places of which it is not proved that they have to stay
    open.
    """
    short = [
        need
        for need in case.needs
        if sum(row[need.day] == need.kind for row in roster.values()) < need.required
    ]
    everybody, limits = tuple(case.people), hard_limits(case)
    found: list[Clash] = []
    missing = 0
    for week in weeks(case, everybody[0]):
        days = [day for day in week if day >= 0]
        here = [need for need in short if need.day in days]
        if here:
            found += _in_week(case, limits, days, here)
            part = Part(case, limits, everybody, days)
            missing += int(part.least_missing(part.rules, _of_days(case, days)))
    if len(everybody) * case.days * len(case.kinds) <= LARGE:
        days = list(range(case.days))
        part = Part(case, limits, everybody, days)
        found += _of_needs(case, part, _by_kind(case, days), more_than=missing)
        least = part.least_missing(part.rules, case.needs, whole=False)
        missing = max(missing, int(least) if math.isfinite(least) else 0)
    return tuple(found), missing


def _in_week(
    case: RosterCase, limits: LimitIndex, days: Sequence[int], short: Sequence[CoverNeed]
) -> Iterator[Clash]:
    everybody = tuple(case.people)
    clashing: set[str] = set()
    for need in short:
        # Of the first kind that clashes all days are told: they tend to be alike.
        if not clashing or need.kind in clashing:
            for clash in _of_needs(case, Part(case, limits, everybody, [need.day]), [[need]]):
                clashing.add(need.kind)
                yield clash
    if clashing:
        return
    found = [
        clash
        for day in sorted({need.day for need in short})
        for clash in _of_needs(
            case, Part(case, limits, everybody, [day]), [[need] for need in _of_days(case, [day])]
        )
    ]
    if found:
        yield from found
        return
    yield from _of_needs(case, Part(case, limits, everybody, days), _by_kind(case, days))


def _of_days(case: RosterCase, days: Sequence[int]) -> list[CoverNeed]:
    return [need for need in case.needs if need.day in days and need.required]


def _by_kind(case: RosterCase, days: Sequence[int]) -> list[list[CoverNeed]]:
    needs = _of_days(case, days)
    groups = ([need for need in needs if need.kind == kind] for kind in case.kinds)
    return [group for group in groups if group]


def _of_needs(
    case: RosterCase, part: Part, groups: list[list[CoverNeed]], more_than: int = 0
) -> Iterator[Clash]:
    """A clash of groups of needs with the rules of a part, if more are missing than is known."""

    def missing(rules: Sequence[RuleName], kept: Sequence[Sequence[CoverNeed]]) -> float:
        return part.least_missing(rules, _flat(kept), whole=not more_than)

    rules = part.rules
    least = missing(rules, groups)
    if least <= more_than or math.isinf(least):
        return
    groups = _smallest(groups, lambda kept: missing(rules, kept) > more_than)
    kept = _smallest(_in_order(rules), lambda some: missing(some, groups) > more_than)
    least = missing(rules, groups)
    yield _clash(case, part, (), kept, _flat(groups), int(missing(kept, groups)), int(least))


def _flat(groups: Sequence[Sequence[CoverNeed]]) -> tuple[CoverNeed, ...]:
    return tuple(need for group in groups for need in group)


def _smallest(items: Sequence[T], clashes: Callable[[list[T]], bool]) -> list[T]:
    """The deletion filter (Chinneck & Dravnieks 1991): what can be left out is left out."""
    kept = list(items)
    for item in items:
        without = [one for one in kept if one is not item]
        if clashes(without):
            kept = without
    return kept


def _in_order(rules: Sequence[RuleName]) -> list[RuleName]:
    """Rules of the law last: what the law alone forbids is not laid on a contract."""
    return sorted(rules, key=lambda rule: rule in _LAW)


def _clash(
    case: RosterCase,
    part: Part,
    people: tuple[str, ...],
    rules: list[RuleName],
    needs: tuple[CoverNeed, ...],
    missing: int,
    least: int = 0,
) -> Clash:
    """A clash: of its needs ``missing`` are open by its rules, ``least`` by all of the part."""
    parts = [*_need_words(case, needs), *(rule_words(case, rule) for rule in rules)]
    if not rules:
        many = len(case.people)
        parts.append(
            TextPair(
                zh=f"{many} 人，每人每天一个班",
                en=f"{HowMany(many):person|people}, one shift a day each",
            )
        )
    who = f"{'、'.join(people)}：" if people else "", f"{', '.join(people)}: " if people else ""
    zh_end = f"，至少缺 {missing} 人次" if missing else "，没有一种排法"
    open_ = f"at least {HowMany(missing):stays|stay} open"
    en_end = f"; {open_}" if missing else "; there is no such row"
    if missing < least:
        zh_end = f"，仅凭这几条就至少缺 {missing} 人次，连同其他规则至少缺 {least} 人次"
        en_end = (
            f"; by these alone at least {HowMany(missing):stays|stay} open, with all other rules "
        )
        en_end += f"{least}"
    sentence = TextPair(
        zh=f"{who[0]}不能同时做到：{'；'.join(p.zh for p in parts)}{zh_end}。",
        en=f"{who[1]}cannot be kept together: {'; '.join(p.en for p in parts)}{en_end}.",
    )
    repairs = list(repairs_of(part, rules, needs))
    if missing:
        shifts = f"at least {HowMany(least):shift|shifts}"
        others = TextPair(
            zh=f"可另找人上至少 {least} 个班。", en=f"Others for {shifts} would mend it."
        )
        repairs.insert(0, others)
    return Clash(people, tuple(rules), needs, missing, sentence, tuple(repairs))


def _need_words(case: RosterCase, needs: tuple[CoverNeed, ...]) -> list[TextPair]:
    found = []
    for kind in dict.fromkeys(need.kind for need in needs):
        own = [need for need in needs if need.kind == kind]
        first, last = case.date(own[0].day), case.date(own[-1].day)
        title = case.title_of(kind)
        zh = f"{title.zh} {first.month} 月 {first.day} 日"
        en = f"{title.en} on {first}"
        if last != first:
            zh, en = f"{zh}至 {last.month} 月 {last.day} 日", f"{title.en} from {first} to {last}"
        total = sum(need.required for need in own)
        shifts = "人" if last == first else "人次"
        found.append(TextPair(zh=f"{zh}要 {total} {shifts}", en=f"{en} needs {total}"))
    return found
