"""Looks at any roster, whoever made it: which rules it breaks, and what it costs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from optimize.roster.limits import Grid, Limit, Linear, Roster, grid_of, worked
from optimize.roster.rules import RULES, article_of, limits_of
from scenarios.how_many import HowMany
from scenarios.roster.rosters import ASKED_FOR, RosterCase, RuleName
from scenarios.section import TextPair

_RUNS: frozenset[RuleName] = frozenset(
    ("work_run_most", "off_run_most", "same_kind_run", "night_run_most")
)
"""Rules that look at all windows of so many days, one after another."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken."""

    rule: RuleName
    people: tuple[str, ...]
    days: tuple[int, ...]
    beyond: float
    """By how much, in the unit that is told: hours, days, shifts, weekends."""
    sentence: TextPair
    """Who, when, what, and the article."""
    expected: float
    """What it may be at most, or at least, in the same unit."""
    got: float
    """What it is."""
    article: tuple[str, str]
    """Where the rule stands, in Chinese and in English."""
    priced: float
    """Units that a price is for: breaches of a rule on what may follow, else as ``beyond``."""


@dataclass(frozen=True, slots=True)
class RosterCost:
    """What a roster costs; violations of hard rules have no price."""

    under: float
    """For people missing."""
    over: float
    """For people too many."""
    wishes: float
    """For wishes not met."""
    rules: float
    """For priced rules that are broken."""

    @property
    def total(self) -> float:
        """All of it."""
        return self.under + self.over + self.wishes + self.rules


def audit(case: RosterCase, roster: Roster) -> tuple[Violation, ...]:
    """Every breach of a rule that is not off, hard or priced; see `charges` for what only costs.

    Raises
    ------
    DataError
        The roster has other people, days or kinds than the case.
    """
    return tuple(one for one in _beyond(case, roster) if one.rule not in ASKED_FOR)


def charges(case: RosterCase, roster: Roster) -> tuple[Violation, ...]:
    """What is not wrong and yet has been given a price: extra pay, unfair shares.

    Raises
    ------
    DataError
        As `audit`.
    """
    found: dict[TextPair, Violation] = {}
    for one in _beyond(case, roster):
        if one.rule in ASKED_FOR:
            # A share has several limits, as what is far above it costs more: told once.
            first = found.get(one.sentence)
            found[one.sentence] = (
                one
                if first is None
                else replace(
                    first, beyond=first.beyond + one.beyond, priced=first.priced + one.priced
                )
            )
    return tuple(found.values())


def _beyond(case: RosterCase, roster: Roster) -> Iterator[Violation]:
    grid = grid_of(case, roster)
    broken = (limit for limit in limits_of(case) if limit.broken_by(grid))
    for limit in _pairs_joined(_runs_joined(broken)):
        if priced := limit.broken_by(grid):
            says = sentence(case, limit, grid)
            article = article_of(case, limit.rule, limit.people[0])
            expected, got = limit.allowed, limit.got(grid)
            beyond = priced if limit.counted is None else abs(got - expected)
            yield Violation(
                limit.rule, limit.people, limit.days, beyond, says, expected, got, article, priced
            )


def _runs_joined(broken: Iterable[Limit]) -> list[Limit]:
    """Limits with windows that follow each other as one of all their days.

    A run that is n days too long breaks n windows in a row, each by a day; together they are broken
    by n.
    """
    found: list[Limit] = []
    last: dict[tuple[object, ...], int] = {}
    for limit in broken:
        if limit.rule not in _RUNS:
            found.append(limit)
            continue
        key = (limit.rule, limit.people, limit.said)
        at = last.get(key)
        if at is not None and found[at].days[-1] + 1 == limit.days[-1]:
            found[at] = _joined(found[at], limit)
        else:
            last[key] = len(found)
            found.append(limit)
    return found


def _pairs_joined(broken: Iterable[Limit]) -> list[Limit]:
    """Of two who are each alone on a shift of one day, what each of them breaks as one."""
    found: dict[tuple[object, ...], Limit] = {}
    for number, limit in enumerate(broken):
        pair = limit.rule == "together"
        key = (frozenset(limit.people), limit.days) if pair else (number,)
        first = found.setdefault(key, limit)
        if first is not limit:
            kinds = (*first.said, *limit.said)
            both = Linear((*first.sum.terms, *limit.sum.terms))
            found[key] = replace(first, said=(kinds,), sum=both)
    return list(found.values())


def _joined(one: Limit, other: Limit) -> Limit:
    terms = dict((*one.sum.terms, *other.sum.terms))
    # Days off are days less those worked: as many as the terms that count against them.
    constant = -sum(factor for factor in terms.values() if factor < 0)
    days = (*one.days, other.days[-1])
    return replace(one, days=days, sum=Linear(tuple(terms.items()), constant))


def roster_cost(case: RosterCase, roster: Roster) -> RosterCost:
    """Prices of people missing and too many, of wishes not met, and of priced rules broken.

    The cost of Curtois & Qu (2014), where all rules are hard.

    Raises
    ------
    DataError
        As `audit`.
    """
    grid = grid_of(case, roster)
    prices = {rule: price for rule in RULES if isinstance(price := case.strength(rule), float)}
    at_work = Counter(
        (day, kind) for (_, day), kind in grid.items() if day >= 0 and kind is not None
    )
    under: list[float] = []
    over: list[float] = []
    for need in case.cover:
        short = need.required - at_work[need.day, need.kind]
        under.append(max(short, 0) * need.under)
        over.append(max(-short, 0) * need.over)
    wishes = [
        wish.weight
        for name, person in case.people.items()
        for wish in person.wishes
        if worked((name, wish.day, wish.kind), grid) != wish.works
    ]
    rules = [
        limit.broken_by(grid) * prices[limit.rule]
        for limit in (limits_of(case) if prices else ())
        if limit.rule in prices
    ]
    return RosterCost(math.fsum(under), math.fsum(over), math.fsum(wishes), math.fsum(rules))


def sentence(case: RosterCase, limit: Limit, grid: Grid) -> TextPair:
    """Who breaks a limit, when, how, and the article it is from."""
    rule, article = RULES[limit.rule], article_of(case, limit.rule, limit.people[0])
    days = case.date(limit.days[0]).isoformat()
    if limit.days[-1] != limit.days[0]:
        days += f" – {case.date(limit.days[-1]).isoformat()}"
    said = [_said(case, one, rule.says_kinds) for one in limit.said]
    side, got = HowMany(limit.allowed), HowMany(limit.got(grid))
    zh, en = (
        text.format(*(one[k] for one in said), side=side, got=got)
        for k, text in enumerate(rule.breach)
    )
    return TextPair(
        zh=f"{'、'.join(limit.people)}，{days}：{zh}（{article[0]}）。",
        en=f"{', '.join(limit.people)}, {days}: {en} ({article[1]}).",
    )


def _said(case: RosterCase, said: object, of_kinds: bool) -> tuple[object, object]:
    """What a sentence names, in Chinese and in English: a kind or several by title, or as it is."""
    if not of_kinds:
        return said, said
    kinds = said if isinstance(said, tuple) else (said,)
    titles = [case.title_of(str(kind)) for kind in kinds]
    return "、".join(one.zh for one in titles), ", ".join(one.en for one in titles)
